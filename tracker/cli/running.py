"""Setting up and serving: init, demo, serve."""

import ipaddress
import os
import secrets
import signal
from dataclasses import replace
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_security import hash_password
from waitress.server import create_server

import tracker
from tracker.accounts.queries import anybody_is_there
from tracker.accounts.rules import OPERATOR
from tracker.cli.output import say
from tracker.config import Config
from tracker.db import begin_writing, db, insist_up_to_date, upgrade
from tracker.demonstration.changes import add_demonstration, add_people, add_ratified_year
from tracker.demonstration.queries import is_there, latest_year
from tracker.demonstration.rules import FILE, NAME, PASSWORDS
from tracker.errors import NotReady
from tracker.reports.export import save, word_file
from tracker.seals.queries import public_keys
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework
from tracker.standards.models import Framework
from tracker.terms.changes import work_out_days

host_option = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
port_option = click.option(
    "--port",
    default=8000,
    show_default=True,
    envvar="PORT",
    show_envvar=True,
    type=click.IntRange(1, 65535),
    help="Port to listen on.",
)


def add_to(group: click.Group) -> None:
    """Add these commands to ``group``."""
    for command in (init, demo, serve):
        group.add_command(command)


@click.command()
@with_appcontext
def init() -> None:
    """Bring the database up to date and load the Minimum Standards. Safe to repeat."""
    _set_up()
    moved = work_out_days(by=OPERATOR)
    db.session.commit()
    if moved:
        say(f"Actions that are due on another day now, by what their timescales stand for: {moved}.")
    say(f"Ready: the database is up to date ({db.engine.url.set(query={}).render_as_string()}).")


@click.command()
@click.option("--serve/--no-serve", default=True, help="Serve the site when all is there.")
@port_option
@with_appcontext
def demo(*, serve: bool, port: int) -> None:
    """Set up, with a fictional service to try things on. What is there already stays as it is."""
    framework = _set_up()
    is_new = add_demonstration(framework)
    if is_new:
        add_ratified_year(_config().signing_key())
    _keep_passwords(add_people(hash_password))
    db.session.commit()
    say(f"The demonstration, {NAME}, {'was made' if is_new else 'is there and stays as it is'}.")
    say(f"Its appendices: {_demonstration_file()}")
    say(f"Its people and their passwords ({_config().home / PASSWORDS}):\n{_passwords()}")
    if serve:
        _serve(tracker.create_app(replace(_config(), demonstration=True)), "127.0.0.1", port)


@click.command()
@host_option
@port_option
@with_appcontext
def serve(host: str, port: int) -> None:
    """Serve the site. Before anybody has an account, it prints a code for the first visit."""
    insist_up_to_date()
    app = tracker.create_app(_config())
    if not is_loopback(host):
        _insist_ready_for_others()
    if not anybody_is_there():
        app.config["SET_UP_CODE"] = secrets.token_hex(8)
        say(f"Nobody has an account yet. Open the site, and set it up with this code: {app.config['SET_UP_CODE']}")
    _serve(app, host, port)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _insist_ready_for_others() -> None:
    if is_there():
        raise NotReady("This is a demonstration: it can be served to this machine only (--host 127.0.0.1).")
    if not _config().host:
        raise NotReady("Set TRACKER_URL to the address that people type, such as https://standards.example.org")


def _keep_passwords(passwords: dict[str, str]) -> None:
    """Keep the demonstration's passwords where only the owner of the folder can read them."""
    if passwords:
        path = _config().home / PASSWORDS
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(f"{address}  {password}\n" for address, password in passwords.items())


def _passwords() -> str:
    path = _config().home / PASSWORDS
    return (
        path.read_text().rstrip()
        if path.exists()
        else "The file is not there any more; nobody needs it to look around."
    )


def _stop(_signal: int, _frame: object) -> None:
    """End as by Ctrl+C: waitress finishes what runs."""
    raise SystemExit(0)


def _config() -> Config:
    config: Config = current_app.config["TRACKER"]
    return config


def _demonstration_file() -> Path:
    """The demonstration's appendices on disk, written where they are not there yet."""
    path = _config().home / FILE
    latest = latest_year()
    if latest and not path.exists():
        save(path, word_file(latest, key=_config().signing_key()))
    return path


def _set_up() -> Framework:
    """The shipped framework in a database with every migration. The caller commits."""
    _config().make_home()
    current_app.config["SECRET_KEY"] = _config().secret_key()
    upgrade()
    begin_writing()
    _insist_signing_key()
    framework, is_new = load_framework(shipped_framework(), by=OPERATOR)
    if is_new:
        say(f"Loading {framework.title}, {framework.version}.")
    return framework


def _insist_signing_key() -> None:
    """The key for seals: a new one where nothing is sealed yet, else the one that is there. Raises ``NotReady``."""
    if not public_keys():
        _config().make_signing_key()
    _config().signing_key()


def _serve(app: Flask, host: str, port: int) -> None:
    db.session.remove()
    try:
        server = create_server(app, host=host, port=port, threads=8, ident=None)
    except (OSError, ValueError) as error:  # waitress says a host that there is not as a ValueError
        reason = getattr(error, "strerror", None) or error
        raise NotReady(f"Cannot listen on {host}, port {port}: {reason}. Choose another.") from error
    signal.signal(signal.SIGTERM, _stop)
    say(f"Serving on http://{host}:{port} (stop with Ctrl+C)")
    server.run()
