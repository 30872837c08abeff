"""Whatever is chosen of an export, what it prints is read back as it was, and surely."""

import re
from dataclasses import replace
from itertools import cycle

import pytest

from tests.word.documents import zipped
from tests.word.reports import chapters, heading, line, report
from tests.word.spread import COLUMN_SETS, combined
from tests.word.test_insertion import files
from tests.word.test_round_trip import NUMBERS, year
from tracker.plans.rules import ActionState
from tracker.reports.appendices import appendices
from tracker.reports.export import into_report, word_file
from tracker.reports.options import LOOKS, OWN, Options, Variant
from tracker.reports.reading import read_all_appendices
from tracker.richtext import listed, parse
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read
from tracker.word.template import Template
from tracker.word.trial import usable_styles

HOUSE = report(line("Replace this text"), kind="template")
TEMPLATE = Template(HOUSE, usable_styles(HOUSE))
REPORTS = {
    "alone": None,
    "at the end of a report": report(*chapters(2)),
    "below a report's headings": report(heading("Appendix 1: Self-assessment"), heading("Appendix 2: Delivery plan")),
    "at a report's markers": report(line("{{self-assessment}}"), line("Between"), line("{{delivery plan}}")),
}
CHOICES = {
    "look": [*LOOKS, OWN],
    "large_print": [False, True],
    "summary": [False, True],
    "glossary": [False, True],
    "short_wording": [False, True],
    "section": ["", "3"],
    "variant": list(Variant),
    "columns": list(COLUMN_SETS),
    "assessment_title": ["", "Appendix 2: Self-assessment"],
    "plan_title": ["", "Appendix 3: What we shall do"],
    "report": list(REPORTS),
}
UNLINKED = "No standard's number is given; the action is linked to none."
LOST = re.compile("differs|left out|left alone")
NOTES = cycle(["As last year.", "", "**742** referrals:\n\n- by phone\n- by email", "The LA pays.\nThe ICB does not."])
ACTIONS = [
    {
        "area": "Budget",
        "objective": "Agree a budget",
        "steps": ["Meet", "Ask the ICB:\n\n- now\n- in May"],
        "outcomes": ["It is **agreed**"],
        "who": "Manager",
        "timescale": "May 2023",
        "completion": "Completed May 2023.",
        "standards": numbers,
    }
    for numbers in (["1.4", "1.5"], ["2.3"], ["3.1", "4.2"], ["3.2"])
]


def made_year():
    made = year([next(NOTES) for _ in NUMBERS], [code for _, code in zip(NUMBERS, cycle(["C", "P/C", None]))], ACTIONS)
    for action, state in zip(made.actions, cycle(ActionState)):
        action.state = state
    return made


YEAR = made_year()


def exported(options, place):
    """The file, or the report with the appendices; there is no large print in a report."""
    if REPORTS[place] is None:
        return word_file(YEAR, options, TEMPLATE)
    document = appendices(YEAR, replace(options, large_print=False))
    template = TEMPLATE if options.look == OWN else None
    return into_report(document, REPORTS[place], options, template).content


def read_back(content, *, linked=True):
    """The one reading of ``content``; nothing of it is doubtful but actions that are not ``linked``, nothing left."""
    (reading,) = read_all_appendices(read(content), shipped_framework())
    doubts = {reason for found in [*reading.ratings, *reading.actions] for reason in found.why}
    assert doubts <= (set() if linked else {UNLINKED})
    assert reading.unplaced == []
    assert [remark.message for remark in reading.remarks if LOST.search(remark.message)] == []
    return reading


def ratings(options):
    """Number, rating and notes of each standard that is printed."""
    wanted = [rating for rating in YEAR.ratings if options.section in ("", rating.standard.section.number)]
    with_notes = "notes" in options.columns
    return [(entry.standard.number, entry.code, parse(entry.notes) if with_notes else ()) for entry in wanted]


def actions(options):
    """What each action says that is printed, without the columns that are left out."""
    numbers = {number for number, _, _ in ratings(options)}
    wanted = [action for action in YEAR.actions if numbers & {standard.number for standard in action.standards}]
    if options.variant is Variant.OPEN:
        wanted = [action for action in wanted if action.state is not ActionState.COMPLETE]
    return [{name: value for name, value in said(action).items() if name in shown(options)} for action in wanted]


def said(action):
    return {
        "standards": tuple(standard.number for standard in action.standards),
        "objective": parse(action.objective),
        "steps": listed(step.text for step in action.steps),
        "outcomes": listed(outcome.text for outcome in action.outcomes),
        "who": action.who,
        "timescale": action.timescale,
        "completion": parse(action.completion),
        "stated": action.state,
    }


def shown(options):
    states = {"stated"} if options.variant is Variant.STATES else set()
    return options.columns | {"objective"} | states | ({"standards"} if "area" in options.columns else set())


def read_actions(reading, options):
    return [
        {name: getattr(action, name) for name in said(YEAR.actions[0]) if name in shown(options)}
        for action in reading.actions
    ]


@pytest.mark.parametrize("chosen", list(combined(CHOICES)))
def test_an_export_is_read_back_as_it_was_whatever_is_chosen(chosen):
    chosen = dict(chosen)
    place, glossary = chosen.pop("report"), chosen.pop("glossary")
    chosen["columns"] = COLUMN_SETS[chosen["columns"]]
    options = Options(**chosen, glossary={"RO": "Rosalind Okafor"} if glossary else None)
    reading = read_back(exported(options, place), linked="area" in options.columns)
    assert [(rating.number, rating.code, rating.notes) for rating in reading.ratings] == ratings(options)
    assert read_actions(reading, options) == actions(options)


def test_an_appendix_by_itself_is_read_back():
    assert len(read_back(exported(Options(only="assessment"), "alone")).ratings) == len(NUMBERS)
    assert read_actions(read_back(exported(Options(only="plan"), "alone")), Options()) == actions(Options())


def test_what_somebody_changes_in_word_is_not_read_as_it_was():
    options = Options(variant=Variant.STATES)
    parts = files(exported(options, "alone"))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b">Not started<", b">Put off<")
    reading = read_all_appendices(read(zipped(parts)), shipped_framework())[0]
    assert read_actions(reading, options) != actions(options)
    assert "“Put off” is not one of the states not started, ongoing, complete: left out." in [
        remark.message for remark in reading.remarks
    ]
