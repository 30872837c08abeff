"""All of an assessment as JSON: what the schema takes, and what it refuses."""

import copy
import json
import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.word.test_round_trip import ACTIONS, TEXTS, year
from tracker.accounts.models import Service
from tracker.audit.rules import Anchor
from tracker.evidence.models import Evidence
from tracker.evidence.rules import EvidenceKind
from tracker.plans.models import Action, Plan
from tracker.plans.rules import ActionState, OutcomeResult, Rag
from tracker.reports.everything import VERSION, as_text, everything, schema
from tracker.reports.gaps import GapKind
from tracker.standards.rules import CallsFor

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
CODES = st.lists(st.sampled_from(["C", "P/C", None]), min_size=20, max_size=20)
DUE = st.none() | st.dates(date(1990, 1, 1), date(2200, 1, 1))
ACTION = {
    "area": "Outreach",
    "objective": "Reach **everybody**",
    "steps": ["Ask", "Go"],
    "outcomes": ["Reached"],
    "who": "",
    "timescale": "end July 2022",
    "completion": "",
    "standards": ["1.1", "3.2"],
}

FIGURE = Evidence(
    kind=EvidenceKind.FIGURE,
    title="Complaints, 2021-22",
    speaks_of=date(2022, 8, 31),
    name="Complaints",
    value=Decimal(3),
    unit="complaints",
    period="2021-22",
    earlier_period="",
    as_few=True,
)
NOTE = Evidence(kind=EvidenceKind.NOTE, title="Open evening", speaks_of=date(2022, 5, 4), look_again=date(2022, 10, 1))


def saved(notes, codes, actions, due=(), states=()):
    """A year as it comes out of the database, with what only saving gives."""
    there = year(notes, codes, actions)
    there.assessment.service = Service(name="Lantern", slug="lantern", year_starts=9, advisory_body="Advisory Group")
    there.plan.id = there.assessment.plan_id = uuid.uuid4()
    there.plan.service = there.assessment.service
    for rating in there.ratings:
        rating.id, rating.version = uuid.uuid4(), 1
    for index, action in enumerate(there.actions):
        action.id, action.version, action.plan = uuid.uuid4(), index + 1, there.plan
        action.due = due[index % len(due)] if due else None
        action.state = states[index % len(states)] if states else ActionState.ONGOING
    return there


def advance(action):
    """Have a step ticked, an outcome marked, and a manager who says how it stands."""
    action.steps[0].done_on, action.steps[0].done_by = date(2022, 5, 12), "somebody"
    came = action.outcomes[0]
    came.result, came.sentence = OutcomeResult.PARTLY, "Two of *them*."
    came.target, came.reached = Decimal(3), Decimal("-2.50")
    action.due_corrected, action.rag, action.rag_reason = True, Rag.OVERDUE, "The printer broke."


def example():
    """A document with something in every place, gaps of standards and of actions among it."""
    there = saved(["Ditto"] + ["Notes"] * 19, [None, "C", "C"] + ["P/C"] * 17, [ACTION], due=[date(2022, 7, 31)])
    there.ratings[1].carried_from = "2020-21"
    accepted = there.ratings[-1]
    accepted.no_action_reason, accepted.no_action_until = "The council decides.", date(2199, 1, 31)
    advance(there.actions[0])
    there.actions[0].carried_from = Action(id=uuid.uuid4(), plan=Plan(label="2020-21"))
    backed = {rating.id: [FIGURE, NOTE] for rating in there.ratings if rating is not there.ratings[2]}
    return everything(replace(there, evidence=backed))


def faults(document):
    return [error.json_path for error in VALIDATOR.iter_errors(document)]


@settings(max_examples=15)
@given(
    st.lists(TEXTS, min_size=20, max_size=20),
    CODES,
    ACTIONS,
    st.lists(DUE, min_size=1, max_size=3),
    st.lists(st.sampled_from(ActionState), min_size=1, max_size=3),
)
def test_any_year_is_of_the_form_and_all_there(notes, codes, actions, due, states):
    there = saved(notes, codes, actions, due, states)
    document = json.loads(as_text(everything(there)))
    assert faults(document) == []
    assert [rating["notes"] for rating in document["ratings"]] == notes
    assert [rating["code"] for rating in document["ratings"]] == codes
    told = document["plan"]["actions"]
    assert [{key: action[key] for key in ACTION} for action in told] == [
        entry | {key: [text for text in entry[key] if text] for key in ("steps", "outcomes")} for entry in actions
    ]
    assert [action["state"] for action in told] == [action.state.value for action in there.actions]
    assert [action["due"] for action in told] == [action.due and action.due.isoformat() for action in there.actions]


def places(value, path=()):
    """Every place in a document, with what is there."""
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in inner:
        yield from places(entry, (*path, key))


