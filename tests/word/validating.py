"""``python -m tests.word.validating``: what each check says of the spread of good documents and of the broken ones.

It fails where any finds a fault in a good one, or where none does in a broken one.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.word.broken import broken
from tests.word.checks import integrity_faults, own_faults
from tests.word.office import office_faults
from tests.word.sdk import get_sdk, sdk_faults
from tests.word.spread import spread
from tracker.office import find_office

Check = Callable[[bytes], list[str]]


def checks() -> dict[str, Check]:
    """The checks that can be made here."""
    found: dict[str, Check] = {"ours": own_faults, "ooxml-integrity": integrity_faults}
    if get_sdk():
        found["Open XML SDK"] = sdk_faults
    if find_office():
        found["LibreOffice"] = office_faults
    return found


def main() -> int:
    """Zero where all is as it should be."""
    made = checks()
    said = {name: _all(check, spread() | broken()) for name, check in made.items()}
    wrong = [f"{document}: {name}: {fault}" for name in made for document in spread() for fault in said[name][document]]
    say(f"{len(spread())} good documents, by {', '.join(made)}: {len(wrong)} faults")
    for fault in wrong:
        say(f"  {fault}")
    unseen = [document for document in broken() if not any(said[name][document] for name in made)]
    say(f"\n{len(broken())} broken documents, {len(unseen)} of them unseen; seen by\n")
    say("  ".join(made))
    for document in broken():
        say("  ".join(("x" if said[name][document] else "").ljust(len(name)) for name in made) + f"  {document}")
    say("  ".join(str(sum(map(bool, map(said[name].get, broken())))).ljust(len(name)) for name in made))
    return 1 if wrong or unseen else 0


def _all(check: Check, documents: dict[str, bytes]) -> dict[str, list[str]]:
    with ThreadPoolExecutor(2) as threads:
        return dict(zip(documents, threads.map(check, documents.values()), strict=True))


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
