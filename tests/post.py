"""Who carries letters, real enough for tests: a mail server on loopback, and a stand-in for GOV.UK Notify's API."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

TEMPLATE = "0a1b2c3d-0000-4000-8000-000000000001"
NOTIFY_KEY = "a_key-0a1b2c3d-0000-4000-8000-000000000002-0a1b2c3d-0000-4000-8000-000000000003"


@dataclass
class MailServer:
    """A mail server that keeps what it takes; it refuses whom ``refused`` names, and does ``before`` it takes one."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    before: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        """Its address, as ``SMTP_URL`` has it."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[str]:
        """Whose letters it took, in that order."""
        return [letter["To"] for letter in self.letters]

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        """Take or refuse somebody."""
        if address in self.refused:
            return "550 nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a letter."""
        self.before()
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 taken"


class _OnSocket(Controller):
    """A server on a socket that is open already, so that nobody else gets its port."""

    def __init__(self, handler: MailServer, listening: socket.socket) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=listening.getsockname()[1])
        self._listening = listening

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._listening)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server, for as long."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = MailServer(listening.getsockname()[1])
    controller = _OnSocket(server, listening)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


@dataclass
class Notify:
    """What was asked of GOV.UK Notify, and what it answers: a status, and the fault that it names."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    authorised: list[str] = field(default_factory=list)
    status: int = 201
    fault: str = ""


@contextmanager
def notify() -> Iterator[Notify]:
    """A server that answers as GOV.UK Notify's API does, for as long."""
    state = Notify()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append(asked)
            state.paths.append(self.path)
            state.authorised.append(self.headers["Authorization"])
            error = {"status_code": state.status, "errors": [{"error": "Error", "message": state.fault}]}
            content = json.dumps(error if state.fault else {"id": TEMPLATE, "reference": None}).encode()
            self.send_response(state.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        state.url = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield state
        finally:
            server.shutdown()


def nobody_there() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port: int = gone.getsockname()[1]
    return port


def use_server(app: Any, monkeypatch: Any, port: int) -> None:
    """Let ``app`` send through the mail server at this port."""
    for name, value in {"backend": "smtp", "server": "127.0.0.1", "port": port, "timeout": 10}.items():
        monkeypatch.setattr(app.extensions["mailman"], name, value)
