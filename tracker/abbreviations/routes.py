"""A service's own abbreviations: to see, to add to, to change and to remove."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.abbreviations import changes, queries, rules
from tracker.abbreviations.forms import AbbreviationForm
from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist
from tracker.db import db
from tracker.errors import Stale
from tracker.fields import typed
from tracker.web import refused

blueprint = Blueprint("abbreviations", __name__, url_prefix="/services/<slug>/abbreviations")


@blueprint.route("", methods=["GET", "POST"])
def own(slug: str) -> ResponseReturnValue:
    """The service's own abbreviations; what is in the address, to change or to put back, stands in the form."""
    service = _service(slug)
    seen = rules.fingerprint_of(queries.own_meanings(service, viewer=viewer()))
    typed_before = {name: request.args.get(name, "") for name in ("short", "meaning")}
    form = AbbreviationForm(data=typed_before | {"seen": seen})
    if form.validate_on_submit():
        try:
            saved = changes.save_abbreviation(
                service, typed(form.short), typed(form.meaning), seen=typed(form.seen), by=viewer()
            )
        except Stale as error:
            form.seen.data = seen
            return refused(form.short, error, "abbreviations/own.html", form=form, **_about(service))
        db.session.commit()
        flash(f"{saved.short} saved.")
        return redirect(url_for("abbreviations.own", slug=slug))
    return render_template("abbreviations/own.html", form=form, **_about(service))


@blueprint.post("/<uuid:identifier>/remove")
def remove(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Remove one; what it said stands in the form, so that it can be put back."""
    service = _service(slug)
    there = queries.get_abbreviation(service, identifier, viewer=viewer())
    short, meaning = there.short, there.meaning
    changes.remove_abbreviation(there, by=viewer())
    db.session.commit()
    flash(f"{short} removed. To have it back, save it again: it stands in the form.")
    return redirect(url_for("abbreviations.own", slug=slug, short=short, meaning=meaning))


def _service(slug: str) -> Service:
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.CHANGE, service.id)
    return service


def _about(service: Service) -> dict[str, object]:
    own = queries.abbreviations_of(service, viewer=viewer())
    return {"service": service, "abbreviations": own, "known": rules.KNOWN}
