"""The plan as one table of values, a row an action, in which the rows of a workbook or CSV are recognised again."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tracker.clock import in_words
from tracker.figures import in_digits
from tracker.plan_exports.rules import HEADINGS, WORKED_OUT, fitting, in_cell, row_id
from tracker.plans.models import Action, Outcome, Plan
from tracker.plans.rules import RESULTS, ActionState
from tracker.printing.table import Listing, TableColumn, Value
from tracker.standards.rules import FrameworkWording
from tracker.workbooks.delimited import written

STATES: Final = tuple(state.value.capitalize() for state in ActionState)
WIDTHS: Final = {
    "number": 6,
    "area": 22,
    "standards": 12,
    "objective": 30,
    "steps": 46,
    "outcomes": 40,
    "who": 20,
    "timescale": 16,
    "due": 19,
    "completion": 34,
    "state": 14,
    "stands": 18,
    "why": 34,
    "done": 26,
    "came": 34,
    "id": 50,
}
HOW_TO_FILL: Final = (
    "One action a row. Each step and each outcome begins a line of its own within its cell: press Alt and Enter; a "
    "line that begins with a space goes on with the one above.",
    "Standards are numbers such as 1.6, 2.3 (the second sheet lists them). Leave out columns that you do not need, but "
    "not the task objective. A due date may stay empty: it is worked out from the timescale.",
)
WORKED_OUT_SAID: Final = (
    "This file can be changed and brought in again. Steps and outcomes begin a line each. These columns are worked "
    f"out, and not read back: {', '.join(HEADINGS[name] for name in WORKED_OUT)}."
)


def plan_listing(plan: Plan, actions: Sequence[Action], *, today: date) -> Listing:
    """The plan as a sheet, with all that is known of each action."""
    return Listing(
        title=f"{plan.title}, {in_words(plan.starts)} to {in_words(plan.ends)}",
        sentences=(f"{plan.service.name}. As at {in_words(today)}.", WORKED_OUT_SAID),
        columns=_columns(list(HEADINGS)),
        rows=tuple(tuple(_values(action, number, today).values()) for number, action in enumerate(actions, 1)),
    )


def empty_listing(framework: FrameworkWording) -> list[Listing]:
    """A sheet to fill, with the columns that are read; and one with the standards, to look their numbers up."""
    names = [name for name in HEADINGS if name not in {*WORKED_OUT, "id"}]
    standards = tuple((number, standard.short_title) for number, standard in framework.standards.items())
    return [
        Listing("Delivery plan to fill", HOW_TO_FILL, _columns(names), (), to_fill=True),
        Listing(
            "Standards",
            (f"{framework.title}, {framework.version}.",),
            (TableColumn("Number", 10), TableColumn("Short title", 60)),
            standards,
        ),
    ]


def plan_csv(actions: Sequence[Action], *, today: date) -> bytes:
    """The same rows as CSV, days as 2022-10-12."""
    rows = [_values(action, number, today) for number, action in enumerate(actions, 1)]
    return written([list(HEADINGS.values()), *([_plain(value) for value in row.values()] for row in rows)])


def _columns(names: Sequence[str]) -> tuple[TableColumn, ...]:
    choices = {"state": STATES}
    return tuple(
        TableColumn(HEADINGS[name], WIDTHS[name], day=name == "due", choices=choices.get(name, ())) for name in names
    )


def _values(action: Action, number: int, today: date) -> dict[str, Value]:
    """What stands in each column, in the order of ``HEADINGS``."""
    standing = action.standing(today)
    texts = {
        "area": action.area,
        "standards": ", ".join(standard.number for standard in action.standards),
        "objective": action.objective,
        "steps": in_cell(step.text for step in action.steps),
        "outcomes": in_cell(outcome.text for outcome in action.outcomes),
        "who": action.who,
        "timescale": action.timescale,
        "completion": action.completion,
        "state": action.state.value.capitalize(),
        "stands": standing.in_words,
        "why": f"{standing.why} (As a manager says.)" if standing.is_override else standing.why,
        "done": _done(action),
        "came": "\n".join(_came(outcome) for outcome in action.outcomes if said_of(outcome)),
        "id": row_id(action.id, action.version),
    }
    values: dict[str, Value] = {name: fitting(text) for name, text in texts.items()}
    values |= {"number": number, "due": action.due}
    return {name: values[name] for name in HEADINGS}


def _done(action: Action) -> str:
    done = [f"{step.position} on {in_words(step.done_on)}" for step in action.steps if step.done_on]
    return f"{len(done)} of {len(action.steps)}: {', '.join(done)}" if done else f"0 of {len(action.steps)}"


def _came(outcome: Outcome) -> str:
    return f"{outcome.position}. {said_of(outcome)}"


def said_of(outcome: Outcome) -> str:
    """What came of an outcome: its result, the sentence on it, and its figures; empty where nothing is known."""
    parts = [f"{RESULTS[outcome.result]}." if outcome.result else "", outcome.sentence.strip()]
    figures = [("Target", outcome.target), ("reached", outcome.reached)]
    said = ", ".join(f"{name} {in_digits(value)}" for name, value in figures if value is not None)
    return " ".join(part for part in [*parts, f"{said[0].upper()}{said[1:]}." if said else ""] if part)


def _plain(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value if value is not None else "")
