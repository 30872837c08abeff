"""Remarks on a standard for the team's eyes only."""

import io
import re
import uuid
import zipfile
from datetime import timedelta

import pytest

from tests.cast import make_person, sign_in
from tests.teamwork import SECRET, make_assignment, make_remark
from tracker.accounts.rules import OPERATOR, Role, period
from tracker.assessments.changes import link_plan, save_rating
from tracker.assessments.queries import get_rating
from tracker.db import db
from tracker.plans.changes import start_plan
from tracker.teamwork.changes import close_remark, delete_remark
from tracker.teamwork.queries import open_remarks_by_rating

YEAR = "/services/lanternshire/assessments/2021-22"
STANDARD = f"{YEAR}/standards/4.1"
PAGE = f"{STANDARD}/remarks"
CHOSEN = f"{YEAR}/appendices?which=both&look=calm&section=&variant=printed&summary=y&glossary=y&columns=notes"


@pytest.fixture
def remark(assessment, team):
    return make_remark(assessment, team)


@pytest.fixture
def plan(assessment, service):
    plan = start_plan(service, period("2021-22", 9), by=OPERATOR)
    link_plan(assessment, plan, by=OPERATOR)


def address(remark, verb):
    return f"{PAGE}/{remark.id}/{verb}"


def texts(assessment, viewer):
    db.session.expire_all()
    return [remark.text for there in open_remarks_by_rating(assessment, viewer=viewer).values() for remark in there]


@pytest.mark.parametrize("who", ["manager", "team"])
def test_the_team_writes_one_and_finds_it_at_the_standard(request, client, assessment, who):
    person = request.getfixturevalue(who)
    sign_in(client, person)
    assert f'href="{PAGE}">Write a remark on 4.1' in client.get(STANDARD).text
    assert "Remarks on 4.1</h1>" in client.get(PAGE).text
    answer = client.post(PAGE, data={"text": "Is **this** right?", "new": str(uuid.uuid4())})
    assert (answer.status_code, answer.location) == (302, STANDARD)
    page = client.get(STANDARD).text
    assert "Remark on 4.1 saved. Only managers and the team see it." in page
    assert "Is <strong>this</strong> right?" in page
    assert re.search(rf"{person.name}, \d+ \w+ \d{{4}} at \d\d:\d\d", page)


def test_sent_twice_it_is_there_once(client, assessment, team):
    sign_in(client, team)
    sent = {"text": "Once", "new": str(uuid.uuid4())}
    assert [client.post(PAGE, data=sent).status_code for _ in range(2)] == [302, 302]
    assert texts(assessment, team) == ["Once"]


@pytest.mark.parametrize("new", ["", "x"])
def test_without_an_identifier_it_is_kept_all_the_same(client, assessment, team, new):
    sign_in(client, team)
    client.post(PAGE, data={"text": "Here", "new": new})
    assert texts(assessment, team) == ["Here"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("long " * 1_001, "A remark has at most 5,000 characters; this has 5,004"),
        (" \n ", "Write what the others should know."),
    ],
)
def test_what_cannot_be_saved_stays_in_the_field_with_the_reason(client, assessment, team, text, message):
    sign_in(client, team)
    page = client.post(PAGE, data={"text": text}).text
    assert "<title>Error: Remarks on 4.1" in page
    assert page.count(message) == 2
    assert 'id="text-error"' in page
    assert text.strip() in page
    assert texts(assessment, team) == []


def test_what_people_type_is_shown_as_they_typed_it(client, assessment, team):
    make_remark(assessment, team, "<script>alert(1)</script>")
    sign_in(client, team)
    assert "<script>alert" not in client.get(STANDARD).text
    assert "&lt;script&gt;alert" in client.get(STANDARD).text


def test_it_is_closed_at_the_standard_and_opened_again_on_the_page_of_remarks(client, assessment, remark, manager):
    sign_in(client, manager)
    assert client.post(address(remark, "close")).location == STANDARD
    page = client.get(STANDARD).text
    assert "Remark on 4.1 closed." in page
    assert SECRET not in page
    assert "All remarks on 4.1</a>, 1 closed" in page
    page = client.get(PAGE).text
    assert SECRET in page
    assert "Closed by Maya Noor" in page
    assert client.post(address(remark, "reopen")).location == STANDARD
    assert SECRET in client.get(STANDARD).text


def test_the_overview_counts_the_open_ones(client, assessment, remark, team, manager):
    sign_in(client, manager)
    assert "1 open remark." in client.get(YEAR).text
    close_remark(make_remark(assessment, team, "Closed"), by=manager)
    delete_remark(make_remark(assessment, team, "Taken out"), by=team)
    make_remark(assessment, manager, "Another")
    assert "2 open remarks." in client.get(YEAR).text


def test_its_author_takes_it_out_and_puts_it_back(client, assessment, remark, team, manager):
    sign_in(client, team)
    assert "Take it out" in client.get(STANDARD).text
    assert client.post(address(remark, "delete")).location == STANDARD
    page = client.get(STANDARD).text
    assert "Your remark on 4.1 was taken out." in page
    assert SECRET not in page
    page = client.get(PAGE).text
    assert "Taken out by you" in page
    assert SECRET in page
    sign_in(client, manager)
    assert SECRET not in client.get(PAGE).text
    sign_in(client, team)
    assert client.post(address(remark, "restore")).location == STANDARD
    assert texts(assessment, team) == [SECRET]


