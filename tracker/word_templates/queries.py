"""Every reading of Word templates."""

import sqlalchemy as sa

from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.db import db
from tracker.errors import NotFound
from tracker.word.template import Template
from tracker.word_templates import rules
from tracker.word_templates.models import WordTemplate


def find_word_template(service: Service, *, viewer: Doer) -> WordTemplate | None:
    """The service's template, if it has one. Raises ``Forbidden``."""
    insist(viewer, rules.USE, service.id)
    return db.session.scalar(sa.select(WordTemplate).where(WordTemplate.service_id == service.id))


def get_word_template(service: Service, *, viewer: Doer) -> WordTemplate:
    """The service's template. Raises ``NotFound``, ``Forbidden``."""
    insist(viewer, rules.CHOOSE, service.id)
    template = find_word_template(service, viewer=viewer)
    if template is None:
        raise NotFound(f"{service.name} has no Word template of its own any more. Upload it again.")
    return template


def as_template(template: WordTemplate) -> Template:
    """What the writer needs of it."""
    return Template(template.content, dict(template.styles))
