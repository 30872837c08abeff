"""The forms of evidence: an item of each kind, its files, and what is looked for."""

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from flask_wtf.file import FileRequired, MultipleFileField
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import (
    BooleanField,
    Field,
    FileField,
    Form,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, ValidationError

from tracker.errors import Invalid
from tracker.evidence import rules
from tracker.evidence.rules import Age, EvidenceKind, EvidenceText, Wanted, figure_title
from tracker.fields import AtMost, DayField, SiteForm, VersionField, choices, typed
from tracker.figures import Figure, number
from tracker.files import ACCEPT
from tracker.standards.models import Framework


class _Titled(Form):
    title = StringField("Title", [DataRequired("Enter a title"), AtMost(rules.TITLE_AT_MOST)])


class _Linked(Form):
    address = StringField(
        "Address",
        [DataRequired("Enter the address of a web page"), AtMost(rules.ADDRESS_AT_MOST)],
        description="Copy it from your browser, such as https://www.example.org/leaflets",
    )

    def validate_address(self, field: Field) -> None:
        """By the rule that the changes insist on."""
        try:
            rules.address(typed(field))
        except Invalid as error:
            raise ValidationError(str(error)) from error


class _Measured(Form):
    name = StringField(
        "What is counted or measured",
        [DataRequired("Enter what is counted or measured"), AtMost(rules.NAME_AT_MOST)],
        description="Such as Referrals. Use the same words each year, and the years are shown side by side.",
    )
    value = StringField(
        "Value", [DataRequired("Enter the value")], description="A number, such as 1,524 or 14.07 or 17.5%"
    )
    unit = StringField("Unit", [AtMost(rules.UNIT_AT_MOST)], description="Such as referrals, families or days.")
    period = StringField(
        "Period",
        [DataRequired("Enter the period, such as 2020-21"), AtMost(rules.PERIOD_AT_MOST)],
        description="Such as 2020-21, or spring 2021.",
    )
    earlier = StringField("Earlier value", description="If you know it. How much it has changed is worked out.")
    earlier_period = StringField(
        "Period of the earlier value", [AtMost(rules.PERIOD_AT_MOST)], description="Such as 2019-20."
    )
    as_few = BooleanField("Print a value under five as “fewer than 5”")

    def validate_value(self, field: Field) -> None:
        """A number; what stands with it is the unit, or says the same."""
        self._number(field)

    def validate_earlier(self, field: Field) -> None:
        """A number in the same unit, if there is one."""
        if typed(field).strip():
            self._number(field)
        elif typed(self.earlier_period).strip():
            raise ValidationError("Enter the earlier value, or clear its period")

    def _number(self, field: Field) -> Decimal:
        try:
            value, sign = number(typed(field))
        except Invalid as error:
            raise ValidationError(str(error)) from error
        if sign and sign != self.unit_meant():
            raise ValidationError(f"This has {sign}, but the unit is {self.unit_meant()}: leave one of them out")
        return value

    def unit_meant(self) -> str:
        """The unit that was typed, or that stands with the value."""
        try:
            sign = number(typed(self.value))[1]
        except Invalid:
            sign = ""
        return " ".join(typed(self.unit).split()) or sign

    def figure(self) -> Figure:
        """What was typed, once it was validated."""
        return Figure(
            typed(self.name),
            number(typed(self.value))[0],
            self.unit_meant(),
            typed(self.period),
            number(typed(self.earlier))[0] if typed(self.earlier).strip() else None,
            typed(self.earlier_period),
            bool(self.as_few.data),
        )


class EvidenceForm(SiteForm):
    """What every item says. ``kind`` is what it is, ``shown`` what it said when the page was made."""

    kind: EvidenceKind

    standards = SelectMultipleField("Standards that it backs")
    speaks_of = DayField("The date it speaks of")
    description = TextAreaField("Description", [AtMost(rules.DESCRIPTION_AT_MOST)])
    look_again = DayField("Look at it again on")
    files = MultipleFileField("Files", render_kw={"accept": ACCEPT})
    version = VersionField()
    new = HiddenField()

    def __init__(self, framework: Framework, shown: EvidenceText | None = None, **kwargs: Any) -> None:
        """Filled with what ``shown`` says, until something is sent."""
        super().__init__(data=(_as_typed(shown) if shown else {}) | kwargs.pop("data", {}), **kwargs)
        self.standards.choices = standard_choices(framework)
        if not self.new.data:
            self.new.data = str(uuid.uuid4())

    def validate_speaks_of(self, field: DayField) -> None:
        """A day is always known, if only roughly."""
        if field.data is None and not field.process_errors:
            raise ValidationError("Enter the date it speaks of")

    def validate_look_again(self, field: DayField) -> None:
        """By the rule that the changes insist on."""
        if field.data and self.speaks_of.data and field.data <= self.speaks_of.data:
            raise ValidationError(rules.TOO_EARLY)

    def validate_files(self, field: Field) -> None:
        """No more than are taken at once."""
        not_too_many(field)

    def identifier(self) -> uuid.UUID | None:
        """What an item that is added is to be known by, so that a form sent twice adds one."""
        try:
            return uuid.UUID(typed(self.new))
        except ValueError:
            return None

    def text(self) -> EvidenceText:
        """What was typed, once it was validated."""
        if self.speaks_of.data is None:
            raise Invalid("Enter the date it speaks of")
        figure = self.figure() if isinstance(self, _Measured) else None
        return EvidenceText(
            title=figure_title(figure) if figure else typed(self.title),
            description=typed(self.description),
            speaks_of=self.speaks_of.data,
            look_again=self.look_again.data,
            standards=tuple(self.standards.data or ()),
            address=typed(self.address).strip() if isinstance(self, _Linked) else "",
            figure=figure,
        )


class DocumentForm(_Titled, EvidenceForm):
    """A document."""

    kind = EvidenceKind.DOCUMENT


class LinkForm(_Titled, _Linked, EvidenceForm):
    """A link."""

    kind = EvidenceKind.LINK


class FigureForm(_Measured, EvidenceForm):
    """A figure."""

    kind = EvidenceKind.FIGURE


class NoteForm(_Titled, EvidenceForm):
    """A note."""

    kind = EvidenceKind.NOTE


FORMS: dict[EvidenceKind, type[EvidenceForm]] = {
    form.kind: form for form in (DocumentForm, LinkForm, FigureForm, NoteForm)
}


class NewDocumentForm(DocumentForm):
    """A document that is added: with a file."""

    files = MultipleFileField("Files", [FileRequired("Choose a file")], render_kw={"accept": ACCEPT})


def _as_typed(text: EvidenceText) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(text, name) for name in text.__slots__ if name != "figure"}
    if figure := text.figure:
        said |= {name: getattr(figure, name) for name in figure.__slots__}
        said |= {"value": f"{figure.value:,f}", "earlier": "" if figure.earlier is None else f"{figure.earlier:,f}"}
    return said


