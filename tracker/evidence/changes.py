"""Every change to the library."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.audit.changes import record
from tracker.db import db, take_turn
from tracker.errors import Conflict, Invalid, NotFound, Stale
from tracker.evidence import rules
from tracker.evidence.models import Blob, Evidence, EvidenceFile
from tracker.evidence.rules import EvidenceKind, EvidenceText, figure_title
from tracker.figures import Figure
from tracker.files import FileKind
from tracker.richtext import clean
from tracker.standards.models import Framework, Standard
from tracker.standards.queries import standards_of


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent and may be kept: its name as it is to be shown, its content, and what it is."""

    name: str
    content: bytes
    kind: FileKind


def add_evidence(
    service: Service,
    kind: EvidenceKind,
    text: EvidenceText,
    framework: Framework,
    *,
    files: Iterable[Sent] = (),
    by: Doer,
    identifier: uuid.UUID | None = None,
) -> Evidence:
    """Add an item with its files. Raises ``Invalid`` for what it cannot say.

    Adding the same text under the same ``identifier`` again adds nothing; another text becomes another item.
    """
    insist(by, rules.ADD, service.id)
    standards = _standards(framework, text)
    said = _cleaned(text, kind, standards)
    if there := db.session.get(Evidence, identifier) if identifier else None:
        if there.service_id == service.id and there.deleted_at is None and text_of(there) == said:
            return there
        identifier = None
    item = Evidence(
        id=identifier or uuid.uuid4(),
        service_id=service.id,
        kind=kind,
        added_by=by.identifier,
        added_at=clock.now(),
        standards=list(standards.values()),
    )
    _set(item, said)
    db.session.add(item)
    db.session.flush()
    record("add_evidence", item.id, by=by, service_id=service.id, kind=kind.value, standards=list(standards))
    for file in files:
        add_file(item, file, by=by)
    return item


def save_evidence(item: Evidence, text: EvidenceText, framework: Framework, *, version: int, by: Doer) -> None:
    """Let an item say ``text``. The same as before is no change.

    Raises ``Stale`` where ``version`` is not the item's any more and it says something else by now; ``Invalid``.
    """
    insist(by, rules.SAVE, item.service_id)
    standards = _standards(framework, text)
    before, after = text_of(item), _cleaned(text, item.kind, standards)
    if before == after:
        return
    if version != item.version:
        raise Stale("Somebody else saved this evidence while you did. Nothing of yours was saved yet.")
    _set(item, after)
    item.standards = list(standards.values())
    flag_modified(item, "title")  # its version counts also what changes in its standards alone
    db.session.flush()
    details = {"before": _as_json(before), "after": _as_json(after)}
    record("save_evidence", item.id, by=by, service_id=item.service_id, **details)


def print_as_few(item: Evidence, *, by: Doer) -> None:
    """Have a figure printed as fewer than 5 from now on. Raises ``Conflict`` for what is no figure."""
    insist(by, rules.SAVE, item.service_id)
    if item.figure is None:
        raise Conflict("Only a figure can be printed as fewer than 5.")
    if not item.as_few:
        item.as_few = True
        db.session.flush()
        record("print_as_few", item.id, by=by, service_id=item.service_id)


def delete_evidence(item: Evidence, *, by: Doer) -> None:
    """Take an item out of the library; it can be put back. What uses it is asked by whoever calls this."""
    insist(by, rules.DELETE, item.service_id)
    if item.deleted_at is None:
        _set_deleted(item, clock.now())
        record("delete_evidence", item.id, by=by, service_id=item.service_id)


def restore_evidence(item: Evidence, *, by: Doer) -> None:
    """Put an item back into the library."""
    insist(by, rules.DELETE, item.service_id)
    if item.deleted_at is not None:
        _set_deleted(item, None)
        record("restore_evidence", item.id, by=by, service_id=item.service_id)


def add_file(item: Evidence, sent: Sent, *, by: Doer) -> EvidenceFile:
    """Add a file after the item's others. The same file that is there as the newest version adds nothing."""
    insist(by, rules.SAVE, item.service_id)
    newest = {file.position: file for file in reversed(item.files)}
    digest = hashlib.sha256(sent.content).hexdigest()
    there = (file for file in newest.values() if file.deleted_at is None)
    same = (file for file in there if (file.sha256, file.name) == (digest, sent.name))
    if found := next(same, None):
        return found
    return _add_version(item, sent, max(newest, default=0) + 1, 1, by=by)


def add_version(item: Evidence, position: int, sent: Sent, *, by: Doer) -> EvidenceFile:
    """Put a newer version before the one at ``position``, which stays. Raises ``NotFound``."""
    insist(by, rules.SAVE, item.service_id)
    newest = _newest(item, position)
    if newest.deleted_at is not None:
        raise NotFound(f"{newest.name} was taken out. Put it back before you send a newer version.")
    if (newest.sha256, newest.name) == (hashlib.sha256(sent.content).hexdigest(), sent.name):
        return newest
    return _add_version(item, sent, position, newest.number + 1, by=by)


