"""Form fields in the look of the GOV.UK Design System, whichever form they come from."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from govuk_frontend_wtf import wtforms_widgets as widgets
from markupsafe import Markup
from wtforms import Field, Form
from wtforms import fields as kinds
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import ValidationError

_DAY = re.compile(r"[0-9]{1,2} [0-9]{1,2} (?:[0-9]{2}|[0-9]{4})")
_NOT_REQUIRED = re.compile(r' required="(?:False|false)"')  # to HTML, any value of it means required

WIDGETS = (
    (kinds.PasswordField, widgets.GovPasswordInput()),
    (kinds.TextAreaField, widgets.GovTextArea()),
    (kinds.RadioField, widgets.GovRadioInput()),
    (kinds.SelectMultipleField, widgets.GovCheckboxesInput()),
    (kinds.SelectField, widgets.GovSelect()),
    (kinds.BooleanField, widgets.GovCheckboxInput()),
    (kinds.MultipleFileField, widgets.GovFileInput(multiple=True)),
    (kinds.FileField, widgets.GovFileInput()),
    (kinds.StringField, widgets.GovTextInput()),
)


SAID_HERE = {
    "Not a valid choice.": "Choose one from the list",
    "This field is required.": "Enter something here, or open the page again and send it from there",
}
"""What WTForms says, and what this site says for it."""


class _Words:
    """WTForms asks its words of something that translates."""

    def gettext(self, text: str) -> str:
        return SAID_HERE.get(text, text)

    def ngettext(self, one: str, several: str, count: int) -> str:
        return one if count == 1 else several


class Part(Form):
    """A form, or a part of one that is repeated, in the words of this site."""

    class Meta:
        """What is said of mistakes is said as everywhere here."""

        def get_translations(self, _form: Form) -> _Words:
            """The words of this site."""
            return _Words()


class SiteForm(Part, FlaskForm):  # type: ignore[misc]  # Flask-WTF brings no types
    """A form with its token, as every form of this site."""


class SharedForm(SiteForm):
    """A form on something that several people change; ``seen`` stands for what it said when the page was made."""

    seen = kinds.HiddenField()


def mistakes(form: SiteForm) -> str:
    """What is wrong with a form in one line, each with the name of its field."""
    named = ((form[name].label.text, str(text)) for name, texts in form.errors.items() if name for text in texts)
    return "; ".join([f"{label}: {text}" for label, text in named] + [str(text) for text in form.form_errors])


def typed(field: Field) -> str:
    """What was typed into a field for text; nothing is an empty text."""
    return str(field.data or "")


class AtMost:
    """So many characters of a text. A line break is one, though a browser sends two for it."""

    def __init__(self, characters: int) -> None:
        self.characters = characters

    def __call__(self, _form: Any, field: Field) -> None:
        """Raise ``ValidationError`` for more."""
        if len(typed(field).replace("\r\n", "\n")) > self.characters:
            raise ValidationError(f"At most {self.characters:,} characters: shorten this")


class VersionField(kinds.HiddenField):
    """Which save of a thing the page was made from."""

    def seen(self) -> int:
        """The version that was sent; where none was, or something else, one that nothing has."""
        text = str(self.data) if self.raw_data else ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


class LinesField(kinds.FieldList):  # type: ignore[type-arg]  # generic in its types alone
    """A list of entries; what is sent under a name that no row of it has is no row."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """As WTForms, which takes for a number what ``int`` refuses."""
        row = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,4}})")
        yield from (int(found[1]) for name in formdata if (found := row.fullmatch(name)))


class DayField(kinds.Field):
    """A date as three inputs, day, month and year; all three empty are ``None``.

    Its own widget, since that of govuk-frontend-wtf 3.2.0 fails where a part is missing from what was sent.
    """

    data: date | None
    parts: tuple[str, str, str]

    def process_data(self, value: date | None) -> None:
        """Show the day that is there."""
        self.data = value
        self.parts = (str(value.day), str(value.month), str(value.year)) if value else ("", "", "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what was sent as NAME-day, NAME-month and NAME-year."""
        super().process(None, data, extra_filters)
        names = [f"{self.name}-{part}" for part in ("day", "month", "year")]
        if formdata is not None and any(name in formdata for name in names):
            day, month, year = (formdata.get(name, "").strip() for name in names)
            self.parts = (day, month, year)
            self.process_parts()

    def process_parts(self) -> None:
        """Make a day of the three parts; what is not one becomes an error of the field."""
        self.data = None
        if not any(self.parts):
            return
        if not _DAY.fullmatch(" ".join(self.parts)):
            self.process_errors = [f"{self.label.text} must have a day, a month and a year, such as 31 8 2026"]
            return
        day, month, year = map(int, self.parts)
        try:
            self.data = date(year + 2000 if len(self.parts[2]) < 4 else year, month, day)
        except ValueError:
            self.process_errors = [f"{self.label.text} must be a day that there is"]
            return
        if not 1990 <= self.data.year <= 2200:
            self.process_errors = [f"{self.label.text} must be in a year from 1990 to 2200"]


def choices(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """What a select or a radio field offers: values with what people read."""
    return [SelectChoice(value, label) for value, label in pairs]


def govuk(field: Field, **params: Any) -> Markup:
    """``field`` as HTML; ``params`` are those of the component's macro in GOV.UK Frontend."""
    widget = next(widget for kind, widget in WIDGETS if isinstance(field, kind))
    if isinstance(field, kinds.SelectMultipleField | kinds.RadioField):
        params.setdefault("idPrefix", field.id)
    given = _attributes(field)
    if "autocomplete" in given:
        params.setdefault("autocomplete", given.pop("autocomplete"))
    return Markup(_NOT_REQUIRED.sub("", widget(field, params=params, required=False, **given)))  # noqa: S704  # escaped by the macros


def _attributes(field: Field) -> dict[str, Any]:
    """What a browser may help with; what it would insist on itself, in its own words, is left to the form."""
    return {name: value for name, value in (field.render_kw or {}).items() if name != "required"}


def error_summary(form: Form) -> list[dict[str, str]]:
    """The form's errors in the order of its fields, each with the address of the input that it is about."""
    return [error for field in form for error in _errors_of(field)]


def _errors_of(field: Field) -> Iterator[dict[str, str]]:
    if isinstance(field, kinds.FormField):
        yield from (error for inner in field for error in _errors_of(inner))
        return
    if isinstance(field, kinds.FieldList):
        for entry in field.entries:
            yield from _errors_of(entry)
        yield from ({"text": text, "href": f"#{field.id}-0"} for text in field.errors if isinstance(text, str))
        return
    suffix = "-day" if isinstance(field, DayField) else ""
    yield from ({"text": str(text), "href": f"#{field.id}{suffix}"} for text in field.errors[:1])
