"""tracker remind: the weekly letters."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker import clock
from tracker.accounts.models import Person
from tracker.accounts.rules import OPERATOR
from tracker.cli.output import print_json, print_lines, say
from tracker.config import Config
from tracker.db import begin_writing, db, insist_up_to_date, outside_transaction
from tracker.errors import NotReady
from tracker.mail import Letter, MailDownError, NotSentError, send
from tracker.reminders import changes, queries, rules
from tracker.reminders.rules import Contents

HERE: Final = "http://127.0.0.1:8000"
"""Where addresses in letters lead that go nowhere but into files."""


@dataclass(slots=True)
class Run:
    """What became of the letters of a week: whose were sent, whose were not and why, and how many were not tried."""

    week: date
    sent: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    not_tried: int = 0

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        faults = [{"email": email, "fault": fault} for email, fault in self.faults.items()]
        return {"week": self.week.isoformat(), "sent": self.sent, "failed": faults, "not_tried": self.not_tried}


def add_to(group: click.Group) -> None:
    """Add this command to ``group``."""
    group.add_command(remind)


@click.command()
@click.option("--dry-run", is_flag=True, help="Print the letters; send and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def remind(*, dry_run: bool, as_json: bool) -> None:
    """Send everybody their letter of this week, once, of what is due, overdue or assigned to them. Safe to repeat."""
    insist_up_to_date()
    _insist_address()
    week = rules.monday(clock.today())
    if dry_run:
        _show([*_letters(week)], as_json=as_json)
        return
    run = _send_all(week)
    if as_json:
        print_json(run.as_json())
    _tell(run)


def _insist_address() -> None:
    """A letter that leaves this machine leads to the site."""
    config = _config()
    if (config.smtp_url or config.notify_api_key) and not config.host:
        raise NotReady("Set TRACKER_URL to the address that people type: letters have links to the site.")


def _letters(week: date) -> Iterator[Letter]:
    """The letters that would be sent now."""
    for identifier in queries.may_get_digests():
        person = queries.find_person(identifier)
        digest = queries.find_digest(person, week) if person else None
        contents = _contents(person) if not (digest and digest.sent_at) else None
        if person and contents:
            yield _letter(person, contents, "")


def _contents(person: Person | None) -> Contents | None:
    """What there is to say to somebody; ``None`` where there is nothing, or nobody to say it to."""
    contents = queries.contents_for(person) if person and queries.gets_digests(person) else None
    return contents if contents and contents.is_worth_a_letter else None


def _letter(person: Person, contents: Contents, name: str) -> Letter:
    site = urlsplit(_config().url or HERE)
    adapter = current_app.url_map.bind(site.netloc, site.path or "/", url_scheme=site.scheme)

    def to(endpoint: str, values: Mapping[str, str]) -> str:
        return adapter.build(endpoint, values, force_external=True)

    sign = rules.sign_of(person.id, current_app.config["SECRET_KEY"])
    stop = to("reminders.stop_by_link", {"identifier": str(person.id), "sign": sign})
    return Letter(person.email, contents.subject, rules.body(person.name, contents, to), name, stop)


def _show(letters: list[Letter], *, as_json: bool) -> None:
    if as_json:
        print_json({"letters": [{"to": there.to, "subject": there.subject, "body": there.body} for there in letters]})
    else:
        print_lines(f"To: {there.to}\nSubject: {there.subject}\n\n{there.body}" for there in letters)
    say(f"{_counted(len(letters))} would be sent. Nothing was sent or changed.")


def _send_all(week: date) -> Run:
    """Send each letter in a transaction of its own; where nobody carries letters now, the others are left alone."""
    run, people = Run(week), queries.may_get_digests()
    for done, identifier in enumerate(people, 1):
        try:
            _send_one(identifier, run)
        except MailDownError:
            run.not_tried = len(people) - done
            break
        except NotSentError:
            continue
    return run


def _send_one(identifier: uuid.UUID, run: Run) -> None:
    """Claim somebody's letter, send it, and note what became of it."""
    begin_writing()
    person = queries.find_person(identifier)
    contents = _contents(person)
    digest = changes.claim_digest(person, run.week) if person and contents else None
    if person is None or contents is None or digest is None:
        return
    letter = _letter(person, contents, f"week-{digest.id}")
    db.session.commit()
    try:
        outside_transaction(partial(send, letter))
    except NotSentError as error:
        run.faults[letter.to] = str(error)
        changes.note_fault(digest, str(error))
        db.session.commit()
        raise
    changes.note_sent(digest, by=OPERATOR)
    db.session.commit()
    run.sent.append(letter.to)


def _tell(run: Run) -> None:
    """Say what was sent; raise ``NotReady`` where something was not, so that whoever runs this by a clock is told."""
    said = f"{_counted(len(run.sent))} sent for the week of {clock.in_words(run.week)}."
    if not run.faults:
        say(said)
        return
    faults = "".join(f"\n{email}: {fault}" for email, fault in run.faults.items())
    rest = f" Then no more was tried, for {run.not_tried} more people." if run.not_tried else ""
    raise NotReady(f"{said} {len(run.faults)} failed.{rest} The next run sends what was not sent.{faults}")


def _counted(letters: int) -> str:
    return f"{letters} letter{'' if letters == 1 else 's'}"


def _config() -> Config:
    config: Config = current_app.config["TRACKER"]
    return config
