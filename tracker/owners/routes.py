"""Whose the names in a service's plans are, and somebody's own actions."""

from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service, services
from tracker.accounts.rules import insist, may
from tracker.db import db
from tracker.errors import Invalid, Stale
from tracker.fields import typed
from tracker.owners import changes, queries, rules
from tracker.owners.forms import WhoseForm, field_of, whose_form
from tracker.plans import rules as planning
from tracker.web import refused

blueprint = Blueprint("owners", __name__)


@blueprint.get("/my-actions")
def my_actions() -> ResponseReturnValue:
    """All actions of whoever is signed in, in all services: those to look at first first."""
    own = queries.actions_of_person(viewer(), viewer=viewer(), complete=True)
    stands = rules.by_standing(own, clock.today())
    there = services(viewer=viewer())
    return render_template(
        "owners/my_actions.html",
        groups=[(rag, list(of_one)) for rag, of_one in groupby(stands, key=lambda one: one.standing.rag)],
        rags=planning.RAGS,
        several=len(there) > 1,
        may_record={service.id for service in there if may(viewer(), planning.SAVE_ACTION, service.id)},
        matching=[service for service in there if may(viewer(), rules.MATCH, service.id)],
    )


@blueprint.route("/services/<slug>/owners", methods=["GET", "POST"])
def names(slug: str) -> ResponseReturnValue:
    """Each name in the service's open plans, and whose it is."""
    service = get_service(slug, viewer=viewer())
    there = queries.names_in_plans(service, viewer=viewer())
    form = whose_form(there, queries.people_of(service, viewer=viewer()), seen=queries.sign_of(service))
    shown = {
        "service": service,
        "names": [(one, field_of(form, one)) for one in there],
        "may_match": may(viewer(), rules.MATCH, service.id),
    }
    if form.is_submitted():
        insist(viewer(), rules.MATCH, service.id)
    if not form.validate_on_submit():
        return render_template("owners/names.html", form=form, **shown)
    try:
        changed = changes.match_names(service, form.whose(), seen=typed(form.seen), by=viewer())
    except (Invalid, Stale) as error:
        form.seen.data = queries.sign_of(service)
        return refused(_first(form), error, "owners/names.html", form=form, **shown)
    db.session.commit()
    flash(_saved(changed))
    return redirect(url_for("owners.names", slug=slug))


def _first(form: WhoseForm) -> Field:
    """The field that a message about all of them stands at."""
    return field_of(form, form.names[0])


def _saved(names: list[str]) -> str:
    if not names:
        return "All names are as they were: nothing was changed."
    return f"Saved whose “{names[0]}” is." if len(names) == 1 else f"Saved whose {len(names)} names are."
