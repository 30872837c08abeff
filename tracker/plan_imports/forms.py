"""The forms for a spreadsheet: which one and for which plan, and that it is to be saved."""

from collections.abc import Collection, Sequence
from typing import Final

from flask_wtf.file import FileRequired
from wtforms import BooleanField, Field, FileField, RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from tracker.accounts.rules import Period, first_year, period
from tracker.errors import Invalid
from tracker.fields import DayField, SharedForm, SiteForm, choices, typed
from tracker.plans.models import Plan
from tracker.richtext import clean

NEW: Final = "new"


class SheetForm(SiteForm):
    """The spreadsheet to bring in, into one of ``plans`` or a new one; ``taken`` are the labels of all there are."""

    document = FileField(
        "Spreadsheet",
        [FileRequired("Choose a spreadsheet")],
        description="Excel (.xlsx) or CSV, with a row of headings such as Task objective, Action, Who?, Timescale.",
        render_kw={"accept": ".xlsx,.csv"},
    )
    into = RadioField("Into which plan?", [InputRequired("Choose a plan")])
    label = StringField("Period of the new plan", filters=[lambda text: " ".join(clean(text or "").split())])
    starts = DayField("First day of the new plan")
    ends = DayField("Last day of the new plan")

    def __init__(self, plans: Sequence[Plan], *, taken: Collection[str], year_starts: int, chosen: str) -> None:
        super().__init__(data={"into": chosen})
        self.taken, self.year_starts = taken, year_starts
        self.label.description = "Such as 2025." if year_starts == 1 else "Such as 2025-26."
        there = [(plan.label, f"{plan.title} {plan.label}") for plan in reversed(plans)]
        self.into.choices = choices([*there, (NEW, "A new plan")])

    @property
    def is_new(self) -> bool:
        """Whether it is for a new plan."""
        return bool(self.into.data == NEW)

    def period(self) -> Period:
        """That of the new plan. Raises ``Invalid``."""
        return period(typed(self.label), self.year_starts, starts=self.starts.data, ends=self.ends.data)

    def validate_label(self, field: Field) -> None:
        """A new plan has the label of one of the service's years, of which there is no plan yet."""
        if not self.is_new:
            return
        try:
            first_year(typed(field), self.year_starts)
        except Invalid as error:
            raise ValidationError(str(error)) from error
        if field.data in self.taken:
            raise ValidationError(f"There is a plan {field.data} already. Choose it above, or enter another period.")

    def validate_ends(self, field: Field) -> None:
        """A new plan ends after it starts; nothing more is said where a part of that is wrong already."""
        if not self.is_new or self.label.errors or self.starts.errors or field.errors:
            return
        try:
            self.period()
        except Invalid as error:
            raise ValidationError(str(error)) from error


class SaveForm(SharedForm):
    """That what is shown is to be saved; rows that are ``refused`` have to be left out by a tick."""

    leave_out = BooleanField("Leave out the rows that are refused")

    def __init__(self, *, refused: int, seen: str) -> None:
        super().__init__(data={"seen": seen})
        self.refused = refused
        one = "the row that is refused" if refused == 1 else f"the {refused} rows that are refused"
        self.leave_out.label.text = f"Leave out {one}, and save the rest"
        if not refused:
            del self.leave_out

    def validate_leave_out(self, field: Field) -> None:
        """Nothing is left out in silence."""
        if not field.data:
            raise ValidationError("Tick this, or correct the rows that are refused and send the spreadsheet again")
