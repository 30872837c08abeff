"""Mail about passwords: kept until the answer has gone, then sent by a worker of its own."""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from flask import Flask, g
from flask_security import EmailValidateException, MailUtil, hash_password

from tracker.accounts.rules import email
from tracker.errors import Invalid

Mail = dict[str, Any]

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

    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: Any, html: Any, **_more: Any
    ) -> None:
        """Keep a mail until the transaction has ended.

        A link for a known account takes as long as the hash that Flask-Security makes for an unknown one.
        """
        if template == "reset_instructions":
            hash_password("nobody's")
        parts = ("template", "subject", "recipient", "sender", "body", "html")
        mail = dict(zip(parts, (template, subject, recipient, sender, body, html), strict=True))
        g.setdefault("mails", []).append(mail)


def init_app(app: Flask) -> None:
    """Give ``app`` its worker for mail: whoever waits for an answer never waits for a mail server."""
    app.extensions[WORKER] = ThreadPoolExecutor(1, "mail")


def post(app: Flask, mails: list[Mail]) -> "Future[None]":
    """Have the worker send what was kept."""
    worker: ThreadPoolExecutor = app.extensions[WORKER]
    return worker.submit(_send, app, mails)


def _send(app: Flask, mails: list[Mail]) -> None:
    """Send mails. Whatever goes wrong with one is told to whoever runs the program; the others still go."""
    with app.app_context():
        for mail in mails:
            try:
                MailUtil(app).send_mail(**mail)
            except Exception:
                app.logger.exception("The mail “%s” could not be sent", mail["subject"])
