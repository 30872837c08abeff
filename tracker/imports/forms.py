"""The form for a Word file."""

from collections.abc import Collection
from typing import Any

from flask_wtf.file import FileRequired
from wtforms import Field, FileField, StringField, ValidationError
from wtforms.validators import DataRequired

from tracker.accounts.rules import Period, first_year, period
from tracker.errors import Invalid
from tracker.fields import SiteForm, typed


class LookForm(SiteForm):
    """What to save a document's delivery plan as; ``taken`` are the labels of the service's plans."""

    plan = StringField(
        "Period of the delivery plan",
        [DataRequired("Enter a period, such as 2025-26")],
        description="It need not be that of the self-assessment.",
    )

    def __init__(self, *args: Any, year_starts: int, taken: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year_starts, self.taken = year_starts, taken

    def label(self) -> str:
        """The label that was typed."""
        return typed(self.plan).strip()

    def validate_plan(self, _field: Field) -> None:
        """One of the service's years, of which it has no plan yet."""
        try:
            first_year(self.label(), self.year_starts)
        except Invalid as error:
            raise ValidationError(str(error)) from error
        if self.label() in self.taken:
            raise ValidationError(f"There is a plan {self.label()} already. Give this one another period.")


class UploadForm(SiteForm):
    """A document and the period that it is of, in a service whose year begins with month ``year_starts``."""

    document = FileField(
        "Word file",
        [FileRequired("Choose a Word file")],
        description="The annual report or its appendices, as .docx.",
        render_kw={"accept": ".docx"},
    )
    label = StringField("Period of the self-assessment", [DataRequired("Enter a period, such as 2025-26")])

    def __init__(self, *args: Any, year_starts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year_starts = year_starts
        self.label.description = "Such as 2025." if year_starts == 1 else "Such as 2025-26."

    def period(self) -> Period:
        """The period that was typed. Raises ``Invalid``."""
        return period(typed(self.label).strip(), self.year_starts)

    def validate_label(self, _field: Field) -> None:
        """A label is one of the service's years."""
        try:
            self.period()
        except Invalid as error:
            raise ValidationError(str(error)) from error
