"""The form that says whose the names in plans are."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from wtforms import Field, SelectField
from wtforms.validators import AnyOf

from tracker.accounts.models import Person
from tracker.fields import SharedForm, choices
from tracker.owners.queries import NameInPlans

NOBODY = "Nobody with an account"


GONE = "Choose who it is from the list: whom you chose has no role in this service any more"


def whose_form(names: Sequence[NameInPlans], people: Sequence[Person], *, seen: str) -> "WhoseForm":
    """The form with a field for each of these names, that offers these people; ``seen`` is what is matched now."""
    said = {_called(one): _chosen(one) for one in names}
    fields = {_called(one): _field(one, people) for one in names}
    form: WhoseForm = type("NamesForm", (WhoseForm,), fields)(data=said | {"seen": seen})
    form.names, form.people = names, {str(person.id): person for person in people}
    return form


class WhoseForm(SharedForm):
    """Whose each name is. Its fields are made for the names that there are."""

    names: Sequence[NameInPlans]
    people: dict[str, Person]

    def whose(self) -> dict[str, Person | None]:
        """Who was chosen for each name that was on the page, once it was validated."""
        asked = [(one.use.name, field_of(self, one)) for one in self.names]
        return {name: self.people.get(field.data) for name, field in asked if field.raw_data}


def field_of(form: WhoseForm, one: NameInPlans) -> Field:
    """The field of a name."""
    field: Field = form[_called(one)]
    return field


def _field(one: NameInPlans, people: Sequence[Person]) -> SelectField:
    ids = ["", *(str(person.id) for person in people)]
    return SelectField(one.use.name, [AnyOf(ids, message=GONE)], choices=_offered(one, people), validate_choice=False)


def _called(one: NameInPlans) -> str:
    """What the field of a name is called: the same as long as the name is."""
    return f"whose-{hashlib.sha256(one.use.key.encode()).hexdigest()[:12]}"


def _chosen(one: NameInPlans) -> str:
    return str(one.person.id) if one.person and one.person is not one.namesake else ""


def _offered(one: NameInPlans, people: Sequence[Person]) -> list[Any]:
    """The people; first what holds where none of them is chosen."""
    otherwise = f"{one.namesake.name}, whose account has this name" if one.namesake else NOBODY
    others = [person for person in people if person is not one.namesake]
    names = Counter(person.name for person in people)
    shown = [
        (str(person.id), person.name if names[person.name] == 1 else f"{person.name} ({person.email})")
        for person in others
    ]
    return choices([("", otherwise), *shown])
