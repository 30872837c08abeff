"""Letters by e-mail: through a mail server, through GOV.UK Notify, or into files, as the installation is set up."""

import smtplib
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import current_app
from flask_mailman import EmailMessage
from flask_mailman.backends.base import BaseEmailBackend
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from tracker.config import Config
from tracker.errors import TrackerError

SECONDS: Final = 10
"""How long GOV.UK Notify may take to answer; a mail server has as long for each thing that it is told."""

OF_ONE_LETTER = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)
"""What a mail server has against one letter: it may take the next."""

OF_ALL = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
"""What Notify answers where it would take no other letter either; beside the faults of its own."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in plain text.

    ``name`` is what a second copy of the same letter is known by; ``stop`` is where one click ends letters of its kind.
    Both may be empty.
    """

    to: str
    subject: str
    body: str
    name: str = ""
    stop: str = ""


class NotSentError(TrackerError):
    """Whoever carries letters did not take this one."""


class MailDownError(NotSentError):
    """Whoever carries letters takes none now."""


def send(letter: Letter) -> None:
    """Hand a letter to whoever carries it. Raises ``NotSentError``, ``MailDownError``."""
    config: Config = current_app.config["TRACKER"]
    if config.notify_api_key:
        _by_notify(letter, config)
    else:
        _by_server(letter, config.host or "localhost")


def _by_notify(letter: Letter, config: Config) -> None:
    client = NotificationsAPIClient(config.notify_api_key, base_url=config.notify_url, timeout=SECONDS)
    try:
        client.send_email_notification(
            letter.to,
            config.notify_template,
            personalisation={"subject": letter.subject, "body": letter.body},
            reference=letter.name or None,
            one_click_unsubscribe_url=letter.stop or None,
        )
    except APIError as error:
        is_down = error.status_code in OF_ALL or error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        raise (MailDownError if is_down else NotSentError)(f"GOV.UK Notify: {error}") from error


def _by_server(letter: Letter, host: str) -> None:
    """Through the mail server or into a file: Flask-Mailman knows which."""
    headers = {"Message-ID": f"<{letter.name}@{host}>"} if letter.name else {}
    if letter.stop:
        headers |= {"List-Unsubscribe": f"<{letter.stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    connection = current_app.extensions["mailman"].get_connection()
    message = EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers, connection=connection)
    try:
        connection.open()
        message.send()
    except OF_ONE_LETTER as error:
        raise NotSentError(f"The mail server refused the letter: {error}") from error
    except OSError as error:
        raise MailDownError(f"The mail server: {error or type(error).__name__}") from error
    finally:
        _hang_up(connection)


def _hang_up(connection: BaseEmailBackend) -> None:
    """End the call. A server that is rude at the end has taken the letter all the same."""
    try:
        connection.close()
    except OSError as error:
        current_app.logger.warning("The mail server did not let us hang up: %s", error)
