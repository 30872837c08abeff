"""Who may say what to a rating, and when; and how far a member is."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tracker.accounts.rules import Deed, Doer, Role, may
from tracker.assessments.rules import STATUSES, Status
from tracker.errors import Conflict

READ = Deed.of("read what the advisory group asks", [Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR])
RESPOND = Deed.of("agree to a rating or ask about it", [Role.GROUP, Role.CHAIR])
ANSWER = Deed.of("answer what the advisory group asks", [Role.MANAGER])
INVITE = Deed.of("invite somebody to the review by a link", [Role.MANAGER, Role.CHAIR])
CLOSE_ANY = Deed.of("close a question of somebody else", [Role.CHAIR])

TEXT_AT_MOST: Final = 5_000

MINUTES_EACH: Final = 2
"""How long a member takes over one standard, as the pack tells them."""


def may_close(doer: Doer, service_id: uuid.UUID, *, is_own: bool) -> bool:
    """Whether ``doer`` may close a query and open it again: a member one of their own, the chair any."""
    return may(doer, RESPOND, service_id) and (is_own or may(doer, CLOSE_ANY, service_id))


class Response(StrEnum):
    """What a member says to a rating."""

    AGREE = "agree"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a rating stands with the group: how many members agree, how many have queried it, and what is open.

    Only what was said to the rating as it is now counts; a query is open whatever it was said to.
    """

    agreed: int = 0
    queried: int = 0
    open_queries: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a member is: ``next`` is the first standard that they have not looked at, ``None`` after the last."""

    done: int
    total: int
    next: str | None

    @property
    def in_words(self) -> str:
        """The same as a sentence."""
        return f"You have looked at {self.done} of {self.total}"

    @property
    def to_do(self) -> int:
        """How many are left."""
        return self.total - self.done


def progress(numbers: Sequence[str], looked_at: Collection[str]) -> Progress:
    """How far somebody is who has ``looked_at`` these of the standards."""
    left = [number for number in numbers if number not in looked_at]
    return Progress(len(numbers) - len(left), len(numbers), left[0] if left else None)


def next_after(numbers: Sequence[str], looked_at: Collection[str], number: str) -> str | None:
    """The next standard after ``number`` that is not looked at, beginning anew after the last; ``None`` for none."""
    place = numbers.index(number) + 1
    return next((one for one in [*numbers[place:], *numbers[:place]] if one not in looked_at), None)


def insist_under_review(status: Status, label: str) -> None:
    """Raise ``Conflict`` unless the group is asked about the self-assessment ``label`` now."""
    if status is not Status.SUBMITTED:
        raise Conflict(
            f"The self-assessment {label} is {STATUSES[status].lower()}, and not with the advisory group at the "
            "moment. Nothing was saved. What was said before is kept."
        )


def insist_unanswered(has_responses: bool, label: str) -> None:
    """Raise ``Conflict`` where a member has said something to what is to be withdrawn."""
    if has_responses:
        raise Conflict(
            f"Somebody of the advisory group has looked at the self-assessment {label} and said what they think, so it "
            "cannot be withdrawn any more. Ask the chair to send it back."
        )
