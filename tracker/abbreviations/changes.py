"""Every change to a service's own abbreviations."""

from tracker.abbreviations import rules
from tracker.abbreviations.models import Abbreviation
from tracker.abbreviations.queries import abbreviations_of
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Stale


def save_abbreviation(service: Service, short: str, meaning: str, *, by: Doer, seen: str | None = None) -> Abbreviation:
    """Add an abbreviation, in the place of the one with the same ``short``. The same as before is no change.

    ``seen`` is the fingerprint that the service's list had when ``by`` looked. Raises ``Invalid``; ``Stale`` where the
    list is another by now and would lose a meaning.
    """
    insist(by, rules.CHANGE, service.id)
    short, meaning = rules.short(short), rules.meaning(meaning)
    entries = {entry.short: entry for entry in abbreviations_of(service, viewer=by)}
    there = entries.get(short)
    if there and there.meaning == meaning:
        return there
    if there and seen not in {None, rules.fingerprint_of({entry.short: entry.meaning for entry in entries.values()})}:
        said = f"Somebody else changed this list while you did. {short} is in it: “{there.meaning}”."
        raise Stale(f"{said} To have what you typed instead, save once more.")
    if there:
        db.session.delete(there)
        db.session.flush()
    added = Abbreviation(service_id=service.id, short=short, meaning=meaning)
    db.session.add(added)
    db.session.flush()
    details = {"short": short, "before": there.meaning if there else None, "after": meaning}
    record("save_abbreviation", added.id, by=by, service_id=service.id, **details)
    return added


def remove_abbreviation(abbreviation: Abbreviation, *, by: Doer) -> None:
    """Take an abbreviation out of its service's list."""
    insist(by, rules.CHANGE, abbreviation.service_id)
    db.session.delete(abbreviation)
    db.session.flush()
    details = {"short": abbreviation.short, "before": abbreviation.meaning}
    record("remove_abbreviation", abbreviation.id, by=by, service_id=abbreviation.service_id, **details)
