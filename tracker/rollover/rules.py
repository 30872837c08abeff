"""Who starts the next plan, and what of the one before may be carried into it."""

from collections.abc import Collection
from datetime import date
from typing import Final

from tracker.accounts.rules import Deed, Role
from tracker.errors import Invalid, Stale
from tracker.phrases import Understood
from tracker.plans.rules import ActionState

ROLL_OVER = Deed.of("start the next delivery plan", [Role.MANAGER])

NOT_COPIED: Final = frozenset(
    {"id", "plan_id", "action_id", "position", "version", "deleted_at", "rag", "rag_reason"},
)
"""What a carried action, its steps and its outcomes have of their own; all else is as it was.

What a manager said of how an action stands was said of it in its plan, for a reason of that time.
"""


def is_left(state: ActionState) -> bool:
    """Whether an action stays in the plan that it was finished in."""
    return state is ActionState.COMPLETE


def carried_due(due: date | None, understood: Understood, *, corrected: bool) -> tuple[date | None, bool]:
    """When a carried action is due that was due on that day, and whether that is not simply what is ``understood``.

    What its timescale stands for in the next plan; but a day that somebody ``corrected`` stays, and so does one that
    is counted from the first day of the plan in which it was said.
    """
    is_counted = understood.is_counted and due not in {None, understood.day}
    return (due, True) if corrected or is_counted else (understood.day, False)


def insist_same(seen: Collection[str], unfinished: Collection[str], label: str) -> None:
    """Raise ``Stale`` where other actions of the plan ``label`` are unfinished than whoever chooses has seen."""
    if set(seen) != set(unfinished):
        raise Stale(
            f"Somebody added, finished or took out an action of the plan {label} meanwhile. Nothing was started yet: "
            "look at the list again."
        )


def insist_among(chosen: Collection[str], unfinished: Collection[str], label: str) -> None:
    """Raise ``Invalid`` where something is carried that is no unfinished action of the plan ``label``."""
    if not set(chosen) <= set(unfinished):
        raise Invalid(f"Only unfinished actions of the plan {label} can be carried.")
