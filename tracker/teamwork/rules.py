"""Who may ask whom to draft a standard, and who reads and writes the team's remarks."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from tracker.accounts.rules import Deed, Role

TEAM = (Role.MANAGER, Role.TEAM)
"""Who can be asked, and whose eyes the remarks are for."""

READ = Deed.of("read what the team agrees among itself", TEAM)
ASSIGN = Deed.of("ask somebody to draft a standard", [Role.MANAGER])
FINISH = Deed.of("say that a draft is done", TEAM)
REMARK = Deed.of("write remarks for the team", TEAM)

WORDS_AT_MOST = 500
REMARK_AT_MOST = 5_000


class Ending(StrEnum):
    """How it ended that somebody was asked to draft a standard."""

    DONE = "done"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


def is_in_team(active: bool, roles: Collection[Role]) -> bool:
    """Whether somebody with these roles in a service can draft there."""
    return active and any(role in TEAM for role in roles)


def is_overdue(due: date | None, today: date) -> bool:
    """Whether the day by which it was asked for has passed."""
    return due is not None and due < today
