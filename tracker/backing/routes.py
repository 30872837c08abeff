"""The evidence of a rating: chosen from the library, added on the spot, taken off, used again from last year."""

import uuid
from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist, may
from tracker.assessments import changes, rules
from tracker.assessments import queries as assessing
from tracker.assessments.models import Assessment, Rating
from tracker.backing import queries
from tracker.backing.forms import AgainForm, ChoiceForm, TakeOutForm
from tracker.db import db
from tracker.errors import Conflict, Stale
from tracker.evidence import rules as library
from tracker.evidence.forms import WantedForm
from tracker.evidence.models import Evidence
from tracker.evidence.queries import get_evidence, get_items
from tracker.evidence.routes import add_item
from tracker.evidence.rules import EvidenceKind
from tracker.seals.changes import take_out_evidence
from tracker.standards.queries import first_framework

blueprint = Blueprint("backing", __name__, url_prefix="/services/<slug>")
RATING = "/assessments/<label>/standards/<number>/evidence"


@blueprint.app_template_filter("backs")
def _backs(item: Evidence) -> list[tuple[Assessment, list[Rating]]]:
    """The ratings that an item backs, assessment by assessment, the latest first; none for who may not read them."""
    if not may(viewer(), rules.READ, item.service_id):
        return []
    backed = assessing.ratings_backed_by(item, viewer=viewer())
    return [(assessment, list(of_one)) for assessment, of_one in groupby(backed, key=lambda rating: rating.assessment)]


@blueprint.route(RATING, methods=["GET", "POST"])
def choose(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Choose a rating's evidence from the library; a search keeps what is ticked."""
    rating = _rating(slug, label, number, to_change=request.method == "POST")
    linked = [str(item.id) for item in assessing.evidence_of(rating, taken_out=True)]
    form = ChoiceForm(data={"items": linked, "was": linked})
    if not form.validate_on_submit() or form.searches():
        return _choice_page(rating, form)
    try:
        changes.choose_evidence(
            rating,
            add=get_items(rating.assessment.service, form.added(), viewer=viewer(), to_change=True),
            remove=form.removed(),
            by=viewer(),
        )
    except Conflict as error:
        form.items.errors = [str(error)]
        return _choice_page(rating, form), 409
    db.session.commit()
    flash(f"Evidence for {number} saved.")
    return redirect(_standard(slug, label, number))


@blueprint.route(f"{RATING}/add/<any(document, link, figure, note):kind>", methods=["GET", "POST"])
def add(slug: str, label: str, number: str, kind: str) -> ResponseReturnValue:
    """Add an item to the library, for this standard and as evidence of its rating, at once."""
    rating = _rating(slug, label, number)

    def link(item: Evidence) -> tuple[str, str]:
        changes.choose_evidence(_rating(slug, label, number, to_change=True), add=[item], by=viewer())
        return f"“{item.title}” added for {number}.", _standard(slug, label, number)

    return add_item(slug, EvidenceKind(kind), [number], link, rating=rating)


@blueprint.post(f"{RATING}/<uuid:identifier>/remove")
def remove(slug: str, label: str, number: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Take an item off a rating; it stays in the library."""
    rating = _rating(slug, label, number, to_change=True)
    item = get_evidence(rating.assessment.service, identifier, viewer=viewer(), deleted=True)
    changes.choose_evidence(rating, remove={item.id}, by=viewer())
    db.session.commit()
    flash(f"“{item.title}” does not back {number} any more. It is still in the library.")
    return redirect(_standard(slug, label, number))


@blueprint.post(f"{RATING}/again")
def use_again(slug: str, label: str, number: str) -> ResponseReturnValue:
    """Let items that backed the rating last year back it this year too."""
    rating = _rating(slug, label, number, to_change=True)
    form = AgainForm()
    chosen = form.items.identifiers() if form.validate() else set()
    items = get_items(rating.assessment.service, chosen, viewer=viewer(), to_change=True)
    changes.choose_evidence(rating, add=items, by=viewer())
    db.session.commit()
    if items:
        flash(f"Used again for {number}: {', '.join(f'“{item.title}”' for item in items)}.")
    return redirect(_standard(slug, label, number))


@blueprint.post("/evidence/<uuid:identifier>/delete")
def take_out(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Take an item out of the library; where it backs ratings, ask first. The library's page offers to put it back."""
    service = get_service(slug, viewer=viewer())
    insist(viewer(), library.DELETE, service.id)
    item = get_evidence(service, identifier, viewer=viewer(), to_change=True, deleted=True)
    form = TakeOutForm()
    seen = form.backed.identifiers()
    try:
        take_out_evidence(item, seen=seen, by=viewer())
    except Stale:
        page = render_template("backing/take_out.html", service=service, item=item, again=bool(seen))
        return page, 409 if seen else 200
    title = item.title
    db.session.commit()
    flash(f"“{title}” was taken out. You can put it back at the end of this page.")
    return redirect(url_for("evidence.library", slug=slug))


def _rating(slug: str, label: str, number: str, *, to_change: bool = False) -> Rating:
    service = get_service(slug, viewer=viewer())
    assessment = assessing.get_assessment(service, label, viewer=viewer())
    insist(viewer(), rules.CHOOSE_EVIDENCE, service.id)
    return assessing.get_rating(assessment, number, to_change=to_change)


def _standard(slug: str, label: str, number: str) -> str:
    return url_for("ratings.rate", slug=slug, label=label, number=number, _anchor="evidence")


def _choice_page(rating: Rating, form: ChoiceForm) -> str:
    said = MultiDict() if form.wants_all() else request.form if form.is_submitted() else request.args
    asked = WantedForm(first_framework(), said)
    return render_template(
        "backing/choose.html",
        rating=rating,
        form=form,
        asked=asked,
        wanted=asked.wanted(),
        shelf=queries.shelf_of(rating, form.items.identifiers(), asked.wanted(), viewer=viewer()),
        kinds=EvidenceKind,
    )
