"""Beginning the correction of a ratified year."""

import pytest

from tests.cast import sign_in
from tests.seals import PAGE, sealed, submitted
from tracker.assessments.rules import Status
from tracker.db import db

CORRECT = f"{PAGE}/correct"


def test_a_manager_begins_the_next_version_with_a_reason(client, assessment, manager):
    sealed(assessment)
    sign_in(client, manager)
    assert f'href="{CORRECT}"' in client.get(PAGE).text
    page = client.post(CORRECT, data={"reason": "A slip in 2.4."}, follow_redirects=True)
    assert "Version 2 of 2021-22 begun: it is a draft." in page.text
    db.session.refresh(assessment)
    assert (assessment.status, assessment.version, assessment.correction_reason) == (
        Status.DRAFT,
        2,
        "A slip in 2.4.",
    )


@pytest.mark.parametrize(("typed", "said"), [(" ", "Say why it is corrected"), ("x" * 1001, "At most 1,000")])
def test_a_correction_without_a_proper_reason_is_not_begun_and_nothing_is_lost(
    client, assessment, manager, typed, said
):
    sealed(assessment)
    sign_in(client, manager)
    page = client.post(CORRECT, data={"reason": typed})
    assert said in page.text
    assert typed in page.text
    db.session.refresh(assessment)
    assert assessment.version == 1


def test_what_is_not_ratified_is_not_corrected(client, assessment, manager):
    submitted(assessment)
    sign_in(client, manager)
    assert client.get(CORRECT).status_code == 409
    page = client.post(CORRECT, data={"reason": "x"})
    assert page.status_code == 409
    assert "submitted by now" in page.text


@pytest.mark.parametrize(
    ("name", "status"),
    [("other_manager", 404), ("team", 403), ("chair", 403), ("group", 403), ("commissioner", 403), ("network", 403)],
)
def test_nobody_else_begins_one(client, assessment, request, name, status):
    sealed(assessment)
    sign_in(client, request.getfixturevalue(name))
    assert client.get(CORRECT).status_code == status
    assert client.post(CORRECT, data={"reason": "x"}).status_code == status
    assert "Begin a correction" not in client.get(PAGE).text