def delete_file(item: Evidence, position: int, *, by: Doer) -> EvidenceFile:
    """Take a file out, with all its versions; it can be put back. Its newest version. Raises ``NotFound``."""
    insist(by, rules.SAVE, item.service_id)
    file = _newest(item, position)
    if file.deleted_at is None:
        _set_file_deleted(item, position, clock.now())
        record("delete_file", item.id, by=by, service_id=item.service_id, position=position, sha256=file.sha256)
    return file


def restore_file(item: Evidence, position: int, *, by: Doer) -> EvidenceFile:
    """Put a file back, with all its versions. Its newest version. Raises ``NotFound``."""
    insist(by, rules.SAVE, item.service_id)
    file = _newest(item, position)
    if file.deleted_at is not None:
        _set_file_deleted(item, position, None)
        record("restore_file", item.id, by=by, service_id=item.service_id, position=position, sha256=file.sha256)
    return file


def _newest(item: Evidence, position: int) -> EvidenceFile:
    for file in item.files:
        if file.position == position:
            return file
    raise NotFound(f"“{item.title}” has no such file.")


def _set_file_deleted(item: Evidence, position: int, at: datetime | None) -> None:
    for file in item.files:
        if file.position == position:
            file.deleted_at = at
    db.session.flush()


def take_file(file: EvidenceFile, *, by: Doer) -> None:
    """Put down that ``by`` takes a file."""
    insist(by, rules.READ, file.item.service_id)
    record("take_file", file.id, by=by, service_id=file.item.service_id, sha256=file.sha256)


def _add_version(item: Evidence, sent: Sent, position: int, number: int, *, by: Doer) -> EvidenceFile:
    file = EvidenceFile(
        evidence_id=item.id,
        position=position,
        number=number,
        name=sent.name,
        sha256=_kept(sent.content),
        size=len(sent.content),
        kind=sent.kind,
        at=clock.now(),
        by=by.identifier,
    )
    db.session.add(file)
    db.session.flush()
    db.session.expire(item, ["files"])
    details = {"position": position, "number": number, "sha256": file.sha256, "size": file.size}
    record("add_file", item.id, by=by, service_id=item.service_id, **details)
    return file


def _kept(content: bytes) -> str:
    """The digest of ``content``, of which one copy is there from now on."""
    digest = hashlib.sha256(content).hexdigest()
    take_turn("blobs")  # one for all: of two who send the same files in another order, neither waits for ever
    if not db.session.scalar(sa.select(sa.exists().where(Blob.sha256 == digest))):
        db.session.add(Blob(sha256=digest, content=content))
        db.session.flush()
    return digest


def _set_deleted(item: Evidence, at: datetime | None) -> None:
    """Take out or put back; what the item says stays, and so does its version."""
    db.session.execute(sa.update(Evidence).where(Evidence.id == item.id).values(deleted_at=at))
    db.session.refresh(item)


def text_of(item: Evidence) -> EvidenceText:
    """All that an item says now."""
    return EvidenceText(
        item.title,
        item.description,
        item.speaks_of,
        item.look_again,
        tuple(standard.number for standard in item.standards),
        item.address or "",
        item.figure,
    )


def _set(item: Evidence, text: EvidenceText) -> None:
    item.title, item.description = text.title, text.description
    item.speaks_of, item.look_again = text.speaks_of, text.look_again
    item.address = text.address or None
    if figure := text.figure:
        item.name, item.value, item.unit, item.period = figure.name, figure.value, figure.unit, figure.period
        item.earlier, item.earlier_period, item.as_few = figure.earlier, figure.earlier_period, figure.as_few


def _cleaned(text: EvidenceText, kind: EvidenceKind, standards: dict[str, Standard]) -> EvidenceText:
    figure = _figure(text.figure) if kind is EvidenceKind.FIGURE else None
    title = figure_title(figure) if figure else _line(text.title)
    if not title:
        raise Invalid("Enter a title.")
    if text.look_again and text.look_again <= text.speaks_of:
        raise Invalid(rules.TOO_EARLY)
    if kind is EvidenceKind.FIGURE and figure is None:
        raise Invalid("Enter what is counted, its value and its period.")
    return EvidenceText(
        title,
        clean(text.description).strip(),
        text.speaks_of,
        text.look_again,
        tuple(standards),
        rules.address(text.address) if kind is EvidenceKind.LINK else "",
        figure,
    )


def _figure(said: Figure | None) -> Figure | None:
    if said is None or not _line(said.name) or not _line(said.period):
        return None
    return Figure(
        _line(said.name),
        said.value,
        _line(said.unit),
        _line(said.period),
        said.earlier,
        _line(said.earlier_period) if said.earlier is not None else "",
        said.as_few,
    )


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _standards(framework: Framework, text: EvidenceText) -> dict[str, Standard]:
    standards = standards_of(framework, text.standards)
    if unknown := [number for number in text.standards if number not in standards]:
        raise Invalid(f"{framework.title} has no standard {', '.join(unknown)}.")
    return standards


def _as_json(text: EvidenceText) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(text).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(entry) for name, entry in value.items()}
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
