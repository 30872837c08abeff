"""Forms for the advisory group: a member, their place, and what makes a quorum."""

from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from tracker.accounts.forms import LONG, Named
from tracker.accounts.rules import CONSTITUENCIES, Constituency, Role
from tracker.fields import DayField, SharedForm, choices, typed
from tracker.group.rules import AT_LEAST, AT_MOST, Quorum, Seat

NOBODY = "nobody"
"""What is chosen where a member speaks for none of the constituencies."""

SPEAKS_FOR = [*CONSTITUENCIES.items(), (NOBODY, "None of these, such as an independent chair")]
ON_IT_AS = [(Role.GROUP, "Member"), (Role.CHAIR, "Chair")]


class SeatForm(SharedForm):
    """A place on the group."""

    constituency = RadioField(
        "For whom do they speak?", [InputRequired("Choose for whom they speak")], choices=choices(SPEAKS_FOR)
    )
    starts = DayField("First day of their term")
    ends = DayField("Last day of their term")
    role = RadioField("They are on it as", [InputRequired("Choose member or chair")], choices=choices(ON_IT_AS))

    @classmethod
    def of(cls, seat: Seat) -> "SeatForm":
        """The form with what this place says."""
        return cls(
            data={
                "constituency": seat.constituency or NOBODY,
                "starts": seat.starts,
                "ends": seat.ends,
                "role": seat.role,
                "seen": seat.fingerprint,
            }
        )

    def validate_ends(self, field: DayField) -> None:
        """A term that starts before it ends."""
        if field.data and self.starts.data and field.data < self.starts.data:
            raise ValidationError("The last day of their term must be after the first")

    def seat(self) -> Seat:
        """The place, once it was validated."""
        chosen = self.constituency.data
        constituency = None if chosen == NOBODY else Constituency(chosen)
        return Seat(Role(self.role.data), constituency, self.starts.data, self.ends.data)


class MemberForm(SeatForm):
    """Somebody to put on the group."""

    name = StringField("Name", [DataRequired("Enter the person's name"), LONG, Named("A person")])
    email = StringField(
        "E-mail address", [InputRequired("Enter the person's e-mail address")], render_kw={"type": "email"}
    )

    def __init__(self, **kwargs: Any) -> None:
        """A member, unless it is said otherwise."""
        super().__init__(**{"data": {"role": Role.GROUP}} | kwargs)


class QuorumForm(SharedForm):
    """What makes a quorum."""

    members = StringField("How many members must be there", render_kw={"inputmode": "numeric"})
    constituencies = SelectMultipleField("For whom must somebody be there?", choices=choices(CONSTITUENCIES.items()))

    @classmethod
    def of(cls, quorum: Quorum) -> "QuorumForm":
        """The form with what this rule says."""
        named = [one.value for one in quorum.constituencies]
        return cls(data={"members": str(quorum.members), "constituencies": named, "seen": quorum.fingerprint})

    def validate_members(self, field: StringField) -> None:
        """A number of people."""
        text = typed(field).strip()
        if not (text.isascii() and text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= AT_MOST):
            raise ValidationError(f"Enter a number from 1 to {AT_MOST}, such as {AT_LEAST}")

    def quorum(self) -> Quorum:
        """The rule, once it was validated."""
        chosen = self.constituencies.data or []
        return Quorum(int(typed(self.members)), tuple(one for one in Constituency if one in chosen))
