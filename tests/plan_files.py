"""Plans of plain objects, in no database, and what comes of them through files."""

import io
import uuid
import zipfile
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from tests.word.test_round_trip import ACTIONS
from tracker.accounts.models import Service
from tracker.plan_exports.paper import PlanPaper, plan_document
from tracker.plan_exports.rules import PlanVariant
from tracker.plan_exports.sheets import plan_csv, plan_listing
from tracker.plan_imports.loader import read_sheet
from tracker.plan_imports.rules import There, preview
from tracker.plans.changes import text_of
from tracker.plans.models import Action, Outcome, Plan, Step
from tracker.plans.rules import ActionState, ActionText
from tracker.printing.table import to_listing_workbook
from tracker.reports.reading import read_appendices
from tracker.standards.changes import _framework
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read
from tracker.word.writer import write
from tracker.workbooks import delimited, xlsx

AT = datetime(2022, 10, 12, tzinfo=UTC)
TODAY = date(2022, 10, 12)
WORDING = shipped_framework()
NUMBERS = list(WORDING.standards)
FRAMEWORK = _framework(WORDING)
STANDARDS = {standard.number: standard for section in FRAMEWORK.sections for standard in section.standards}

TEXTS_OF_ACTIONS = ACTIONS.flatmap(
    lambda entries: st.tuples(
        *(
            st.builds(
                ActionText,
                **{name: st.just(entry[name]) for name in ("area", "objective", "who", "timescale", "completion")},
                standards=st.just(tuple(number for number in NUMBERS if number in entry["standards"])),
                steps=st.just(tuple(text for text in entry["steps"] if text)),
                outcomes=st.just(tuple(text for text in entry["outcomes"] if text)),
                due=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2200, 12, 31))),
                state=st.sampled_from(ActionState),
            )
            for entry in entries
        )
    )
)


def plan_of(*texts):
    """A plan with an action for each of ``texts``."""
    service = Service(name="Lanternshire SENDIASS", slug="lanternshire", year_starts=9)
    days = {"starts": date(2022, 4, 1), "ends": date(2023, 8, 31)}
    plan = Plan(label="2022-23", title="Operational Delivery Plan", service=service, **days)
    actions = [action_of(text, number) for number, text in enumerate(texts, 1)]
    for action in actions:
        action.plan = plan
    return plan, actions


def action_of(text, number=1):
    """An action that says ``text``."""
    plain = ("area", "objective", "who", "timescale", "due", "due_corrected", "completion", "state")
    return Action(
        id=uuid.uuid4(),
        position=number,
        version=1,
        **{name: getattr(text, name) for name in plain},
        standards=[STANDARDS[number] for number in text.standards],
        steps=[Step(text=step, position=place) for place, step in enumerate(text.steps, 1)],
        outcomes=[Outcome(text=outcome, position=place, sentence="") for place, outcome in enumerate(text.outcomes, 1)],
    )


def there_of(actions):
    """The actions as a spreadsheet is compared with them."""
    return [There(action.id, number, action.version, text_of(action)) for number, action in enumerate(actions, 1)]


def as_workbook(plan, actions):
    """The plan as Excel."""
    return to_listing_workbook([plan_listing(plan, actions, today=TODAY)], author="Lantern", running="Plan", at=AT)


def through_excel(plan, actions):
    """The grid of the plan's workbook."""
    return xlsx.read(as_workbook(plan, actions))


def through_csv(_plan, actions):
    """The grid of the plan's CSV file."""
    return delimited.read(plan_csv(actions, today=TODAY))


def looked_at(grid, there=()):
    """What becomes of the rows of ``grid`` beside what is there."""
    return preview(read_sheet(grid, WORDING).rows, list(there), NUMBERS)


def as_word(plan, actions, variant="report", **more):
    """The plan as Word."""
    return write(plan_document(PlanPaper(plan, actions, FRAMEWORK, TODAY, PlanVariant(variant), **more)), at=AT)


def parts(content):
    """What is in a Word file, part by part, without the minute at which each was packed."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def from_word(content):
    """The texts of the actions that are read in a Word file."""
    return [action.text for action in read_appendices(read(content), WORDING).actions]
