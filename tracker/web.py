"""What every page shares: headers, filters, cookies, and errors turned into pages."""

import ipaddress
import logging
import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import TypeVar

from flask import Flask, Response, abort, current_app, g, render_template, request, session
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup, escape
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix
from wtforms import Field

from tracker import clock, db, errors, fields, richtext
from tracker.config import Config

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

WITH_PORT = re.compile(r"([0-9.]+):[0-9]+|\[(.+)\]:[0-9]+")
CONTROL = re.compile("[\x00-\x1f\x7f]")
TOKEN = re.compile(r"/[A-Za-z0-9_.-]{40,}")
PERIOD = re.compile(r"\b\d{4}-\d{2}(\d{2})?\b")
READING = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

STATUS = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotReady: HTTPStatus.SERVICE_UNAVAILABLE,
}

TITLES = {
    HTTPStatus.BAD_REQUEST: "Something in the request is not right",
    HTTPStatus.UNAUTHORIZED: "You are signed out",
    HTTPStatus.FORBIDDEN: "This is not open to you",
    HTTPStatus.NOT_FOUND: "Page not found",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address cannot be used in that way",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "What you sent is too large",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "That part of the file does not exist",
    HTTPStatus.CONFLICT: "That is not possible now",
    HTTPStatus.GONE: "This is not here any more",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Something in what was sent is not right",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many tries",
    HTTPStatus.SERVICE_UNAVAILABLE: "The service is not ready",
}

MESSAGES = {
    HTTPStatus.UNAUTHORIZED: (
        "Nothing was saved yet. Copy what you typed from below, sign in again, and put it in once more."
    ),
    HTTPStatus.NOT_FOUND: (
        "If you typed the web address, check that it is right. If you pasted it, check that you copied all of it."
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "All that you send at once may have {limit} MiB together. Go back and choose a smaller file, or fewer."
    ),
}

NOT_SHOWN = ("password", "again", "code", "token", "version", "seen", "next", "new", "person")

OUR_OWN = {"same-origin", "none"}  # where a browser says that a form was, or that nobody led there
ROW = re.compile(r"-([0-9]{1,4})\Z")

OUT_OF_DATE = (
    "This page was open for too long, or you have signed in again since. Nothing was saved yet. Copy what you typed "
    "from below, open the page again, and put it in once more."
)
AGAIN = {
    HTTPStatus.UNAUTHORIZED: (
        "Nothing was saved yet, and nothing is lost. Sign in again, come back to this page, and send it once more."
    ),
    HTTPStatus.BAD_REQUEST: (
        "This page was open for too long, or you have signed in again since. Nothing was saved yet, and nothing is "
        "lost: send it once more."
    ),
}


class _Sessions(SecureCookieSessionInterface):
    def get_cookie_secure(self, _app: Flask) -> bool:
        """Only over TLS, where the page came over TLS."""
        return request.is_secure


csrf = CSRFProtect()


