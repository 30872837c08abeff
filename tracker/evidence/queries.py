"""Every reading of evidence."""

import uuid
from collections.abc import Collection
from dataclasses import replace
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import selectinload, undefer

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.db import db
from tracker.errors import NotFound
from tracker.evidence import rules
from tracker.evidence.models import Blob, Evidence, EvidenceFile
from tracker.evidence.rules import EvidenceKind, Wanted, days_of
from tracker.paging import PAGE, Page
from tracker.standards.models import Standard


def library_page(service: Service, wanted: Wanted, number: int, *, viewer: Doer) -> Page[Evidence]:
    """The page with this number, counted from 1, of what is ``wanted``; the last where there are not so many.

    Raises ``Forbidden``.
    """
    insist(viewer, rules.READ, service.id)
    query = _evidence(service, wanted)
    found = db.session.scalar(sa.select(sa.func.count()).select_from(query.order_by(None).subquery())) or 0
    page: Page[Evidence] = Page.of(number, found)
    items = db.session.scalars(query.offset(page.first - 1).limit(PAGE))
    return replace(page, items=list(items))


def evidence_of(service: Service, wanted: Wanted | None = None, *, viewer: Doer) -> list[Evidence]:
    """The service's evidence that is ``wanted``, newest first, with its standards. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    return list(db.session.scalars(_evidence(service, wanted or Wanted())))


def _evidence(service: Service, wanted: Wanted) -> sa.Select[Evidence]:
    return (
        sa.select(Evidence)
        .where(Evidence.service_id == service.id, Evidence.deleted_at.is_(None), *_conditions(wanted))
        .options(selectinload(Evidence.standards))
        .order_by(Evidence.speaks_of.desc(), sa.func.lower(Evidence.title), Evidence.id)
    )


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found = [_says(word) for word in wanted.words.split()]
    if wanted.standard:
        found.append(Evidence.standards.any(Standard.number == wanted.standard))
    if wanted.kind:
        found.append(Evidence.kind == wanted.kind)
    if wanted.due:
        found.append(Evidence.look_again <= clock.today())
    first, too_young = days_of(wanted.age, today=clock.today()) if wanted.age else (None, None)
    if first:
        found.append(Evidence.speaks_of >= first)
    if too_young:
        found.append(Evidence.speaks_of < too_young)
    return found


def _says(word: str) -> sa.ColumnElement[bool]:
    """Whether an item or one of its files' names has this word, or a part of a word."""
    columns = (Evidence.title, Evidence.description, Evidence.address, Evidence.period)
    there = [column.icontains(word, autoescape=True) for column in columns]
    named = sa.and_(EvidenceFile.deleted_at.is_(None), EvidenceFile.name.icontains(word, autoescape=True))
    return sa.or_(*there, Evidence.files.any(named))


def counts_of(service: Service, *, viewer: Doer) -> tuple[int, int]:
    """How many items the service's library has, and how many of them are due for another look. Raises ``Forbidden``."""
    insist(viewer, rules.READ, service.id)
    due = sa.func.count().filter(Evidence.look_again <= clock.today())
    query = sa.select(sa.func.count(), due).where(Evidence.service_id == service.id, Evidence.deleted_at.is_(None))
    items, to_look_at = db.session.execute(query).one()
    return items, to_look_at


def deleted_evidence_of(service: Service, *, viewer: Doer) -> list[Evidence]:
    """What was taken out of the library, the last one first. Raises ``Forbidden``."""
    insist(viewer, rules.DELETE, service.id)
    query = (
        sa.select(Evidence)
        .where(Evidence.service_id == service.id, Evidence.deleted_at.is_not(None))
        .order_by(Evidence.deleted_at.desc(), Evidence.title)
    )
    return list(db.session.scalars(query))


def get_evidence(
    service: Service, identifier: uuid.UUID, *, viewer: Doer, to_change: bool = False, deleted: bool = False
) -> Evidence:
    """The service's item with this identifier, one taken out only if ``deleted``. Raises ``NotFound``, ``Forbidden``.

    ``to_change`` makes whoever else wants to change it wait.
    """
    insist(viewer, rules.READ, service.id)
    query = sa.select(Evidence).where(Evidence.id == identifier, Evidence.service_id == service.id)
    item = db.session.scalar(query.with_for_update() if to_change else query)
    if item is None or (item.deleted_at is not None and not deleted):
        raise NotFound(f"{service.name} has no such evidence. It may have been taken out of the library.")
    return item


def get_items(
    service: Service, identifiers: Collection[uuid.UUID], *, viewer: Doer, to_change: bool = False
) -> list[Evidence]:
    """The service's items with these identifiers, also those taken out, newest first. As ``get_evidence``."""
    insist(viewer, rules.READ, service.id)
    query = sa.select(Evidence).where(Evidence.service_id == service.id, Evidence.id.in_(identifiers))
    query = query.order_by(Evidence.speaks_of.desc(), sa.func.lower(Evidence.title), Evidence.id)
    items = list(db.session.scalars(query.with_for_update() if to_change else query))
    if len(items) != len(identifiers):
        raise NotFound(f"{service.name} has no such evidence.")
    return items


def series_of(item: Evidence) -> list[Evidence]:
    """The service's figures of the same name and unit, this one among them, oldest first."""
    query = (
        sa.select(Evidence)
        .where(
            Evidence.service_id == item.service_id,
            Evidence.kind == EvidenceKind.FIGURE,
            Evidence.deleted_at.is_(None),
            sa.func.lower(Evidence.name) == sa.func.lower(item.name),
            Evidence.unit == item.unit,
        )
        .order_by(Evidence.speaks_of, Evidence.period, Evidence.id)
    )
    return list(db.session.scalars(query))


def get_file(item: Evidence, identifier: uuid.UUID) -> EvidenceFile:
    """The item's file with this identifier, with its content, in any version. Raises ``NotFound``.

    What was taken out nobody gets, until it is put back.
    """
    query = (
        sa.select(EvidenceFile)
        .where(EvidenceFile.id == identifier, EvidenceFile.evidence_id == item.id, EvidenceFile.deleted_at.is_(None))
        .options(selectinload(EvidenceFile.blob).options(undefer(Blob.content)))
    )
    file = db.session.scalar(query)
    if file is None:
        raise NotFound(f"“{item.title}” has no such file. It may have been taken out.")
    return file


def versions_of(item: Evidence) -> list[list[EvidenceFile]]:
    """The item's files in their order, each with all its versions, the newest first; not those taken out."""
    grouped = groupby(item.files, key=lambda file: file.position)
    return [files for _, versions in grouped if (files := list(versions))[0].deleted_at is None]


def deleted_files_of(item: Evidence) -> list[EvidenceFile]:
    """The newest version of each file that was taken out of the item, in their order."""
    grouped = groupby(item.files, key=lambda file: file.position)
    return [newest for _, versions in grouped if (newest := next(versions)).deleted_at is not None]