def changed(path, change):
    """The example after ``change`` to the dictionary or list that the last step of ``path`` leads into."""
    document = copy.deepcopy(example())
    there = document
    for step in path[:-1]:
        there = there[step]
    change(there, path[-1])
    return document


def kind_of_place(path):
    """A path with every number a star, so that one of each kind is tried."""
    return tuple("*" if isinstance(step, int) else step for step in path)


EXAMPLE = example()
PLACES = {kind_of_place(path): path for path, _ in places(EXAMPLE) if path}
READ_AS = ("framework", "read_as")  # the one place whose keys are anybody's
KEYS = [path for path in PLACES.values() if isinstance(path[-1], str) and path[: len(READ_AS)] != READ_AS]
OBJECTS = {kind_of_place(path): path for path, value in places(EXAMPLE) if isinstance(value, dict) and path != READ_AS}


def test_the_example_is_of_the_form_and_has_something_in_every_place():
    assert faults(EXAMPLE) == []
    kinds = {gap["kind"] for gap in EXAMPLE["gaps"]}
    assert kinds == {
        "unrated",
        "refers_elsewhere",
        "no_open_action",
        "no_evidence",
        "evidence_due",
        "overdue",
        "no_owner",
    }
    assert [path for path, value in places(EXAMPLE) if value == []] == [("ratings", 2, "evidence")]


@pytest.mark.parametrize("path", [*KEYS, READ_AS], ids=lambda path: ".".join(map(str, path)))
def test_a_key_that_is_missing_is_refused(path):
    assert faults(changed(path, lambda there, key: there.pop(key)))


@pytest.mark.parametrize("path", PLACES.values(), ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("wrong", [3.5, {"odd": 1}, [[]]], ids=str)
def test_a_value_of_the_wrong_kind_is_refused(path, wrong):
    assert faults(changed(path, lambda there, key: there.__setitem__(key, wrong)))


@pytest.mark.parametrize("path", OBJECTS.values(), ids=lambda path: ".".join(map(str, path)) or "all")
def test_a_key_that_the_form_does_not_know_is_refused(path):
    assert faults(changed((*path, "odd"), lambda there, key: there.__setitem__(key, "x")))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format", "version"), VERSION + 1),
        (("format", "name"), "something-else"),
        (("as_at",), "31 August 2022"),
        (("as_at",), "2022-02-30"),
        (("service", "year_starts"), 13),
        (("service", "slug"), "Not a slug"),
        (("period", "label"), "last year"),
        (("ratings", 0, "standard"), "1"),
        (("ratings", 0, "version"), 0),
        (("ratings", 1, "code"), ""),
        (("ratings", 1, "carried_from"), "last year"),
        (("ratings", 1, "evidence", 0, "kind"), "film"),
        (("ratings", 1, "evidence", 0, "title"), ""),
        (("ratings", 1, "evidence", 0, "printed"), ""),
        (("ratings", 1, "evidence", 0, "speaks_of"), "in May"),
        (("plan", "actions", 0, "state"), "done"),
        (("plan", "actions", 0, "due"), "end July"),
        (("plan", "actions", 0, "standards"), ["1.1", "1.1"]),
        (("plan", "actions", 0, "id"), "7"),
        (("plan", "actions", 0, "steps"), [""]),
        (("gaps", 0, "kind"), "odd"),
        (("plan", "actions", 0, "rag", "rag"), "green"),
        (("plan", "actions", 0, "rag", "reason"), ""),
        (("plan", "actions", 0, "progress", "steps", 0, "done_on"), "in May"),
        (("plan", "actions", 0, "progress", "outcomes", 0, "result"), "perhaps"),
        (("plan", "actions", 0, "progress", "outcomes", 0, "reached"), "two"),
        (("framework", "sections"), []),
    ],
)
def test_a_value_that_means_nothing_is_refused(path, value):
    assert faults(changed(path, lambda there, key: there.__setitem__(key, value)))


def test_evidence_is_told_as_it_may_be_printed():
    assert EXAMPLE["ratings"][0]["evidence"] == [
        {
            "title": "Complaints, 2021-22",
            "kind": "figure",
            "speaks_of": "2022-08-31",
            "printed": "fewer than 5 complaints, 2021-22",
        },
        {"title": "Open evening", "kind": "note", "speaks_of": "2022-05-04", "printed": None},
    ]
    assert EXAMPLE["ratings"][2]["evidence"] == []


def test_how_far_an_action_has_come_is_told_beside_what_it_says():
    action = EXAMPLE["plan"]["actions"][0]
    assert action["steps"] == ["Ask", "Go"]
    assert action["progress"] == {
        "steps": [{"done_on": "2022-05-12"}, {"done_on": None}],
        "outcomes": [{"result": "partly", "sentence": "Two of *them*.", "target": "3", "reached": "-2.50"}],
    }
    assert action["rag"] == {"rag": "overdue", "reason": "The printer broke."}
    assert action["due_corrected"] is True


