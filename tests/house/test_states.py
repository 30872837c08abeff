"""The drawing of the states tells what the rules say."""

from pathlib import Path

from tests.house import states
from tracker.assessments.rules import MOVES, Status
from tracker.seals.rules import VersionStatus, version_status

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


def test_a_sealed_version_is_in_one_of_the_drawn_states():
    versions = {version_status(status, version, 2) for status in states.agreed() for version in (1, 2)}
    assert versions == set(VersionStatus)
    assert [version_status(status, 2, 2).value for status in states.agreed()] == [one.value for one in states.agreed()]


def test_another_table_would_be_another_drawing(monkeypatch):
    monkeypatch.delitem(MOVES, "withdraw")
    assert not DRAWING.read_text("utf-8").endswith(states.drawn())
