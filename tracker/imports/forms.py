"""The forms for a Word file: which one, and what was read in it."""

from collections.abc import Collection
from typing import Any

from flask_wtf.file import FileRequired
from wtforms import BooleanField, Field, FileField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from tracker.accounts.rules import Period, first_year, period
from tracker.assessments.rules import NOTES_AT_MOST
from tracker.errors import Invalid
from tracker.fields import SiteForm, choices, typed
from tracker.imports.rules import Answers
from tracker.reports.found import ReadRating
from tracker.reports.reading import Reading
from tracker.richtext import to_text
from tracker.standards.rules import FrameworkWording

NOTES = Length(max=NOTES_AT_MOST, message=f"At most {NOTES_AT_MOST:,} characters: shorten this")

LEAVE_OUT = ("", "Leave it out")


class LookForm(SiteForm):
    """What was read, to be corrected, and what to save the delivery plan as.

    A field is named after the place of what it corrects among the readings: ``code_3``, ``notes_3``, ``leave_0``; for
    what was not placed ``number_u0``, ``code_u0``, ``notes_u0``, ``take_u0``.
    """

    plan = StringField(
        "Period of the delivery plan",
        [DataRequired("Enter a period, such as 2025-26")],
        description="It need not be that of the self-assessment.",
    )

    def __init__(self, *, year_starts: int, taken: Collection[str], likely_plan: str) -> None:
        super().__init__(data={"plan": likely_plan})
        self.year_starts, self.taken = year_starts, taken

    def label(self) -> str:
        """The label of the plan that was typed."""
        return typed(self.plan).strip()

    def validate_plan(self, _field: Field) -> None:
        """One of the service's years, of which it has no plan yet."""
        try:
            first_year(self.label(), self.year_starts)
        except Invalid as error:
            raise ValidationError(str(error)) from error
        if self.label() in self.taken:
            raise ValidationError(f"There is a plan {self.label()} already. Give this one another period.")

    def answers(self) -> Answers:
        """What a person made of the readings."""
        fields = {name: field.data for name, field in self._fields.items()}
        return Answers(
            codes={name[5:]: value for name, value in fields.items() if name.startswith("code_")},
            notes={name[6:]: value or "" for name, value in fields.items() if name.startswith("notes_")},
            numbers={name[7:]: value for name, value in fields.items() if name.startswith("number_") and value},
            left={name[6:] for name, value in fields.items() if name.startswith("leave_") and value},
            taken={name[5:] for name, value in fields.items() if name.startswith("take_") and value},
        )


def look_form(reading: Reading, framework: FrameworkWording, **settings: Any) -> LookForm:
    """The form for this reading; ``settings`` are those of ``LookForm``."""
    codes = [("", "Not yet rated"), *((entry.code, f"{entry.label} ({entry.code})") for entry in framework.ratings)]
    numbers = [LEAVE_OUT, *((number, number) for number in framework.standards)]
    fields: dict[str, Field] = {}

    def rating(key: str, read: ReadRating) -> None:
        fields[f"code_{key}"] = SelectField("Rating", choices=choices(codes), default=read.code or "")
        fields[f"notes_{key}"] = TextAreaField("Notes", [NOTES], default=to_text(read.notes))

    for index, read in enumerate(reading.ratings):
        rating(str(index), read)
    for index in range(len(reading.actions)):
        fields[f"leave_{index}"] = BooleanField("Leave this action out")
    for index, unplaced in enumerate(reading.unplaced):
        if unplaced.rating:
            number = unplaced.rating.number
            fields[f"number_u{index}"] = SelectField(
                "Standard", choices=choices(numbers), default=number if number in framework.standards else ""
            )
            rating(f"u{index}", unplaced.rating)
        elif unplaced.action:
            fields[f"take_u{index}"] = BooleanField("Take it in as an action")
    form: LookForm = type("DocumentForm", (LookForm,), fields)(**settings)
    return form


class UploadForm(SiteForm):
    """A document and the period that it is of, in a service whose year begins with month ``year_starts``."""

    document = FileField(
        "Word file",
        [FileRequired("Choose a Word file")],
        description="The annual report or its appendices, best as .docx. Older files (.doc, .odt, .rtf) are converted, "
        "where the site can.",
        render_kw={"accept": ".docx,.doc,.odt,.rtf"},
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
