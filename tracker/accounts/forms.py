"""Forms for services and people."""

from wtforms import BooleanField, Field, Form, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from tracker.accounts import rules
from tracker.errors import Invalid
from tracker.fields import AtMost, SharedForm, SiteForm, choices, typed

LONG = AtMost(200)


class Named:
    """The validator of a name; ``whose`` is said where it is none."""

    def __init__(self, whose: str) -> None:
        self.whose = whose

    def __call__(self, _form: Form, field: Field) -> None:
        """By the rule that the changes insist on."""
        try:
            rules.name(typed(field), self.whose)
        except Invalid as error:
            raise ValidationError(str(error)) from error


class ServiceForm(SharedForm):
    """What a service is called."""

    name = StringField("Name of the service", [DataRequired("Enter the service's name"), LONG, Named("A service")])
    advisory_body = StringField(
        "What it calls the group that ratifies",
        [DataRequired("Enter a name, such as Advisory Group"), LONG, Named("The group")],
        default="Advisory Group",
        description="Such as Advisory Group, Steering Group or Advisory Board.",
    )


class NewServiceForm(ServiceForm):
    """A service to add."""

    slug = StringField(
        "Short name in web addresses",
        [InputRequired("Enter a short name for web addresses")],
        description="Small letters, digits and hyphens, such as north-lanternshire. It cannot be changed later.",
    )
    year_starts = SelectField(
        "The month in which its year starts",
        choices=choices((str(number), name) for number, name in enumerate(rules.MONTHS, 1)),
        default=str(rules.SEPTEMBER),
    )


class NewPersonForm(SiteForm):
    """Somebody to add."""

    name = StringField("Name", [DataRequired("Enter the person's name"), LONG, Named("A person")])
    email = StringField(
        "E-mail address", [InputRequired("Enter the person's e-mail address")], render_kw={"type": "email"}
    )
    is_admin = BooleanField("Administrator: may add and change services and people")


class PersonForm(NewPersonForm, SharedForm):
    """What is known of a person."""

    active = BooleanField("May sign in")


class RoleForm(SiteForm):
    """A role in a service."""

    service = SelectField("Service", [InputRequired("Choose a service")])
    role = RadioField("Role", [InputRequired("Choose a role")], choices=choices(rules.ROLES.items()))
