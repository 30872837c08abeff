"""A ratified file, changed at random: each change of what is sealed is found, and nothing else is taken for one."""

from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.word.edits import TOUCHING
from tests.word.harmless_edits import HARMLESS
from tests.word.sealed import NOTICE, file, opened, sealed, verdict
from tests.word.test_round_trip import ACTIONS, AT, TEXTS, year
from tracker.reports.appendices import appendices
from tracker.reports.options import Options
from tracker.verification.rules import Outcome
from tracker.word.labels import W
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


def test_a_bullet_that_was_pasted_out_of_word_is_no_change():
    assert verdict(file(notes=("\uf0b7 Two advisers \uf0fe",))).differences == ()


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


def _led_elsewhere(kind, relationships, folder):
    """Two parts of a kind, of which a type that programs do not know leads to the one that is as it was sealed."""
    changed = opened()
    name = "word/document.xml" if kind == "officeDocument" else f"word/{kind}.xml"
    changed.parts["word/other.xml"] = deepcopy(changed.parts[name])
    links = changed.parts[relationships]
    links.insert(0, links.makeelement(links[0].tag, Id="rOther", Type=f"urn:x/{kind}", Target=f"{folder}other.xml"))
    return changed, links


MAIN = ("officeDocument", "_rels/.rels", "word/")
STYLES = ("styles", "word/_rels/document.xml.rels", "")


def test_what_is_looked_at_is_the_part_that_word_shows():
    changed, _ = _led_elsewhere(*MAIN)
    changed.parts["word/_rels/other.xml.rels"] = deepcopy(changed.parts["word/_rels/document.xml.rels"])
    next(text for text in changed.all("t") if text.text == "P/C").text = "C"
    assert verdict(changed.saved()).outcome is Outcome.CHANGED
    changed, _ = _led_elsewhere(*STYLES)
    for style in changed.styles.iter(f"{W}rPrDefault"):
        style[0].append(style.makeelement(f"{W}vanish"))
    assert verdict(changed.saved()).outcome is Outcome.CHANGED


@pytest.mark.parametrize("part", [MAIN, STYLES])
def test_of_two_parts_that_programs_may_show_none_is_chosen(part):
    changed, links = _led_elsewhere(*part)
    links[0].set("Type", f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{part[0]}")
    with pytest.raises(BadDocument, match="two parts"):
        verdict(changed.saved())


@pytest.mark.parametrize("name", ["word/Document.xml", "word/docu%6Dent.xml", "WORD/document.xml"])
def test_two_names_that_programs_take_for_one_are_refused(name):
    changed = opened()
    changed.parts[name] = deepcopy(changed.parts["word/document.xml"])
    with pytest.raises(BadDocument, match="two parts"):
        verdict(changed.saved())
