"""``python -m benchmarks.plan [ACTIONS]``: what each view of a plan takes, beside a plan of ten actions, on SQLite.

Where ``DATABASE_URL`` names a PostgreSQL database that may be filled and emptied, it is measured there.
"""

import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import flask_migrate
from flask import Flask
from flask.testing import FlaskClient

from tracker import create_app
from tracker.accounts.changes import add_person, add_service, give_role
from tracker.accounts.rules import OPERATOR, Role, period
from tracker.config import Config
from tracker.db import begin_writing, db
from tracker.delivery.rules import VIEWS, View
from tracker.plans.changes import add_action, start_plan
from tracker.plans.rules import ActionState, ActionText
from tracker.sign_in.changes import begin_session
from tracker.sign_in.security import SESSION_KEY
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework

FEW, TRIES = 10, 7
LIMIT_RATIO, LIMIT_KB = 10, 500
NUMBERS = ("1.1", "1.2", "1.6", "2.3", "3.2", "3.6", "4.1")


def main() -> None:
    """Fill two plans, ask for each view of each in turn, and print a table."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as home:
        app = create_app(Config(Path(home), os.environ.get("DATABASE_URL", "")))
        client = _fill(app, many)
        print(f"{'view':>10} {'ms, ' + str(FEW):>10} {f'ms, {many:,}':>10} {'ratio':>8} {f'kB, {many:,}':>10}")
        for view in VIEWS:
            _measure(client, view)
        print(f"{'limit':>10} {'':>10} {'':>10} {LIMIT_RATIO:>8} {LIMIT_KB:>10}")
        with app.app_context():
            db.engine.dispose()


def _measure(client: FlaskClient, view: View) -> None:
    """The least time of each plan, in turns."""
    few, much = [], []
    for _ in range(TRIES):
        few.append(_asked(client, f"/services/lanternshire/plans/2021-22?view={view}")[0])
        much.append(_asked(client, f"/services/lanternshire/plans/2022-23?view={view}"))
    least, (most, size) = min(few), min(much)
    print(f"{view:>10} {least * 1000:>10.0f} {most * 1000:>10.0f} {most / least:>8.1f} {size / 1000:>10.0f}")


def _asked(client: FlaskClient, address: str) -> tuple[float, int]:
    started = time.perf_counter()
    page = client.get(address)
    if page.status_code != 200:
        raise SystemExit(f"{address} answers {page.status}")
    return time.perf_counter() - started, len(page.data)


def _fill(app: Flask, many: int) -> FlaskClient:
    """Two plans, the second with ``many`` actions, and their manager signed in."""
    with app.app_context():
        flask_migrate.upgrade()
        begin_writing()
        framework = load_framework(shipped_framework(), by=OPERATOR)[0]
        service = add_service("Lanternshire SENDIASS", "lanternshire", by=OPERATOR)
        person = add_person("Maya Noor", "maya.noor@example.org", by=OPERATOR)
        give_role(person, service, Role.MANAGER, by=OPERATOR)
        for label, count in (("2021-22", FEW), ("2022-23", many)):
            plan = start_plan(service, period(label, service.year_starts), by=OPERATOR)
            for number in range(count):
                add_action(plan, _text(number, plan.starts), framework, by=OPERATOR)
        token, identifier = begin_session(person), person.fs_uniquifier
        db.session.commit()
        db.session.remove()
    client = app.test_client()
    with client.session_transaction() as session:
        session.update({"_user_id": identifier, "_fresh": True, SESSION_KEY: token})
    return client


def _text(number: int, starts: date) -> ActionText:
    """An action as long as those of a real plan, each somewhat different."""
    due = starts + timedelta(days=number * 7 % 420) if number % 5 else None
    return ActionText(
        area="Commissioning, governance and management arrangements",
        standards=(NUMBERS[number % 7], NUMBERS[(number + 3) % 7]),
        objective=f"Make the service **better known** in health, beginning with practice {number}.",
        steps=tuple(f"Step {step} of {number}: write, ask two readers, print and hand out" for step in range(4)),
        outcomes=("Families hear of us where they are", "Referrals from health double"),
        who=f"Service Manager, Adviser {number % 12}",
        timescale=f"{due:%d.%m.%y}" if due else "ongoing",
        due=due,
        completion="Leaflets are in 14 of 27 practices. On-going.",
        state=tuple(ActionState)[number % 3],
    )


if __name__ == "__main__":
    main()
