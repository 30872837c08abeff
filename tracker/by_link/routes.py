"""Links to the review pack: making them, opening one, and the pack behind it."""

import uuid
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.queries import get_service
from tracker.accounts.rules import insist
from tracker.assessments.models import Assessment
from tracker.assessments.queries import get_assessment
from tracker.by_link import changes, current, queries
from tracker.db import begin_writing, db
from tracker.review import pages
from tracker.review import rules as reviewing
from tracker.review.pages import Pack
from tracker.sign_in.changes import note_failure
from tracker.sign_in.current import tried_from, wait_page
from tracker.web import public

blueprint = Blueprint("by_link", __name__)
LINKS = "/services/<slug>/assessments/<label>/review/links"
PACK = "/by-link"
SAYING = {"agree", "question", "close", "reopen"}
UNKNOWN = "That link is not complete. Copy all of it, or ask whoever invited you for a new one."


@blueprint.after_request
def tell_no_referrer(response: Response) -> Response:
    """An address with a token in it is told nowhere."""
    if request.endpoint == "by_link.enter":
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


@blueprint.get(LINKS)
def links(slug: str, label: str) -> ResponseReturnValue:
    """Who is on the group, and the link that each of them has."""
    assessment = _assessment(slug, label)
    return render_template(
        "by_link/links.html",
        assessment=assessment,
        invited=queries.invited_to(assessment, viewer=viewer()),
    )


@blueprint.post(f"{LINKS}/<uuid:identifier>/make")
def make(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Make a link for a member, in place of the one before; it is shown once."""
    assessment = _assessment(slug, label)
    person = queries.get_member(assessment, identifier, viewer=viewer())
    link = url_for("by_link.enter", token=changes.make_link(assessment, person, by=viewer()), _external=True)
    db.session.commit()
    until = queries.links_of_person(assessment, person)[-1].expires_at
    return render_template(
        "by_link/made.html", assessment=assessment, person=person, link=link, until=until, viewer=viewer()
    )


@blueprint.post(f"{LINKS}/<uuid:identifier>/revoke")
def revoke(slug: str, label: str, identifier: uuid.UUID) -> ResponseReturnValue:
    """Let a member's link open nothing any more."""
    assessment = _assessment(slug, label)
    person = queries.get_member(assessment, identifier, viewer=viewer())
    changes.revoke_link(assessment, person, by=viewer())
    db.session.commit()
    flash(f"The link of {person.name} opens nothing any more.")
    return redirect(url_for("by_link.links", slug=slug, label=label))


@blueprint.route("/review/<token>", methods=["GET", "POST"])
@public
def enter(token: str) -> ResponseReturnValue:
    """The page of a link. Looking at it opens nothing, since programs that check mail look as well: the button does."""
    g.viewer = None
    if wait := wait_page(_account(token), _place()):
        return wait
    link = queries.find_link(token, to_change=request.method == "POST")
    if reason := queries.why_closed(link) if link else UNKNOWN:
        return _refuse(token, reason, HTTPStatus.CONFLICT if link else HTTPStatus.NOT_FOUND)
    if link and request.method == "POST":
        changes.open_link(link)
        current.keep(token)
        db.session.commit()
        return redirect(url_for("by_link.start"))
    return render_template("by_link/enter.html", link=link)


@blueprint.get(PACK)
@public
def start() -> ResponseReturnValue:
    """What one is asked to do."""
    return pages.start(_pack())


@blueprint.get(f"{PACK}/<number>")
@public
def standard(number: str) -> ResponseReturnValue:
    """One standard."""
    return pages.standard(_pack(), number)


@blueprint.post(f"{PACK}/<number>/agree")
@public
def agree(number: str) -> ResponseReturnValue:
    """Agree to its rating."""
    page = pages.agree(_pack(), number)
    db.session.commit()
    return page


@blueprint.route(f"{PACK}/<number>/question", methods=["GET", "POST"])
@public
def question(number: str) -> ResponseReturnValue:
    """Ask something about it."""
    page = pages.question(_pack(), number)
    if request.method == "POST":
        db.session.commit()
    return page


@blueprint.get(f"{PACK}/finish")
@public
def finish() -> ResponseReturnValue:
    """What one said, and what happens next."""
    return pages.finish(_pack())


@blueprint.get(f"{PACK}/queries")
@public
def questions() -> ResponseReturnValue:
    """All that was asked."""
    return pages.questions(_pack())


@blueprint.post(f"{PACK}/queries/<uuid:identifier>/close")
@public
def close(identifier: uuid.UUID) -> ResponseReturnValue:
    """Say that what one asked is answered."""
    page = pages.close(_pack(), identifier)
    db.session.commit()
    return page


@blueprint.post(f"{PACK}/queries/<uuid:identifier>/reopen")
@public
def reopen(identifier: uuid.UUID) -> ResponseReturnValue:
    """Open it again."""
    page = pages.reopen(_pack(), identifier)
    db.session.commit()
    return page


@blueprint.get(f"{PACK}/print")
@public
def whole() -> ResponseReturnValue:
    """All of it on one page."""
    return pages.whole(_pack())


@blueprint.get(f"{PACK}/pack.docx")
@public
def word() -> ResponseReturnValue:
    """All of it as a Word document."""
    file = pages.word(_pack())
    db.session.commit()
    return file


@blueprint.post(f"{PACK}/leave")
@public
def leave() -> ResponseReturnValue:
    """Close the review in this browser, which others may use."""
    current.forget()
    return redirect(url_for("by_link.left"))


@blueprint.get(f"{PACK}/left")
@public
def left() -> ResponseReturnValue:
    """What is said once it is closed."""
    g.viewer = None
    return render_template("by_link/left.html")


def _assessment(slug: str, label: str) -> Assessment:
    service = get_service(slug, viewer=viewer())
    insist(viewer(), reviewing.INVITE, service.id)
    return get_assessment(service, label, viewer=viewer(), to_change=request.method == "POST")


def _account(token: str) -> str:
    """What tries with this link are counted by, beside where they come from."""
    return f"review {token}"


def _place() -> str:
    """Where tries come from, counted apart from signing in: a page with wrong links in it keeps nobody there out."""
    return f"link {tried_from()}"


def _refuse(token: str, reason: str, status: HTTPStatus) -> ResponseReturnValue:
    """Say why a link opens nothing; counted as a try that failed."""
    if request.method != "POST":
        begin_writing()
    note_failure(_account(token), _place(), verb="fail_to_open_link")
    db.session.commit()
    return render_template("by_link/closed.html", reason=reason), status


def _pack() -> Pack:
    """The pack in the hands of whoever has opened a link in this browser."""
    link = current.opened_link(of=request.args.get("of"), to_change=request.method == "POST")
    return Pack(link.assessment, link.person, changes.visitor_of(link), by_link=True, to=partial(_address, link.id))


def _address(link_id: uuid.UUID, page: str, **values: Any) -> str:
    """Where something is said, the address has by which link it was made: the browser may have opened another since."""
    return url_for(f"by_link.{page}", **values | ({"of": link_id} if page in SAYING else {}))
