"""The form of the next plan."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from wtforms import HiddenField, SelectMultipleField

from tracker.assessments.forms import PlanForm
from tracker.fields import choices, typed
from tracker.plans.models import Action
from tracker.plans.rules import named


class NextPlanForm(PlanForm):
    """The plan to start, and which unfinished actions it takes over; ``seen`` are all that there were to choose."""

    carry = SelectMultipleField("Actions to carry", validate_choice=False)
    seen = HiddenField()

    def __init__(
        self, unfinished: Sequence[Action], *, assessments: Mapping[str, str], data: Mapping[str, Any], **kwargs: Any
    ) -> None:
        """With every one of the ``unfinished`` ticked, until something is sent."""
        self.there = [str(action.id) for action in unfinished]
        filled = dict(data) | {"carry": self.there, "seen": " ".join(self.there)}
        super().__init__(assessments=assessments, data=filled, **kwargs)
        self.carry.choices = choices(
            (str(action.id), f"{action.position}. {named(action.objective, action.area)}") for action in unfinished
        )

    def chosen(self) -> list[uuid.UUID]:
        """What is ticked; what is no identifier is nothing."""
        return _identifiers(self.carry.data or ())

    def see_again(self) -> None:
        """Take what there is now as seen; what was not there before is ticked, as everything is at first."""
        before = set(typed(self.seen).split())
        ticked = set(self.carry.data or ())
        self.carry.data = [key for key in self.there if key in ticked or key not in before]
        self.seen.data = " ".join(self.there)

    def seen_ones(self) -> list[uuid.UUID]:
        """What there was to choose from."""
        return _identifiers(typed(self.seen).split())


def _identifiers(texts: Iterable[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        with suppress(ValueError):
            found.append(uuid.UUID(text))
    return found
