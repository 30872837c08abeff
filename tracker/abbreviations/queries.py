"""Every reading of a service's own abbreviations."""

import uuid

import sqlalchemy as sa

from tracker.abbreviations import rules
from tracker.abbreviations.models import Abbreviation
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.db import db
from tracker.errors import NotFound


def abbreviations_of(service: Service, *, viewer: Doer) -> list[Abbreviation]:
    """The service's own abbreviations, in alphabetical order. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    there = db.session.scalars(sa.select(Abbreviation).where(Abbreviation.service_id == service.id))
    return sorted(there, key=lambda entry: rules.in_order(entry.short))


def own_meanings(service: Service, *, viewer: Doer) -> dict[str, str]:
    """What each of them stands for."""
    return {entry.short: entry.meaning for entry in abbreviations_of(service, viewer=viewer)}


def get_abbreviation(service: Service, identifier: uuid.UUID, *, viewer: Doer) -> Abbreviation:
    """The service's abbreviation with this identifier. Raises ``NotFound``, ``Forbidden``."""
    there = abbreviations_of(service, viewer=viewer)
    found = next((entry for entry in there if entry.id == identifier), None)
    if found is None:
        raise NotFound("That abbreviation is not here any more: somebody removed it, or gave it another meaning.")
    return found
