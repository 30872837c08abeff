"""What is sealed of a meeting, and who may read what is sealed."""

from dataclasses import dataclass
from datetime import date

from tracker.accounts.rules import Constituency, Deed, Role

READ = Deed.of("read what was ratified", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR, Role.COMMISSIONER])


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at a meeting; ``constituency`` is ``None`` where they speak for none, ``interest`` what was declared."""

    name: str
    constituency: Constituency | None = None
    interest: str = ""


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """The record of the meeting that ratified, as it is sealed.

    ``quorum`` is the rule that held, in words. ``exceptions`` are pairs of a standard's number and a text, ``dissent``
    pairs of a name and a text.
    """

    held_on: date
    place: str
    is_online: bool
    minute_reference: str
    present: tuple[Attendee, ...]
    apologies: tuple[Attendee, ...]
    guests: tuple[Attendee, ...]
    quorum: str
    words: str
    exceptions: tuple[tuple[str, str], ...] = ()
    dissent: tuple[tuple[str, str], ...] = ()
