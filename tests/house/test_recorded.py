"""Each change leaves an entry: every request that a test sends is watched, and the watch is awake."""

import pytest
import sqlalchemy as sa

from tests.cast import sign_in
from tests.watching import UNRECORDED, Unrecorded, watched
from tracker.accounts.changes import edit_service
from tracker.accounts.models import Service
from tracker.accounts.rules import OPERATOR
from tracker.db import Base, begin_writing, db


def test_what_is_saved_without_an_entry_is_noticed(service):
    db.session.commit()
    with pytest.raises(Unrecorded, match="POST /x saved without an entry in the record: services"), watched("POST /x"):
        begin_writing()
        db.session.execute(sa.update(Service).values(name="Another"))
        db.session.commit()


def test_what_is_saved_with_one_is_well_and_so_is_what_is_given_up(service):
    db.session.commit()
    with watched("POST /x"):
        begin_writing()
        edit_service(service, "Another", "Advisory Group", by=OPERATOR)
        db.session.commit()
        begin_writing()
        db.session.execute(sa.update(Service).values(name="A third"))
        db.session.rollback()


def test_requests_of_the_tests_are_watched(app, client, manager, monkeypatch):
    def forgetful(*_arguments, **_more):
        db.session.execute(sa.update(Service).values(name="Another"))

    monkeypatch.setattr("tracker.abbreviations.routes.changes.save_abbreviation", forgetful)
    sign_in(client, manager)
    with pytest.raises(Unrecorded, match="POST /services/lanternshire/abbreviations"):
        client.post("/services/lanternshire/abbreviations", data={"short": "LOM", "meaning": "Leaflet of the month"})


def test_what_needs_no_entry_is_there():
    assert UNRECORDED.keys() <= Base.metadata.tables.keys()
