"""The register of who may reach each page, to read and to send, and that it tells the truth."""

import pytest
from werkzeug.routing import BuildError

from tests.cast import make_person, sign_in
from tests.evidence import TEXT, make_figure
from tests.meetings import make_meeting
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

ANYONE, SIGNED_IN, ADMINISTRATOR = "anyone", "signed in", "administrator"
EVERY_ROLE = frozenset(Role)
READERS = frozenset({Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR})
MANAGER = frozenset({Role.MANAGER})
MANAGER_AND_CHAIR = frozenset({Role.MANAGER, Role.CHAIR})
MANAGER_AND_TEAM = frozenset({Role.MANAGER, Role.TEAM})
CHAIR = frozenset({Role.CHAIR})
MANAGER_AND_CHAIR = frozenset({Role.MANAGER, Role.CHAIR})
MEMBERS = frozenset({Role.GROUP, Role.CHAIR})
PLAN_READERS = EVERY_ROLE - {Role.NETWORK}
WITH_COMMISSIONER = READERS | {Role.COMMISSIONER}

TO_READ = {
    "abbreviations.own": MANAGER,
    "accounts.add_person": ADMINISTRATOR,
    "accounts.add_service": ADMINISTRATOR,
    "accounts.give_role": ADMINISTRATOR,
    "accounts.people": ADMINISTRATOR,
    "accounts.person": ADMINISTRATOR,
    "accounts.service": ADMINISTRATOR,
    "accounts.services": ADMINISTRATOR,
    "assessments.link_plan": MANAGER,
    "assessments.start": MANAGER,
    "assessments.start_plan": MANAGER,
    "backing.add": MANAGER_AND_TEAM,
    "backing.choose": MANAGER_AND_TEAM,
    "by_link.enter": ANYONE,  # who has the link
    "by_link.finish": ANYONE,  # who has opened one, as the pages after
    "by_link.left": ANYONE,
    "by_link.links": MANAGER_AND_CHAIR,
    "by_link.question": ANYONE,
    "by_link.questions": ANYONE,
    "by_link.standard": ANYONE,
    "by_link.start": ANYONE,
    "by_link.whole": ANYONE,
    "by_link.word": ANYONE,
    "demonstration.people": ANYONE,  # where a demonstration is served
    "evidence.add": MANAGER_AND_TEAM,
    "evidence.file": READERS,
    "evidence.item": READERS,
    "evidence.library": READERS,
    "exports.download": WITH_COMMISSIONER,
    "exports.everything": WITH_COMMISSIONER,
    "exports.export": WITH_COMMISSIONER,
    "exports.insert": WITH_COMMISSIONER,
    "gap_answers.plan_for": MANAGER,
    "feeds.calendar": ANYONE,  # who has the address
    "feeds.calendars": SIGNED_IN,
    "group.add": MANAGER,
    "group.end": MANAGER,
    "group.group": READERS,
    "group.member": MANAGER,
    "group.quorum": MANAGER_AND_CHAIR,
    "healthz": ANYONE,
    "home.service": EVERY_ROLE,
    "home.start": ANYONE,
    "imports.look": MANAGER,
    "imports.original": MANAGER,
    "imports.upload": MANAGER,
    "meetings.add": CHAIR,
    "meetings.became": MANAGER_AND_CHAIR,
    "meetings.decide": CHAIR,
    "meetings.meeting": READERS,
    "meetings.minute": READERS,
    "meetings.of_service": READERS,
    "meetings.plan": READERS,
    "meetings.view": READERS,
    "plan_exports.download": PLAN_READERS,
    "plan_exports.export": PLAN_READERS,
    "plan_imports.look": MANAGER,
    "plan_imports.original": MANAGER,
    "plan_imports.template": MANAGER,
    "plan_imports.upload": MANAGER,
    "plans.add_action": MANAGER,
    "plans.rag": MANAGER,
    "delivery.plan": PLAN_READERS,
    "ratings.history": READERS,
    "ratings.rate": READERS,
    "ratings.table": READERS,
    "record.of_installation": ADMINISTRATOR,
    "record.of_installation_csv": ADMINISTRATOR,
    "record.of_service": MANAGER,
    "record.of_service_csv": MANAGER,
    "record.of_action": READERS,
    "delivery.action": PLAN_READERS,
    "delivery.edit_action": MANAGER_AND_TEAM,
    "progress.add_note": MANAGER_AND_TEAM,
    "progress.mark_outcome": MANAGER_AND_TEAM,
    "progress.tick_step": MANAGER_AND_TEAM,
    "reminders.reminders": SIGNED_IN,
    "reminders.stop_by_link": ANYONE,  # who has the letter
    "reports.choose_comparison": READERS,
    "reports.compare": READERS,
    "reports.gaps": READERS,
    "overview.year": READERS,
    "owners.my_actions": SIGNED_IN,
    "owners.names": MANAGER_AND_TEAM,
    "reports.years": READERS,
    "review.answer": MANAGER,
    "review.finish": READERS,
    "review.question": MEMBERS,
    "review.questions": READERS,
    "review.standard": READERS,
    "review.start": READERS,
    "review.whole": READERS,
    "review.word": READERS,
    "rollover.next_plan": MANAGER,
    "schemas.assessment": ANYONE,
    "seals.compare": WITH_COMMISSIONER,
    "seals.correct": MANAGER,
    "seals.record": WITH_COMMISSIONER,
    "seals.version": WITH_COMMISSIONER,
    "security.change_password": SIGNED_IN,
    "security.forgot_password": ANYONE,
    "security.login": ANYONE,
    "security.reset_password": ANYONE,
    "sign_in.accept": ANYONE,  # who has the link
    "sign_in.set_up": ANYONE,  # who has the code
    "standards.framework": ANYONE,
    "standards.frameworks": ANYONE,
    "static": ANYONE,
    "submission.no_action": MANAGER_AND_TEAM,
    "submission.submit": MANAGER_AND_TEAM,
    "teamwork.assign": MANAGER,
    "teamwork.remarks": MANAGER_AND_TEAM,
    "terms.days": MANAGER_AND_TEAM,
    "verification.verify": ANYONE,
    "word_templates.file": MANAGER,
    "word_templates.template": MANAGER,
    "you_said.add": MANAGER,
    "you_said.choose_action": MANAGER,
    "you_said.choose_feedback": MANAGER,
    "you_said.line": MANAGER,
    "you_said.lines": WITH_COMMISSIONER,
    "you_said.page": WITH_COMMISSIONER,
    "you_said.remove": MANAGER,
    "you_said.website": WITH_COMMISSIONER,
    "you_said.word": WITH_COMMISSIONER,
}
TO_SEND = {
    "abbreviations.own": MANAGER,
    "abbreviations.remove": MANAGER,
    "accounts.add_person": ADMINISTRATOR,
    "accounts.add_service": ADMINISTRATOR,
    "accounts.give_role": ADMINISTRATOR,
    "accounts.invite": ADMINISTRATOR,
    "accounts.person": ADMINISTRATOR,
    "accounts.service": ADMINISTRATOR,
    "accounts.take_role": ADMINISTRATOR,
    "assessments.link_plan": MANAGER,
    "assessments.start": MANAGER,
    "assessments.start_plan": MANAGER,
    "backing.add": MANAGER_AND_TEAM,
    "backing.choose": MANAGER_AND_TEAM,
    "backing.remove": MANAGER_AND_TEAM,
    "backing.take_out": MANAGER_AND_TEAM,
    "backing.use_again": MANAGER_AND_TEAM,
    "by_link.agree": ANYONE,  # who has opened a link, as the pages after
    "by_link.close": ANYONE,
    "by_link.enter": ANYONE,
    "by_link.leave": ANYONE,
    "by_link.make": MANAGER_AND_CHAIR,
    "by_link.question": ANYONE,
    "by_link.reopen": ANYONE,
    "by_link.revoke": MANAGER_AND_CHAIR,
    "demonstration.be": ANYONE,  # where a demonstration is served
    "evidence.add": MANAGER_AND_TEAM,
    "evidence.add_files": MANAGER_AND_TEAM,
    "evidence.add_version": MANAGER_AND_TEAM,
    "evidence.as_few": MANAGER_AND_TEAM,
    "evidence.delete_file": MANAGER_AND_TEAM,
    "evidence.restore_file": MANAGER_AND_TEAM,
    "evidence.item": MANAGER_AND_TEAM,
    "evidence.restore": MANAGER_AND_TEAM,
    "exports.insert": WITH_COMMISSIONER,
    "gap_answers.look_again": MANAGER_AND_TEAM,
    "gap_answers.looked": MANAGER,
    "gap_answers.plan_for": MANAGER,
    "feeds.make": SIGNED_IN,
    "feeds.make_of_service": PLAN_READERS,
    "feeds.revoke": SIGNED_IN,
    "feeds.revoke_of_service": PLAN_READERS,
    "group.add": MANAGER,
    "group.member": MANAGER,
    "group.end": MANAGER,  # whom the one before leaves there
    "group.quorum": MANAGER_AND_CHAIR,
    "imports.save": MANAGER,
    "imports.save_all": MANAGER,
    "imports.set_periods": MANAGER,
    "imports.remove": MANAGER,
    "imports.upload": MANAGER,
    "meetings.add": CHAIR,
    "meetings.ask": CHAIR,
    "meetings.became": MANAGER_AND_CHAIR,
    "meetings.decide": CHAIR,
    "meetings.drop": CHAIR,
    "meetings.meeting": CHAIR,
    "meetings.plan": CHAIR,
    "plan_imports.remove": MANAGER,
    "plan_imports.save": MANAGER,
    "plan_imports.upload": MANAGER,
    "plans.add_action": MANAGER,
    "plans.delete_action": MANAGER,
    "plans.rag": MANAGER,
    "plans.restore_action": MANAGER,
    "plans.take_back_rag": MANAGER,
    "ratings.autosave": MANAGER_AND_TEAM,
    "ratings.here": MANAGER_AND_TEAM,
    "ratings.rate": MANAGER_AND_TEAM,
    "ratings.restore": MANAGER,
    "delivery.edit_action": MANAGER_AND_TEAM,
    "progress.add_note": MANAGER_AND_TEAM,
    "progress.complete_action": MANAGER_AND_TEAM,
    "progress.delete_note": MANAGER,  # and who wrote it
    "progress.mark_outcome": MANAGER_AND_TEAM,
    "progress.reopen_action": MANAGER_AND_TEAM,
    "progress.restore_note": MANAGER,  # and who wrote it
    "progress.tick_step": MANAGER_AND_TEAM,
    "progress.untick_step": MANAGER_AND_TEAM,
    "progress.use_completion": MANAGER_AND_TEAM,
    "owners.names": MANAGER,
    "reminders.resume": SIGNED_IN,
    "reminders.stop": SIGNED_IN,
    "reminders.stop_by_link": ANYONE,  # who has the letter
    "delivery.autosave": MANAGER_AND_TEAM,
    "delivery.cells": MANAGER_AND_TEAM,
    "delivery.move": MANAGER,
    "review.agree": MEMBERS,
    "review.answer": MANAGER,
    "review.close": frozenset({Role.CHAIR}),  # and who asked
    "review.question": MEMBERS,
    "review.reopen": frozenset({Role.CHAIR}),  # and who asked
    "rollover.next_plan": MANAGER,
    "seals.correct": MANAGER,
    "security.change_password": SIGNED_IN,
    "security.forgot_password": ANYONE,
    "security.login": ANYONE,
    "security.logout": ANYONE,
    "security.reset_password": ANYONE,
    "sign_in.accept": ANYONE,
    "sign_in.set_up": ANYONE,
    "submission.ask_again": MANAGER,
    "submission.hand_over": MANAGER,
    "submission.keep": MANAGER,
    "submission.no_action": MANAGER_AND_TEAM,
    "submission.withdraw": MANAGER,
    "teamwork.assign": MANAGER,
    "teamwork.close_remark": MANAGER_AND_TEAM,
    "teamwork.delete_remark": MANAGER,  # who wrote it
    "teamwork.remarks": MANAGER_AND_TEAM,
    "teamwork.reopen_remark": MANAGER_AND_TEAM,
    "teamwork.restore_remark": MANAGER,  # who wrote it
    "teamwork.say_done": MANAGER,  # and who was asked
    "teamwork.see_done": MANAGER,
    "teamwork.withdraw": MANAGER,
    "terms.days": MANAGER,
    "verification.verify": ANYONE,
    "word_templates.choose_styles": MANAGER,
    "word_templates.remove": MANAGER,
    "word_templates.upload": MANAGER,
    "you_said.add": MANAGER,
    "you_said.line": MANAGER,
    "you_said.move": MANAGER,
    "you_said.remove": MANAGER,  # what the one before leaves there
}
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


