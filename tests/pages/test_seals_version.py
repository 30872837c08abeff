"""A version as it was sealed, to read; and two of them beside each other."""

import pytest

from tests.cast import sign_in
from tests.seals import PAGE, corrected, ratify, sealed
from tests.submitting import rate
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import choose_evidence, move
from tracker.assessments.queries import evidence_of

EXCEPTION = ("1.2", "More *leaflets* are needed.")


def test_a_version_shows_what_was_sealed_whatever_was_changed_since(client, assessment, group):
    sealed(assessment, EXCEPTION)
    corrected(assessment)
    rate(assessment, "1.2", "C", "Known to all.")
    sign_in(client, group)
    page = client.get(f"{PAGE}/1").text
    assert "Known to <em>most</em>." in page
    assert "Known to all." not in page
    assert "Exception of the Advisory Group" in page
    assert "More <em>leaflets</em> are needed." in page
    assert "1,524 referrals, 2021-22" in page
    assert "Be better known" in page
    assert "Her son uses the service" in page
    assert "1.3 is not there yet." in page


def test_a_commissioner_reads_the_decision_and_the_exceptions_and_no_more_of_the_meeting(
    client, assessment, commissioner
):
    sealed(assessment, EXCEPTION)
    sign_in(client, commissioner)
    page = client.get(f"{PAGE}/1").text
    assert "Ratified with exceptions by the Advisory Group on 12 October 2022." in page
    assert "More <em>leaflets</em> are needed." in page
    assert f'Exceptions</dt><dd class="govuk-summary-list__value tracker-lines">{EXCEPTION[0]}</dd>' in page
    for words in ("Her son uses the service", "1.3 is not there yet.", "Gwen Rees", "Town Hall", "after a long talk"):
        assert words not in page


def test_two_versions_stand_beside_each_other(client, assessment, commissioner):
    sealed(assessment, EXCEPTION)
    corrected(assessment)
    rating = rate(assessment, "1.2", "C", "Known to all.")
    choose_evidence(rating, remove={item.id for item in evidence_of(rating) if item.kind == "figure"}, by=OPERATOR)
    move(assessment, "submit", by=OPERATOR)
    ratify(assessment)
    sign_in(client, commissioner)
    page = client.get(f"{PAGE}/2/compare/1").text
    assert "1.2, taken out: Referrals, 2021-22" in page
    assert "More <em>leaflets</em> are needed." in page
    assert (
        '<h1 class="govuk-heading-l">Version 1 and version 2 of <span class="tracker-held">2021-22</span></h1>' in page
    )
    assert "Moved up" in page
    assert "Known to" in page
    assert "The same in both versions." in page
    assert "The same actions in both versions." in page


def test_a_version_is_not_compared_with_itself_nor_with_one_that_is_not_there(client, assessment, manager):
    sealed(assessment)
    sign_in(client, manager)
    assert client.get(f"{PAGE}/1/compare/1").status_code == 409
    assert client.get(f"{PAGE}/1/compare/2").status_code == 404
    assert client.get(f"{PAGE}/2").status_code == 404


@pytest.mark.parametrize(("name", "status"), [("other_manager", 404), ("network", 403)])
@pytest.mark.parametrize("path", ["/1", "/1/compare/2"])
def test_it_is_closed_to_others(client, assessment, request, name, status, path):
    sealed(assessment)
    sign_in(client, request.getfixturevalue(name))
    assert client.get(f"{PAGE}{path}").status_code == status
    assert client.post(f"{PAGE}{path}").status_code == 405
