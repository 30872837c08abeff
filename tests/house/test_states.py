"""The drawing of the states tells what the rules say."""

from pathlib import Path

from tests.house import states
from tracker.assessments.rules import MOVES, Status

DRAWING = Path(__file__).parents[2] / "docs" / "states.md"


def test_the_states_are_drawn_as_the_rules_have_them():
    assert DRAWING.read_text("utf-8").endswith(f"\n\n{states.drawn()}")


def test_every_step_is_drawn_from_each_state_that_it_leads_from():
    drawn = [
        line.split(":")[0].split() for line in states.diagram().splitlines() if "-->" in line and "[*]" not in line
    ]
    steps = {(source, move.to) for move in MOVES.values() for source in move.sources}
    assert {(start, end) for start, _, end in drawn} - steps == {(one, "superseded") for one in states.agreed()}
    assert steps <= {(Status(start), end) for start, _, end in drawn}


def test_another_table_would_be_another_drawing(monkeypatch):
    monkeypatch.delitem(MOVES, "withdraw")
    assert not DRAWING.read_text("utf-8").endswith(states.drawn())