@pytest.fixture
def address(app, assessment, manager):
    """The address of each endpoint, of what is there: a person, an action, a document that waits, an abbreviation."""
    period = Period("2021-22", assessment.starts, assessment.ends)
    plan = start_plan(assessment.service, period, by=OPERATOR)
    action = add_action(
        plan, ActionText(objective="Leaflets", steps=("Go",), outcomes=("Known",)), assessment.framework, by=OPERATOR
    )
    start_assessment(assessment.service, assessment.framework, make_period("2022-23", 9), by=OPERATOR)
    upload = keep_upload(assessment.service, Sent("a.docx", b"no document"), "2021-22", by=OPERATOR)
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
    others |= {
        "step_identifier": action.steps[0].id,
        "outcome_identifier": action.outcomes[0].id,
        "note_identifier": add_note(action, "Half of them", by=OPERATOR).id,
    }
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


@pytest.mark.parametrize("endpoint", sorted(closed(TO_READ)))
def test_who_is_signed_out_reads_nothing(endpoint, client, address):
    page = client.get(address(endpoint))
    assert (page.status_code, page.location) == (302, f"/sign-in?next={address(endpoint)}")


@pytest.mark.parametrize("endpoint", sorted(closed(TO_SEND)))
def test_who_is_signed_out_sends_nothing(endpoint, client, address):
    assert client.post(address(endpoint)).status_code == 401


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


@pytest.mark.parametrize("endpoint", sorted(closed(TO_READ | TO_SEND)))
def test_what_takes_no_such_method_says_so(endpoint, app, client, address, administrator):
    sign_in(client, administrator)
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    taken = {method for other, method in ways_in(app) if rules[other] == rules[endpoint]}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - taken:
        page = client.open(address(endpoint), method=method)
        assert (page.status_code, "This address cannot be used in that way" in page.text) == (405, True)
