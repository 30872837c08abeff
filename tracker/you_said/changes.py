"""Every change to *You said, we did*."""

import uuid
from dataclasses import asdict

import sqlalchemy as sa

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Invalid, NotFound, Stale
from tracker.evidence.models import Evidence
from tracker.plans.models import Action
from tracker.you_said import queries, rules
from tracker.you_said.models import AT_MOST, YouSaid
from tracker.you_said.rules import NAMES, Direction, LineText


def add_line(
    service: Service,
    text: LineText,
    *,
    by: Doer,
    evidence: Evidence | None = None,
    action: Action | None = None,
    identifier: uuid.UUID | None = None,
) -> YouSaid:
    """Add a line at the end, drawn from an item of evidence and an action of the service or from neither.

    The same text under the same ``identifier`` again adds nothing; another text becomes another line. Raises
    ``Invalid``; ``NotFound`` for evidence or an action of another service.
    """
    insist(by, rules.WRITE, service.id)
    said = _checked(text)
    if {one for one in (evidence and evidence.service_id, action and action.plan.service_id) if one} - {service.id}:
        raise NotFound(f"{service.name} has no such evidence or action.")
    if there := db.session.get(YouSaid, identifier) if identifier else None:
        if there.service_id == service.id and queries.text_of(there) == said:
            return there
        identifier = None
    line = YouSaid(
        id=identifier or uuid.uuid4(),
        service_id=service.id,
        position=queries.next_position(service),
        evidence_id=evidence.id if evidence else None,
        action_id=action.id if action else None,
        **asdict(said),
    )
    db.session.add(line)
    record("add_line", line.id, by=by, service_id=service.id, after=asdict(said))
    return line


def save_line(line: YouSaid, text: LineText, *, version: int, by: Doer) -> None:
    """Let a line say ``text``. The same as before is no change.

    Raises ``Stale`` where ``version`` is not the line's any more and it says something else by now; ``Invalid``.
    """
    insist(by, rules.WRITE, line.service_id)
    before, after = queries.text_of(line), _checked(text)
    if before == after:
        return
    if version != line.version:
        raise Stale("Somebody else saved this line while you did. Nothing of yours was saved yet.")
    for name, value in asdict(after).items():
        setattr(line, name, value)
    record("save_line", line.id, by=by, service_id=line.service_id, before=asdict(before), after=asdict(after))


def move_line(line: YouSaid, direction: Direction, *, by: Doer) -> bool:
    """Let a line change places with the one before or after it. Whether there was one."""
    insist(by, rules.WRITE, line.service_id)
    other = queries.neighbour_of(line, direction)
    if other is None:
        return False
    places = (line, -line.position), (other, line.position), (line, other.position)  # no two have one place
    for one, place in places:
        db.session.execute(sa.update(YouSaid).where(YouSaid.id == one.id).values(position=place))
    db.session.refresh(line)
    db.session.refresh(other)
    record("move_line", line.id, by=by, service_id=line.service_id, direction=direction.value)
    return True


def remove_line(line: YouSaid, *, version: int, by: Doer) -> None:
    """Remove a line for good; the evidence and the action that it is from stay. The record keeps what it said.

    Raises ``Stale`` where ``version`` is not the line's any more.
    """
    insist(by, rules.WRITE, line.service_id)
    if version != line.version:
        raise Stale("Somebody else changed this line meanwhile, so it was not removed. It says now what is below.")
    before = asdict(queries.text_of(line))
    db.session.delete(line)
    record("remove_line", line.id, by=by, service_id=line.service_id, before=before)


def take_lines(service: Service, form: str, *, by: Doer) -> None:
    """Keep in the record that the lines which are shown were downloaded as ``form``."""
    insist(by, rules.READ, service.id)
    record("take_lines", service.id, by=by, service_id=service.id, form=form)


def _checked(text: LineText) -> LineText:
    said = text.cleaned()
    if not said.said:
        raise Invalid("Enter what families said")
    for name in ("said", "did", "came_of_it"):
        if len(getattr(said, name)) > AT_MOST:
            raise Invalid(f"{NAMES[name]}: at most {AT_MOST:,} characters; this has {len(getattr(said, name)):,}")
    return said
