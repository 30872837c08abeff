"""What one service published in 2022, read and printed again, through our reader and through one that is not ours."""

import json
import os
import re
from pathlib import Path

import docx
import pytest

from tracker.personal import find_personal

EXAMPLES = Path(os.environ["TRACKER_EXAMPLES"])
DOCUMENT = EXAMPLES / "banes_2022_appendices.docx"
EXPECTED = json.loads((EXAMPLES / "banes_2022_appendices.expected.json").read_text("utf-8"))
FOLDED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u2011": "-", "\u00a0": " "})


def folded(value):
    if isinstance(value, str):
        return " ".join(value.translate(FOLDED).split())
    if isinstance(value, list):
        return [folded(entry) for entry in value]
    return {key: folded(entry) for key, entry in value.items()}


EXPECTED_STANDARDS = [
    {key: entry[key] for key in ("number", "rating", "notes")} for entry in folded(EXPECTED["standards"])
]
KEYS = ("standards", "area", "objective", "actions", "outcomes", "who", "timescale", "completion")
EXPECTED_ACTIONS = [{key: entry[key] for key in KEYS} for entry in folded(EXPECTED["actions"])]


@pytest.fixture
def imported(run, run_json):
    run("init")
    run("services", "add", "An Example SENDIASS", "--slug", "example")
    return run_json("import", "example", str(DOCUMENT), "--period", "2021-22")


@pytest.fixture
def exported(run, imported, tmp_path):
    path = tmp_path / "out.docx"
    assert run("export", "example", "--period", "2021-22", "--out", str(path)).exit_code == 0
    return path


def as_expected(read):
    standards = [{key: entry[key] for key in ("number", "rating", "notes")} for entry in folded(read["standards"])]
    return standards == EXPECTED_STANDARDS and folded(read["actions"]) == EXPECTED_ACTIONS


def test_the_import_finds_exactly_what_is_there(imported):
    assert as_expected(imported)
    assert [entry["read"] for entry in imported["standards"]] == [entry["rating"] for entry in EXPECTED["standards"]]
    assert {problem["severity"] for problem in imported["problems"]} == {"note"}
    assert [re.search(r"\((.*)\)", problem["place"])[1] for problem in imported["problems"]] == [
        "1.3",
        "1.6",
        "3.1",
        "3.3",
    ]


def test_a_dry_run_reads_the_same_with_nothing_saved(run_json):
    assert as_expected(run_json("import", "nobody", str(DOCUMENT), "--period", "2021-22", "--dry-run"))


def test_the_export_reads_back_the_same(run_json, exported):
    again = run_json("import", "nobody", str(exported), "--period", "2021-22", "--dry-run")
    assert as_expected(again)
    assert again["problems"] == []


def test_the_export_reads_back_the_same_through_python_docx(exported):
    ratings, plan = docx.Document(str(exported)).tables
    cells = [[[p.text for p in cell.paragraphs if p.text.strip()] for cell in row.cells] for row in ratings.rows]
    rated = [row for row in cells[1:] if row[1]]
    standards = [{"number": row[0][0].split()[0], "rating": row[1][0], "notes": row[2]} for row in rated]
    assert folded(standards) == EXPECTED_STANDARDS
    wording = [folded(" ".join(row[0])) for row in rated]
    assert all(text.startswith(entry["number"]) for text, entry in zip(wording, EXPECTED_STANDARDS, strict=True))
    lines = [[[p.text for p in cell.paragraphs if p.text.strip()] for cell in row.cells] for row in plan.rows][1:]
    actions = [
        dict(
            zip(
                KEYS,
                ([], " ".join(row[0]), " ".join(row[1]), row[2], row[3], *(" ".join(c) for c in row[4:6]), row[6]),
                strict=True,
            )
        )
        for row in lines
    ]
    for action in actions:
        action["standards"] = re.findall(r"\d\.\d", action["area"])
    assert folded(actions) == EXPECTED_ACTIONS


def test_the_gaps_are_the_known_ones(run_json, imported):
    found = {}
    for gap in run_json("gaps", "example", "--period", "2021-22")["gaps"]:
        found.setdefault(gap["kind"], []).append(gap["standard"])
    assert found == {
        "no_open_action": ["3.2", "4.3"],
        "no_notes": ["1.3", "1.4", "1.8", "2.1", "3.4"],
        "open_action_on_compliant": ["1.1", "1.6", "2.3"],
        "refers_elsewhere": ["3.2"],
        "no_evidence": [entry["number"] for entry in EXPECTED["standards"] if entry["rating"] == "C"],
        "overdue": [only(entry["standards"]) for entry in EXPECTED["actions"]],  # their days have all passed
    }


def only(numbers):
    return numbers[0] if len(numbers) == 1 else None


def texts_of(value):
    if isinstance(value, str):
        return [value]
    return [text for one in (value.values() if isinstance(value, dict) else value or ()) for text in texts_of(one)]


def test_what_was_published_raises_no_alarm_about_personal_details():
    assert [one.words for text in texts_of(EXPECTED) for one in find_personal(text)] == []
