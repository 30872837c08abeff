"""The forms for a Word file: which one, and what was read in it."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from flask_wtf.file import FileRequired
from wtforms import (
    BooleanField,
    Field,
    FileField,
    Form,
    FormField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from tracker.accounts.rules import Period, first_year, period
from tracker.assessments.rules import NOTES_AT_MOST
from tracker.errors import Invalid
from tracker.fields import SiteForm, choices, typed
from tracker.imports.rules import Answers, lines_in, one_a_line
from tracker.plans.forms import MOST, ActionForm, not_too_many
from tracker.reports.areas import is_numbers, numbers_in
from tracker.reports.found import ReadAction, ReadRating
from tracker.reports.reading import Reading
from tracker.reports.wording import shortened
from tracker.richtext import clean, listed, parse, to_text
from tracker.standards.rules import FrameworkWording

NOTES = Length(max=NOTES_AT_MOST, message=f"At most {NOTES_AT_MOST:,} characters: shorten this")

LEAVE_OUT = ("", "Leave it out")
READ_AS: Mapping[str, Callable[[str], Any]] = {
    "area": clean,
    "objective": parse,
    "steps": lambda text: listed(lines_in(text)),
    "outcomes": lambda text: listed(lines_in(text)),
    "who": clean,
    "timescale": clean,
    "completion": parse,
}


class _ActionFields(Form):
    """An action as it was read, to be corrected; of what is not to be taken in, nothing is said to be wrong.

    ``known`` are the numbers of the standards.
    """

    area = ActionForm.area
    standards = StringField("Standards that it serves", description="Their numbers, such as 1.6, 2.3.")
    objective = ActionForm.objective
    steps = TextAreaField("Steps", description="Each on a line of its own. The report numbers them.")
    outcomes = TextAreaField("Outcomes", description="Each on a line of its own.")
    who = ActionForm.who
    timescale = ActionForm.timescale
    completion = ActionForm.completion

    validate_objective = ActionForm.validate_objective

    def __init__(self, *args: Any, known: Collection[str], **kwargs: Any) -> None:
        self.known = list(known)
        super().__init__(*args, **kwargs)

    def is_wanted(self) -> bool:
        """Whether it is to be taken in."""
        raise NotImplementedError

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it can be saved as it is."""
        return not self.is_wanted() or super().validate(extra_validators)

    def validate_standards(self, field: Field) -> None:
        """Numbers of standards that there are, and nothing else."""
        if not is_numbers(typed(field)):
            raise ValidationError("Write the numbers of the standards alone, such as 1.6, 2.3")
        if unknown := [number for number in numbers_in(typed(field), self.known) if number not in self.known]:
            raise ValidationError(f"There is no standard {shortened(', '.join(unknown))} in these standards")

    def validate_steps(self, field: Field) -> None:
        """As many as an action may have, and each as long as it may be."""
        lines = lines_in(typed(field))
        not_too_many(field, len(lines))
        if any(len(line) > MOST for line in lines):
            raise ValidationError(f"{field.label.text}: at most {MOST:,} characters each. Shorten the longest")

    validate_outcomes = validate_steps

    def changed(self) -> dict[str, Any]:
        """What somebody changed, as ``ReadAction`` has it; what was left alone stays as it was read."""
        read_as = dict(READ_AS) | {"standards": partial(numbers_in, known=self.known)}
        fields = {name: self[name] for name in read_as}
        changed = [name for name, field in fields.items() if clean(typed(field)) != clean(field.object_data or "")]
        return {name: read_as[name](typed(fields[name])) for name in changed}


class _Placed(_ActionFields):
    leave = BooleanField("Leave this action out")

    def is_wanted(self) -> bool:
        return not self.leave.data


class _Unplaced(_ActionFields):
    take = BooleanField("Take it in as an action")

    def is_wanted(self) -> bool:
        return bool(self.take.data)


class LookForm(SiteForm):
    """What was read, to be corrected, and what to save the delivery plan as.

    A field is named after the place of what it corrects among the readings: ``code_3``, ``notes_3``, ``action_0``; for
    what was not placed ``number_u0``, ``code_u0``, ``notes_u0``, ``action_u0``.
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
        actions = {name[7:]: field.form for name, field in self._fields.items() if name.startswith("action_")}
        return Answers(
            codes={name[5:]: value for name, value in fields.items() if name.startswith("code_")},
            notes={name[6:]: value or "" for name, value in fields.items() if name.startswith("notes_")},
            numbers={name[7:]: value for name, value in fields.items() if name.startswith("number_") and value},
            wanted={key for key, action in actions.items() if action.is_wanted()},
            actions={key: action.changed() for key, action in actions.items()},
        )


def look_form(reading: Reading, framework: FrameworkWording, **settings: Any) -> LookForm:
    """The form for this reading; ``settings`` are those of ``LookForm``."""
    fields: dict[str, Field] = {}
    for index, read in enumerate(reading.ratings):
        fields |= _rating_fields(str(index), read, framework)
    for index, action in enumerate(reading.actions):
        fields[f"action_{index}"] = _action_field(_Placed, action, framework)
    for index, unplaced in enumerate(reading.unplaced):
        if unplaced.rating:
            fields[f"number_u{index}"] = _number_field(unplaced.rating, framework)
            fields |= _rating_fields(f"u{index}", unplaced.rating, framework)
        elif unplaced.action:
            fields[f"action_u{index}"] = _action_field(_Unplaced, unplaced.action, framework)
    form: LookForm = type("DocumentForm", (LookForm,), fields)(**settings)
    return form


def _rating_fields(key: str, read: ReadRating, framework: FrameworkWording) -> dict[str, Field]:
    codes = [("", "Not yet rated"), *((entry.code, f"{entry.label} ({entry.code})") for entry in framework.ratings)]
    return {
        f"code_{key}": SelectField("Rating", choices=choices(codes), default=read.code or ""),
        f"notes_{key}": TextAreaField("Notes", [NOTES], default=to_text(read.notes)),
    }


def _number_field(read: ReadRating, framework: FrameworkWording) -> Field:
    numbers = [LEAVE_OUT, *((number, number) for number in framework.standards)]
    likeliest = read.number if read.number in framework.standards else ""
    return SelectField("Standard", choices=choices(numbers), default=likeliest)


def _action_field(kind: type[_ActionFields], read: ReadAction, framework: FrameworkWording) -> Field:
    text = read.text
    said = {name: getattr(text, name) for name in ("area", "objective", "who", "timescale", "completion")}
    said |= {"steps": one_a_line(text.steps), "outcomes": one_a_line(text.outcomes)}
    said["standards"] = ", ".join(text.standards)
    form: Any = partial(kind, known=framework.standards)
    return FormField(form, default=said)


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
