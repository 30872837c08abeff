"""The forms for a Word file: which one, and what was read in it."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import (
    BooleanField,
    Field,
    FormField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)

from tracker.accounts.rules import Period, first_year
from tracker.assessments.forms import PeriodForm, label_field
from tracker.assessments.rules import NOTES_AT_MOST
from tracker.errors import Invalid
from tracker.fields import AtMost, Part, SiteForm, choices, typed
from tracker.imports.models import Upload
from tracker.imports.rules import FILES_AT_ONCE, Answers, lines_in, one_a_line
from tracker.plans.forms import MOST, ActionForm, not_too_many
from tracker.plans.rules import ActionState
from tracker.reports.areas import is_numbers, numbers_in
from tracker.reports.found import ReadAction, ReadRating
from tracker.reports.reading import Reading
from tracker.reports.wording import shortened
from tracker.richtext import clean, listed, parse, to_text
from tracker.standards.rules import FrameworkWording

NOTES = AtMost(NOTES_AT_MOST)

LEAVE_OUT = ("", "Leave it out")
READ_AS: Mapping[str, Callable[[str], Any]] = {
    "area": clean,
    "objective": parse,
    "steps": lambda text: listed(lines_in(text)),
    "outcomes": lambda text: listed(lines_in(text)),
    "who": clean,
    "timescale": clean,
    "completion": parse,
    "stated": {state.value: state for state in ActionState}.get,
}
STATES = [
    ("", "As the actual completion says"),
    *((state.value, state.value.capitalize()) for state in ActionState),
]


class _ActionFields(Part):
    """An action as it was read, to be corrected; of what is not to be taken in, nothing is said to be wrong.

    ``known`` are the numbers of the standards; ``choice`` is the box that says whether it is taken in, and what a tick
    in it means.
    """

    choice: ClassVar[tuple[str, bool]]

    area = ActionForm.area
    standards = StringField("Standards that it serves", description="Their numbers, such as 1.6, 2.3.")
    objective = ActionForm.objective
    steps = TextAreaField("Steps", description="Each on a line of its own. The report numbers them.")
    outcomes = TextAreaField("Outcomes", description="Each on a line of its own.")
    who = ActionForm.who
    timescale = ActionForm.timescale
    completion = ActionForm.completion
    stated = SelectField("State", choices=choices(STATES))

    validate_objective = ActionForm.validate_objective

    def __init__(self, *args: Any, known: Collection[str], **kwargs: Any) -> None:
        self.known = list(known)
        super().__init__(*args, **kwargs)

    def is_wanted(self) -> bool:
        """Whether it is to be taken in."""
        box, tick_means = self.choice
        return bool(self[box].data) is tick_means

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
    choice = ("leave", False)
    leave = BooleanField("Leave this action out")


class _Unplaced(_ActionFields):
    choice = ("take", True)
    take = BooleanField("Take it in as an action")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a service: the month in which its year begins, and the periods that it has already.

    ``periods`` are those of the assessments against the standards that the document is read by.
    """

    year_starts: int
    assessed: Sequence[str]
    planned: Sequence[str]
    periods: Sequence[Period] = ()


def one_of_its_years(text: str, year_starts: int) -> None:
    """Raise ``ValidationError`` unless ``text`` is the label of a year that begins with month ``year_starts``."""
    try:
        first_year(text.strip(), year_starts)
    except Invalid as error:
        raise ValidationError(str(error)) from error


