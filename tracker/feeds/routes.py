"""Calendars: the page where one makes their addresses, and the calendars themselves."""

from http import HTTPStatus

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.accounts.models import Service
from tracker.accounts.queries import get_service
from tracker.db import db
from tracker.feeds import changes, paper, queries, rules
from tracker.plans.models import Action
from tracker.web import error_page, public

blueprint = Blueprint("feeds", __name__)


@blueprint.after_request
def tell_no_referrer(response: Response) -> Response:
    """An address with a token in it is told nowhere."""
    if request.endpoint == "feeds.calendar":
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


@blueprint.get("/calendars")
def calendars() -> ResponseReturnValue:
    """The calendars that one can have, and which have an address."""
    return render_template("feeds/calendars.html", offered=queries.offered_to(viewer()))


@blueprint.post("/calendars/make")
def make() -> ResponseReturnValue:
    """Make the address of one's own calendar."""
    return _make(None)


@blueprint.post("/calendars/revoke")
def revoke() -> ResponseReturnValue:
    """Let it open nothing any more."""
    return _revoke(None)


@blueprint.post("/services/<slug>/calendar/make")
def make_of_service(slug: str) -> ResponseReturnValue:
    """Make an address of the service's calendar."""
    return _make(get_service(slug, viewer=viewer()))


@blueprint.post("/services/<slug>/calendar/revoke")
def revoke_of_service(slug: str) -> ResponseReturnValue:
    """Let it open nothing any more."""
    return _revoke(get_service(slug, viewer=viewer()))


@blueprint.get("/calendar/<token>.ics")
@public
def calendar(token: str) -> ResponseReturnValue:
    """A calendar, to whoever has its address.

    Wrong addresses are not slowed: nobody guesses one, and whoever else is at the same place reads theirs.
    """
    g.viewer = None
    feed = queries.find_feed(token)
    if feed is None:
        return error_page(HTTPStatus.NOT_FOUND, rules.UNKNOWN)
    if not queries.is_open(feed):
        return error_page(HTTPStatus.GONE, rules.ENDED)
    response = Response(paper.ics(queries.calendar_of(feed, _page_of)), mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)


def _make(service: Service | None) -> ResponseReturnValue:
    token = changes.make_feed(service, by=viewer())
    db.session.commit()
    address = url_for("feeds.calendar", token=token, _external=True)
    return render_template("feeds/made.html", service=service, address=address)


def _revoke(service: Service | None) -> ResponseReturnValue:
    changes.revoke_feed(service, by=viewer())
    db.session.commit()
    whose = f"the calendar of {service.name}" if service else "the calendar of your own actions"
    flash(f"The address of {whose} opens nothing any more.")
    return redirect(url_for("feeds.calendars"))


def _page_of(action: Action) -> str:
    plan = action.plan
    slug = plan.service.slug
    return url_for("delivery.action", slug=slug, label=plan.label, identifier=action.id, _external=True)
