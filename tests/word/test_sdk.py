"""Microsoft's validator on some of the documents; ``make validate`` has it look at all. Read where it was fetched."""

from concurrent.futures import ThreadPoolExecutor

from tests.word.broken import broken
from tests.word.sdk import sdk_faults
from tests.word.spread import spread

SEEN = ("a list before its form", "text outside a run", "two styles of one identifier")


def test_it_finds_nothing_in_good_documents_and_what_is_wrong_with_broken_ones():
    good = list(spread().values())[::12]
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(sdk_faults, [*good, *(broken()[said] for said in SEEN)]))
    assert found[: len(good)] == [[]] * len(good)
    assert all(found[len(good) :])
