"""Both databases, an application on each, a way to type commands, and plain builders."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from hypothesis import HealthCheck, settings

import tracker.cli
from tests.cast import Browser
from tests.databases import hurry, postgresql_server
from tests.emptying import empty_tables
from tests.word.sdk import find_sdk
from tracker import create_app
from tracker.accounts.changes import add_service
from tracker.accounts.models import Service
from tracker.accounts.rules import OPERATOR, period
from tracker.assessments.changes import start_assessment
from tracker.assessments.models import Assessment
from tracker.config import Config
from tracker.db import begin_writing, db
from tracker.office import find_office
from tracker.standards.changes import load_framework
from tracker.standards.loader import shipped_framework
from tracker.standards.models import Framework

pytest_plugins = ["tests.marlshire", "tests.people"]

settings.register_profile(
    "suite", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
settings.register_profile("deep", settings.get_profile("suite"), max_examples=5000)
settings.load_profile("suite")

WORDING = shipped_framework()  # read once: that takes longer than to load it
EXAMPLES = os.environ.get("TRACKER_EXAMPLES")
# Tests that read real documents, drive LibreOffice or ask the Open XML SDK are there where those are.
OF_EXAMPLES = ["real_example", "real_plan", "real_plan_there_and_back"]
collect_ignore = [] if EXAMPLES else [f"journeys/test_{name}.py" for name in OF_EXAMPLES]
collect_ignore += [] if EXAMPLES else ["standards/test_published_wording.py"]
collect_ignore += [] if find_office() else ["word/test_libreoffice.py"]
collect_ignore += [] if find_sdk() else ["word/test_sdk.py"]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this test run's own."""
    with postgresql_server(tmp_path_factory.mktemp("postgresql")) as address:
        yield address


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn; empty for SQLite in the application's home."""
    return request.getfixturevalue("postgresql") if request.param == "postgresql" else ""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Path:
    """The folder that the application keeps its things in."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def application(home: Path, database_url: str) -> Iterator[Flask]:
    """The application on one database, with every migration."""
    config = Config(home, database_url)
    config.make_signing_key()
    app = create_app(config)
    app.config["TESTING"], app.test_client_class = True, Browser
    hurry(app)
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(application: Flask) -> Iterator[Flask]:
    """The application with empty tables, in its context and in a transaction that may write."""
    application.config["WTF_CSRF_ENABLED"] = False
    with application.app_context():
        begin_writing()
        yield application
        db.session.remove()
        empty_tables()


@pytest.fixture
def with_csrf(app: Flask) -> None:
    """Forms need their token, as they do in service."""
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def client(app: Flask) -> Browser:
    """A browser, signed out."""
    return app.test_client()


@pytest.fixture
def run(app: Flask) -> Callable[..., Result]:
    """Type a command: ``run("services", "list")``. As with a process of its own, what it does not commit is gone."""

    def run_command(*args: str) -> Result:
        db.session.remove()
        result = CliRunner().invoke(tracker.cli.tracker, list(args), obj=ScriptInfo(create_app=lambda: app))
        db.session.remove()
        return result

    return run_command


@pytest.fixture
def run_json(run: Callable[..., Result]) -> Callable[..., Any]:
    """Type a command that succeeds, with ``--json``, and have its document."""

    def run_command(*args: str) -> Any:
        result = run(*args, "--json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return run_command


@pytest.fixture
def framework(app: Flask) -> Framework:
    """The Minimum Standards of 2018, loaded."""
    return load_framework(WORDING, by=OPERATOR)[0]


@pytest.fixture
def service(app: Flask) -> Service:
    """A service whose year starts in September."""
    return add_service("Lanternshire SENDIASS", "lanternshire", by=OPERATOR)


@pytest.fixture
def assessment(service: Service, framework: Framework) -> Assessment:
    """That service's assessment of 2021-22, nothing rated yet."""
    return start_assessment(service, framework, period("2021-22", service.year_starts), by=OPERATOR)
