"""Whether one gets the weekly letter: said by who is signed in, or by the link in a letter."""

import uuid

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.current import viewer
from tracker.db import db
from tracker.errors import NotFound
from tracker.reminders import changes, queries, rules
from tracker.web import csrf, public

blueprint = Blueprint("reminders", __name__)
UNKNOWN = "That link is not complete. Copy all of it from the letter, or sign in and look under Weekly letter."


@blueprint.get("/reminders")
def reminders() -> ResponseReturnValue:
    """Whether the weekly letter comes, what stands in it, and how to stop it or have it again."""
    return render_template(
        "reminders/reminders.html",
        viewer=viewer(),
        wanted=queries.wants_digests(viewer()),
        has_role=any(there.is_current for there in viewer().memberships),
        last_sent=queries.last_sent(viewer()),
    )


@blueprint.post("/reminders/stop")
def stop() -> ResponseReturnValue:
    """Want no letter any more."""
    changes.stop_digests(viewer(), by=viewer())
    db.session.commit()
    flash("The weekly letter is stopped.")
    return redirect(url_for("reminders.reminders"))


@blueprint.post("/reminders/resume")
def resume() -> ResponseReturnValue:
    """Have the letters again."""
    changes.resume_digests(viewer(), by=viewer())
    db.session.commit()
    flash("The weekly letter comes again, when there is something to say.")
    return redirect(url_for("reminders.reminders"))


@blueprint.route("/reminders/stop/<uuid:identifier>/<sign>", methods=["GET", "POST"])
@public
def stop_by_link(identifier: uuid.UUID, sign: str) -> ResponseReturnValue:
    """Stop by the link in a letter. Looking at it stops nothing, since programs that check mail look as well."""
    g.viewer = None
    if not rules.is_sign_of(sign, identifier, current_app.config["SECRET_KEY"]):
        raise NotFound(UNKNOWN)
    person = queries.find_person(identifier)
    if person is None:
        raise NotFound(UNKNOWN)
    if request.method == "POST":
        changes.stop_digests(person, by=person, by_link=True)
        db.session.commit()
    return render_template("reminders/stop_by_link.html", wanted=queries.wants_digests(person))


csrf.exempt(stop_by_link)  # whoever has the link may stop the letters: programs by which mail is read send no token
