"""The library: what is in it, what is looked for, and what was taken out."""

from datetime import date, timedelta

import pytest

from tests.cast import sign_in
from tests.evidence import LIBRARY, make_figure, make_link, make_note
from tracker.accounts.rules import OPERATOR
from tracker.evidence.changes import delete_evidence


@pytest.fixture
def items(service, framework):
    make_note(service, framework, "Minutes", standards=("1.1",), look_again=date(2022, 9, 1))
    make_figure(service, framework)
    make_link(service, framework, "Our <b>leaflets</b>")


def test_an_empty_library_says_how_to_begin(client, manager, framework):
    sign_in(client, manager)
    page = client.get(LIBRARY).text
    assert "Nothing is here yet" in page
    assert all(f"{LIBRARY}/add/{kind}" in page for kind in ("document", "link", "figure", "note"))
    assert "Search" not in page


def test_the_library_shows_every_item_and_what_is_due(client, manager, items):
    sign_in(client, manager)
    page = client.get(LIBRARY).text
    assert all(text in page for text in ("Minutes", "1,524 referrals", "3 items", "1 due for another look"))
    assert page.count("Due for another look") == 1
    assert "Our &lt;b&gt;leaflets" in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?words=minutes", ["Minutes"]),
        ("?standard=1.1", ["Minutes"]),
        ("?kind=figure", ["Referrals"]),
        ("?due=y", ["Minutes"]),
        ("?age=under+a+year", []),
        ("?kind=rumour&age=7&standard=9.9", ["Minutes", "Referrals", "leaflets"]),
        ("?words=%00%25", []),
    ],
)
def test_the_address_says_what_is_looked_for(client, manager, items, asked, found):
    sign_in(client, manager)
    page = client.get(LIBRARY + asked)
    assert page.status_code == 200
    table = page.text.partition("<tbody")[2]
    assert [name for name in ("Minutes", "Referrals", "leaflets") if name in table] == found


def test_what_was_taken_out_is_offered_to_who_may_put_it_back(client, team, group, service, framework):
    delete_evidence(make_note(service, framework, "Minutes"), by=OPERATOR)
    sign_in(client, team)
    assert "Put it back" in client.get(LIBRARY).text
    sign_in(client, group)
    page = client.get(LIBRARY).text
    assert "Minutes" not in page
    assert "/add/" not in page


@pytest.mark.parametrize("reader", ["commissioner", "network"])
def test_who_reads_no_assessment_reads_no_evidence(request, client, items, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.get(LIBRARY).status_code == 403
    assert "evidence library" not in client.get("/services/lanternshire").text


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, items):
    sign_in(client, other_manager)
    assert client.get(LIBRARY).status_code == 404


def test_the_services_page_leads_to_it(client, chair, items):
    sign_in(client, chair)
    page = client.get("/services/lanternshire").text
    assert f'href="{LIBRARY}"' in page
    assert "3 items, 1 due for another look" in page


@pytest.fixture
def many(service, framework):
    """A hundred and one notes, the youngest "Note 101", of which each fifth backs 1.1."""
    for number in range(1, 102):
        standards = ("1.1",) if number % 5 == 0 else ()
        day = date(2020, 1, 1) + timedelta(days=number)
        make_note(service, framework, f"Note {number}.", speaks_of=day, standards=standards)


def test_more_than_fifty_items_come_in_pages_and_what_is_looked_for_stays_in_their_addresses(client, manager, many):
    sign_in(client, manager)
    page = client.get(LIBRARY).text
    assert all(text in page for text in ("101 items", "Showing 1 to 50", "Note 101.", "Note 52."))
    assert "Note 51." not in page
    assert 'aria-current="page">1</a>' in page
    second = client.get(f"{LIBRARY}?words=note&page=2").text
    assert all(text in second for text in ("101 of 101 found", "Showing 51 to 100", "Note 51.", "Note 2."))
    assert f'rel="prev" href="{LIBRARY}?words=note&amp;page=1"' in second
    assert f'rel="next" href="{LIBRARY}?words=note&amp;page=3"' in second
    assert "Note 1." in client.get(f"{LIBRARY}?words=note&page=3").text


def test_fifty_items_or_fewer_have_no_pages(client, manager, many):
    sign_in(client, manager)
    page = client.get(f"{LIBRARY}?standard=1.1").text
    assert "20 of 101 found" in page
    assert "Showing" not in page
    assert "govuk-pagination" not in page


@pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("-3", 1), ("x", 1), ("99", 101), ("9" * 40, 101)])
def test_a_page_that_there_is_not_is_the_nearest_that_there_is(client, manager, many, asked, shown):
    sign_in(client, manager)
    page = client.get(f"{LIBRARY}?page={asked}")
    assert (page.status_code, f"Showing {shown} to" in page.text) == (200, True)
