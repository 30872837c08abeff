"""Mail about passwords: kept until the answer has gone, then sent."""

from smtplib import SMTPException
from typing import Any

from flask import Flask, g
from flask_security import MailUtil

Mail = dict[str, Any]


class Mails(MailUtil):
    """Flask-Security's mails; what is to be sent waits in ``g.mails``."""

    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: Any, html: Any, **_more: Any
    ) -> None:
        """Keep a mail until the transaction has ended."""
        parts = ("template", "subject", "recipient", "sender", "body", "html")
        mail = dict(zip(parts, (template, subject, recipient, sender, body, html), strict=True))
        g.setdefault("mails", []).append(mail)


def send_mails(app: Flask, mails: list[Mail]) -> None:
    """Send what was kept. A mail server that cannot be reached is told to whoever runs the program."""
    with app.app_context():
        for mail in mails:
            try:
                MailUtil(app).send_mail(**mail)
            except (OSError, SMTPException):
                app.logger.exception("The mail “%s” could not be sent", mail["subject"])
