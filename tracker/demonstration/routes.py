"""Being any of the demonstration's people, without a password; on this machine only."""

import uuid

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.rules import ROLES
from tracker.db import db
from tracker.demonstration import queries
from tracker.errors import NotFound
from tracker.sign_in.security import sign_in
from tracker.web import public

blueprint = Blueprint("demonstration", __name__, url_prefix="/demonstration")


@blueprint.get("")
@public
def people() -> ResponseReturnValue:
    """The people of the demonstration, one in every role."""
    _insist_demonstration()
    return render_template("demonstration/people.html", people=queries.people(), roles=ROLES)


@blueprint.post("/<uuid:identifier>")
@public
def be(identifier: uuid.UUID) -> ResponseReturnValue:
    """Sign in as one of them."""
    _insist_demonstration()
    sign_in(queries.get_person(identifier))
    db.session.commit()
    return redirect(url_for("home.start"))


def _insist_demonstration() -> None:
    if not current_app.config["TRACKER"].demonstration:
        raise NotFound("This is no demonstration.")
