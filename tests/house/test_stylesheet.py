"""The stylesheet holds together: each brace that opens is closed before the next rule of its own begins."""

from pathlib import Path

STYLESHEET = Path(__file__).parents[2] / "tracker" / "static" / "tracker.css"


def depths(text: str) -> list[int]:
    """How deep each line begins that says something."""
    found, depth = [], 0
    for line in text.splitlines():
        if line.strip():
            found.append((depth - line.startswith("}"), line))
        depth += line.count("{") - line.count("}")
    return [depth for depth, line in found if not line.startswith(" ")] + [depth]


def test_what_stands_at_the_margin_is_in_no_other_rule():
    assert set(depths(STYLESHEET.read_text("utf-8"))) == {0}


def test_a_brace_that_is_missing_is_found():
    assert set(depths("@media print {\n  p {\n    margin: 0;\n  }\na {\n  color: red;\n}\n")) != {0}
