"""A plan of three actions, and spreadsheets to bring into it."""

import io
from datetime import date
from decimal import Decimal

import openpyxl

from tracker.accounts.rules import OPERATOR, Period
from tracker.db import db
from tracker.plans.changes import add_action, start_plan
from tracker.plans.rules import ActionState, ActionText, OutcomeResult, Rag

ADDRESS = "/services/lanternshire/plans/2022-23"
IMPORT = "/services/lanternshire/plans/import"
FIRST = ActionText(
    area="Strategic functions",
    standards=("1.8", "2.3"),
    objective="Recruit ambassadors",
    steps=("Write it", "Send it"),
    outcomes=("Two more ambassadors",),
    who="Maya Noor, LA Commissioner",
    timescale="Sept 2022",
    due=date(2022, 9, 30),
    completion="**Half** of it",
    state=ActionState.ONGOING,
)
SECOND = ActionText(
    objective="A new website",
    steps=("Choose a designer:\n\n- local\n- cheap",),
    timescale="Summer",
    due=date(2199, 6, 30),
    due_corrected=True,
    state=ActionState.NOT_STARTED,
)
THIRD = ActionText(objective="-5 <script>", who="=HYPERLINK(1)", completion="Done.", state=ActionState.COMPLETE)


def make_plan(service, framework):
    """The plan, with a tick, a result, and a manager's word on how one action stands."""
    plan = start_plan(service, Period("2022-23", date(2022, 4, 1), date(2023, 8, 31)), by=OPERATOR)
    first, second, _ = (add_action(plan, text, framework, by=OPERATOR) for text in (FIRST, SECOND, THIRD))
    first.steps[0].done_on, first.steps[0].done_by = date(2022, 10, 1), "operator"
    outcome = first.outcomes[0]
    outcome.result, outcome.sentence = OutcomeResult.PARTLY, "One so far."
    outcome.target, outcome.reached = Decimal(2), Decimal(1)
    second.rag, second.rag_reason = Rag.ON_TRACK, "The board agreed."
    db.session.flush()
    return plan


def workbook(*rows):
    """A workbook with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def retyped(content, said):
    """A workbook of ours in which cells say something else: what they are to say by what they said."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell in (cell for row in book.active.iter_rows() for cell in row if cell.value in said):
        cell.value = said[cell.value]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(client, content, *, name="plan.xlsx", into="2022-23", **more):
    """Send a spreadsheet for a plan."""
    sent = {"document": (io.BytesIO(content), name), "into": into, **more}
    return client.post(IMPORT, data=sent)
