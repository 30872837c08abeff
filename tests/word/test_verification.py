"""A ratified file, changed at random: each change of what is sealed is found, and nothing else is taken for one."""

from copy import deepcopy
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.word.edits import TOUCHING
from tests.word.harmless_edits import HARMLESS
from tests.word.sealed import NOTICE, opened, sealed, verdict
from tests.word.test_round_trip import ACTIONS, AT, TEXTS, year
from tracker.reports.appendices import appendices
from tracker.reports.options import Options
from tracker.verification.rules import Outcome
from tracker.word.package import BadDocument
from tracker.word.writer import write

RANDOM = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))


@RANDOM
@given(st.sampled_from(TOUCHING), st.data())
def test_each_of_a_thousand_random_changes_of_what_is_sealed_is_found(edit, data):
    changed = opened()
    edit(changed, lambda choices: data.draw(st.sampled_from(list(choices))))
    assert verdict(changed.saved()).outcome is not Outcome.UNCHANGED, edit.__name__


@RANDOM
@given(st.lists(st.sampled_from(HARMLESS), min_size=1, max_size=3, unique=True), st.data())
def test_none_of_a_thousand_changes_of_all_else_is_taken_for_one(edits, data):
    changed = opened()
    for edit in edits:
        edit(changed, lambda choices: data.draw(st.sampled_from(list(choices))))
    said = verdict(changed.saved())
    assert said.outcome is Outcome.UNCHANGED, ([edit.__name__ for edit in edits], said.differences)


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=20, max_size=20), ACTIONS, st.booleans())
def test_whatever_was_written_is_unchanged_when_it_is_read_again(notes, actions, large_print):
    options = Options(section="1", large_print=large_print)
    document = replace(appendices(year(notes, ["C"] * 20, actions), options), notice=NOTICE)
    said = verdict(write(document, at=AT, large_print=large_print, sealed=sealed(document)))
    assert (said.outcome, said.differences) == (Outcome.UNCHANGED, ())


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_becomes_of_a_file_gets_an_answer_or_is_refused_in_words(data):
    changed = opened()
    for _ in range(data.draw(st.integers(1, 6))):
        part = changed.parts[data.draw(st.sampled_from([name for name in changed.parts if name.endswith(".xml")]))]
        one, other = (data.draw(st.sampled_from(list(part.iter()))) for _ in range(2))
        mangle = data.draw(st.sampled_from([_drop, _double, _put_into, _say_nonsense, _rename]))
        mangle(one, other)
    assert _answer(changed.saved())


def _answer(content):
    try:
        return verdict(content).outcome
    except BadDocument as error:
        return str(error)


def _drop(one, _other):
    if one.getparent() is not None:
        one.getparent().remove(one)


def _double(one, _other):
    if one.getparent() is not None:
        one.addnext(deepcopy(one))


def _put_into(one, other):
    other.append(deepcopy(one))


def _say_nonsense(one, _other):
    for key, _ in one.items():
        one.set(key, "-99999999999999999999")
    one.text = "]]>\u202e0"


def _rename(one, other):
    one.tag = other.tag
