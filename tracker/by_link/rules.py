"""Who may make links to the review pack, how long they last, and why one opens nothing any more."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tracker.accounts.rules import Role
from tracker.assessments.rules import Status
from tracker.clock import in_words
from tracker.errors import Conflict

LASTS: Final = timedelta(days=42)
"""From making a link: as long as a group has to read before its meeting, and some days more."""

AGAIN: Final = "Open the link from your invitation again to go on. What you answered before is kept."

ANOTHER: Final = (
    "Another link was opened in this browser since this page was, so what you sent would be said in the name of "
    "somebody else. Nothing was saved. Open the link from your own invitation again to go on."
)

_ASK: Final = "Ask whoever invited you for a new one. What you answered before is kept."


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever has opened a link: a member of one service's group, whatever else the person may be."""

    identifier: str
    service_id: uuid.UUID

    def roles_in(self, service_id: uuid.UUID) -> frozenset[Role]:
        """A member of the group in the service whose review it is, and nothing anywhere else."""
        return frozenset({Role.GROUP}) if service_id == self.service_id else frozenset()

    def may_administer(self) -> bool:
        """Never."""
        return False


@dataclass(frozen=True, slots=True)
class LinkState:
    """What a link depends on."""

    revoked: bool
    expires_at: datetime
    is_member: bool
    status: Status

    def closed(self, now: datetime) -> str:
        """Why it opens nothing, with what to do; empty where it opens the review."""
        if self.revoked:
            return f"This link works no more, because it was taken back or there is a newer one. {_ASK}"
        if not self.is_member:
            return "This link works no more, because you are not on the group now. Ask whoever invited you."
        if self.expires_at <= now:
            return f"This link worked until {in_words(self.expires_at)}. {_ASK}"
        if self.status is not Status.SUBMITTED:
            return (
                "The review is not open at the moment: the service is working on its self-assessment, or the group has "
                "decided. There is nothing that you need to do. What you answered before is kept."
            )
        return ""


def insist_under_review(status: Status, label: str) -> None:
    """Raise ``Conflict`` unless the group looks at the self-assessment ``label`` now."""
    if status is not Status.SUBMITTED:
        raise Conflict(
            f"The self-assessment {label} is not with the advisory group at the moment, so there is nothing to open. "
            "Make links once it is submitted."
        )
