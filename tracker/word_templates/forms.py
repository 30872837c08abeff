"""The forms for a Word template: the file, and which of its styles is for what."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf.file import FileRequired
from wtforms import Field, FileField, SelectField

from tracker.fields import SharedForm, SiteForm, choices
from tracker.word.styles import ROLES, Style

OURS = ("", "Ours, added to the document")


class TemplateForm(SiteForm):
    """A template to upload."""

    template = FileField(
        "Word template",
        [FileRequired("Choose a Word template")],
        description="A .dotx or .docx with your fonts, headers and footers. Its text is not used.",
        render_kw={"accept": ".dotx,.docx"},
    )


class StylesForm(SharedForm):
    """A style of the template for each of ours, or ours."""

    def chosen(self) -> dict[str, str]:
        """The identifiers that were chosen, by the name of ours."""
        return {role: self._fields[role].data for role in ROLES if self._fields[role].data}


def styles_form(styles: Iterable[Style], chosen: Mapping[str, str], *, seen: str) -> StylesForm:
    """The form for these styles of a template, of which some are ``chosen``."""
    there = list(styles)
    fields: dict[str, Any] = {}
    for name, role in ROLES.items():
        own = [(style.identifier, style.name) for style in there if style.kind == role.kind]
        fields[name] = SelectField(role.title, choices=choices([OURS, *own]), default=chosen.get(name, ""))
    form: StylesForm = type("TemplateStylesForm", (StylesForm,), fields)(data={"seen": seen})
    return form


def role_fields(form: StylesForm) -> list[Field]:
    """The fields for the styles, in order."""
    return [form[role] for role in ROLES]
