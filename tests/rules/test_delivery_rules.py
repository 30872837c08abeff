"""How a plan is looked at: filters, groups, words, the order, and cells put together."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.delivery import rules
from tracker.delivery.rules import NONE, Line, View, Wanted, Wish
from tracker.errors import Stale
from tracker.plans.rules import Rag, Standing

TITLES = {"1.1": "Agreement", "1.6": "Promotion", "3.2": "Leaflets"}
CELLS = dict.fromkeys(rules.CELLS, "as it was")


def line(position=1, *, rag=Rag.ON_TRACK, **others):
    plain = {"said": "", "owners": (), "standards": (), "timescale": "", "due": None}
    return Line(uuid.uuid4(), position, standing=Standing(rag, ""), **plain | others)


@pytest.mark.parametrize(
    ("said", "title"),
    [("Print **leaflets**\n\n- in Urdu", "Print leaflets in Urdu"), ("long " * 30, "long " * 17 + "long…")],
)
def test_an_action_is_called_by_what_it_says_without_marks_and_not_too_long(said, title):
    assert line(said=said).title == title


def names(groups):
    return [(group.name, [line.position for line in group.lines]) for group in groups]


@pytest.mark.parametrize(("text", "view"), [("person", View.PERSON), ("", View.TABLE), ("x", View.TABLE)])
def test_an_address_that_asks_for_no_view_there_is_gets_the_table(text, view):
    assert rules.view_of(text) is view


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), True),
        (Wanted(person="L.A. commissioner"), True),
        (Wanted(person="LA"), False),
        (Wanted(person=NONE), False),
        (Wanted(standard="1.6"), True),
        (Wanted(standard="1"), False),
        (Wanted(standard=NONE), False),
        (Wanted(rag=Rag.OVERDUE), True),
        (Wanted(rag=Rag.ON_TRACK), False),
        (Wanted(text="families LEAFLET"), True),
        (Wanted(text="leaflets posters"), False),
        (Wanted(only_open=True), True),
        (Wanted(person="LA Commissioner", standard="1.1", rag=Rag.OVERDUE, text="print", only_open=True), True),
        (Wanted(person="LA Commissioner", standard="3.2"), False),
    ],
)
def test_an_action_fits_what_is_looked_for(wanted, fits):
    text = "Print leaflets\nfor families"
    there = line(owners=("LA Commissioner", "Maya"), standards=("1.1", "1.6"), rag=Rag.OVERDUE, text=text)
    assert wanted.fits(there) is fits


def test_what_names_nobody_and_serves_nothing_is_found():
    assert Wanted(person=NONE, standard=NONE).fits(line())
    assert not Wanted(only_open=True).fits(line(rag=Rag.COMPLETE))


def test_what_is_looked_for_is_kept_in_the_address_and_nothing_else():
    assert Wanted().asked() == {}
    full = Wanted("Maya", "1.1", Rag.NO_DATE, "words", only_open=True)
    assert full.asked() == {"person": "Maya", "standard": "1.1", "rag": "no_date", "text": "words", "open": "1"}


def test_an_action_of_several_people_stands_with_each_however_they_are_written():
    lines = [line(1, owners=("maya", "LA Commissioner")), line(2), line(3, owners=("L.A. commissioner", "Adviser"))]
    assert names(rules.grouped(lines, View.PERSON, {})) == [
        ("Adviser", [3]),
        ("LA Commissioner", [1, 3]),
        ("maya", [1]),
        ("Nobody named", [2]),
    ]


def test_by_standard_the_groups_stand_in_the_order_of_the_framework():
    lines = [line(1, standards=("3.2", "1.1")), line(2, standards=("1.1",)), line(3)]
    assert names(rules.grouped(lines, View.STANDARD, TITLES)) == [
        ("1.1 Agreement", [1, 2]),
        ("3.2 Leaflets", [1]),
        ("No standard", [3]),
    ]


def test_by_date_the_months_follow_each_other_and_what_has_none_is_last():
    days = {1: date(2023, 1, 31), 2: None, 3: date(2022, 12, 31), 4: date(2023, 1, 2)}
    lines = [line(position, due=day) for position, day in days.items()]
    assert names(rules.grouped(lines, View.DATE, {})) == [
        ("December 2022", [3]),
        ("January 2023", [4, 1]),
        ("No date understood", [2]),
    ]


def test_a_page_of_groups_shows_where_one_goes_on():
    first, second = rules.Group("One", (line(1), line(2))), rules.Group("Two", (line(3),))
    entries = rules.entries_of([first, second])
    shown = [(group.name, [line.position for line in lines]) for group, lines in rules.regrouped(entries[1:])]
    assert shown == [("One", [2]), ("Two", [3])]
    assert list(rules.regrouped([])) == []


def typed(**others):
    return CELLS | others


@pytest.mark.parametrize(
    ("there", "mine", "cells", "kept", "torn"),
    [
        ({}, {"who": "Me"}, {"who": "Me"}, set(), set()),
        ({"area": "Theirs"}, {"who": "Me"}, {"who": "Me", "area": "Theirs"}, {"area"}, set()),
        ({"who": "Them"}, {"who": "Me"}, {"who": "Me"}, set(), {"who"}),
        ({"who": "We"}, {"who": "We"}, {"who": "We"}, set(), set()),
    ],
)
def test_what_two_type_into_different_cells_is_put_together(there, mine, cells, kept, torn):
    put = rules.put_together(typed(**there), typed(**mine), rules.seen_of(CELLS))
    assert (put.cells, put.kept, put.torn) == (typed(**cells), kept, torn)


@pytest.mark.parametrize("seen", ["", "x", "....", "a.b.c.d.e.f", "." * 9])
def test_where_nobody_knows_what_was_seen_nothing_is_overwritten(seen):
    put = rules.put_together(CELLS, typed(who="Me"), seen)
    assert (put.torn, put.kept) == ({"who"}, set())


def test_what_is_given_for_a_sign_alone_never_tears_what_is_the_same():
    assert not rules.put_together(CELLS, CELLS, "").torn


IDS = [uuid.uuid4() for _ in range(4)]
PLACES = dict(zip(IDS, (1, 2, 4, 5), strict=True))  # what stood at 3 was taken out


@pytest.mark.parametrize(
    ("own", "wish", "place"),
    [
        (0, Wish("up", 0, None, after=False), 1),
        (2, Wish("up", 0, None, after=False), 2),
        (1, Wish("down", 0, None, after=False), 4),
        (3, Wish("down", 0, None, after=False), 5),
        (0, Wish("", 3, None, after=False), 3),
        (0, Wish("", 0, IDS[2], after=False), 3),
        (0, Wish("", 0, IDS[2], after=True), 4),
        (3, Wish("", 0, IDS[0], after=False), 1),
        (3, Wish("", 0, IDS[0], after=True), 2),
        (1, Wish("", 0, IDS[1], after=True), 2),
        (0, Wish("sideways", 0, None, after=False), 0),
    ],
)
def test_where_an_action_is_to_go(own, wish, place):
    assert rules.place_from(wish, PLACES, IDS[own]) == place


def test_beside_what_was_taken_out_nothing_goes():
    with pytest.raises(Stale, match="taken out meanwhile"):
        rules.place_from(Wish("", 0, uuid.uuid4(), after=True), PLACES, IDS[0])


def test_what_was_taken_out_itself_goes_nowhere():
    assert rules.place_from(Wish("up", 0, None, after=False), PLACES, uuid.uuid4()) == 0


@given(st.integers(1, 9), st.integers(1, 9))
def test_what_gives_way_is_all_between(position, target):
    order = list(range(1, 10))
    moved = [place for place in order if place != position]
    moved.insert(target - 1, position)
    first, last, step = rules.shift(position, target)
    places = {place: place + step if first <= place <= last else place for place in order} | {position: target}
    assert sorted(places, key=places.__getitem__) == moved


@given(st.integers(1, 9), st.integers(1, 9), st.booleans())
def test_beside_another_is_right_before_or_after_it(position, other, after):
    if position == other:
        return
    order = [place for place in range(1, 10) if place != position]
    order.insert(order.index(other) + after, position)
    assert order.index(position) + 1 == rules.place_beside(position, other, after=after)
