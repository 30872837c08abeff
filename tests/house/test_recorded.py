"""Each change leaves an entry: every request that a test sends is watched, and the watch is awake."""

import pytest
import sqlalchemy as sa

from tests.cast import Browser
from tests.watching import UNRECORDED, Unrecorded, watched
from tracker import create_app
from tracker.accounts.changes import edit_service
from tracker.accounts.models import Service
from tracker.accounts.rules import OPERATOR
from tracker.db import Base, begin_writing, db
from tracker.web import public


def test_what_is_saved_without_an_entry_is_noticed(service):
    def forget():
        with watched("POST /x"):
            begin_writing()
            db.session.execute(sa.update(Service).values(name="Another"))
            db.session.commit()

    db.session.commit()
    with pytest.raises(Unrecorded, match="POST /x saved without an entry in the record: services"):
        forget()


def test_what_is_saved_with_one_is_well_and_so_is_what_is_given_up(service):
    db.session.commit()
    with watched("POST /x"):
        begin_writing()
        edit_service(service, "Another", "Advisory Group", by=OPERATOR)
        db.session.commit()
        begin_writing()
        db.session.execute(sa.update(Service).values(name="A third"))
        db.session.rollback()


def test_requests_of_the_tests_are_watched(app, service):
    @public
    def forgetful():
        db.session.execute(sa.update(Service).values(name="Another"))
        db.session.commit()
        return "saved"

    db.session.commit()
    fresh = create_app(app.config["TRACKER"])
    fresh.test_client_class = Browser
    fresh.config["WTF_CSRF_ENABLED"] = False
    fresh.add_url_rule("/forgetful", view_func=forgetful, methods=["POST"])
    with pytest.raises(Unrecorded, match="POST /forgetful saved without an entry in the record: services"):
        fresh.test_client().post("/forgetful")
    with fresh.app_context():
        db.engine.dispose()


def test_what_needs_no_entry_is_there():
    assert UNRECORDED.keys() <= Base.metadata.tables.keys()
