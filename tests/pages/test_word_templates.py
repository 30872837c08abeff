"""A service's own Word template: choosing it, its styles, taking it away."""

import io

import docx
import pytest
import sqlalchemy as sa

from tests.cast import make_person, sign_in
from tests.word.reports import heading, line, report
from tracker.accounts.rules import OPERATOR, Role
from tracker.audit.models import AuditEntry
from tracker.db import db
from tracker.word.styles import ROLES
from tracker.word_templates.changes import keep_word_template
from tracker.word_templates.models import WordTemplate
from tracker.word_templates.queries import find_word_template

HOUSE = report(line("Old text"), kind="template")
ADDRESS = "/services/lanternshire/word-template"
YEAR = "/services/lanternshire/assessments/2021-22"


@pytest.fixture
def here(client, assessment, manager):
    sign_in(client, manager)
    return client


def send(client, content=HOUSE, name="house.dotx"):
    return client.post(ADDRESS, data={"template": (io.BytesIO(content), name)})


def test_a_service_without_one_is_asked_for_it(here):
    page = here.get(ADDRESS).text
    assert "Upload a Word template" in page
    assert "Remove the template" not in page


def test_a_template_is_kept_with_the_styles_that_its_names_suggest(here, service):
    assert send(here).location == ADDRESS
    there = find_word_template(service, viewer=OPERATOR)
    assert there.styles == {"Heading1": "berschrift1", "TableText": "HouseText", "AppendixTable": "HouseTable"}
    page = here.get(ADDRESS).text
    assert "house.dotx" in page
    assert '<option value="HouseText" selected>Table Text</option>' in page
    assert db.session.query(AuditEntry).filter_by(verb="keep_word_template").count() == 1


def test_the_appendices_come_in_it_and_another_look_can_be_chosen(here):
    send(here)
    assert "Your template: house.dotx" in here.get(f"{YEAR}/export").text
    own = docx.Document(io.BytesIO(here.get(f"{YEAR}/appendices?which=assessment&look=own&section=").data))
    assert own.sections[0].header.paragraphs[0].text == "House of Lanternshire"
    calm = docx.Document(io.BytesIO(here.get(f"{YEAR}/appendices?which=assessment&look=calm&section=").data))
    assert calm.sections[0].header.paragraphs[0].text.startswith("Lanternshire")


def test_who_chooses_nothing_gets_the_template(here):
    send(here)
    made = docx.Document(io.BytesIO(here.get(f"{YEAR}/appendices").data))
    assert made.sections[0].header.paragraphs[0].text == "House of Lanternshire"


def test_another_template_takes_its_place(here, service):
    send(here)
    send(here, report(heading("x")), "other.docx")
    assert [there.name for there in db.session.scalars(sa.select(WordTemplate))] == ["other.docx"]


def test_styles_can_be_changed_and_ours_taken(here, service):
    send(here)
    seen = find_word_template(service, viewer=OPERATOR).fingerprint
    chosen = dict.fromkeys(ROLES, "") | {"seen": seen, "TableNote": "HouseText"}
    assert here.post(f"{ADDRESS}/styles", data=chosen).location == ADDRESS
    db.session.expire_all()
    assert find_word_template(service, viewer=OPERATOR).styles == {"TableNote": "HouseText"}


def test_a_style_that_the_template_has_not_is_refused(here, service):
    send(here)
    seen = find_word_template(service, viewer=OPERATOR).fingerprint
    page = here.post(f"{ADDRESS}/styles", data={"seen": seen, "TableNote": "Elsewhere"})
    assert "There is a problem" in page.text
    assert "TableNote" not in find_word_template(service, viewer=OPERATOR).styles


def test_styles_of_a_page_that_is_out_of_date_change_nothing(here, service):
    send(here)
    seen = find_word_template(service, viewer=OPERATOR).fingerprint
    send(here, report(heading("x")), "other.docx")
    page = here.post(f"{ADDRESS}/styles", data={"seen": seen, "TableNote": "HouseText"})
    assert (page.status_code, "Somebody else changed this" in page.text) == (409, True)


def test_without_it_the_built_in_look_is_back(here, service):
    send(here)
    assert here.post(f"{ADDRESS}/remove").location == ADDRESS
    assert find_word_template(service, viewer=OPERATOR) is None
    assert "Your template: " not in here.get(f"{YEAR}/export").text
    assert here.post(f"{ADDRESS}/remove").status_code == 404


def test_the_file_is_given_back_as_it_was_sent(here):
    send(here)
    page = here.get(f"{ADDRESS}/file")
    assert page.data == HOUSE
    assert page.headers["Content-Disposition"] == "attachment; filename=house.dotx"


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "Choose a Word template"), (b"%PDF-1.7 x", "not a Word document"), (HOUSE[:900], "damaged")],
    ids=["nothing", "pdf", "half"],
)
def test_what_is_no_template_is_said_at_the_field_and_nothing_is_kept(here, service, content, message):
    page = send(here, content, "house.dotx" if content else "")
    assert message in page.text
    assert "There is a problem" in page.text
    assert find_word_template(service, viewer=OPERATOR) is None


def test_the_template_of_another_service_is_not_there(client, assessment, other_manager):
    keep_word_template(assessment.service, "house.dotx", HOUSE, {}, by=OPERATOR)
    sign_in(client, other_manager)
    assert client.get(f"{ADDRESS}/file").status_code == 404
    assert client.post(f"{ADDRESS}/remove").status_code == 404


def test_the_group_gets_the_appendices_in_it_but_may_not_change_it(client, assessment):
    keep_word_template(assessment.service, "house.dotx", HOUSE, {}, by=OPERATOR)
    sign_in(client, make_person("Ann Bell", assessment.service, Role.GROUP))
    made = docx.Document(io.BytesIO(client.get(f"{YEAR}/appendices").data))
    assert made.sections[0].header.paragraphs[0].text == "House of Lanternshire"
    assert client.get(ADDRESS).status_code == 403


def test_only_who_may_choose_a_template_is_led_to_it(client, manager, group, assessment):
    for person, led in ((manager, True), (group, False)):
        sign_in(client, person)
        page = client.get("/services/lanternshire/assessments/2021-22/export")
        assert (page.status_code, "Choose your own Word template" in page.text) == (200, led)
