"""The register of who may reach each page tells the truth."""

import pytest
from werkzeug.routing import BuildError

from tests.cast import make_person, sign_in
from tests.evidence import TEXT, make_figure
from tests.meetings import make_meeting
from tests.register import ADMINISTRATOR, ANYONE, SIGNED_IN, TO_READ, TO_SEND
from tests.seals import ratify
from tests.word.reports import report
from tracker import create_app
from tracker.abbreviations.changes import save_abbreviation
from tracker.accounts.rules import OPERATOR, Period, Role
from tracker.accounts.rules import period as make_period
from tracker.assessments.changes import correct, move, start_assessment
from tracker.assessments.queries import get_rating
from tracker.config import Config
from tracker.imports.changes import keep_upload
from tracker.imports.rules import Sent
from tracker.meetings.changes import ask_of_plan, review_plan
from tracker.plan_imports.changes import keep_sheet
from tracker.plans.changes import add_action, start_plan
from tracker.plans.rules import ActionText
from tracker.progress.changes import add_note
from tracker.review.changes import open_exception
from tracker.teamwork.changes import add_remark, assign
from tracker.word_templates.changes import keep_word_template
from tracker.workbooks.grid import Cell, Grid, GridRow, Sheet
from tracker.you_said.changes import add_line
from tracker.you_said.rules import LineText

PLAN_GRID = Grid((Sheet("", (GridRow(1, (Cell(1, "Task objective"), Cell(2, "Who?"))),)),))
CAST = ["manager", "team", "group", "chair", "commissioner", "network", "other_manager", "administrator"]
REFUSALS = {401, 403, 404, 405}
SAMPLE = {"slug": "lanternshire", "label": "2021-22", "other": "2022-23", "number": "1.1", "token": "x"}
SAMPLE |= {"filename": "tracker.css", "kind": "note", "position": 1, "version": 1, "other_version": 1}
SAMPLE |= {"source": "own", "answer": "own"}


def closed(register):
    return {endpoint: who for endpoint, who in register.items() if who != ANYONE}


def ways_in(app):
    """Every endpoint with a method that it takes: what reads is GET alone."""
    rules = list(app.url_map.iter_rules())
    return {(rule.endpoint, method) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}


def differences(app):
    """Ways in that the register lacks, and entries without one."""
    entries = {(endpoint, "GET") for endpoint in TO_READ} | {(endpoint, "POST") for endpoint in TO_SEND}
    return ways_in(app) ^ entries


def _ratify(assessment):
    """Have a version that was ratified, and the next one to work on."""
    move(assessment, "submit", by=OPERATOR)
    ratify(assessment)
    correct(assessment, "A slip.", by=OPERATOR)


def _within(action):
    """What stands below an action: a step, an outcome and a note."""
    steps = {"step_identifier": action.steps[0].id, "outcome_identifier": action.outcomes[0].id}
    return steps | {"note_identifier": add_note(action, "Half of them", by=OPERATOR).id}


def _planned(assessment):
    """A plan, and an action that says something of everything."""
    plan = start_plan(assessment.service, Period("2021-22", assessment.starts, assessment.ends), by=OPERATOR)
    text = ActionText(objective="Leaflets", steps=("Go",), outcomes=("Known",))
    return plan, add_action(plan, text, assessment.framework, by=OPERATOR)


