"""Forms for assessments, and for the plans that answer them."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from tracker.accounts.rules import Period, first_year, period
from tracker.assessments.models import Assessment
from tracker.assessments.rules import CARRIED, Carry, overlap, overlapped
from tracker.errors import Invalid
from tracker.fields import AtMost, DayField, SharedForm, SiteForm, choices, typed
from tracker.plans.rules import TITLE
from tracker.richtext import clean

NO_ASSESSMENT = ("", "None of them yet")


def _one_line(text: str | None) -> str:
    return " ".join(clean(text or "").split())


def label_field(name: str) -> Any:
    """The field of a period's label."""
    return StringField(name, [DataRequired("Enter a period, such as 2025-26")], filters=[_one_line])


class PeriodForm(SiteForm):
    """A period of a service whose year begins with month ``year_starts``."""

    label = label_field("Period")
    starts = DayField("First day")
    ends = DayField("Last day")

    def __init__(self, *args: Any, year_starts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year_starts = year_starts
        self.label.description = "Such as 2025." if year_starts == 1 else "Such as 2025-26."

    def period(self) -> Period:
        """The period that was typed. Raises ``Invalid``."""
        return period(typed(self.label), self.year_starts, starts=self.starts.data, ends=self.ends.data)

    def validate_label(self, field: Field) -> None:
        """A label is one of the service's years."""
        try:
            first_year(field.data, self.year_starts)
        except Invalid as error:
            raise ValidationError(str(error)) from error

    def others(self) -> list[Period]:
        """The periods with which it may have no day in common."""
        return []

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be used as it is: also that it has no day of the ``others``."""
        return super().validate(extra_validators) and self._is_apart()

    def _is_apart(self) -> bool:
        period = self.period()
        other = overlapped(period, self.others())
        if other is None:
            return True
        field, advice = self.starts, "another period"
        if period.ends > other.ends:
            advice = "a first day after that, or another period"
        elif period.starts < other.starts:
            field, advice = self.ends, "a last day before that, or another period"
        field.errors = [f"{overlap(period, other)}. Enter {advice}."]
        return False

    def validate_ends(self, field: Field) -> None:
        """A period ends after it starts; nothing more is said where a part of it is wrong already."""
        if self.label.errors or self.starts.errors or field.errors:
            return
        try:
            self.period()
        except Invalid as error:
            raise ValidationError(str(error)) from error


class AssessmentForm(PeriodForm):
    """An assessment to start; ``framework`` is asked for only where several are loaded."""

    framework = RadioField("Against which standards?", [InputRequired("Choose the standards")])
    carry = RadioField("What should it begin with?", choices=choices(CARRIED.items()), default=Carry.NOTHING.value)

    def __init__(self, *args: Any, there: Sequence[Assessment] = (), **kwargs: Any) -> None:
        """``there`` are the service's self-assessments, oldest first; without any, nothing can be carried."""
        super().__init__(*args, **kwargs)
        self.there = there
        if not there:
            del self.carry
            return
        self.carry.description = (
            f"Carried forward from the self-assessment before it (the latest is {there[-1].label}), and marked until "
            "you have looked at each and confirmed, changed or cleared it."
        )

    def others(self) -> list[Period]:
        """Those of the self-assessments against the same standards."""
        against = self.framework.data if self.framework else None
        return [one.period for one in self.there if against in {None, one.framework.slug}]

    def validate_label(self, field: Field) -> None:
        """One of the service's years, and one that it has not assessed."""
        super().validate_label(field)
        if field.data in [one.label for one in self.there]:
            raise ValidationError(f"There is a self-assessment {field.data} already. Enter another period.")


class PlanForm(PeriodForm):
    """A plan to start."""

    title = StringField(
        "Title",
        [DataRequired("Enter a title"), AtMost(250)],
        default=TITLE,
        filters=[_one_line],
    )
    answers = RadioField("Which self-assessment does it answer?", default=NO_ASSESSMENT[0], validate_choice=False)

    def __init__(self, *args: Any, assessments: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        """``assessments`` are what can be answered, with what they are called."""
        super().__init__(*args, **kwargs)
        self.offered = {**(assessments or {}), NO_ASSESSMENT[0]: NO_ASSESSMENT[1]}
        self.answers.choices = choices(self.offered.items())

    def validate_answers(self, field: Field) -> None:
        """One that is offered, as it was when the page was made."""
        if field.data not in self.offered:
            raise ValidationError("Somebody chose another plan for that self-assessment meanwhile. Choose again.")


class LinkForm(SharedForm):
    """The plan that answers an assessment."""

    plan = RadioField("Plan", [InputRequired("Choose a plan")])
