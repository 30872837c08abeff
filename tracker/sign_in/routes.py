"""Who gets in: the gate before every page, slowed guessing, invitations, and the first visit."""

import secrets
from functools import partial
from http import HTTPStatus

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user
from flask_security import hash_password

from tracker.accounts.changes import accept_invitation, closed
from tracker.accounts.models import Person
from tracker.accounts.queries import anybody_is_there, find_invitation
from tracker.accounts.rules import email
from tracker.db import begin_writing_alone, db
from tracker.errors import Conflict, Invalid, NotFound
from tracker.fields import typed
from tracker.sign_in import changes, queries
from tracker.sign_in.current import tried_from, wait_page
from tracker.sign_in.forms import PasswordForm, SetUpForm
from tracker.sign_in.mail import post
from tracker.sign_in.security import SESSION_KEY, sign_in
from tracker.web import READING, error_page, public

blueprint = Blueprint("sign_in", __name__)

OPEN = frozenset({"static", "security.login", "security.logout", "security.forgot_password", "security.reset_password"})
TRIES = {
    "security.login": "fail_to_sign_in",
    "security.change_password": "fail_to_change_password",
    "security.forgot_password": "ask_for_password",
    "sign_in.set_up": "fail_to_set_up",
}
"""What is tried, and what the record calls a try that failed."""


@blueprint.before_app_request
def insist_signed_in() -> ResponseReturnValue | None:
    """The gate: what is not public needs a person whose session has not ended."""
    g.viewer = _who_is_signed_in()
    view = current_app.view_functions.get(request.endpoint or "")
    if g.viewer or view is None or request.endpoint in OPEN or getattr(view, "is_public", False):
        return None
    if request.method in READING:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return error_page(HTTPStatus.UNAUTHORIZED)


@blueprint.before_app_request
def slow_down() -> ResponseReturnValue | None:
    """After failures, the account and the address wait."""
    if request.blueprint == "security" and request.is_json:  # what counts tries reads forms
        return error_page(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if not _is_try():
        return None
    return wait_page(_account(), tried_from())


@blueprint.before_app_request
def end_session() -> None:
    """Signing out ends the session on the server."""
    if request.endpoint == "security.logout" and request.method == "POST" and g.viewer is not None:
        changes.end_session(g.viewer, session.get(SESSION_KEY, ""))
        db.session.commit()


@blueprint.after_app_request
def post_mails(response: Response) -> Response:
    """What is to be mailed goes once the answer has: nobody learns from the wait, and nothing waits for it."""
    mails = g.pop("mails", [])
    if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR and mails:
        response.call_on_close(partial(post, current_app._get_current_object(), mails))  # type: ignore[attr-defined]
    return response


@blueprint.after_app_request
def note_failure(response: Response) -> Response:
    """A form that is shown again is a try that failed; asking for a link counts as one, whoever it is for."""
    is_guess = request.endpoint != "sign_in.set_up" or g.get("wrong_code", False)
    if _is_try() and is_guess and response.status_code == HTTPStatus.OK:
        changes.note_failure(_account(), tried_from(), verb=TRIES[request.endpoint or ""], email=_email())
        db.session.commit()
    return response


def _is_try() -> bool:
    return request.method == "POST" and request.endpoint in TRIES


def _account() -> str:
    """Which account is tried; a link for a new password counts by itself, so that it stays there for who is slowed."""
    prefix = "link " if request.endpoint == "security.forgot_password" else ""
    return "the first visit" if request.endpoint == "sign_in.set_up" else f"{prefix}{_email()}"


def _email() -> str:
    """The address of the account that is tried, in the form that it is looked up by; empty where none is."""
    if request.endpoint == "sign_in.set_up":
        return ""
    account = g.viewer.email if g.get("viewer") else request.form.get("email", "")
    try:
        return email(account)  # by the rules of the look-up: there is more than one way to write an address
    except Invalid:
        return str(account.strip().lower())


def _who_is_signed_in() -> Person | None:
    """The person whose session has not ended; a cookie that outlived its session is forgotten."""
    if request.endpoint in {"static", "healthz"} or not current_user.is_authenticated:
        return None
    person = queries.person_signed_in(current_user.fs_uniquifier, session.get(SESSION_KEY, ""))
    if person is None:
        logout_user()
        session.pop(SESSION_KEY, None)
    return person


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@public
def accept(token: str) -> ResponseReturnValue:
    """Choose a password by a link that was passed on. Looking at it does not use it up."""
    invitation = find_invitation(token, to_use=request.method == "POST")
    if invitation is None:
        raise NotFound("That link is not complete. Copy all of it, or ask whoever gave it to you for a new one.")
    if reason := closed(invitation):
        raise Conflict(reason)
    form = PasswordForm(person=invitation.person)
    if form.validate_on_submit():
        person = accept_invitation(invitation, hash_password(typed(form.password)))
        sign_in(person)
        db.session.commit()
        flash(f"Welcome, {person.name}. Next time, sign in with {person.email} and your password.")
        return redirect(url_for("home.start"))
    return render_template("sign_in/accept.html", form=form, person=invitation.person)


@blueprint.route("/set-up", methods=["GET", "POST"])
@public
def set_up() -> ResponseReturnValue:
    """The first visit: whoever has the code from the console makes the first administrator and service, once."""
    code = current_app.config.get("SET_UP_CODE", "")
    if not code or anybody_is_there():
        raise NotFound("This installation is set up already.")
    form = SetUpForm()
    if form.validate_on_submit():
        if not secrets.compare_digest(typed(form.code).strip().encode(), code.encode()):
            g.wrong_code = True
            form.code.errors = ["That is not the code that the program printed when it started"]
        elif _set_up(form):
            return redirect(url_for("home.start"))
    return render_template("sign_in/set_up.html", form=form)


def _set_up(form: SetUpForm) -> bool:
    """Make what the form says; what cannot be made becomes an error of its field."""
    password = hash_password(typed(form.password))
    begin_writing_alone()
    try:
        person = changes.set_up(
            typed(form.name),
            typed(form.email),
            password,
            typed(form.service),
            typed(form.slug),
            int(form.year_starts.data),
        )
    except Invalid as error:
        form.slug.errors = [str(error)]
        db.session.rollback()
        return False
    sign_in(person)
    db.session.commit()
    flash(f"{typed(form.service)} is set up, and you are signed in.")
    return True
