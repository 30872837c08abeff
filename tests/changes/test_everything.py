"""All of a real assessment as JSON, out of the database."""

import json

from jsonschema import Draft202012Validator

from tracker.accounts.rules import OPERATOR
from tracker.db import db
from tracker.demonstration.queries import latest_year
from tracker.plans.changes import delete_action
from tracker.reports.everything import as_text, everything, schema
from tracker.reports.queries import gaps_of, year_of


def test_the_demonstrations_document_is_of_the_form_and_all_there(marlshire):
    year = latest_year()
    document = json.loads(as_text(everything(year)))
    form = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(form.iter_errors(document)) == []
    assert [rating["notes"] for rating in document["ratings"]] == [rating.notes for rating in year.ratings]
    assert [action["id"] for action in document["plan"]["actions"]] == [str(action.id) for action in year.actions]
    assert [gap["message"] for gap in document["gaps"]] == [gap.message for gap in gaps_of(year)]
    assert document["plan"]["linked"] is True
    numbers = [entry["number"] for section in document["framework"]["sections"] for entry in section["standards"]]
    assert numbers == [rating["standard"] for rating in document["ratings"]]


def test_the_same_year_is_the_same_document_when_it_is_read_again(marlshire):
    before = as_text(everything(latest_year()))
    db.session.flush()
    db.session.expire_all()
    assert as_text(everything(latest_year())) == before


def test_an_action_that_was_taken_out_is_not_in_it(marlshire):
    gone = latest_year().actions[0]
    delete_action(gone, by=OPERATOR)
    document = everything(year_of(latest_year().assessment, viewer=OPERATOR))
    assert len(document["plan"]["actions"]) == 11
    assert str(gone.id) not in json.dumps(document)
