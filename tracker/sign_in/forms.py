"""Forms for coming in: a password, and the first visit."""

from typing import Any

from flask import current_app
from wtforms import PasswordField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

from tracker.accounts import rules
from tracker.accounts.forms import Named
from tracker.accounts.models import Person
from tracker.errors import Invalid
from tracker.fields import SiteForm, choices


class PasswordForm(SiteForm):
    """A new password, twice."""

    password = PasswordField(
        "Password",
        [InputRequired("Enter a password")],
        description="At least 10 characters. Three words that do not belong together are easy to remember.",
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "The same password again",
        [EqualTo("password", "The two passwords are not the same")],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        """``person`` is whoever chooses."""
        super().__init__(*args, **kwargs)
        self.person = person

    def validate_password(self, field: PasswordField) -> None:
        """By the rules of the site."""
        reasons, field.data = current_app.extensions["security"].password_util.validate(
            field.data or "", True, user=self.person
        )
        if reasons:
            raise ValidationError(str(reasons[0]))


class SetUpForm(PasswordForm):
    """The first administrator and the first service."""

    code = StringField("One-time code", [InputRequired("Enter the code that the program printed when it started")])
    name = StringField(
        "Your name",
        [DataRequired("Enter your name"), Length(max=200), Named("A person")],
        render_kw={"autocomplete": "name"},
    )
    email = StringField(
        "Your e-mail address",
        [InputRequired("Enter your e-mail address")],
        render_kw={"autocomplete": "email", "type": "email"},
    )
    service = StringField(
        "Name of your service",
        [DataRequired("Enter the name of your service"), Length(max=200), Named("A service")],
        description="As it stands on your annual report, such as Lanternshire SENDIASS.",
    )
    slug = StringField(
        "Its short name in web addresses",
        [InputRequired("Enter a short name for web addresses")],
        description="Small letters, digits and hyphens, such as lanternshire.",
    )
    year_starts = SelectField(
        "The month in which its year starts",
        choices=choices((str(number), name) for number, name in enumerate(rules.MONTHS, 1)),
        default=str(rules.SEPTEMBER),
    )

    def validate_email(self, field: StringField) -> None:
        """An address in full."""
        _check(rules.email, field.data)

    def validate_slug(self, field: StringField) -> None:
        """What can stand in an address."""
        _check(rules.slug, field.data)


def _check(rule: Any, text: str | None) -> None:
    try:
        rule(text or "")
    except Invalid as error:
        raise ValidationError(str(error)) from error
