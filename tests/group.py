"""Members of an advisory group, made for tests."""

from datetime import date

from tracker.accounts.models import Membership, Service
from tracker.accounts.rules import OPERATOR, Constituency, Role
from tracker.group.changes import add_member
from tracker.group.rules import Seat

GROUP = "/services/lanternshire/group"
YEAR = "/services/lanternshire/assessments/2021-22"
LAST_DAY = date(2020, 8, 31)
"""A day that has passed."""


def make_member(
    service: Service,
    name: str,
    constituency: Constituency | None = None,
    *,
    role: Role = Role.GROUP,
    starts: date | None = None,
    ends: date | None = None,
) -> Membership:
    """Somebody new on the group, with an address made of ``name``."""
    address = f"{name.lower().replace(' ', '.')}@example.org"
    return add_member(service, name, address, Seat(role, constituency, starts, ends), by=OPERATOR)
