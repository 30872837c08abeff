"""Which abbreviations occur in a text, and what the list of them says."""

import string

import pytest

from tests.printing.appendix_documents import COLUMNS, appendix, document, standard
from tracker.abbreviations.rules import KNOWN, LONGEST_MEANING, in_order, meaning, short
from tracker.errors import Invalid
from tracker.reports.glossary import entries, is_glossary, with_glossary
from tracker.richtext import parse, plain
from tracker.word.appendix import Column, Row, Summary
from tracker.word.document import Cell, Table, TableRow


def found(*texts, own=()):
    return [short for short, _ in entries(texts, dict(own))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The LA pays.", ["LA"]),
        ("smaller local authorities (LAs)", ["LA"]),
        ("the LA’s share and the LA's", ["LA"]),
        ("LA/CCG or host body", ["CCG", "LA"]),
        ("IPSEAs Level 1, IASSs", ["IASS", "IPSEA"]),
        ("SEND, not SEN", ["SEN", "SEND"]),
        ("EHCPs and EHC plans", ["EHC", "EHCP"]),
        ("CFA 2014", ["CFA"]),
        ("LA-led, non-LA", ["LA"]),
        ("SENCoS", ["SENCo"]),
        ("SENCos and the SENCO", ["SENCO, SENCo"]),
        ("MoU, MOU", ["MOU, MoU"]),
        ("the Clinical Commissioning Group", ["Clinical Commissioning Group"]),
        ("clinical\N{NO-BREAK SPACE}commissioning  groups", ["Clinical Commissioning Group"]),
        ("statements of special educational needs", ["statement of special educational needs"]),
        ("YP, CYP, AP, DfE", ["AP", "CYP", "DfE", "YP"]),
    ],
)
def test_an_abbreviation_that_stands_as_a_word_is_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "la, Send, sen",
        "LAMB, PLAN, SENDER, DISEND",
        "LA2 and LA_1",
        "LAS is the London Ambulance Service",
        "C and P/C and C/PC",
        "Ofsted",
        "Clinical. Commissioning Group",
        "Commissioning Group",
    ],
)
def test_what_only_looks_like_one_is_not(text):
    assert found(text) == []


def test_a_term_is_not_put_together_from_two_texts():
    assert found("Clinical", "Commissioning Group") == []


def test_capitals_do_not_matter_to_the_order():
    assert found("YP, DfE, DBS, DHSC, the parent partnership service and the PCF") == [
        "DBS",
        "DfE",
        "DHSC",
        "parent partnership service",
        "PCF",
        "YP",
    ]


def test_a_services_own_meaning_takes_the_place_of_ours():
    assert dict(entries(["AP and R&D (x)"], {"AP": "Advice point", "R&D": "Rest and dance"})) == {
        "AP": "Advice point",
        "R&D": "Rest and dance",
    }


def test_what_has_been_replaced_says_by_what():
    said = dict(entries(["CCG; Clinical Commissioning Group; LSCB"], {}))
    assert "Integrated Care Boards in July 2022" in said["CCG"]
    assert "Integrated Care Boards in July 2022" in said["Clinical Commissioning Group"]
    assert "safeguarding partners" in said["LSCB"]


def test_the_known_ones_are_in_order_short_enough_and_explain_themselves_without_abbreviations():
    assert list(KNOWN) == sorted(KNOWN, key=in_order)
    for key, text in KNOWN.items():
        assert (short(key), meaning(text)) == (key, text)
        assert text[0] in string.ascii_uppercase
        assert text[-1] not in string.punctuation
        assert [inside for inside in found(text) if " " not in inside] == []


@pytest.mark.parametrize("text", ["", " ", "C", "24", "&&", "a" * 61])
def test_what_cannot_be_looked_up_is_no_abbreviation(text):
    with pytest.raises(Invalid, match="2 to 60 characters"):
        short(text)


@pytest.mark.parametrize("text", ["", "\n", "…", "m" * (LONGEST_MEANING + 1)])
def test_what_says_nothing_or_too_much_is_no_meaning(text):
    with pytest.raises(Invalid, match="at most 300 characters"):
        meaning(text)


def test_what_is_typed_becomes_one_line():
    assert (short(" P\tC\nF "), meaning("Parent\r\ncarer  forum")) == ("P C F", "Parent carer forum")


def listed(*appendices, own=(), **more):
    there = with_glossary(document(*appendices, **more), dict(own))
    last = there.appendices[-1]
    return [row.cells[0][0].text for row in last.rows] if last.title == "Abbreviations" else None


def test_it_looks_wherever_something_is_printed_but_for_codes():
    part = appendix(
        standard("For the **LA**s", "NHS", "- an ICB\n- [a PCF](https://example.org/SLA)"),
        title="IPSEA levels",
        lead="Lantern CYP.",
        closing="See the DfE.",
    )
    summary = Summary("KPI", ("FTE",))
    assert listed(part, author="Lantern SENDIASS", running_title="FOI", summary=summary) == [
        "CYP",
        "DfE",
        "FOI",
        "FTE",
        "ICB",
        "IPSEA",
        "KPI",
        "LA",
        "PCF",
        "SENDIASS",
    ]
    assert listed(part, own={"NHS": "A code here", "P/C": "Another"}) == ["CYP", "DfE", "ICB", "IPSEA", "LA", "PCF"]


def test_what_is_not_printed_does_not_count():
    part = appendix(standard("Nothing", "C", "short"), description="For the LA")
    assert listed(part, title="IASS", keywords="SEND") is None


def test_a_document_without_any_gets_no_list():
    there = document(appendix(standard("Nothing")))
    assert with_glossary(there, {"LOM": "Leaflet of the month"}) is there


def test_the_list_is_an_appendix_like_the_others():
    there = with_glossary(document(appendix(Row((parse("LA"), plain("C"), ())))), {})
    last = there.appendices[-1]
    assert [column.heading for column in last.columns] == ["Abbreviation", "Meaning"]
    assert last.rows == (Row((plain("LA"), plain("Local authority"))),)
    assert there.title == "Both"


def table(*headings):
    cells = tuple(Cell(index, 1, plain(text)) for index, text in enumerate(headings))
    return Table(1, (TableRow(1, cells),) if cells else ())


@pytest.mark.parametrize(
    ("headings", "is_one"),
    [
        (["Abbreviation", "Meaning"], True),
        (["Meaning", "Abbreviation"], False),
        (["Abbreviation", "Meaning", "Notes"], False),
        (["Abbreviation"], False),
        ([column.heading for column in COLUMNS], False),
        ([], False),
    ],
)
def test_it_is_known_again_by_its_header(headings, is_one):
    assert is_glossary(table(*headings)) is is_one


def test_a_column_of_codes_is_told_from_others_by_what_it_is():
    rows = (Row((plain("1.1"), plain("LA"))),)
    columns = (Column("Standard", 1), Column("Rating", 1))
    assert listed(appendix(*rows, columns=columns)) == ["LA"]
    assert listed(appendix(*rows, columns=(columns[0], Column("Rating", 1, coded=True)))) is None
