"""Forms for ticking a step, marking an outcome, noting what was done, and taking what is offered."""

import uuid
from typing import Any

from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from tracker import clock
from tracker.errors import Invalid
from tracker.fields import DayField, SharedForm, SiteForm, choices, typed
from tracker.plans.models import Outcome, Step
from tracker.plans.rules import RESULTS, OutcomeResult
from tracker.progress import rules
from tracker.progress.changes import sign_of
from tracker.progress.queries import mark_of
from tracker.progress.rules import Mark

NOT_SAID = ("", "Not yet said")


class PressForm(SharedForm):
    """A button alone; ``seen`` stands for what it was pressed beside."""

    def was_seen(self) -> str | None:
        """What was seen; ``None`` where that was not sent."""
        return typed(self.seen) if self.seen.raw_data else None


class TickForm(PressForm):
    """On which day a step was done: a button that says none means today."""

    day = DayField("Day on which it was done")

    def __init__(self, step: Step) -> None:
        """Shows the day on which it was done, or today, until something is sent."""
        super().__init__(data={"seen": sign_of(step)})
        if not self.is_submitted():
            self.day.process_data(step.done_on or clock.today())

    def validate_day(self, field: DayField) -> None:
        """A day that has come."""
        _insist_past(field)


class MarkForm(PressForm):
    """What came of an outcome, as in ``shown`` until something is sent."""

    result = RadioField("What came of it", choices=choices([*RESULTS.items(), NOT_SAID]))
    sentence = TextAreaField("In a sentence")
    target = StringField("Target figure")
    reached = StringField("Figure reached")

    def __init__(self, outcome: Outcome) -> None:
        """Filled with what is said of this outcome."""
        shown = mark_of(outcome)
        super().__init__(
            data={
                "result": shown.result.value if shown.result else "",
                "sentence": shown.sentence,
                "target": _written(shown.target),
                "reached": _written(shown.reached),
                "seen": sign_of(outcome),
            }
        )

    def validate_target(self, field: Field) -> None:
        """A number, or nothing."""
        _insist_figure(field)

    def validate_reached(self, field: Field) -> None:
        """As with the target."""
        _insist_figure(field)

    def mark(self) -> Mark:
        """What was typed, once it was validated."""
        result = OutcomeResult(self.result.data) if self.result.data else None
        figures = (rules.figure(typed(field)) for field in (self.target, self.reached))
        return Mark(result, typed(self.sentence), *figures)


class NoteForm(SiteForm):
    """What was done, on a day; ``new`` is what it is to be known by, so that a form sent twice adds one."""

    text = TextAreaField("What was done")
    day = DayField("Day")
    new = HiddenField()

    def __init__(self, **kwargs: Any) -> None:
        """With today's day, and something new to be known by, unless others were sent."""
        super().__init__(**kwargs)
        if not self.new.data:
            self.new.data = str(uuid.uuid4())
        if not self.is_submitted():
            self.day.process_data(clock.today())

    def validate_day(self, field: DayField) -> None:
        """A day that has come."""
        _insist_past(field)

    def identifier(self) -> uuid.UUID | None:
        """What the note is to be known by."""
        try:
            return uuid.UUID(typed(self.new))
        except ValueError:
            return None


class CompletionForm(PressForm):
    """The text that was offered, as it was seen."""

    text = HiddenField()


def _insist_past(field: DayField) -> None:
    if field.data is not None:
        try:
            rules.insist_past(field.data, clock.today())
        except Invalid as error:
            raise ValidationError(str(error)) from error


def _insist_figure(field: Field) -> None:
    try:
        rules.figure(typed(field))
    except Invalid as error:
        raise ValidationError(str(error)) from error


def _written(value: object) -> str:
    return "" if value is None else f"{value:f}"
