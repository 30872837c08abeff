"""Adding evidence of each kind."""

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.cast import sign_in
from tests.evidence import LIBRARY, PDF, office
from tracker.accounts.queries import get_service
from tracker.accounts.rules import OPERATOR
from tracker.evidence.queries import evidence_of, versions_of

DAY = {"speaks_of-day": "31", "speaks_of-month": "8", "speaks_of-year": "2022"}
TITLED = {"title": "Leaflets", "description": "What **we** print", "standards": ["1.2", "1.1"]} | DAY
LINK = TITLED | {"address": "https://www.example.org/leaflets"}
FIGURE = DAY | {"name": "Referrals", "value": "1,524", "unit": "referrals", "period": "2020-21"}


def sent(*files):
    """The files as they are sent, anew each time: what was sent is closed."""
    return {"files": [(io.BytesIO(content), name) for name, content in files]}


def kept():
    return evidence_of(get_service("lanternshire", viewer=OPERATOR), viewer=OPERATOR)


@pytest.fixture
def here(client, team, framework):
    sign_in(client, team)
    return client


def test_a_document_is_added_with_its_files(here, team):
    files = sent(("C:/x/leaflet.pdf", PDF), ("leaflet.docx", office()))
    answer = here.post(f"{LIBRARY}/add/document", data=TITLED | files)
    (item,) = kept()
    assert (answer.status_code, answer.location) == (302, f"{LIBRARY}/{item.id}")
    assert (item.title, item.speaks_of, item.look_again) == ("Leaflets", date(2022, 8, 31), None)
    assert (item.added_by, [standard.number for standard in item.standards]) == (team.identifier, ["1.1", "1.2"])
    assert [files[0].name for files in versions_of(item)] == ["leaflet.pdf", "leaflet.docx"]
    page = here.get(answer.location).text
    assert "“Leaflets” added." in page
    assert "What <strong>we</strong> print" in page
    assert "by Theo Tait" in page


def test_a_link_is_added(here):
    here.post(f"{LIBRARY}/add/link", data=LINK)
    (item,) = kept()
    assert item.address == "https://www.example.org/leaflets"
    assert 'href="https://www.example.org/leaflets" rel="noopener noreferrer"' in here.get(f"{LIBRARY}/{item.id}").text


def test_a_figure_is_typed_as_numbers_and_its_change_is_worked_out(here):
    answer = here.post(f"{LIBRARY}/add/figure", data=FIGURE | {"earlier": "1,336", "earlier_period": "2019-20"})
    (item,) = kept()
    assert (item.title, item.value, item.earlier) == ("Referrals, 2020-21", Decimal(1524), Decimal(1336))
    assert "1,524 referrals, 2020-21, 14.07\N{NO-BREAK SPACE}% more than in 2019-20" in here.get(answer.location).text


def test_a_share_takes_its_unit_from_its_sign(here):
    here.post(f"{LIBRARY}/add/figure", data=FIGURE | {"value": "17.5%", "unit": "", "earlier": "15%"})
    (item,) = kept()
    assert (item.value, item.unit) == (Decimal("17.5"), "%")


def test_a_note_may_have_files_too(here):
    here.post(f"{LIBRARY}/add/note", data=TITLED)
    here.post(f"{LIBRARY}/add/note", data=TITLED | {"title": "Second"} | sent(("minutes.txt", b"Minutes")))
    assert [len(item.files) for item in kept()] == [0, 1]


def test_the_standard_of_the_address_is_chosen(here):
    page = here.get(f"{LIBRARY}/add/note?standard=1.2").text
    assert re.search(r'value="1\.2"\s+checked', page)
    assert page.count(" checked") == 1


def test_the_same_form_sent_twice_adds_one_item(here):
    (new,) = re.findall('name="new" value="([^"]+)"', here.get(f"{LIBRARY}/add/note").text)
    first, second = (here.post(f"{LIBRARY}/add/note", data=TITLED | {"new": new}).location for _ in range(2))
    assert first == second
    assert len(kept()) == 1


