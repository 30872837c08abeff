"""A service's own year, the roles that people have in it, and who may do what."""

import calendar
import hashlib
import re
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from email_validator import EmailNotValidError, validate_email

from tracker.clock import in_words
from tracker.errors import Forbidden, Invalid
from tracker.richtext import clean

SEPTEMBER = 9
MONTHS = tuple(calendar.month_name[1:])

_LABEL = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PAGES = {"add"}  # pages that stand where a service's would


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with its label; ``starts`` and ``ends`` are its first and last day."""

    label: str
    starts: date
    ends: date

    @property
    def days(self) -> str:
        """Its first and last day, in words."""
        return f"{in_words(self.starts)} to {in_words(self.ends)}"

    def overlaps(self, other: "Period") -> bool:
        """Whether a day lies in both."""
        return self.starts <= other.ends and other.starts <= self.ends


def period(label: str, year_starts: int, *, starts: date | None = None, ends: date | None = None) -> Period:
    """The period that ``label`` stands for in a service whose year begins with month ``year_starts``.

    The label is two years ("2021-22"), or one ("2024") where the year is the calendar's. ``starts`` and ``ends``, where
    given, are taken instead of the year's own.
    """
    first = first_year(label, year_starts)
    year_end = date(first + 1, year_starts, 1) - timedelta(days=1)
    result = Period(label, starts or date(first, year_starts, 1), ends or year_end)
    if result.ends <= result.starts:
        raise Invalid(
            f"The period {label} would end on {in_words(result.ends)}, before it starts ({in_words(result.starts)})."
        )
    return result


def first_year(label: str, year_starts: int) -> int:
    """The calendar year in which the period with this label begins. Raises ``Invalid`` for what is not a label."""
    found = _LABEL.fullmatch(label)
    if found is None or not 1990 <= int(found[1]) <= 2200:
        raise Invalid(
            f"“{label}” is not a period. Write it like 2021-22, or 2024 where the service's year is the calendar's."
        )
    first = int(found[1])
    if year_starts == 1 and found[2]:
        raise Invalid(f"This service's year is the calendar's: write {first}, not {label}.")
    following = f"{first}-{(first + 1) % 100:02}"
    if year_starts != 1 and label != following:
        raise Invalid(f"This service's year starts in {MONTHS[year_starts - 1]}: write {following}, not {label}.")
    return first


def name(text: str, whose: str) -> str:
    """``text`` in one line, if it names something. Raises ``Invalid`` that says ``whose`` name it is."""
    line = " ".join(clean(text).split())
    if len(line) > 200 or not any(sign.isalnum() for sign in line):
        raise Invalid(f"{whose} needs a name of at most 200 characters, with a letter or a digit in it.")
    return line


def month(text: str) -> int:
    """The number of the month that ``text`` names: "9", "Sep" or "September"."""
    word = text.strip().lower()
    if word.isascii() and word.isdecimal() and 1 <= int(word) <= 12:
        return int(word)
    matches = [number for number, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.lower().startswith(word)]
    if not matches:
        raise Invalid(f"“{text}” is not a month. Write 1 to 12, or a name such as September.")
    return matches[0]


def slug(text: str) -> str:
    """``text``, if it can stand in an address. Raises ``Invalid``."""
    if not _SLUG.fullmatch(text) or len(text) > 60 or text in _PAGES:
        raise Invalid(f"“{text}” cannot stand in an address. Use up to 60 small letters, digits and single hyphens.")
    return text


class Role(StrEnum):
    """What a person comes to a service for."""

    MANAGER = "manager"
    TEAM = "team"
    GROUP = "group"
    CHAIR = "chair"
    COMMISSIONER = "commissioner"
    NETWORK = "network"


ROLES = {
    Role.MANAGER: "Service manager",
    Role.TEAM: "Team",
    Role.GROUP: "Advisory group member",
    Role.CHAIR: "Chair of the advisory group",
    Role.COMMISSIONER: "Commissioner",
    Role.NETWORK: "Network lead",
}
"""The roles as people call them."""


class Constituency(StrEnum):
    """For whom a member of the advisory group speaks."""

    PARENT_CARERS = "parent_carers"
    YOUNG_PEOPLE = "young_people"
    EDUCATION = "education"
    HEALTH = "health"
    CHILDRENS_CARE = "childrens_care"
    ADULTS_CARE = "adults_care"
    VOLUNTARY = "voluntary"


CONSTITUENCIES = {
    Constituency.PARENT_CARERS: "Parent carers",
    Constituency.YOUNG_PEOPLE: "Young people",
    Constituency.EDUCATION: "Education",
    Constituency.HEALTH: "Health",
    Constituency.CHILDRENS_CARE: "Children’s social care",
    Constituency.ADULTS_CARE: "Adult social care",
    Constituency.VOLUNTARY: "Voluntary sector",
}
"""The constituencies as people call them."""


def is_current(starts: date | None, ends: date | None, today: date) -> bool:
    """Whether a term that starts and ends on these days, either of them open, holds ``today``."""
    return (starts is None or starts <= today) and (ends is None or today <= ends)


class Doer(Protocol):
    """Whoever reads or does something: a person, or the operator."""

    @property
    def identifier(self) -> str:
        """At most 60 characters that name nobody."""

    def roles_in(self, service_id: uuid.UUID) -> frozenset[Role]:
        """The roles in this service; none makes it as if it were not there."""

    def may_administer(self) -> bool:
        """Whether services and people are this one's to add and change."""


