"""What a service means by seasons, school terms and the like: to see, and to change."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, may
from tracker.db import db
from tracker.errors import Stale
from tracker.fields import typed
from tracker.phrases import Calendar
from tracker.plans.queries import calendar_of, plans_of, term_days_of
from tracker.seasons import TERMS
from tracker.terms import changes, rules
from tracker.terms.forms import TermsForm
from tracker.web import refused

blueprint = Blueprint("terms", __name__, url_prefix="/services/<slug>")


@blueprint.route("/terms", methods=["GET", "POST"])
def days(slug: str) -> ResponseReturnValue:
    """The last day that each season and term stands for; what timescales stand for, by examples."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), rules.READ, service.id)
    own, plans = term_days_of(service), plans_of(service, viewer=viewer())
    seen = rules.fingerprint_of(own)
    form = TermsForm.of(own, seen)
    about = {
        "service": service,
        "form": form,
        "terms": TERMS,
        "own": own,
        "examples": rules.examples(
            calendar_of(plans[-1]) if plans else Calendar(service.year_starts, own), clock.today()
        ),
        "may_change": may(viewer(), rules.CHANGE, service.id),
    }
    if not form.validate_on_submit():
        return render_template("terms/days.html", **about)
    try:
        moved = changes.save_terms(service, form.days(), seen=typed(form.seen), by=viewer())
    except Stale as error:
        form.seen.data = seen
        return refused(form[next(iter(TERMS))], error, "terms/days.html", is_stale=True, **about)
    db.session.commit()
    flash(f"Days saved. {_moved(moved)}")
    return redirect(url_for("terms.days", slug=slug))


def _moved(count: int) -> str:
    if not count:
        return "No action is due on another day than before."
    return "1 action is due on another day now." if count == 1 else f"{count} actions are due on another day now."