WRONG = [
    ("note", {"title": " "}, "Enter a title"),
    ("note", {"title": "a" * 201}, "At most 200 characters"),
    ("note", {"description": "a" * 20_001}, "At most 20,000 characters"),
    ("note", {"speaks_of-day": "", "speaks_of-month": "", "speaks_of-year": ""}, "Enter the date it speaks of"),
    ("note", {"speaks_of-day": "31", "speaks_of-month": "2"}, "must be a day that there is"),
    ("note", {f"look_again-{part}": DAY[f"speaks_of-{part}"] for part in ("day", "month", "year")}, "must be after"),
    ("note", {"standards": ["9.9"]}, "not a valid choice"),
    ("link", {"address": ""}, "Enter the address of a web page"),
    ("link", {"address": "javascript:alert(1)"}, "It begins with https://"),
    ("figure", {"value": "many"}, "“many” is not a number"),
    ("figure", {"value": "1,5"}, "is not a number"),
    ("figure", {"value": ""}, "Enter the value"),
    ("figure", {"name": ""}, "Enter what is counted or measured"),
    ("figure", {"period": ""}, "Enter the period"),
    ("figure", {"earlier": "about 7"}, "“about 7” is not a number"),
    ("figure", {"earlier_period": "2019-20"}, "Enter the earlier value, or clear its period"),
    ("figure", {"value": "17.5%"}, "This has %, but the unit is referrals"),
    ("figure", {"earlier": "17.5%"}, "This has %, but the unit is referrals"),
    ("document", {}, "Choose a file"),
    ("document", [("empty.pdf", b"")], "empty.pdf: It is empty"),
    ("document", [("good.pdf", PDF), ("report.pdf.exe", b"MZ")], "report.pdf.exe: Its name has two endings"),
    ("document", [(f"{number}.txt", b"x") for number in range(21)], "At most 20 files at once"),
]


@pytest.mark.parametrize(("kind", "wrong", "message"), WRONG)
def test_what_cannot_be_added_stays_typed_and_says_why(here, kind, wrong, message):
    base = {"document": TITLED, "note": TITLED, "link": LINK, "figure": FIGURE}[kind]
    wrong = sent(*wrong) if isinstance(wrong, list) else wrong
    page = here.post(f"{LIBRARY}/add/{kind}", data=base | {"description": "Kept as typed"} | wrong)
    assert page.status_code == 200
    assert f"<title>Error: Add a {kind}" in page.text
    assert message in page.text
    assert "description" in wrong or "Kept as typed" in page.text
    assert kept() == []


def send_large(client, content):
    """Send a large file; the client's own way leaves a temporary file open."""
    boundary, body = encode_multipart(TITLED | {"files": FileStorage(io.BytesIO(content), "large.txt")})
    return client.post(f"{LIBRARY}/add/document", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def test_a_file_larger_than_the_installation_takes_is_refused(app, here, monkeypatch):
    monkeypatch.setitem(app.config, "TRACKER", replace(app.config["TRACKER"], file_limit=1))
    page = send_large(here, b"a" * (2**20 + 1))
    assert "large.txt: It has 1.1 MiB; at most 1 MiB are kept" in page.text
    assert kept() == []


def test_more_than_a_request_may_have_is_refused_with_the_limit(here):
    page = send_large(here, b"a" * (26 * 2**20))
    assert (page.status_code, "may have 25 MiB together" in page.text) == (413, True)


def test_a_kind_that_there_is_not_is_not_found(here):
    assert here.get(f"{LIBRARY}/add/rumour").status_code == 404


@pytest.mark.parametrize("reader", ["group", "chair"])
def test_who_only_reads_adds_nothing(request, client, framework, service, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(f"{LIBRARY}/add/note").status_code == 403
    assert client.post(f"{LIBRARY}/add/note", data=TITLED).status_code == 403
    assert kept() == []


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, service, framework):
    sign_in(client, other_manager)
    assert client.post(f"{LIBRARY}/add/note", data=TITLED).status_code == 404
    assert kept() == []


def test_files_of_a_form_that_was_not_saved_are_asked_for_again(here):
    page = here.post(f"{LIBRARY}/add/note", data=TITLED | {"title": ""} | sent(("leaflet.pdf", PDF))).text
    assert "Enter a title" in page
    assert page.count("Choose your files again: nothing was saved yet") == 2  # in the summary, and at the field
    assert "Choose your files again" not in here.post(f"{LIBRARY}/add/note", data=TITLED | {"title": ""}).text


def test_where_one_of_several_files_is_refused_it_is_said_that_none_was_kept(here):
    page = here.post(f"{LIBRARY}/add/note", data=TITLED | sent(("leaflet.pdf", PDF), ("empty.pdf", b""))).text
    assert "empty.pdf: It is empty. None of your files was kept: choose them again" in page
    assert "None of your files" not in here.post(f"{LIBRARY}/add/note", data=TITLED | sent(("e.pdf", b""))).text
    assert kept() == []
