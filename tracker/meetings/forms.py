"""Forms for the record of a meeting, for what it decided, and for what it asked of the plan."""

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from tracker.accounts.rules import CONSTITUENCIES
from tracker.assessments.models import Rating
from tracker.fields import AtMost, DayField, SharedForm, SiteForm, VersionField, choices, typed
from tracker.meetings import rules
from tracker.meetings.models import Attendance
from tracker.meetings.queries import Member
from tracker.meetings.rules import Attending, Decision, MeetingText, Presence
from tracker.plans.models import Action

LONG = AtMost(rules.TEXT_AT_MOST)
NEITHER = ("", "Neither")


class MeetingForm(SiteForm):
    """The record of a meeting; a subclass has two fields for each member, see ``meeting_form``."""

    held_on = DayField("When the meeting was held")
    place = StringField("Place", [AtMost(rules.PLACE_AT_MOST)])
    is_online = BooleanField("It was held online")
    guests = TextAreaField("Guests", [LONG], description="Who was there and is not on the group. One name a line.")
    words = TextAreaField(
        "What was said", [LONG], description="May be empty. The managers, the team and the group read this record."
    )
    minute_reference = StringField(
        "Minute reference",
        [AtMost(rules.REFERENCE_AT_MOST)],
        description="Where the minutes have it, such as SG 2022/3, item 4. May be empty.",
    )
    version = VersionField()
    new = HiddenField()
    members: Sequence[Member] = ()

    def validate_held_on(self, field: DayField) -> None:
        """A day there must be."""
        if field.data is None:
            raise ValidationError("Enter the day of the meeting")

    def validate_place(self, field: Field) -> None:
        """Somewhere it was held."""
        if not typed(field).strip() and not self.is_online.data:
            raise ValidationError("Enter where it was held, or say that it was online")

    @property
    def rows(self) -> list[tuple[Member, Field, Field]]:
        """Each member with the two fields about them."""
        return [(one, self[_presence(one)], self[_interest(one)]) for one in self.members]

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; an interest is declared by who was there."""
        good = super().validate(extra_validators)
        for member, presence, interest in self.rows:
            if typed(interest).strip() and presence.data != Presence.PRESENT:
                interest.errors = [f"Say that {member.name} was present, or empty the interest"]
                good = False
        return bool(good)

    def identifier(self) -> uuid.UUID | None:
        """What the meeting is to be known by, so that a form sent twice adds one."""
        return _uuid(self.new)

    def text(self) -> MeetingText:
        """What was typed, once it was validated."""
        assert self.held_on.data  # noqa: S101  # validated
        attending = tuple(
            Attending(member.person_id, Presence(presence.data) if presence.data else None, typed(interest).strip())
            for member, presence, interest in self.rows
        )
        return MeetingText(
            held_on=self.held_on.data,
            place=typed(self.place).strip(),
            is_online=bool(self.is_online.data),
            minute_reference=typed(self.minute_reference).strip(),
            words=typed(self.words),
            attending=attending,
            guests=tuple(line.strip() for line in typed(self.guests).splitlines()),
        ).settled


def meeting_form(members: Sequence[Member], text: MeetingText, version: int = 0) -> MeetingForm:
    """The form with fields for these members, filled with what ``text`` says until something is sent."""
    fields: dict[str, Any] = {"members": members}
    said = {one.person: one for one in text.attending}
    data: dict[str, Any] = {name: getattr(text, name) for name in rules.NAMES if name != "guests"}
    for member in members:
        fields[_presence(member)] = RadioField(
            _named(member), choices=choices([*rules.PRESENCES.items(), NEITHER]), validate_choice=False, default=""
        )
        fields[_interest(member)] = StringField("Interest declared", [LONG])
        if one := said.get(member.person_id):
            data |= {_presence(member): one.presence or "", _interest(member): one.interest}
    form: MeetingForm = type("MeetingOfMembersForm", (MeetingForm,), fields)(
        data=data | {"guests": "\n".join(text.guests), "version": str(version), "new": str(uuid.uuid4())}
    )
    for _, presence, _interest_field in form.rows:
        if presence.data not in set(rules.PRESENCES):
            presence.data = ""
    return form


def _presence(member: Member) -> str:
    return f"presence_{member.person_id.hex}"


def _interest(member: Member) -> str:
    return f"interest_{member.person_id.hex}"


def _named(member: Member) -> str:
    return f"{member.name} ({CONSTITUENCIES[member.constituency]})" if member.constituency else member.name


def _uuid(field: Field) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed(field))
    except ValueError:
        return None


class DecideForm(SiteForm):
    """What the meeting decided; a subclass has a field for each standard and each person, see ``decide_form``."""

    decision = RadioField(
        "What the meeting decided",
        [InputRequired("Choose what the meeting decided")],
        choices=choices(rules.DECISIONS.items()),
    )
    reason = TextAreaField(
        "Why it is sent back", [LONG], description="Only where it is sent back. The team reads it first."
    )
    version = VersionField()
    confirmed = HiddenField()
    ratings: Sequence[Rating] = ()
    there: Sequence[Attendance] = ()

    @property
    def on_standards(self) -> list[tuple[Rating, Field]]:
        """Each rating with the field for what is said to it."""
        return [(rating, self[f"point_{rating.id.hex}"]) for rating in self.ratings]

    @property
    def on_people(self) -> list[tuple[Attendance, Field]]:
        """Everybody who was there, with the field for their dissent."""
        return [(one, self[f"dissent_{one.id.hex}"]) for one in self.there]

    def chosen(self) -> Decision:
        """The decision, once it was validated."""
        return Decision(self.decision.data)

    def said(self) -> dict[str, Any]:
        """What was typed with it: on single standards by number, by whom who did not agree, and why it goes back."""
        points = {rating.standard.number: typed(field) for rating, field in self.on_standards if typed(field).strip()}
        dissents = [(one.name, typed(field)) for one, field in self.on_people if typed(field).strip()]
        return {"points": points, "dissents": dissents, "reason": typed(self.reason)}


def decide_form(ratings: Sequence[Rating], there: Sequence[Attendance], version: int) -> DecideForm:
    """The form with fields for these ratings and for those who were there."""
    fields: dict[str, Any] = {"ratings": ratings, "there": there}
    for rating in ratings:
        label = f"{rating.standard.number} {rating.standard.short_title}".strip()
        fields[f"point_{rating.id.hex}"] = TextAreaField(label, [LONG])
    for one in there:
        fields[f"dissent_{one.id.hex}"] = TextAreaField(one.name, [LONG])
    form: DecideForm = type("DecideAboutRatingsForm", (DecideForm,), fields)(data={"version": str(version)})
    return form


class PlanReviewForm(SiteForm):
    """That the meeting looked at a plan."""

    plan = SelectField("Plan", [InputRequired("Choose the plan")])
    words = TextAreaField("What was said", [LONG], description="May be empty.")
    version = VersionField()


class RequestForm(SiteForm):
    """A change that the meeting asked for; ``new`` is what it is to be known by, so that a form sent twice adds one."""

    action = SelectField("What is to be changed")
    text = TextAreaField("What the meeting asked for", [LONG, InputRequired("Enter what the meeting asked for")])
    new = HiddenField()

    def __init__(self, actions: Sequence[tuple[Action, str]]) -> None:
        """Offers the whole plan, and each of these actions with its name."""
        super().__init__()
        self.new.data = self.new.data or str(uuid.uuid4())
        self.actions = {str(action.id): action for action, _ in actions}
        self.action.choices = choices([("", "The plan as a whole"), *((str(one.id), name) for one, name in actions)])

    def chosen(self) -> Action | None:
        """The action that was chosen; ``None`` for the whole plan."""
        return self.actions.get(self.action.data)

    def identifier(self) -> uuid.UUID | None:
        """What the change is to be known by."""
        return _uuid(self.new)


class BecameForm(SharedForm):
    """What became of a change that the meeting asked for."""

    became = TextAreaField("What became of it", [LONG], description="Empty it to take it back.")
