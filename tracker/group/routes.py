"""The advisory group's page, its members and their terms, and what makes a quorum."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import clock
from tracker.accounts.current import viewer
from tracker.accounts.models import Membership, Service
from tracker.accounts.queries import get_service
from tracker.accounts.rules import CONSTITUENCIES, Deed, Role, insist, may
from tracker.db import db
from tracker.errors import Conflict, Invalid, Stale
from tracker.fields import SiteForm, typed
from tracker.group import changes, queries, rules
from tracker.group.forms import MemberForm, QuorumForm, SeatForm
from tracker.web import refused

blueprint = Blueprint("group", __name__, url_prefix="/services/<slug>/group")
MEMBER = "/<uuid:identifier>"


@blueprint.get("")
def group(slug: str) -> ResponseReturnValue:
    """Who is on the group, for whom they speak, and what makes a quorum."""
    service, today = get_service(slug, viewer=viewer()), clock.today()
    everybody = queries.memberships_of(service, viewer=viewer())
    members = queries.members_of(service, viewer=viewer(), on=today)
    speak_for, quorum = [entry.constituency for entry in members], queries.quorum_of(service)
    return render_template(
        "group/group.html",
        service=service,
        today=today,
        members=members,
        others=[entry for entry in everybody if entry not in members],
        has_chair=any(entry.role is Role.CHAIR for entry in members),
        standard=queries.standard_on_group(),
        named=[*rules.NAMED],
        unspoken_for=rules.unspoken_for(speak_for),
        quorum=quorum,
        has_rule=queries.find_quorum_rule(service) is not None,
        missing=quorum.missing(speak_for),
        may_change=may(viewer(), rules.CHANGE, service.id),
        may_set_quorum=may(viewer(), rules.SET_QUORUM, service.id),
        constituencies=CONSTITUENCIES,
        term=rules.term_in_words,
        ends_soon=rules.ends_soon,
    )


@blueprint.route("/add", methods=["GET", "POST"])
def add(slug: str) -> ResponseReturnValue:
    """Put somebody on the group."""
    service, form = _service(slug, rules.CHANGE), MemberForm()
    if form.validate_on_submit():
        name = typed(form.name)
        try:
            member = changes.add_member(service, name, typed(form.email), form.seat(), by=viewer())
        except (Invalid, Conflict) as error:
            return refused(form.email, error, "group/add.html", form=form, service=service)
        db.session.commit()
        flash(_welcome(member, name))
        return redirect(url_for("group.group", slug=slug))
    return render_template("group/add.html", form=form, service=service)


@blueprint.route(MEMBER, methods=["GET", "POST"])
def member(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """One member: for whom they speak, and their term."""
    there = _member(slug, identifier)
    form = SeatForm.of(queries.seat_of(there))
    if form.validate_on_submit():
        try:
            changes.edit_member(there, form.seat(), seen=typed(form.seen), by=viewer())
        except (Invalid, Stale) as error:
            form.seen.data = queries.seat_of(there).fingerprint
            return refused(form.constituency, error, "group/member.html", form=form, member=there)
        db.session.commit()
        flash(f"{there.person.name} saved.")
        return redirect(url_for("group.group", slug=slug))
    return render_template("group/member.html", form=form, member=there)


@blueprint.route(f"{MEMBER}/end", methods=["GET", "POST"])
def end(slug: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Take somebody off the group, after one has been asked."""
    there, form = _member(slug, identifier), SiteForm()
    name, body = there.person.name, there.service.advisory_body
    if form.validate_on_submit():
        changes.end_membership(there, by=viewer())
        db.session.commit()
        flash(f"{name} is not on the {body} any more.")
        return redirect(url_for("group.group", slug=slug))
    return render_template("group/end.html", form=form, member=there)


@blueprint.route("/quorum", methods=["GET", "POST"])
def quorum(slug: str) -> ResponseReturnValue:
    """What makes a quorum."""
    service = _service(slug, rules.SET_QUORUM)
    there = queries.quorum_of(service)
    form = QuorumForm.of(there)
    if form.validate_on_submit():
        try:
            changes.set_quorum(service, form.quorum(), seen=typed(form.seen), by=viewer())
        except Stale as error:
            form.seen.data = there.fingerprint
            return refused(form.members, error, "group/quorum.html", form=form, service=service)
        db.session.commit()
        flash(f"Saved: a quorum is {form.quorum().in_words}.")
        return redirect(url_for("group.group", slug=slug))
    return render_template("group/quorum.html", form=form, service=service)


def _service(slug: str, deed: Deed) -> Service:
    service = get_service(slug, viewer=viewer())
    insist(viewer(), deed, service.id)
    return service


def _member(slug: str, identifier: uuid.UUID) -> Membership:
    return queries.get_membership(_service(slug, rules.CHANGE), identifier, viewer=viewer())


def _welcome(member: Membership, typed_name: str) -> str:
    """That somebody is on the group now, and under which name where it is another than was typed."""
    name, body = member.person.name, member.service.advisory_body
    if " ".join(typed_name.split()).casefold() == name.casefold():
        return f"{name} is on the {body} now."
    return f"{name} is on the {body} now. That is the name under which the person with this e-mail address is known."
