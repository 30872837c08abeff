"""The standing cast: somebody in every role, the manager of another service, an administrator; and the clock."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask_security import hash_password

from tests.cast import PASSWORD, make_person
from tracker import clock
from tracker.accounts.changes import add_service, set_password
from tracker.accounts.models import Person, Service
from tracker.accounts.rules import OPERATOR, Role


@pytest.fixture
def manager(service: Service) -> Person:
    """Manages the service."""
    return make_person("Maya Noor", service, Role.MANAGER)


@pytest.fixture
def team(service: Service) -> Person:
    """Is in the service's team."""
    return make_person("Theo Tait", service, Role.TEAM)


@pytest.fixture
def group(service: Service) -> Person:
    """Is a member of its advisory group."""
    return make_person("Gwen Rees", service, Role.GROUP)


@pytest.fixture
def chair(service: Service) -> Person:
    """Chairs its advisory group."""
    return make_person("Colin Shaw", service, Role.CHAIR)


@pytest.fixture
def commissioner(service: Service) -> Person:
    """Commissions it."""
    return make_person("Cora Lane", service, Role.COMMISSIONER)


@pytest.fixture
def network(service: Service) -> Person:
    """Leads the network of services."""
    return make_person("Nils Berg", service, Role.NETWORK)


@pytest.fixture
def other_manager(app: object) -> Person:
    """Manages another service."""
    return make_person("Olga Pike", add_service("Other SENDIASS", "other", by=OPERATOR), Role.MANAGER)


@pytest.fixture
def administrator(app: object) -> Person:
    """Administers the installation, and has no role in any service."""
    return make_person("Ada Finch", is_admin=True)


@pytest.fixture(scope="session")
def password_hash(application: Flask) -> str:
    """The hash of ``PASSWORD``, which takes its time to make."""
    with application.app_context():
        return str(hash_password(PASSWORD))


@pytest.fixture
def account(manager: Person, password_hash: str) -> Person:
    """The manager, who has a password by now."""
    set_password(manager, password_hash)
    return manager


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """The clock stands still, until a test says how long to wait: ``wait(timedelta(hours=12))``."""

    def move(time: timedelta) -> None:
        moment = clock.now() + time
        monkeypatch.setattr(clock, "now", lambda: moment)

    move(timedelta(0))
    return move
