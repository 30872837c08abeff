"""Every change to Word templates."""

from collections.abc import Mapping

import sqlalchemy as sa

from tracker import clock
from tracker.accounts.models import Service
from tracker.accounts.rules import Doer, insist
from tracker.audit.changes import record
from tracker.db import db
from tracker.errors import Stale
from tracker.richtext import clean
from tracker.word_templates import rules
from tracker.word_templates.models import WordTemplate

STALE = "Somebody else changed this since you opened the page. What is here now is theirs: look, and save again."


def keep_word_template(
    service: Service, name: str, content: bytes, styles: Mapping[str, str], *, by: Doer
) -> WordTemplate:
    """Make this the service's template, in place of any before."""
    insist(by, rules.CHOOSE, service.id)
    db.session.execute(sa.delete(WordTemplate).where(WordTemplate.service_id == service.id))
    shown = clean(name).strip()[-255:] or "template.docx"
    template = WordTemplate(service_id=service.id, at=clock.now(), name=shown, content=content, styles=dict(styles))
    db.session.add(template)
    db.session.flush()
    record("keep_word_template", template.id, by=by, service_id=service.id)
    return template


def choose_styles(template: WordTemplate, styles: Mapping[str, str], *, seen: str, by: Doer) -> None:
    """Take these styles of the template for ours. Raises ``Stale`` where it is another by now."""
    insist(by, rules.CHOOSE, template.service_id)
    if seen != template.fingerprint and dict(styles) != template.styles:
        raise Stale(STALE)
    if dict(styles) != template.styles:
        template.styles = dict(styles)
        record("choose_styles", template.id, by=by, service_id=template.service_id, styles=dict(styles))


def take_word_template(template: WordTemplate, *, by: Doer) -> None:
    """Put down that ``by`` takes the template as it was sent."""
    insist(by, rules.CHOOSE, template.service_id)
    record("take_word_template", template.id, by=by, service_id=template.service_id)


def remove_word_template(template: WordTemplate, *, by: Doer) -> None:
    """Go back to the looks that are built in."""
    insist(by, rules.CHOOSE, template.service_id)
    db.session.delete(template)
    record("remove_word_template", template.id, by=by, service_id=template.service_id)
