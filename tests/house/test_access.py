"""The register of who may reach each page, and that it tells the truth."""

import pytest
from werkzeug.routing import BuildError

from tests.cast import sign_in
from tracker import create_app
from tracker.accounts.rules import Role
from tracker.config import Config

ANYONE, SIGNED_IN, ADMINISTRATOR = "anyone", "signed in", "administrator"
EVERY_ROLE = frozenset(Role)
READERS = frozenset({Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR})
MANAGER = frozenset({Role.MANAGER})
PLAN_READERS = EVERY_ROLE - {Role.NETWORK}

REGISTER = {
    "accounts.add_person": ADMINISTRATOR,
    "accounts.add_service": ADMINISTRATOR,
    "accounts.give_role": ADMINISTRATOR,
    "accounts.invite": ADMINISTRATOR,
    "accounts.people": ADMINISTRATOR,
    "accounts.person": ADMINISTRATOR,
    "accounts.service": ADMINISTRATOR,
    "accounts.services": ADMINISTRATOR,
    "accounts.take_role": ADMINISTRATOR,
    "assessments.link_plan": MANAGER,
    "assessments.rate": READERS,  # to read; only the manager saves
    "assessments.start": MANAGER,
    "assessments.start_plan": MANAGER,
    "assessments.table": READERS,
    "demonstration.be": ANYONE,  # where a demonstration is served
    "demonstration.people": ANYONE,
    "healthz": ANYONE,
    "home.service": EVERY_ROLE,
    "home.start": ANYONE,
    "imports.look": MANAGER,
    "imports.save": MANAGER,
    "imports.upload": MANAGER,
    "plans.add_action": MANAGER,
    "plans.delete_action": MANAGER,
    "plans.plan": PLAN_READERS,
    "plans.restore_action": MANAGER,
    "reports.action": PLAN_READERS,
    "reports.download": READERS,
    "reports.export": READERS,
    "reports.gaps": READERS,
    "reports.overview": READERS,
    "security.change_password": SIGNED_IN,
    "security.forgot_password": ANYONE,
    "security.login": ANYONE,
    "security.logout": ANYONE,
    "security.reset_password": ANYONE,
    "sign_in.accept": ANYONE,  # who has the link
    "sign_in.set_up": ANYONE,  # who has the code
    "standards.framework": ANYONE,
    "standards.frameworks": ANYONE,
    "static": ANYONE,
}
SAMPLE = {"slug": "lanternshire", "label": "2021-22", "number": "1.1", "token": "x", "filename": "tracker.css"}
CAST = ["manager", "team", "group", "chair", "commissioner", "network", "other_manager", "administrator"]
NEEDS_MORE = ("imports.look", "plans.", "reports.action")  # a plan or a document: read in tests of their own
CLOSED = sorted(endpoint for endpoint, who in REGISTER.items() if who != ANYONE)


def differences(app):
    """Endpoints that the register lacks, and entries without one."""
    return {rule.endpoint for rule in app.url_map.iter_rules()} ^ set(REGISTER)


def address(app, endpoint, identifier):
    """Its address with what the tests have; for arguments that they lack it fails."""
    adapter = app.url_map.bind("localhost")
    values = SAMPLE | {"identifier": identifier}
    rule = next(app.url_map.iter_rules(endpoint))
    try:
        return adapter.build(endpoint, {name: values[name] for name in rule.arguments})
    except (KeyError, BuildError) as error:
        raise AssertionError(f"Give SAMPLE a value for {endpoint}: {error}") from error


def methods(app, endpoint):
    return set().union(*(rule.methods for rule in app.url_map.iter_rules(endpoint)))


def test_every_route_is_in_the_register_and_every_entry_is_a_route(app):
    assert differences(app) == set()


def test_a_route_that_nobody_registered_would_be_noticed_and_be_closed(tmp_path):
    fresh = create_app(Config(tmp_path))
    fresh.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert "forgotten" in differences(fresh)
    page = fresh.test_client().get("/forgotten")
    assert (page.status_code, page.location) == (302, "/sign-in?next=/forgotten")


@pytest.mark.parametrize("endpoint", CLOSED)
def test_who_is_signed_out_gets_nowhere(endpoint, app, client, assessment, manager):
    path = address(app, endpoint, manager.id)
    if "GET" in methods(app, endpoint):
        page = client.get(path)
        assert (page.status_code, page.location) == (302, f"/sign-in?next={path}")
    if "POST" in methods(app, endpoint):
        assert client.post(path).status_code == 401


def expected(who, name):
    """The answer to a member of the cast: what is another service's is as if it were not there."""
    if who == SIGNED_IN:
        return 200
    if who == ADMINISTRATOR:
        return 200 if name == "administrator" else 403
    if name in {"administrator", "other_manager"}:
        return 404
    return 200 if Role(name) in who else 403


@pytest.mark.parametrize("name", CAST)
def test_each_of_the_cast_reads_what_the_register_says(name, app, client, assessment, manager, request):
    sign_in(client, request.getfixturevalue(name))
    pages = [entry for entry in CLOSED if "GET" in methods(app, entry) and not entry.startswith(NEEDS_MORE)]
    answers = {endpoint: client.get(address(app, endpoint, manager.id)).status_code for endpoint in pages}
    assert answers == {endpoint: expected(REGISTER[endpoint], name) for endpoint in pages}
