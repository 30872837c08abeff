"""Mail about passwords: kept until the answer has gone, then sent by a worker of its own."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from flask import Flask, g
from flask_security import EmailValidateException, MailUtil, hash_password

from tracker.accounts.rules import email
from tracker.errors import Invalid
from tracker.mail import Letter, send

WORKER = "mail worker"
"""Where an application keeps the worker that sends its mail, one at a time."""


class Mails(MailUtil):
    """Flask-Security's mails; what is to be sent waits in ``g.mails``."""

    def normalize(self, address: str) -> str:
        """An address by the rule that accounts are kept by, so that looking up and counting tries never differ."""
        try:
            return email(address)
        except Invalid as error:
            raise EmailValidateException(str(error)) from error

    def send_mail(  # what Flask-Security calls: a letter of ours has one sender, and is plain text
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,  # noqa: ARG002
        body: Any,
        html: Any,  # noqa: ARG002
        **_more: Any,
    ) -> None:
        """Keep a mail until the transaction has ended.

        A link for a known account takes as long as the hash that Flask-Security makes for an unknown one.
        """
        if template == "reset_instructions":
            hash_password("nobody's")
        g.setdefault("mails", []).append(Letter(str(recipient), str(subject), str(body)))


def init_app(app: Flask) -> None:
    """Give ``app`` its worker for mail: whoever waits for an answer never waits for a mail server."""
    app.extensions[WORKER] = ThreadPoolExecutor(1, "mail")


def post(app: Flask, letters: list[Letter]) -> "Future[None]":
    """Have the worker send what was kept."""
    worker: ThreadPoolExecutor = app.extensions[WORKER]
    return worker.submit(_send, app, letters)


def _send(app: Flask, letters: list[Letter]) -> None:
    """Send mails. Whatever goes wrong with one is told to whoever runs the program; the others still go."""
    with app.app_context():
        for letter in letters:
            try:
                send(letter)
            except Exception:
                app.logger.exception("The mail “%s” could not be sent", letter.subject)
