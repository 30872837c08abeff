"""Which column is which, how each cell is read, and what becomes of each row."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.plan_files import NUMBERS, WORDING, looked_at, plan_of, there_of, through_csv, through_excel
from tracker.errors import Invalid
from tracker.plan_exports.rules import CUT, fitting, in_cell, out_of_cell, out_of_id, row_id
from tracker.plan_imports.loader import NO_TABLE, read_sheet
from tracker.plan_imports.rules import Fate, Marked, There, differing, preview, seen
from tracker.plans.rules import ActionState, ActionText
from tracker.richtext import clean
from tracker.workbooks.grid import Cell, Grid, GridRow, Sheet

ODD = st.text(st.sampled_from(list("ab1.2)*_ \n\t'=+-@•–x005F_&<")), max_size=20).map(clean)
HEAD = ["Standards", "Task objective", "Action", "Outcome", "Who?", "Timescale", "Due date", "State"]
ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


def grid(*rows, name="Plan"):
    """A sheet of these rows; a cell is a text, or one with its kind."""
    made = [
        GridRow(number, tuple(_cell(column, cell) for column, cell in enumerate(row, 1) if cell))
        for number, row in enumerate(rows, 1)
    ]
    return Grid((Sheet(name, tuple(row for row in made if row.cells)),))


def _cell(column, cell):
    text, kind, more = cell if isinstance(cell, tuple) else (cell, "text", {})
    return Cell(column, text, kind, **more)


def read(*rows):
    return read_sheet(grid(*rows), WORDING)


def first(**said):
    """The row that says this, beside nothing else."""
    head = list(said)
    (row,) = read(head, list(said.values())).rows
    return row


@given(st.lists(ODD.filter(bool), max_size=5))
@example(["1. a", "- b\n\n   c", "2. x\n y"])
def test_steps_come_back_from_their_cell(steps):
    assert out_of_cell(in_cell(steps)) == tuple(steps)


@pytest.mark.parametrize(
    ("cell", "steps"),
    [
        ("Write\nSend", ("Write", "Send")),
        ("• Write\n• Send", ("Write", "Send")),
        ("- Write\n\n- Send", ("Write", "Send")),
        ("2. Write\n3) Send", ("Write", "Send")),
        ("1. Write\n   to all\nSend", ("Write\nto all", "Send")),
        ("Write\r\nSend\r\n", ("Write", "Send")),
        ("2022 was long", ("2022 was long",)),
        ("", ()),
    ],
)
def test_steps_are_read_as_people_write_them(cell, steps):
    assert out_of_cell(cell) == steps


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    assert fitting("a" * 32_767) == "a" * 32_767
    for text in ("a" * 32_768, "a\n" * 300):
        cut = fitting(text)
        assert cut.endswith(CUT)
        assert len(cut) <= 32_767
        assert cut.count("\n") <= 253


@given(st.lists(st.tuples(ODD.filter(bool), ODD, st.lists(ODD.filter(bool), max_size=3), ODD), max_size=4))
def test_whatever_is_typed_comes_back_from_excel_and_csv(rows):
    texts = [
        ActionText(objective=objective, who=" ".join(who.split()), steps=tuple(steps), completion=completion)
        for objective, who, steps, completion in rows
    ]
    plan, actions = plan_of(*texts)
    for through in (through_excel, through_csv):
        found = looked_at(through(plan, actions), there_of(actions))
        assert [(row.fate, row.changed) for row in found.rows] == [(Fate.UNCHANGED, ())] * len(rows)


def test_what_was_cut_stays_as_it_is_in_its_plan_and_is_refused_in_another():
    plan, actions = plan_of(ActionText(objective="Long", steps=tuple(["a" * 9_000] * 5), who="Maya"))
    found = looked_at(through_excel(plan, actions), there_of(actions))
    assert [row.fate for row in found.rows] == [Fate.UNCHANGED]
    assert "too long for a cell" in found.rows[0].notes[0]
    lost = through_excel(plan, actions)
    row = read_sheet(lost, WORDING).rows[0]
    assert "steps" not in row.said


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        (["Task objective", "Lead officer"], {"objective", "who"}),
        (["Owner", "Goal", "By when"], {"objective", "who", "timescale"}),
        (["Task objective", "Due date"], {"objective", "timescale"}),
        (["TASK OBJECTIVE", "Timescale", "due date"], {"objective", "timescale", "due"}),
        (["Area of work (link to Standard)", "Aim", "Progress"], {"area", "standards", "objective", "completion"}),
    ],
)
def test_columns_are_known_by_their_headings_in_any_order(heads, fields):
    (row,) = read(heads, ["May 2023"] * len(heads)).rows
    assert set(row.said) | ({"due"} if "due" in fields else set()) == fields


def test_a_title_above_the_header_and_empty_rows_are_no_rows():
    found = read(["Our plan"], [], ["Task objective", "Who?"], [], ["Leaflets", "Maya"], [])
    assert [row.number for row in found.rows] == [5]


def test_columns_that_say_nothing_to_us_are_named():
    found = read(["Task objective", "Who?", "Colour", "", "Empty"], ["Leaflets", "Maya", "red", "x"])
    assert found.left_out == ("Colour", "column D")


def test_what_has_no_table_of_a_plan_is_refused():
    for rows in ([["Name", "Grade"], ["Maya", "7"]], [], [["Task objective"], ["x"]]):
        with pytest.raises(Invalid, match=NO_TABLE[:20]):
            read(*rows)


def test_a_second_sheet_that_looks_like_a_plan_is_named():
    one, two = (grid(["Task objective", "Who?"], ["Leaflets", "Maya"], name=name) for name in ("One", "Two"))
    found = read_sheet(Grid(one.sheets + two.sheets), WORDING)
    assert found.remarks == ("The sheet “One” was read; “Two” looks like a plan too, and was not.",)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (("2022-10-12", "day", {}), date(2022, 10, 12)),
        (("44846", "number", {}), date(2022, 10, 12)),
        ("12/10/2022", date(2022, 10, 12)),
        ("12.10.22", date(2022, 10, 12)),
        ("2022-10-12", date(2022, 10, 12)),
        ("12-Oct-22", date(2022, 10, 12)),
        ("12 October 2022", date(2022, 10, 12)),
        ("", None),
    ],
)
def test_a_due_date_is_read_as_excel_and_people_write_days(cell, day):
    row = first(**{"Task objective": "x", "Timescale": "soon", "Due date": cell})
    assert (row.said["due"], row.why_not) == (day, ())


@pytest.mark.parametrize("cell", ["soon", "31/2/2022", "2022-13-01", ("5", "number", {}), ("1.5", "number", {}), "0"])
def test_what_is_no_day_is_refused(cell):
    row = first(**{"Task objective": "x", "Timescale": "soon", "Due date": cell})
    assert row.why_not[0].startswith("Due date: “")
    assert "is no day" in row.why_not[0]


def test_a_timescale_that_excel_made_a_day_of_is_written_in_words():
    for cell, words in ((("2022-10-12", "day", {}), "12 October 2022"), (("2022-04-01", "month", {}), "April 2022")):
        assert first(**{"Task objective": "x", "Timescale": cell}).said["timescale"] == words


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (("#N/A", "fault", {}), "is what a formula shows that failed"),
        (("", "text", {"formula": True}), "it is a formula, and what it shows is not in the file"),
    ],
)
def test_what_shows_no_text_is_refused(cell, why):
    (row,) = read(["Task objective", "Who?"], ["x", cell]).rows
    assert why in " ".join(row.why_not)


def test_how_a_cell_was_read_is_said_where_that_was_a_choice():
    (row,) = read(
        ["Task objective", "Who?", "Timescale", "Action"],
        [
            "x",
            ("Maya", "text", {"formula": True}),
            ("May", "text", {"merged": True}),
            ("Write", "text", {"styled": True}),
        ],
    ).rows
    assert row.notes == (
        "Who?: it is a formula; “Maya”, which it last showed, was taken.",
        "Timescale: “May” is merged with the row above; it was taken for both.",
        "Action: bold and italic in the cell were not read. Write **bold** and _italic_ instead.",
    )


def test_an_objective_that_is_merged_with_the_row_above_is_refused():
    (row,) = read(["Task objective", "Who?"], [("x", "text", {"merged": True}), "Maya"]).rows
    assert "merged with the row above" in row.why_not[0]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"Standards": "9.9"}, "there is no standard 9.9"),
        ({"Standards": "all of them"}, "is not only numbers of standards"),
        ({"State": "nearly"}, "“nearly” is not one of Not started, Ongoing, Complete."),
        ({"Action id": "7"}, "“7” is no action id"),
        ({"Action id": f"{ONE} version x"}, "version x” is no action id"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_column_and_why(said, why):
    row = first(**{"Task objective": "x", "Who?": "Maya", **said})
    assert why in row.why_not[0]
    assert row.why_not[0].startswith(next(iter(said)))


def test_standards_stand_in_a_column_of_their_own_or_behind_the_area():
    assert first(**{"Task objective": "x", "Standards": "1.6, 2.3"}).said["standards"] == ("1.6", "2.3")
    row = first(**{"Area of work": "Strategic functions (2.3)", "Task objective": "x"})
    assert (row.said["area"], row.said["standards"]) == ("Strategic functions", ("2.3",))
    row = first(**{"Area of work": "Strategic functions (2.3)", "Standards": "1.6", "Task objective": "x"})
    assert (row.said["area"], row.said["standards"]) == ("Strategic functions (2.3)", ("1.6",))


def there(identifier=ONE, number=1, taken_out=False, **said):
    return There(identifier, number, 3, ActionText(**said), taken_out)


def fates(rows, *actions):
    return preview(read(*rows).rows, actions, NUMBERS)


def test_without_an_id_a_row_is_of_the_action_with_its_standards_and_objective():
    action = there(objective="**Leaflets** for all", standards=("1.6",), who="Maya")
    rows = [["Standards", "Task objective", "Who?"], ["1.6", "leaflets for  all", "Theo"], ["2.3", "Leaflets for all"]]
    changed, added = fates(rows, action).rows
    assert (changed.fate, changed.there, changed.text.who) == (Fate.CHANGED, action, "Theo")
    assert (added.fate, added.there) == (Fate.ADDED, None)


def test_two_rows_of_one_action_and_two_actions_of_one_row_are_refused():
    alike = [there(objective="x"), there(TWO, 2, objective="x")]
    (row,) = fates([["Task objective", "Who?"], ["x", ""]], *alike).rows
    assert row.why_not == ("Actions 1 and 2 have its standards and its objective. Name one by its action id.",)
    rows = [["Task objective", "Action id"], ["x", str(ONE)], ["y", str(ONE)]]
    _, second = fates(rows, *alike).rows
    assert second.why_not == ("Row 2 is of the same action already.",)


def test_an_action_that_was_taken_out_is_not_brought_back_in_silence():
    found = fates([["Task objective", "Action id"], ["x", str(ONE)]], there(objective="x", taken_out=True))
    assert "was taken out of the plan" in found.rows[0].why_not[0]
    assert found.stay == ()


def test_fields_without_a_column_stay_and_an_empty_cell_empties():
    action = there(objective="x", who="Maya", steps=("Write",), completion="Half", state=ActionState.ONGOING)
    (row,) = fates([["Task objective", "Who?", "State"], ["x", "", ""]], action).rows
    assert row.text == ActionText(objective="x", steps=("Write",), completion="Half", state=ActionState.ONGOING)
    assert [(change.name, change.before, change.after) for change in row.changed] == [("Who?", "Maya", "")]


def test_a_new_action_without_a_state_has_the_one_that_its_completion_speaks_of():
    (row,) = fates([["Task objective", "Actual Completion"], ["x", "Completed May 2023."]]).rows
    assert (row.fate, row.text.state) == (Fate.ADDED, ActionState.COMPLETE)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"Task objective": "", "Action": "Write"}, "neither a task objective nor an area"),
        ({"Task objective": "", "Who?": "Maya"}, "not a whole action"),
        ({"Task objective": "x" * 20_001, "Who?": ""}, "at most 20,000 characters"),
        ({"Task objective": "x", "Who?": "x" * 501}, "at most 500 characters"),
        ({"Task objective": "x", "Action": "a\n" * 101}, "at most 100 lines"),
    ],
)
def test_what_cannot_be_an_action_is_refused(said, why):
    (row,) = fates([list(said), list(said.values())]).rows
    assert row.fate is Fate.REFUSED
    assert why in row.why_not[0]


def test_actions_that_no_row_is_of_stay():
    one, two = there(objective="x"), there(TWO, 2, objective="y")
    assert fates([["Task objective", "Who?"], ["x", ""]], one, two).stay == (two,)


TICKED = Marked("steps", 1, "Step 2 was ticked on 3 November 2026", "a")
MARKED = Marked("outcomes", 0, "Outcome 1 was marked “Achieved.”", "b")
GOES = "Step 2 was ticked on 3 November 2026; the row has no such step, so the tick goes."


@pytest.mark.parametrize(
    ("said", "goes"),
    [
        ({"Action": "Write\nSend"}, ()),
        ({"Action": "Send\nWrite\nRing"}, ()),
        ({"Action": "Write\nSend to all"}, ()),
        ({"Action": "Write\nRing"}, (GOES,)),
        ({"Action": "Write"}, (GOES,)),
        (
            {"Action": "", "Outcome": ""},
            (GOES, "Outcome 1 was marked “Achieved.”; the row has no such outcome, so what came of it goes."),
        ),
    ],
)
def test_what_was_ticked_or_marked_goes_only_with_its_line_and_is_told(said, goes):
    action = replace(there(objective="x", steps=("Write", "Send"), outcomes=("More",)), marks=(TICKED, MARKED))
    found = fates([["Task objective", "Who?", *said], ["x", "Maya", *said.values()]], action)
    assert found.rows[0].goes == goes
    assert found.losing == ([2] if goes else [])


@pytest.mark.parametrize(
    ("cell", "is_told"),
    [(row_id(ONE, 2), True), (row_id(ONE, 3), False), (str(ONE), False), (row_id(TWO, 2), False), ("", False)],
)
def test_a_changed_row_of_another_version_of_its_action_says_so(cell, is_told):
    action = replace(there(objective="x"), changed_at=datetime(2026, 11, 3, 9, 30, tzinfo=UTC))
    (row,) = fates([["Task objective", "Who?", "Action id"], ["x", "Maya", cell]], action).rows
    assert row.fate is Fate.CHANGED
    said = "after this file was made, last on 3 November 2026 at 09:30: look whether each change below is meant."
    assert row.since == (f"This action was changed in the plan {said}" if is_told else "")


def test_an_id_comes_back_from_its_cell_with_or_without_a_version():
    assert out_of_id(row_id(ONE, 12)) == (ONE, 12)
    assert out_of_id(f"  {str(ONE).upper()}\nVersion 12 ") == (ONE, 12)
    assert out_of_id(str(ONE)) == (ONE, None)


def test_what_became_of_the_plan_since_is_told():
    before = seen([there(objective="x"), there(TWO, 2, objective="y")])
    changed = There(TWO, 2, 4, ActionText(objective="z"))
    assert differing(before, [there(objective="x"), there(TWO, 2, objective="y")]) == []
    assert differing(before, [there(objective="x"), changed]) == ["Action 2 was changed."]
    assert differing(before, [there(objective="x")]) == ["Actions were added or taken out."]
    ticked = replace(there(TWO, 2, objective="y"), marks=(TICKED,))
    assert differing(before, [there(objective="x"), ticked]) == [
        "Action 2: a step was ticked or an outcome marked, or that was taken back."
    ]
    assert differing(before, [replace(there(TWO, 2, objective="y"), number=1), there(number=2, objective="x")]) == []
    assert differing("nonsense,1", []) == []