class LookForm(PeriodForm):
    """What was read, to be corrected, and what to save the delivery plan as.

    A field is named after the place of what it corrects among the readings: ``code_3``, ``notes_3``, ``action_0``; for
    what was not placed ``number_u0``, ``code_u0``, ``notes_u0``, ``action_u0``.
    """

    label = label_field("Period of the self-assessment")
    plan = StringField("Period of the delivery plan", description="Leave it empty for that of the self-assessment.")

    def __init__(self, known: Known, **kwargs: Any) -> None:
        super().__init__(year_starts=known.year_starts, **kwargs)
        self.known = known

    def others(self) -> list[Period]:
        """Those of the self-assessments against the same standards."""
        return list(self.known.periods)

    def period_typed(self) -> Period | None:
        """The period that was typed, if it is one."""
        try:
            return self.period()
        except Invalid:
            return None

    def plan_label(self) -> str:
        """The label of the plan that was typed, or else that of the self-assessment."""
        return typed(self.plan).strip() or typed(self.label)

    def validate_label(self, field: Field) -> None:
        """One of the service's years, which it has not assessed yet."""
        super().validate_label(field)
        if field.data in self.known.assessed:
            raise ValidationError(f"There is a self-assessment {field.data} already. Give this another period.")

    def validate_plan(self, field: Field) -> None:
        """One of the service's years, of which it has no plan yet; where no action is taken in, there is no plan."""
        if not self.answers().wanted:
            return
        if typed(field).strip():
            one_of_its_years(typed(field), self.known.year_starts)
        if self.plan_label() in self.known.planned:
            raise ValidationError(f"There is a plan {self.plan_label()} already. Give this one another period.")

    def misfits(self) -> int:
        """How many readings say more than can be kept, once the form was validated."""
        return sum(bool(field.errors) for field in self if field not in (self.label, self.starts, self.ends, self.plan))

    def answers(self) -> Answers:
        """What a person made of the readings."""
        fields = {name: field.data for name, field in self._fields.items()}
        actions = {name[7:]: field.form for name, field in self._fields.items() if isinstance(field, FormField)}
        return Answers(
            codes={name[5:]: value for name, value in fields.items() if name.startswith("code_")},
            notes={name[6:]: value or "" for name, value in fields.items() if name.startswith("notes_")},
            numbers={name[7:]: value for name, value in fields.items() if name.startswith("number_") and value},
            wanted={key for key, action in actions.items() if action.is_wanted()},
            actions={key: action.changed() for key, action in actions.items()},
        )


def look_form(reading: Reading, framework: FrameworkWording, known: Known, **settings: Any) -> LookForm:
    """The form for this reading; ``settings`` are those of ``SiteForm``."""
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
    form: LookForm = type("DocumentForm", (LookForm,), fields)(known, **settings)
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
    said["stated"] = read.stated or ""
    said["standards"] = ", ".join(text.standards)
    form: Any = partial(kind, known=framework.standards)
    return FormField(form, default=said)


class UploadForm(SiteForm):
    """The documents to bring in."""

    documents = MultipleFileField(
        "Word files",
        [FileRequired("Choose a Word file")],
        description="Annual reports or their appendices, best as .docx; several at once, if you like. "
        "Older files (.doc, .odt, .rtf) are converted, where the site can.",
        render_kw={"accept": ".docx,.doc,.odt,.rtf"},
    )

    def validate_documents(self, field: Field) -> None:
        """No more than are read at once."""
        if len(field.data) > FILES_AT_ONCE:
            raise ValidationError(
                f"At most {FILES_AT_ONCE} files at once; these are {len(field.data)}. Send some later"
            )


class WaitingForm(SiteForm):
    """The periods of the documents that wait; ``label_`` and a document's identifier is the name of its field."""

    def labels(self) -> dict[uuid.UUID, str]:
        """What was typed, by document."""
        sent = [field for field in self if field.name.startswith("label_") and field.raw_data]
        return {uuid.UUID(field.name[6:]): typed(field).strip() for field in sent}


def waiting_form(uploads: Iterable[Upload], year_starts: int, **settings: Any) -> WaitingForm:
    """The form for these documents of a service whose year begins with month ``year_starts``."""

    def check(_form: Any, field: Field) -> None:
        if typed(field).strip():
            one_of_its_years(typed(field), year_starts)

    fields = {
        f"label_{upload.id.hex}": StringField(f"Period of {upload.name}", [check], default=upload.label or "")
        for upload in uploads
    }
    form: WaitingForm = type("DocumentsForm", (WaitingForm,), fields)(**settings)
    return form
