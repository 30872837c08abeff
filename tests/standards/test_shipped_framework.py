"""Good files: the Minimum Standards as they come with this package, and the least and the most that a file can say."""

from importlib.resources import files

import pytest

from tracker.richtext import parse
from tracker.standards.loader import load_file, shipped_framework
from tracker.standards.rules import CallsFor, FrameworkWording, ScaleEntry, SectionWording, StandardWording

LEAST = """\
identifier: lantern-libraries
version: 2018
title: Quality Marks for Lantern Libraries
publisher: no
ratings:
  - code: 1
    label: null
sections:
  - number: 1
    title: 1999-12-31
    standards:
      - number: 1.10
        text: yes
"""

MOST = """\
# Marks for libraries that open after dusk.
identifier: lantern-libraries
version: 2031.b
title: "Quality Marks: Lantern Libraries"
short_title: Lantern Marks
publisher: Guild of Lantern Librarians (Nørre Lygte)
ratings:
  - code: LIT
    label: Alight
    meaning: It can be read by.
    calls_for: evidence
  - code: L/D
    label: Flickering
    meaning: It can be found by.
    calls_for: action
  - {code: –, label: Not lit}
read_as:
  Bright: LIT
  Half-lit: L/D
sections:
  - number: A
    title: Light
    standards:
      - number: A.1
        short_title: A lantern a desk
        text: |
          Each lantern has

          - oil
          - a wick
  - number: "10"
    title: Quiet
    standards:
      - number: "10.1"
        text: Nobody hums.  # after dusk
      - number: "10.10"
        text: >
          Nobody
          whistles.
"""


def as_saved_on_windows(content: str) -> bytes:
    return content.replace("\n", "\r\n").encode("utf-8-sig")


def test_the_shipped_framework_has_twenty_standards_in_four_sections():
    sections = {s.number: [standard.number for standard in s.standards] for s in shipped_framework().sections}

    assert sections == {
        "1": ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8"],
        "2": ["2.1", "2.2", "2.3"],
        "3": ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6"],
        "4": ["4.1", "4.2", "4.3"],
    }
    assert len(shipped_framework().standards) == 20


def test_the_shipped_framework_is_called_minimum_standards_2018():
    assert shipped_framework().slug == "minimum-standards-2018"


def test_the_shipped_scale_is_compliant_with_evidence_and_partially_compliant_with_an_action():
    scale = [(rating.code, rating.label, rating.calls_for) for rating in shipped_framework().ratings]

    assert scale == [("C", "Compliant", CallsFor.EVIDENCE), ("P/C", "Partially Compliant", CallsFor.ACTION)]


@pytest.mark.parametrize(("text", "code"), [("Fully compliant", "C"), ("PC", "P/C"), ("Partially", "P/C")])
def test_the_shipped_framework_knows_what_else_people_write(text, code):
    assert shipped_framework().read_as[text] == code


def test_every_shipped_standard_has_a_short_title():
    assert [s.number for s in shipped_framework().standards.values() if not s.short_title] == []


def test_standard_3_1_lists_whom_it_is_for_by_letters():
    first, second, *letters, last = parse(shipped_framework().standards["3.1"].text)

    assert (first.kind, first.text) == ("paragraph", "The IASS provides.")
    assert (second.kind, second.text[-25:]) == ("paragraph", "following service users –")
    assert [(block.kind, block.level, block.number, block.text) for block in letters] == [
        ("letter", 0, 1, "children"),
        ("letter", 0, 2, "young people"),
        ("letter", 0, 3, "parents"),
    ]
    assert (last.kind, last.text[:35]) == ("paragraph", "This support is offered in a range ")


def test_standard_3_3_lists_seven_things_on_the_website():
    first, *bullets = parse(shipped_framework().standards["3.3"].text)

    assert (first.kind, first.text[-21:]) == ("paragraph", "The website includes.")
    assert [(block.kind, block.level) for block in bullets] == [("bullet", 0)] * 7
    assert bullets[0].text == "Contact details of the service"
    assert bullets[6].text == "Key policies including a complaints procedure"


def test_every_other_standard_is_one_paragraph_of_plain_text():
    standards = [s for s in shipped_framework().standards.values() if s.number not in ("3.1", "3.3")]

    for standard in standards:
        [block] = parse(standard.text)
        assert (block.kind, block.text) == ("paragraph", standard.text)


def test_a_file_with_only_the_required_keys_loads_and_every_value_stays_text():
    assert load_file("least.yaml", LEAST.encode()) == FrameworkWording(
        identifier="lantern-libraries",
        version="2018",
        title="Quality Marks for Lantern Libraries",
        publisher="no",
        ratings=(ScaleEntry("1", "null"),),
        sections=(SectionWording("1", "1999-12-31", (StandardWording("1.10", "yes"),)),),
    )


def test_a_file_with_everything_loads_as_it_stands():
    assert load_file("most.yaml", MOST.encode()) == FrameworkWording(
        identifier="lantern-libraries",
        version="2031.b",
        title="Quality Marks: Lantern Libraries",
        publisher="Guild of Lantern Librarians (Nørre Lygte)",
        ratings=(
            ScaleEntry("LIT", "Alight", "It can be read by.", CallsFor.EVIDENCE),
            ScaleEntry("L/D", "Flickering", "It can be found by.", CallsFor.ACTION),
            ScaleEntry("–", "Not lit"),
        ),
        sections=(
            SectionWording(
                "A", "Light", (StandardWording("A.1", "Each lantern has\n\n- oil\n- a wick", "A lantern a desk"),)
            ),
            SectionWording(
                "10",
                "Quiet",
                (StandardWording("10.1", "Nobody hums."), StandardWording("10.10", "Nobody whistles.")),
            ),
        ),
        short_title="Lantern Marks",
        read_as={"Bright": "LIT", "Half-lit": "L/D"},
    )


@pytest.mark.parametrize("content", [LEAST, MOST], ids=["least", "most"])
def test_a_file_saved_on_windows_loads_the_same(content):
    assert load_file("windows.yaml", as_saved_on_windows(content)) == load_file("unix.yaml", content.encode())


def test_the_shipped_file_saved_on_windows_loads_the_same():
    content = (files("tracker") / "standards_2018.yaml").read_text("utf-8")

    assert load_file("windows.yaml", as_saved_on_windows(content)) == shipped_framework()
