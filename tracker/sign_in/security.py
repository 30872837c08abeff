"""Flask-Security as it is set up here: sign-in, reset and change of passwords; the ends of sessions are ours."""

from datetime import timedelta
from typing import Any

from flask import Flask, session
from flask_mailman import Mail
from flask_security import (
    LoginForm,
    PasswordUtil,
    RoleMixin,
    Security,
    SQLAlchemyUserDatastore,
    login_user,
    password_changed,
    password_reset,
    user_authenticated,
)

from tracker.accounts.changes import note_password
from tracker.accounts.models import Person
from tracker.config import Config
from tracker.db import db
from tracker.sign_in import changes, mail
from tracker.sign_in.mail import Mails

SESSION_KEY = "session"
"""Where a browser's cookie keeps the token of its session."""

SETTINGS: dict[str, Any] = {
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "RESET_URL": "/password/reset",
    "CHANGE_URL": "/password/change",
    "JOIN_USER_ROLES": False,  # there are none to join: see Person.roles
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "RETURN_GENERIC_RESPONSES": True,
    "RESET_PASSWORD_WITHIN": timedelta(hours=4),
    "FRESHNESS": timedelta(seconds=-1),
    "API_ENABLED_METHODS": ["session"],
    "STATIC_FOLDER": None,
    "CACHE_CONTROL": None,  # ours holds: theirs, "no-store=True", is none
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": {"argon2"},
    "PASSWORD_LENGTH_MIN": 10,
    "HASHING_SCHEMES": ["hex_sha256"],  # of tokens, which nobody guesses: a slow hash would tell who has an account
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},  # no question to name servers on every try
    "EMAIL_HTML": False,
    "EMAIL_SUBJECT_PASSWORD_RESET": "Choose a new password: Minimum Standards tracker",
    "EMAIL_SUBJECT_PASSWORD_NOTICE": "Your password has been reset: Minimum Standards tracker",
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "Your password has been changed: Minimum Standards tracker",
    "POST_RESET_VIEW": "/sign-in",
    "POST_CHANGE_VIEW": "/",
}

MESSAGES = {
    "GENERIC_AUTHN_FAILED": "The e-mail address or the password is not right",
    "PASSWORD_RESET_REQUEST": "If %(email)s has an account here, a link to choose a new password is on its way to it.",
    "PASSWORD_RESET_EXPIRED": "That link has expired. Ask for a new one.",
    "INVALID_RESET_PASSWORD_TOKEN": "That link works no more. Ask for a new one.",
    "PASSWORD_RESET_NO_LOGIN": "Your password is changed. Sign in with the new one.",
    "PASSWORD_CHANGE": "Your password is changed. You are signed out everywhere else.",
    "PASSWORD_NOT_PROVIDED": "Enter a password",
    "EMAIL_NOT_PROVIDED": "Enter your e-mail address",
    "INVALID_EMAIL_ADDRESS": "Enter an e-mail address in full, like name@example.org",
    "INVALID_PASSWORD": "That is not your password",
    "PASSWORD_INVALID_LENGTH": "The password must have at least %(length)s characters",
    "PASSWORD_IS_THE_SAME": "The new password must be another than the old one",
    "RETYPE_PASSWORD_MISMATCH": "The two passwords are not the same",
    "UNAUTHENTICATED": "Sign in to see that page.",
    "LOGIN": "Sign in to see that page.",
}


LONGEST = 1000  # characters of a password: what hashes them refuses very long ones with an error of its own


class Passwords(PasswordUtil):
    """Flask-Security's rules for passwords, and an upper end of their length."""

    def normalize(self, password: str) -> str:
        """The form in which a password is hashed; one that is too long to have been chosen matches nothing."""
        return str(super().normalize(password[: LONGEST + 1]))[: 4 * LONGEST]

    def validate(self, password: str, is_register: bool, **more: Any) -> tuple[list[str] | None, str]:
        """What is wrong with a new password, if anything, and its normal form."""
        if len(password) > LONGEST:
            return [f"The password may have at most {LONGEST:,} characters"], ""
        reasons, normal = super().validate(password, is_register, **more)
        return reasons, str(normal)


class SignInForm(LoginForm):
    """Flask-Security's form; it hashes what was typed also for an account that there is not, however long it is."""

    remember = None  # type: ignore[assignment]  # WTForms' way to leave a field out: no cookie outlives a session

    def validate(self, **more: Any) -> bool:
        """Whether address and password are right; a password too long to have been chosen is wrong at once."""
        if len(self.password.data or "") > LONGEST:
            self.form_errors.append(MESSAGES["GENERIC_AUTHN_FAILED"])
            return False
        return bool(super().validate(**more))


def init_app(app: Flask, config: Config) -> None:
    """Set up sign-in for ``app``; from then on every page needs it that is not public."""
    app.config.update({f"SECURITY_{name}": value for name, value in SETTINGS.items()})
    app.config.update({f"SECURITY_MSG_{name}": (text, "info") for name, text in MESSAGES.items()})
    app.config.update(config.mail_settings(), MAIL_DEFAULT_SENDER=config.mail_from)
    Mail(app)
    mail.init_app(app)
    datastore = SQLAlchemyUserDatastore(db, Person, RoleMixin)
    security = Security(app, datastore, password_util_cls=Passwords, login_form=SignInForm, mail_util_cls=Mails)
    security.want_json(lambda _request: False)
    user_authenticated.connect(_begin_session, app)
    password_changed.connect(_note_change, app)
    password_reset.connect(_note_reset, app)


def sign_in(person: Person) -> None:
    """Sign ``person`` in, in this browser. The caller commits."""
    login_user(person, authn_via=["link"])


def _begin_session(_app: Flask, *, user: Person, **_more: Any) -> None:
    earlier = session.get(SESSION_KEY)
    if earlier:
        changes.forget_session(earlier)
    session[SESSION_KEY] = changes.begin_session(user)


def _note_change(_app: Flask, *, user: Person, **_more: Any) -> None:
    note_password(user, "change_password")


def _note_reset(_app: Flask, *, user: Person, **_more: Any) -> None:
    note_password(user, "reset_password")
