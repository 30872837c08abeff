"""The link that a browser has opened: its token is in the browser's own cookie, apart from who is signed in there."""

from flask import g, session

from tracker import clock
from tracker.by_link import changes, queries
from tracker.by_link.models import ReviewLink
from tracker.by_link.rules import AGAIN, ANOTHER
from tracker.errors import Conflict
from tracker.sign_in.rules import SESSION_LASTS
from tracker.web import turn_in

KEY = "review_link"


def keep(token: str) -> None:
    """Let this browser go on with the link, for as long as a signed-in person would stay so."""
    session[KEY] = {"token": token, "until": (clock.now() + SESSION_LASTS).timestamp()}


def forget() -> None:
    """Let this browser be as if it had opened no link."""
    session.pop(KEY, None)


def opened_link(*, of: str | None = None, to_change: bool = False) -> ReviewLink:
    """The link that this browser has opened. Raises ``Conflict`` that says what to do where it has none that works.

    ``of`` says by which link the page was made that asks; where that is another, nothing is said in a wrong name.
    Whoever is signed in in the same browser is, on these pages, not there. With ``to_change``, whoever else changes
    something of the service waits, or has done it.
    """
    g.viewer = None
    kept = session.get(KEY)
    link = queries.find_link(kept["token"]) if kept and kept["until"] > clock.now().timestamp() else None
    if link is None:
        forget()
        raise Conflict(AGAIN)
    if of not in {None, str(link.id)}:
        raise Conflict(ANOTHER)
    if to_change:
        changes.hold_link(link, turn=turn_in(link.assessment.service.slug))
    if reason := queries.why_closed(link):
        raise Conflict(reason)
    g.by_link = link.person
    return link