def standard_choices(framework: Framework) -> list[Any]:
    """The standards of a framework, to choose from."""
    return choices(
        (standard.number, f"{standard.number} {standard.short_title}".strip())
        for section in framework.sections
        for standard in section.standards
    )


class FilesForm(SiteForm):
    """Files to put beside those that an item has."""

    files = MultipleFileField("Add files", [FileRequired("Choose a file")], render_kw={"accept": ACCEPT})

    def validate_files(self, field: Field) -> None:
        """No more than are taken at once."""
        not_too_many(field)


class NewVersionForm(SiteForm):
    """A newer version of a file."""

    file = FileField("Newer version", [FileRequired("Choose a file")], render_kw={"accept": ACCEPT})


def not_too_many(field: Field) -> None:
    """Raise ``ValidationError`` where more files were sent than are taken at once."""
    if len(field.data or ()) > rules.FILES_AT_ONCE:
        raise ValidationError(f"At most {rules.FILES_AT_ONCE} files at once: send some later")


def sent_files(files: Iterable[FileStorage] | None) -> list[tuple[str, bytes]]:
    """The name and the content of each file that was sent."""
    found = []
    for file in files or ():
        found.append((file.filename or "", file.read()))
        file.close()
    return found


class WantedForm(Form):
    """What is looked for, in the address; a value that there is not counts for nothing."""

    words = StringField("Search titles, descriptions and file names")
    standard = SelectField("Standard")
    kind = SelectField("Kind", choices=choices([("", "All"), *((kind, kind.capitalize()) for kind in EvidenceKind)]))
    age = SelectField("Age", choices=choices([("", "Any"), *((age, age.capitalize()) for age in Age)]))
    due = BooleanField("Only what is due for another look")

    def __init__(self, framework: Framework, asked: MultiDict[str, str]) -> None:
        super().__init__(asked)
        self.numbers = {standard.number for section in framework.sections for standard in section.standards}
        self.standard.choices = choices([("", "All")]) + standard_choices(framework)

    def wanted(self) -> Wanted:
        """What is looked for."""
        kind, age = typed(self.kind), typed(self.age)
        return Wanted(
            words=typed(self.words).replace("\x00", "").strip()[:200],
            standard=typed(self.standard) if typed(self.standard) in self.numbers else "",
            kind=EvidenceKind(kind) if kind in set(EvidenceKind) else None,
            age=Age(age) if age in set(Age) else None,
            due=bool(self.due.data),
        )
