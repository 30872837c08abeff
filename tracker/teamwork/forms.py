"""Forms for asking somebody to draft a standard, and for remarks."""

import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

from wtforms import Field, HiddenField, RadioField, TextAreaField
from wtforms.validators import ValidationError

from tracker import clock
from tracker.accounts.models import Person
from tracker.fields import DayField, SharedForm, SiteForm, choices, typed
from tracker.teamwork import rules
from tracker.teamwork.models import Assignment


class AssignForm(SharedForm):
    """Who is asked to draft a standard, by when, and what is asked; ``seen`` stands for who was asked before."""

    person = RadioField("Who is to draft it", validate_choice=False)
    due = DayField("Date to be drafted by")
    words = TextAreaField("What is asked")

    def __init__(self, people: Sequence[Person], there: Assignment | None) -> None:
        """Offers these people, and shows what is asked already until something is sent."""
        asked = there if there and there.is_open else None
        super().__init__(
            data={
                "person": str(asked.person_id) if asked else None,
                "due": asked.due if asked and not asked.is_overdue else None,
                "words": asked.words if asked else "",
                "seen": there.sign if there else "",
            }
        )
        self.people = {str(person.id): person for person in people}
        self.person.choices = choices(_named(people))

    def validate_person(self, field: Field) -> None:
        """Somebody of the team as it is now."""
        if field.data not in self.people:
            raise ValidationError("Choose who is to draft it")

    def validate_due(self, field: DayField) -> None:
        """A day that has not passed."""
        if field.data and rules.is_overdue(field.data, clock.today()):
            raise ValidationError("The day by which it is to be drafted must be today or later")

    def chosen(self) -> Person:
        """Who was chosen, once it was validated."""
        return self.people[self.person.data]


def _named(people: Sequence[Person]) -> list[tuple[str, str]]:
    """The people by name; with their address where two have the same."""
    names = Counter(person.name for person in people)
    return [
        (str(person.id), person.name if names[person.name] == 1 else f"{person.name} ({person.email})")
        for person in people
    ]


class RemarkForm(SiteForm):
    """A remark for the team; ``new`` is what it is to be known by, so that a form sent twice adds one."""

    text = TextAreaField("Your remark")
    new = HiddenField()

    def __init__(self, **kwargs: Any) -> None:
        """With something new to be known by, unless one was sent."""
        super().__init__(**kwargs)
        if not self.new.data:
            self.new.data = str(uuid.uuid4())

    def identifier(self) -> uuid.UUID | None:
        """What the remark is to be known by."""
        try:
            return uuid.UUID(typed(self.new))
        except ValueError:
            return None