def test_what_another_wrote_cannot_be_taken_out(client, assessment, remark, manager):
    sign_in(client, manager)
    assert "Take it out" not in client.get(STANDARD).text
    assert client.post(address(remark, "delete")).status_code == 403
    assert texts(assessment, manager) == [SECRET]


def test_one_that_was_taken_out_meanwhile_cannot_be_closed(client, remark, manager, team):
    delete_remark(remark, by=team)
    sign_in(client, manager)
    for verb in ("close", "reopen"):
        answer = client.post(address(remark, verb))
        assert (answer.status_code, "taken it out" in answer.text) == (409, True)


def test_who_wrote_and_left_is_named_still(client, assessment, remark, service, team, manager):
    team.active = False
    sign_in(client, manager)
    assert "Theo Tait, " in client.get(STANDARD).text


def test_what_the_operator_wrote_is_by_somebody(client, assessment, manager):
    make_remark(assessment, OPERATOR)
    sign_in(client, manager)
    assert "Somebody, " in client.get(STANDARD).text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("group", 403),
        ("chair", 403),
        ("commissioner", 403),
        ("network", 403),
        ("other_manager", 404),
        ("administrator", 404),
    ],
)
def test_nobody_else_reads_or_changes_one(request, client, assessment, remark, team, who, status):
    sign_in(client, request.getfixturevalue(who))
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, data={"text": "Hello"}).status_code == status
    for verb in ("close", "reopen", "delete", "restore"):
        assert client.post(address(remark, verb)).status_code == status
    assert texts(assessment, team) == [SECRET]


@pytest.mark.parametrize("verb", ["close", "reopen", "delete", "restore"])
def test_it_is_found_at_its_own_standard_only_and_read_by_no_address(client, remark, team, verb):
    sign_in(client, team)
    assert client.post(address(remark, verb).replace("4.1", "4.2")).status_code == 404
    assert client.post(f"{PAGE}/{uuid.uuid4()}/{verb}").status_code == 404
    assert client.get(address(remark, verb)).status_code == 405
    assert client.put(PAGE).status_code == 405
    assert client.get(PAGE.replace("4.1", "9.9")).status_code == 404


@pytest.mark.parametrize("who", ["group", "chair"])
def test_readers_outside_the_team_never_learn_that_there_is_one(
    request, client, assessment, remark, plan, manager, team, who
):
    save_rating(get_rating(assessment, "4.1"), "C", "Notes", by=manager)
    sign_in(client, request.getfixturevalue(who))
    pages = [STANDARD, f"{STANDARD}/history", YEAR, f"{YEAR}/table", f"{YEAR}/gaps", f"{YEAR}/export", "/"]
    for address_ in [*pages, "/services/lanternshire", "/services/lanternshire/years"]:
        page = client.get(address_)
        assert page.status_code == 200, address_
        text = re.sub(r"(?s)<head>.*?</head>", "", page.text)
        assert SECRET not in text, address_
        assert "remark" not in text.lower(), address_


@pytest.mark.parametrize("who", ["commissioner", "network"])
def test_who_reads_no_assessment_finds_nothing_at_home_nor_in_the_plan(request, client, remark, plan, who):
    sign_in(client, request.getfixturevalue(who))
    for address_ in ("/", "/services/lanternshire", "/services/lanternshire/plans/2021-22"):
        assert "remark" not in client.get(address_).text.lower()
    assert client.get(STANDARD).status_code == 403


def unpacked(content):
    """The bytes of a file, and of each part of it where it is a zip."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("form", ["docx", "html", "fragment", "xlsx", "json"])
@pytest.mark.parametrize("who", ["manager", "team", "group", "chair"])
def test_no_export_has_a_word_of_it_whoever_takes_it(
    request, client, assessment, remark, plan, manager, team, who, form
):
    save_rating(get_rating(assessment, "4.1"), "C", "Notes-that-are-exported", by=manager)
    make_assignment(assessment, team, manager, words="Words-of-the-assignment")
    sign_in(client, request.getfixturevalue(who))
    where = f"{YEAR}/everything.json" if form == "json" else f"{CHOSEN}&as={form}"
    answer = client.get(where)
    assert answer.headers["Content-Disposition"].endswith(f".{form}.html" if form == "fragment" else f".{form}")
    content = unpacked(answer.data)
    assert b"Notes-that-are-exported" in content
    assert SECRET.encode() not in content
    assert b"Words-of-the-assignment" not in content
    assert b"Theo Tait" not in content


def test_open_ones_stand_in_the_order_of_writing(client, assessment, remark, service, wait):
    wait(timedelta(minutes=1))
    second = make_person("Tess Wood", service, Role.TEAM)
    make_remark(assessment, second, "The second")
    sign_in(client, second)
    page = client.get(STANDARD).text
    assert page.index(SECRET) < page.index("The second")


def test_many_remarks_of_one_minute_are_no_landmarks(client, assessment, manager, team):
    for words in ("First", "Second"):
        make_remark(assessment, team, words)
    sign_in(client, manager)
    page = client.get(PAGE).text
    assert page.count("<article") == page.count("</article>") == 2
    assert '<section class="tracker-read"' not in page