def test_an_action_says_which_one_of_an_earlier_plan_it_goes_on_with():
    earlier = EXAMPLE["plan"]["actions"][0]["carried_from"]
    assert (earlier["plan"], uuid.UUID(earlier["action_id"]).version) == ("2020-21", 4)


def test_a_gap_that_is_accepted_is_told_with_the_reason_and_the_day_to_look_again():
    (accepted,) = EXAMPLE["accepted"]
    assert (accepted["reason"], accepted["until"]) == ("The council decides.", "2199-01-31")
    assert accepted["standard"] not in [gap["standard"] for gap in EXAMPLE["gaps"] if gap["kind"] == "no_open_action"]


def test_what_was_carried_and_not_confirmed_is_told():
    assert [rating["carried_from"] for rating in EXAMPLE["ratings"][:3]] == [None, "2020-21", None]


def test_a_year_without_a_plan_says_so():
    there = saved([""] * 20, ["C"] * 20, [])
    document = everything(type(there)(there.assessment, there.ratings, None, []))
    assert document["plan"] is None
    assert faults(document) == []


def forms(form):
    """Every form of a value within a schema."""
    if isinstance(form, dict):
        if "title" in form and isinstance(form["title"], str):
            yield form
        for entry in form.values():
            yield from forms(entry)
    elif isinstance(form, list):
        for entry in form:
            yield from forms(entry)


def objects(form):
    return [entry for entry in forms(form) if entry.get("type") == "object"]


def test_the_schema_is_one_and_says_what_it_is():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"].endswith(f":{VERSION}")


def test_every_field_has_a_title_and_says_in_words_what_it_holds():
    fields = [field for entry in objects(SCHEMA) for field in entry.get("properties", {}).values()]
    assert len(fields) > 50
    assert [field for field in fields if not field.get("title") or not field.get("description", "").endswith(".")] == []


def test_every_key_is_always_there_and_no_other():
    for entry in objects(SCHEMA):
        assert entry["additionalProperties"] is False or entry["title"] == "Read as"
        assert entry.get("required", []) == list(entry.get("properties", {}))


def test_the_document_has_its_keys_in_the_schemas_order():
    assert list(EXAMPLE) == SCHEMA["required"]
    assert list(EXAMPLE["plan"]["actions"][0]) == SCHEMA["$defs"]["action"]["required"]
    assert list(EXAMPLE["ratings"][0]) == SCHEMA["properties"]["ratings"]["items"]["required"]
    assert list(EXAMPLE["ratings"][0]["evidence"][0]) == SCHEMA["$defs"]["evidence"]["required"]
    assert list(EXAMPLE["framework"]) == SCHEMA["properties"]["framework"]["required"]


def test_the_latest_entry_of_the_record_stands_in_it_where_there_is_one():
    assert EXAMPLE["record"] is None
    with_anchor = everything(saved([""] * 20, [None] * 20, []), Anchor(12, "0a" * 32))
    assert with_anchor["record"] == {"number": 12, "digest": "0a" * 32}
    assert Draft202012Validator(SCHEMA).is_valid(with_anchor)
    assert not Draft202012Validator(SCHEMA).is_valid(with_anchor | {"record": {"number": 12, "digest": "x"}})


def test_the_schema_knows_the_same_kinds_as_the_code():
    properties = SCHEMA["properties"]
    assert properties["gaps"]["items"]["properties"]["kind"]["enum"] == [kind.value for kind in GapKind]
    calls_for = properties["framework"]["properties"]["scale"]["items"]["properties"]["calls_for"]["enum"]
    assert calls_for == [*(kind.value for kind in CallsFor), None]
    assert SCHEMA["$defs"]["evidence"]["properties"]["kind"]["enum"] == [kind.value for kind in EvidenceKind]
    action = SCHEMA["$defs"]["action"]["properties"]
    assert action["state"]["enum"] == [state.value for state in ActionState]
    assert set(action["rag"]["anyOf"][0]["properties"]["rag"]["enum"]) == {rag.value for rag in Rag}
    came = action["progress"]["properties"]["outcomes"]["items"]["properties"]
    assert came["result"]["enum"] == [*(result.value for result in OutcomeResult), None]


def test_the_file_is_the_same_each_time_and_can_be_read_by_people():
    there = saved(["Grüße – 90 %"] * 20, ["C"] * 20, [ACTION])
    text = as_text(everything(there))
    assert text == as_text(everything(there))
    assert text.endswith("}\n")
    assert '      "notes": "Grüße – 90 %",\n' in text
