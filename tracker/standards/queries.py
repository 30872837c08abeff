"""Every reading of frameworks."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from tracker.db import db
from tracker.errors import NotFound, NotReady
from tracker.standards.models import Framework, Section, Standard


def frameworks() -> list[Framework]:
    """All frameworks with all they say, by identifier and version."""
    query = (
        sa.select(Framework)
        .options(selectinload(Framework.ratings), selectinload(Framework.sections).selectinload(Section.standards))
        .order_by(Framework.identifier, Framework.version)
    )
    return list(db.session.scalars(query))


def get_framework(slug: str | None = None) -> Framework:
    """The framework with this slug; with none named, the only one there is. Raises ``NotFound``."""
    there = frameworks()
    chosen = [framework for framework in there if slug in (None, framework.slug)]
    if len(chosen) == 1:
        return chosen[0]
    names = ", ".join(framework.slug for framework in there) or "none"
    if slug is None:
        raise NotFound(f"Say which framework. Loaded: {names}")
    raise NotFound(f"There is no framework “{slug}”. Loaded: {names}")


def first_framework() -> Framework:
    """The framework to go by where nothing says which. Raises ``NotReady`` where none is loaded."""
    there = frameworks()
    if not there:
        raise NotReady("No standards are loaded yet. On the machine that runs the program, type: tracker init")
    return there[0]


def find_framework(identifier: str, version: str) -> Framework | None:
    """This version of this framework, if it is loaded."""
    return db.session.scalar(
        sa.select(Framework).where(Framework.identifier == identifier, Framework.version == version)
    )


def standards_of(framework: Framework, numbers: Iterable[str] | None = None) -> dict[str, Standard]:
    """The framework's standards by number, in order; only those with these numbers where some are given."""
    query = sa.select(Standard).where(Standard.framework_id == framework.id).order_by(Standard.position)
    if numbers is not None:
        query = query.where(Standard.number.in_(list(numbers)))
    return {standard.number: standard for standard in db.session.scalars(query)}
