"""The form for an abbreviation of a service's own."""

from wtforms import Field, StringField
from wtforms.validators import InputRequired, ValidationError

from tracker.abbreviations import rules
from tracker.errors import Invalid
from tracker.fields import SharedForm, typed


class AbbreviationForm(SharedForm):
    """An abbreviation, and what it stands for."""

    short = StringField(
        "Abbreviation",
        [InputRequired("Enter an abbreviation")],
        description="As it is written in your texts: capitals and small letters count. The plural is found by itself.",
    )
    meaning = StringField("What it stands for", [InputRequired("Enter what it stands for")])

    def validate_short(self, field: Field) -> None:
        """By the rule that the changes insist on."""
        try:
            rules.short(typed(field))
        except Invalid as error:
            raise ValidationError(str(error)) from error

    def validate_meaning(self, field: Field) -> None:
        """By the rule that the changes insist on."""
        try:
            rules.meaning(typed(field))
        except Invalid as error:
            raise ValidationError(str(error)) from error