@pytest.fixture
def address(app, assessment, manager):
    """The address of each endpoint, of what is there: a person, an action, a document that waits, an abbreviation."""
    plan, action = _planned(assessment)
    start_assessment(assessment.service, assessment.framework, make_period("2022-23", 9), by=OPERATOR)
    upload = keep_upload(assessment.service, Sent("a.docx", b"no document"), "2021-22", by=OPERATOR)
    period = Period(plan.label, plan.starts, plan.ends)
    sheet = keep_sheet(assessment.service, "a.xlsx", b"no workbook", PLAN_GRID, plan=plan, period=period, by=OPERATOR)
    keep_word_template(assessment.service, "house.dotx", report(), {}, by=OPERATOR)
    short = save_abbreviation(assessment.service, "LOM", "Leaflet of the month", by=OPERATOR)
    item = make_figure(assessment.service, assessment.framework, files=[TEXT])
    going = make_figure(assessment.service, assessment.framework, period="2020-21")
    identifiers = {
        "evidence": item.id,
        "backing": going.id,
        "abbreviations": short.id,
        "accounts": manager.id,
        "by_link": make_person("Lia Moss", assessment.service, Role.GROUP).id,
        "group": make_person("Gus Hale", assessment.service, Role.GROUP).id,
        "imports": upload.id,
        "plan_imports": sheet.id,
    }
    _ratify(assessment)
    rating = get_rating(assessment, "1.1")
    identifiers |= dict.fromkeys(("plans", "delivery", "gap_answers", "progress", "record"), action.id)
    identifiers["teamwork"] = assign(rating, manager, by=OPERATOR).id
    others = {"file_identifier": item.files[0].id, "remark_identifier": add_remark(rating, "Hello", by=manager).id}
    others |= _within(action)
    meeting = make_meeting(assessment.service, by=OPERATOR)
    asked = ask_of_plan(review_plan(meeting, plan, "", by=OPERATOR), "Be quick", by=OPERATOR)
    identifiers["meetings"], others["request_identifier"] = meeting.id, asked.id
    identifiers["you_said"] = add_line(assessment.service, LineText("More evenings"), by=OPERATOR).id
    identifiers["review"] = open_exception(rating, "Why?", asked_by=manager.id, by=OPERATOR).id
    adapter = app.url_map.bind("localhost")

    def build(endpoint):
        values = SAMPLE | others | {"identifier": identifiers.get(endpoint.split(".")[0])}
        arguments = next(app.url_map.iter_rules(endpoint)).arguments
        try:
            return adapter.build(endpoint, {name: values[name] for name in arguments})
        except (KeyError, BuildError) as error:
            raise AssertionError(f"Give SAMPLE a value for {endpoint}: {error}") from error

    return build


def expected(who, name):
    """The answer to a member of the cast: what is another service's is as if it were not there."""
    if who == SIGNED_IN:
        return "open"
    if who == ADMINISTRATOR:
        return "open" if name == "administrator" else 403
    if name in {"administrator", "other_manager"}:
        return 404
    return "open" if Role(name) in who else 403


def answer(page):
    return page.status_code if page.status_code in REFUSALS else "open"


def test_every_route_is_in_the_register_and_every_entry_is_a_route(app):
    assert differences(app) == set()


def test_a_route_that_nobody_registered_would_be_noticed_and_be_closed(tmp_path):
    fresh = create_app(Config(tmp_path))
    fresh.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert ("forgotten", "GET") in differences(fresh)
    page = fresh.test_client().get("/forgotten")
    assert (page.status_code, page.location) == (302, "/sign-in?next=/forgotten")


def test_who_is_signed_out_reads_nothing(client, address):
    pages = {endpoint: client.get(address(endpoint)) for endpoint in closed(TO_READ)}
    answers = {endpoint: (page.status_code, page.location) for endpoint, page in pages.items()}
    assert answers == {endpoint: (302, f"/sign-in?next={address(endpoint)}") for endpoint in closed(TO_READ)}


def test_who_is_signed_out_sends_nothing(client, address):
    answers = {endpoint: client.post(address(endpoint)).status_code for endpoint in closed(TO_SEND)}
    assert answers == dict.fromkeys(closed(TO_SEND), 401)


@pytest.mark.parametrize("name", CAST)
def test_each_of_the_cast_reads_what_the_register_says(name, client, address, request):
    sign_in(client, request.getfixturevalue(name))
    answers = {endpoint: answer(client.get(address(endpoint))) for endpoint in closed(TO_READ)}
    assert answers == {endpoint: expected(who, name) for endpoint, who in closed(TO_READ).items()}


@pytest.mark.parametrize("name", CAST)
def test_each_of_the_cast_sends_what_the_register_says(name, client, address, request):
    sign_in(client, request.getfixturevalue(name))
    answers = {endpoint: answer(client.post(address(endpoint))) for endpoint in closed(TO_SEND)}
    assert answers == {endpoint: expected(who, name) for endpoint, who in closed(TO_SEND).items()}


def test_what_takes_no_such_method_says_so(app, client, address, administrator):
    sign_in(client, administrator)
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    ways = ways_in(app)
    for endpoint in closed(TO_READ | TO_SEND):
        taken = {method for other, method in ways if rules[other] == rules[endpoint]}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - taken:
            page = client.open(address(endpoint), method=method)
            said = "This address cannot be used in that way" in page.text
            assert (endpoint, method, page.status_code, said) == (endpoint, method, 405, True)
