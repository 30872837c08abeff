"""What every page shares: headers, filters, and errors turned into pages."""

from http import HTTPStatus

from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from tracker import clock, errors, richtext

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

STATUS = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotReady: HTTPStatus.SERVICE_UNAVAILABLE,
}

TITLES = {
    HTTPStatus.NOT_FOUND: "Page not found",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address cannot be used in that way",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "That part of the file does not exist",
    HTTPStatus.CONFLICT: "That is not possible now",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Something in what was sent is not right",
    HTTPStatus.SERVICE_UNAVAILABLE: "The service is not ready",
}


def init_app(app: Flask) -> None:
    """Give ``app`` the headers, filters and error pages of this site."""
    app.jinja_env.filters["richtext"] = lambda text: Markup(richtext.to_html(text))  # noqa: S704  # sanitised there
    app.jinja_env.filters |= {"day": clock.in_words, "month": clock.month_in_words}
    app.after_request(_add_headers)
    app.register_error_handler(errors.TrackerError, _show_tracker_error)
    app.register_error_handler(IntegrityError, _show_clash)
    app.register_error_handler(StaleDataError, _show_clash)
    app.register_error_handler(OperationalError, _show_database_error)
    app.register_error_handler(HTTPException, _show_http_error)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _show_tracker_error(error: errors.TrackerError) -> ResponseReturnValue:
    statuses = (status for kind, status in STATUS.items() if isinstance(error, kind))
    return _page(next(statuses, HTTPStatus.INTERNAL_SERVER_ERROR), str(error))


def _show_clash(_error: IntegrityError | StaleDataError) -> ResponseReturnValue:
    return _page(
        HTTPStatus.CONFLICT, "Somebody else saved the same at the same moment. Nothing of yours was saved yet."
    )


def _show_database_error(_error: OperationalError) -> ResponseReturnValue:
    return _page(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The database does not answer. Nothing was saved. Try again in a minute.",
    )


def _show_http_error(error: HTTPException) -> ResponseReturnValue:
    page, status = _page(HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR), "")
    own = error.get_response().headers
    return page, status, {name: own[name] for name in ("Allow", "Content-Range") if name in own}


def _page(status: HTTPStatus, message: str) -> tuple[str, HTTPStatus]:
    title = TITLES.get(status, "Sorry, there is a problem with the service")
    return render_template("errors/error.html", title=title, message=message, status=status), status
