"""Every change to whose the names in plans are."""

from collections.abc import Mapping

from tracker.accounts.models import Person, Service
from tracker.accounts.rules import Doer, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Invalid, Stale
from tracker.owners import queries, rules
from tracker.owners.models import OwnerMatch
from tracker.owners.rules import owner_key

MEANWHILE = (
    "Somebody else said meanwhile whose some of these names are, so nothing of yours was saved yet. What you chose is "
    "below: look at it again, then save."
)


def match_names(
    service: Service, whose: Mapping[str, Person | None], *, by: Doer, seen: str | None = None
) -> list[str]:
    """Say whose these names in the service's plans are, ``None`` for nobody with an account. The names that changed.

    Raises ``Stale`` where ``seen`` is not the sign of what was matched any more, ``Invalid`` for somebody who has no
    role in the service. What is said again is no change.
    """
    insist(by, rules.MATCH, service.id)
    there, people = queries.matches_of(service), queries.people_of(service, viewer=by)
    said = {key: match.person for key, match in there.items() if match.person in people}
    changed = {name: person for name, person in whose.items() if said.get(owner_key(name)) is not person}
    if not changed:
        return []
    if seen not in {None, queries.sign_of(service)}:
        raise Stale(MEANWHILE)
    for name, person in changed.items():
        if person and person not in people:
            raise Invalid(f"{person.name} has no role in this service any more. Choose somebody else for “{name}”.")
        _match(service, name, person, there.get(owner_key(name)), by=by)
    return list(changed)


def _match(service: Service, name: str, person: Person | None, there: OwnerMatch | None, *, by: Doer) -> None:
    if there:
        before = there.person_id
        db.session.delete(there)
        record("unmatch_name", before, by=by, service_id=service.id, name=name)
    if person:
        db.session.add(OwnerMatch(service_id=service.id, key=owner_key(name), person=person))
        record("match_name", person.id, by=by, service_id=service.id, name=name)
