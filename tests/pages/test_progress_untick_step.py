"""Saying that a step is not done after all."""

from datetime import date

import pytest

from tests.cast import sign_in
from tests.progress import address, by_another_service, leaflets
from tracker import clock
from tracker.db import db
from tracker.progress.changes import sign_of, tick_step

MAY, JUNE = date(2022, 5, 12), date(2022, 6, 12)


@pytest.fixture
def action(service, framework, team):
    action = leaflets(service, framework)
    tick_step(action, action.steps[0], day=MAY, by=team)
    return action


def place(action):
    return address(action, "steps", action.steps[0].id, "untick")


def saved(action):
    db.session.expire_all()
    return action.steps[0].done_on


@pytest.mark.parametrize("writer", ["manager", "team"])
def test_a_tick_is_taken_back_and_once_more_is_nothing(request, client, action, writer):
    sign_in(client, request.getfixturevalue(writer))
    for _ in range(2):
        answer = client.post(place(action), data={"seen": sign_of(action.steps[0])})
        assert (answer.status_code, answer.location) == (302, f"{address(action)}#steps")
    assert "Step 1 is not ticked any more." in client.get(answer.location).text
    assert saved(action) is None


def test_a_tick_that_somebody_corrected_meanwhile_stays(client, manager, team, action):
    seen = sign_of(action.steps[0])
    tick_step(action, action.steps[0], day=JUNE, by=team)
    sign_in(client, manager)
    answer = client.post(place(action), data={"seen": seen})
    assert answer.status_code == 409
    assert "Somebody else changed this step meanwhile" in answer.text
    assert saved(action) == JUNE


def test_a_closed_plan_keeps_its_ticks(client, manager, action):
    action.plan.closed_at = clock.now()
    sign_in(client, manager)
    assert client.post(place(action)).status_code == 409
    assert saved(action) == MAY


@pytest.mark.parametrize("reader", ["group", "chair", "commissioner", "network"])
def test_who_records_no_progress_takes_no_tick_back(request, client, action, reader):
    sign_in(client, request.getfixturevalue(reader))
    assert client.post(place(action)).status_code == 403
    assert saved(action) == MAY


def test_the_manager_of_another_service_does_not_find_it(client, other_manager, action):
    sign_in(client, other_manager)
    for there in (place(action), by_another_service(place(action))):
        assert client.post(there).status_code == 404
    assert saved(action) == MAY


def test_it_is_not_read(client, manager, action):
    sign_in(client, manager)
    assert client.get(place(action)).status_code == 405