class Operator:
    """Whoever types commands on the machine that runs the installation; nothing there is closed to them."""

    identifier = "operator"

    def roles_in(self, _service_id: uuid.UUID) -> frozenset[Role]:
        """Every role."""
        return frozenset(Role)

    def may_administer(self) -> bool:
        """Always."""
        return True


OPERATOR = Operator()


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to read or do in a service, and the roles that may. ``words`` go on "you may not …"."""

    words: str
    roles: frozenset[Role]

    @classmethod
    def of(cls, words: str, roles: Iterable[Role]) -> "Deed":
        """The deed that these roles may do."""
        return cls(words, frozenset(roles))


def may(doer: Doer, deed: Deed, service_id: uuid.UUID) -> bool:
    """Whether a role of ``doer`` in the service allows ``deed``."""
    return bool(doer.roles_in(service_id) & deed.roles)


def insist(doer: Doer, deed: Deed, service_id: uuid.UUID) -> None:
    """Raise ``Forbidden`` unless ``doer`` may do ``deed`` in the service."""
    if not may(doer, deed, service_id):
        raise Forbidden(f"Your role in this service does not let you {deed.words}. Ask the service manager.")


def insist_administrator(doer: Doer) -> None:
    """Raise ``Forbidden`` unless ``doer`` administers the installation."""
    if not doer.may_administer():
        raise Forbidden("Only an administrator can see or change this.")


INVITATION_LASTS = timedelta(days=14)


CHANGE_GROUP = Deed.of("say who is on the advisory group", [Role.MANAGER])
ON_GROUP: Final = frozenset({Role.GROUP, Role.CHAIR})
"""The roles of the advisory group's members, which managers give and take; all others are an administrator's."""


def insist_gives(doer: Doer, roles: Iterable[Role], service_id: uuid.UUID) -> None:
    """Raise ``Forbidden`` unless ``doer`` may give and take all of these ``roles`` in the service."""
    if ON_GROUP.issuperset(roles) and may(doer, CHANGE_GROUP, service_id):
        return
    insist_administrator(doer)


def fresh_token() -> str:
    """A secret for a link or a session: 43 characters that fit into an address and that nobody guesses."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of a token, so that whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def fingerprint(*values: object) -> str:
    """A short sign for what a thing says, by which a page that is out of date is found out."""
    return hashed(repr(values))[:16]


def email(text: str) -> str:
    """``text`` as an e-mail address, in small letters. Raises ``Invalid``."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise Invalid(f"“{text.strip()}” is not an e-mail address. Write it like name@example.org.") from error