def public(view: View) -> View:
    """A page that is open to people who are not signed in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask, config: Config) -> None:
    """Give ``app`` the headers, filters, cookies and error pages of this site."""
    app.config.update(
        MAX_CONTENT_LENGTH=config.request_limit,
        MAX_FORM_MEMORY_SIZE=4 * 2**20,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=[config.host] if config.host else LOOPBACK,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,  # the token says enough, and some council proxies cut the referrer
    )
    app.session_interface = _Sessions()
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies
        )
    _add_templates(app)
    app.before_request(_begin)
    app.after_request(_add_headers)
    csrf.init_app(app)
    app.add_url_rule("/healthz", "healthz", healthz)
    _add_error_pages(app)
    app.logger.addFilter(_without_tokens)


def _without_tokens(entry: logging.LogRecord) -> bool:
    """What is logged of a fault names the address, but never the secret of a link in it."""
    entry.msg, entry.args = TOKEN.sub("/…", entry.getMessage()), ()
    return True


def held(text: str) -> Markup:
    """``text`` as HTML in which no period, such as 2025-26, is divided between lines."""
    marked = r'<span class="tracker-held">\g<0></span>'
    return Markup(PERIOD.sub(marked, str(escape(text))))  # noqa: S704  # escaped here


def _add_templates(app: Flask) -> None:
    libraries = {name: PackageLoader(name) for name in ("govuk_frontend_jinja", "govuk_frontend_wtf")}
    own = app.jinja_loader
    app.jinja_loader = ChoiceLoader([*([own] if own else []), PrefixLoader(libraries)])
    WTFormsHelpers(app)
    app.add_template_global(fields.govuk, "govuk")
    app.add_template_global(fields.error_summary, "error_summary")
    app.jinja_env.filters["richtext"] = lambda text: Markup(richtext.to_html(text))  # noqa: S704  # sanitised there
    app.jinja_env.filters |= {
        "held": held,
        "day": clock.in_words,
        "month": clock.month_in_words,
        "moment": clock.moment_in_words,
    }


def _add_error_pages(app: Flask) -> None:
    app.register_error_handler(errors.TrackerError, _show_tracker_error)
    app.register_error_handler(IntegrityError, _show_clash)
    app.register_error_handler(StaleDataError, _show_clash)
    app.register_error_handler(OperationalError, _show_database_error)
    app.register_error_handler(CSRFError, _show_stale_token)
    app.register_error_handler(SecurityError, _show_foreign_host)
    app.register_error_handler(HTTPException, _show_http_error)


@public
def healthz() -> ResponseReturnValue:
    """Whether the program and its database answer, for whatever watches over them."""
    db.insist_up_to_date()
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8"}


def sent_from() -> str:
    """The address that the request comes from, in one form of several; whatever a proxy says where that is none."""
    text = _without_port(request.remote_addr or "")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    return str(getattr(address, "ipv4_mapped", None) or address).partition("%")[0]


def _without_port(address: str) -> str:
    """Some gateways hand on the port as well, which is another one each time."""
    found = WITH_PORT.fullmatch(address)
    return (found[1] or found[2]) if found else address


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def turn_in(slug: str) -> str:
    """The turn that whoever writes in the service with this slug waits for."""
    return f"writing in {slug}"


def _begin() -> None:
    """What may write waits for its turn before it reads."""
    g.viewer = None
    named = request.view_args or {}
    if any(CONTROL.search(str(value)) for value in named.values()):
        abort(HTTPStatus.NOT_FOUND)  # PostgreSQL keeps no NUL, and no address of ours has any such sign
    address, slug = sent_from(), named.get("slug")
    db.tell_request(address=address if _is_address(address) else None, turn=turn_in(slug) if slug else "")
    if request.method not in READING:
        db.begin_writing()


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _show_tracker_error(error: errors.TrackerError) -> ResponseReturnValue:
    statuses = (status for kind, status in STATUS.items() if isinstance(error, kind))
    return error_page(next(statuses, HTTPStatus.INTERNAL_SERVER_ERROR), str(error))


def _show_clash(_error: IntegrityError | StaleDataError) -> ResponseReturnValue:
    db.db.session.rollback()
    return error_page(
        HTTPStatus.CONFLICT, "Somebody else saved the same at the same moment. Nothing of yours was saved yet."
    )


def _show_database_error(error: OperationalError) -> ResponseReturnValue:
    g.viewer = None  # to name them the database would have to answer
    current_app.logger.error("The database failed: %s", error.orig)
    return error_page(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The database does not answer, or has no room. Nothing was saved. Try again in a minute; what you typed is "
        "below, to copy.",
    )


def _show_stale_token(_error: CSRFError) -> ResponseReturnValue:
    view = current_app.view_functions.get(request.endpoint or "")
    if "_user_id" not in session and request.blueprint != "security" and not getattr(view, "is_public", False):
        return error_page(HTTPStatus.UNAUTHORIZED)
    return error_page(HTTPStatus.BAD_REQUEST, OUT_OF_DATE, again=request.blueprint != "security")


def _show_foreign_host(_error: SecurityError) -> ResponseReturnValue:
    """In plain text: for a host that is not ours no address of a page can be made."""
    text = "This site is not served under that host name. Use its own address (TRACKER_URL on the server).\n"
    return text, HTTPStatus.BAD_REQUEST, {"Content-Type": "text/plain; charset=utf-8"}


def _show_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < HTTPStatus.BAD_REQUEST:
        return error
    page, status = error_page(HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR))
    own = error.get_response().headers
    return page, status, {name: own[name] for name in ("Allow", "Content-Range") if name in own}


def refused(field: Field, error: errors.TrackerError, template: str, **context: object) -> ResponseReturnValue:
    """The page of a form once more, with what was typed and, at ``field``, what is wrong with it."""
    field.errors = [str(error)]
    status = HTTPStatus.CONFLICT if isinstance(error, errors.Stale) else HTTPStatus.OK
    return render_template(template, **context), status


def error_page(status: HTTPStatus, message: str = "", *, again: bool = False) -> tuple[str, HTTPStatus]:
    """The page that says what went wrong, and what to do about it; ``again`` offers to send once more what was sent."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        db.db.session.rollback()
    title = TITLES.get(status, "Sorry, there is a problem with the service")
    limit = current_app.config["TRACKER"].request_limit // 2**20
    message = message or MESSAGES.get(status, "Go back to the page before and try again.").format(limit=limit)
    fields = _to_send_again() if again or status == HTTPStatus.UNAUTHORIZED else []
    page = current_app.jinja_env.get_template("errors/error.html")  # as it is: what Flask-Login adds asks the database
    message = AGAIN[status] if fields else message
    return page.render(title=title, message=message, status=status, sent=list(_typed(status)), again=fields), status


def _to_send_again() -> list[tuple[str, str]]:
    """What a form of ours sent, to be sent once more with a good token, whoever is signed in then; nothing where it had
    files, which no page can hold, or a secret, or did not say that it is ours.
    """
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not ours or request.method in READING or request.files or any("password" in name for name in request.form):
        return []
    return [(name, text) for name, text in request.form.items(multi=True) if name != "csrf_token"]


def _typed(status: HTTPStatus) -> Iterator[tuple[str, str]]:
    """The texts that a person sent with a form that was not taken, to copy: field and text, never a secret."""
    from_elsewhere = request.headers.get("Sec-Fetch-Site", "same-origin") not in OUR_OWN
    if from_elsewhere or request.method in READING or status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return
    for name, text in request.form.items(multi=True):
        if text.strip() and not any(word in name for word in NOT_SHOWN):
            heading = ROW.sub(lambda row: f" {int(row[1]) + 1}", name)
            yield heading.replace("-", " ").replace("_", " ").capitalize(), text
