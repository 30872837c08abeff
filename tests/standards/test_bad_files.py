"""Bad standards files: each in ``bad/`` is a good one but for the one fault that its name says."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.standards.loader import BadStandardsFile, load_file
from tracker.standards.yaml_source import MAX_BYTES, MAX_EVENTS, Problem

BAD = Path(__file__).parent / "bad"
SHIPPED = (files("tracker") / "standards_2018.yaml").read_bytes()

ALIAS = "aliases and anchors (* and &) are not allowed"

# The file, the line, the place in it ("" where it cannot be read at all), and a part of the reason.
FAULTS = [
    ("01-empty", 1, "", "the file is empty"),
    ("02-only-comments", 1, "", "the file is empty"),
    ("03-not-utf-8", 22, "", "not in UTF-8"),
    ("04-utf-16", 1, "", "not in UTF-8"),
    ("05-nul-byte", 33, "", "NUL byte"),
    ("06-control-character", 33, "", "the character U+0007"),
    ("07-unclosed-bracket", 7, "", "not YAML"),
    ("08-unclosed-quote", 30, "", "the text in quotes that begins here never ends"),
    ("09-tab-indentation", 8, "", "there is a tab: indent"),
    ("10-wrong-indentation", 11, "", "not YAML"),
    ("11-colon-in-bare-title", 3, "", "there is a colon within the text"),
    ("12-bold-at-the-start-of-bare-text", 33, "", "not YAML"),
    ("13-two-documents", 34, "", "a second document begins"),
    ("14-tag-that-runs-a-command", 4, "", "the tag “!!python/object/apply:os.system”"),
    ("15-custom-tag", 19, "", "the tag “!lantern” is not allowed"),
    ("16-plain-type-tag", 2, "", "the tag “!!int” is not allowed"),
    ("17-anchor", 19, "", ALIAS),
    ("18-alias", 11, "", ALIAS),
    ("19-merge-key", 10, "", ALIAS),
    ("20-alias-bomb", 2, "", ALIAS),
    ("21-nested-alias-bomb", 19, "", ALIAS),
    ("22-too-deep", 19, "", "more than 10 levels"),
    ("23-key-twice", 3, "", "the key “identifier” is there twice"),
    ("24-key-twice-in-a-standard", 34, "", "the key “text” is there twice"),
    ("25-key-that-is-a-list", 15, "", "a key must be plain text"),
    ("26-text-at-the-top", 1, "", "here belongs keys"),
    ("27-list-at-the-top", 1, "", "here belongs keys"),
    ("28-list-where-keys-belong", 14, "read_as", "here belongs keys"),
    ("29-keys-where-a-list-belongs", 6, "ratings", "here belongs a list"),
    ("30-sections-left-blank", 17, "sections", "this is empty"),
    ("31-text-where-a-rating-belongs", 10, "rating 2", "here belongs keys"),
    ("32-list-where-a-title-belongs", 30, "section B, title", "here belongs text"),
    ("33-list-where-a-wording-belongs", 33, "section B, standard B.1, text", "here belongs text"),
    ("34-list-where-a-code-belongs", 15, "read_as, Bright", "here belongs text"),
    ("35-no-ratings", 6, "ratings", "the list is empty"),
    ("36-no-sections", 17, "sections", "the list is empty"),
    ("37-no-standards", 31, "section B, standards", "the list is empty"),
    ("38-missing-publisher", 1, "", "missing: publisher"),
    ("39-missing-version-and-title", 1, "", "missing: version, title"),
    ("40-missing-label", 10, "rating DIM", "missing: label"),
    ("41-missing-section-title", 29, "section B", "missing: title"),
    ("42-missing-wording", 32, "section B, standard B.1", "missing: text"),
    ("43-missing-number", 32, "section B, standard 1", "missing: number"),
    ("44-unknown-key", 4, "author", "the key “author” is unknown"),
    ("45-unknown-key-in-a-rating", 9, "rating LIT, colour", "the key “colour” is unknown"),
    ("46-unknown-key-in-a-section", 31, "section B, weight", "the key “weight” is unknown"),
    ("47-unknown-key-in-a-standard", 33, "section B, standard B.1, guidance", "the key “guidance” is unknown"),
    ("48-identifier-with-capitals", 1, "identifier", "small letters, digits and hyphens"),
    ("49-version-with-a-slash", 2, "version", "“2031/32” will not do"),
    ("50-title-over-several-lines", 3, "title", "a line of text"),
    ("51-title-too-long", 30, "section B, title", "up to 250 characters"),
    ("52-title-left-blank", 30, "section B, title", "this is empty"),
    ("53-code-with-a-space", 10, "rating DIM LIT, code", "“DIM LIT” will not do"),
    ("54-code-too-long", 10, "rating FLICKERING-OUT, code", "1 to 10 characters"),
    ("55-section-number-in-small-letters", 29, "section b, number", "a section's number or letter"),
    ("56-number-without-a-section", 23, "section A, standard 2, number", "a dot and its own, such as 1.1"),
    ("57-unknown-calls-for", 12, "rating DIM, calls_for", "“matches” is unknown; use evidence or action"),
    ("58-wording-left-blank", 33, "section B, standard B.1, text", "this is empty"),
    ("59-wording-of-spaces", 33, "section B, standard B.1, text", "this is empty"),
    ("60-wording-of-a-list-mark", 33, "section B, standard B.1, text", "“-” will not do"),
    ("61-code-twice", 10, "rating LIT, code", "the code “LIT” is there twice"),
    ("62-read-as-an-unknown-code", 15, "read_as, Bright", "the code “BLAZING” is unknown: the scale has LIT, DIM"),
    ("63-section-twice", 29, "section A, number", "section A is there twice"),
    ("64-number-twice-in-a-section", 23, "section A, standard A.1, number", "standard A.1 is there twice"),
    ("65-number-twice-across-sections", 32, "section B, standard A.2, number", "standard A.2 is there twice"),
    ("66-standard-under-the-wrong-section", 32, "section B, standard A.3, number", "A.3 stands under section B"),
    ("67-standard-of-another-section-that-begins-alike", 32, "section B, standard BB.1, number", "under section B"),
    ("68-escaped-nul-byte", 33, "", "the character U+0000"),
    ("69-escaped-surrogate", 33, "", "the character U+D800"),
    ("70-escape-beyond-unicode", 32, "", "an escape"),
    ("71-escaped-control-character", 30, "", "the character U+001B"),
    ("72-number-twice-but-for-a-line-break", 23, "section A, standard A.1, number", "is there twice"),
    ("73-wording-of-a-number-mark", 33, "section B, standard B.1, text", "no words"),
    ("74-wording-of-a-hard-space", 33, "section B, standard B.1, text", "no words"),
    ("75-yaml-version-of-5000-digits", 1, "", "%YAML"),
]


def problems_of(content: bytes) -> list[Problem]:
    """What ``content`` is refused for; nothing where it loads."""
    try:
        load_file("lanterns.yaml", content)
    except BadStandardsFile as error:
        return error.problems
    return []


@pytest.mark.parametrize(("name", "line", "place", "reason"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_bad_file_is_refused_with_line_place_and_reason(name, line, place, reason):
    [problem] = problems_of((BAD / f"{name}.yaml").read_bytes())

    assert (problem.line, problem.place) == (line, place)
    assert reason in problem.reason


def test_every_bad_file_is_in_the_table():
    assert sorted(path.name for path in BAD.iterdir()) == [f"{name}.yaml" for name, *_ in FAULTS]


def test_the_message_names_the_file_and_then_line_place_and_reason_of_each_problem():
    content = (BAD / "42-missing-wording.yaml").read_bytes().replace(b"Alight", b"")

    with pytest.raises(BadStandardsFile) as refusal:
        load_file("lanterns.yaml", content)

    first, second = str(refusal.value).splitlines()
    assert first.startswith("lanterns.yaml, line 8: rating LIT, label: this is empty; it must hold ")
    assert second == "lanterns.yaml, line 32: section B, standard B.1: missing: text"


def test_several_faults_of_form_are_all_reported_in_the_order_of_the_file():
    content = (BAD / "47-unknown-key-in-a-standard.yaml").read_bytes()
    content = content.replace(b"lantern-libraries", b"LANTERNS").replace(b"action", b"matches")
    content = content.replace(b"    title: Light\n", b"") + b"weight: 3\n"

    assert [(problem.line, problem.place) for problem in problems_of(content)] == [
        (1, "identifier"),
        (12, "rating DIM, calls_for"),
        (18, "section A"),
        (32, "section B, standard B.1, guidance"),
        (34, "weight"),
    ]


def test_several_contradictions_are_all_reported_in_the_order_of_the_file():
    content = (BAD / "61-code-twice.yaml").read_bytes()
    content = content.replace(b"Bright: LIT", b"Bright: DIM").replace(b"A.2", b"A.1").replace(b"B.1", b"C.1")

    assert [(problem.line, problem.place) for problem in problems_of(content)] == [
        (10, "rating LIT, code"),
        (15, "read_as, Bright"),
        (23, "section A, standard A.1, number"),
        (32, "section B, standard C.1, number"),
    ]


def test_a_file_of_one_mebibyte_loads_and_one_byte_more_is_refused():
    padding = b"#" * (MAX_BYTES - len(SHIPPED))

    assert len(load_file("lanterns.yaml", SHIPPED + padding).standards) == 20
    [problem] = problems_of(SHIPPED + padding + b"#")
    assert (problem.line, problem.place) == (1, "")
    assert "1 MiB" in problem.reason


def test_a_file_of_too_many_values_is_refused_at_the_first_one_too_many():
    [problem] = problems_of(b"- lantern\n" * MAX_EVENTS)

    # The file, its document and its list begin before the first value, and count too.
    assert (problem.line, problem.place) == (MAX_EVENTS - 1, "")
    assert "more than 20,000 keys and values" in problem.reason


SPOTS = st.integers(0, len(SHIPPED))
PIECES = st.one_of(
    st.sampled_from([bytes([mark]) for mark in b"&*!-:?'\"[{|>%#\0\t\r\n\xff"]),
    st.binary(max_size=8),
    st.builds(lambda start, length: SHIPPED[start : start + length], SPOTS, st.integers(1, 400)),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """The shipped file with up to three slices deleted, flipped, or with a piece inserted."""
    content = bytearray(SHIPPED)
    for _ in range(draw(st.integers(1, 3))):
        start = draw(SPOTS)
        end = start + draw(st.integers(1, 80))
        match draw(st.sampled_from(["delete", "flip", "insert"])):
            case "delete":
                del content[start:end]
            case "flip":
                mask = draw(st.integers(1, 255))
                content[start:end] = [byte ^ mask for byte in content[start:end]]
            case "insert":
                content[start:start] = draw(PIECES)
    return bytes(content)


@settings(max_examples=150, deadline=None)
@given(damaged())
def test_a_damaged_file_loads_or_is_refused_and_nothing_else_happens(content):
    end = len(content.decode(errors="replace").splitlines()) + 1

    if problems := problems_of(content):
        assert all(problem.reason and 1 <= problem.line <= end for problem in problems)
    else:
        assert load_file("lanterns.yaml", content).standards
