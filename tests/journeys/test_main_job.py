"""The main job by command: from nothing to the appendices, and what happens on the way when something is wrong."""

import json
from datetime import date

import pytest
from docx import Document

from tests.word.documents import docx, p, table
from tracker.accounts.queries import get_service
from tracker.accounts.rules import OPERATOR
from tracker.assessments.changes import say_why_no_action
from tracker.assessments.queries import get_assessment, get_rating
from tracker.audit.models import AuditEntry
from tracker.db import Base, db
from tracker.plans.queries import actions_of, get_plan
from tracker.reports.reading import read_appendices
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read

HEADER = ["Standard", "C/PC", "Notes"]
PLAN_HEADER = [
    "Area of work (link to Standard)",
    "Task objective",
    "Action",
    "Outcome",
    "Who?",
    "Timescale",
    "Actual Completion",
]
ACTION = [
    "Operational functions (3.2)",
    "Leaflets",
    "1. Write",
    "1. Printed",
    "Manager",
    "May 2023",
    "Completed May 2023",
]


@pytest.fixture
def ready(run):
    assert run("init").exit_code == 0
    assert run("services", "add", "Lantern SENDIASS", "--slug", "lantern", "--year-starts", "September").exit_code == 0


@pytest.fixture
def appendix(tmp_path):
    """A small document of two ratings and one action."""
    path = tmp_path / "appendix.docx"
    path.write_bytes(
        docx(
            p("Self-Assessment Minimum Standards August 2022")
            + table(*[HEADER, ["1.1 Jointly", "C", "Signed."], ["3.2 Leaflets", "P/C", "Ditto above"]])
            + p("Operational Delivery Plan 1/4/2022 to 31/08/2023")
            + table(*[PLAN_HEADER, ACTION])
        )
    )
    return path


def rows():
    return {table.name: db.session.execute(table.select()).all() for table in Base.metadata.sorted_tables}


def test_init_twice_does_no_more_than_once(run):
    run("init")
    before = rows()
    assert run("init").exit_code == 0
    assert rows() == before


def test_an_import_makes_assessment_and_plan_and_links_them(run, run_json, ready, appendix, tmp_path):
    read_ = run_json("import", "lantern", str(appendix), "--period", "2021-22")
    assert [(entry["number"], entry["rating"]) for entry in read_["standards"]] == [("1.1", "C"), ("3.2", "P/C")]
    plan = get_plan(get_service("lantern", viewer=OPERATOR), "2021-22", viewer=OPERATOR)
    assert (str(plan.starts), str(plan.ends)) == ("2022-04-01", "2023-08-31")
    assert [action.state.value for action in actions_of(plan)] == ["complete"]
    gaps = run_json("gaps", "lantern", "--period", "2021-22")["gaps"]
    assert ("no_open_action", "3.2") in [(gap["kind"], gap["standard"]) for gap in gaps]
    assert sum(gap["kind"] == "unrated" for gap in gaps) == 18
    out = tmp_path / "out.docx"
    assert run("export", "lantern", "--period", "2021-22", "--out", str(out)).exit_code == 0
    again = read_appendices(read(out.read_bytes()), shipped_framework())
    rated = [entry for entry in again.as_json()["standards"] if entry["rating"]]
    assert rated == read_["standards"]
    assert again.as_json()["actions"] == read_["actions"]


def test_a_gap_that_is_accepted_is_listed_with_the_reason_and_until_when(run, run_json, ready, appendix):
    run("import", "lantern", str(appendix), "--period", "2021-22")
    year = get_assessment(get_service("lantern", viewer=OPERATOR), "2021-22", viewer=OPERATOR)
    say_why_no_action(get_rating(year, "3.2"), "The council\ndecides.", until=date(2199, 1, 31), by=OPERATOR)
    db.session.commit()
    listed = run_json("gaps", "lantern", "--period", "2021-22")
    assert "no_open_action" not in [gap["kind"] for gap in listed["gaps"]]
    (accepted,) = listed["accepted"]
    assert (accepted["standard"], accepted["until"]) == ("3.2", "2199-01-31")
    line = "accepted until 31 January 2199, to be looked at again then. The reason: The council decides."
    assert line in run("gaps", "lantern", "--period", "2021-22").stdout


def test_a_period_is_imported_once(run, ready, appendix):
    run("import", "lantern", str(appendix), "--period", "2021-22")
    before = rows()
    again = run("import", "lantern", str(appendix), "--period", "2021-22")
    assert again.exit_code == 1
    assert "has an assessment 2021-22 already" in again.stderr
    assert rows() == before


def test_a_stop_saves_nothing_and_says_where(run, ready, tmp_path):
    path = tmp_path / "bad.docx"
    path.write_bytes(docx(table(*[HEADER, ["1.1 Jointly", "C", ""], ["1.2 Designed", "maybe", ""]])))
    before = rows()
    result = run("import", "lantern", str(path), "--period", "2021-22")
    assert result.exit_code == 1
    assert "table 1, row 3 (1.2): “maybe” is not a rating" in result.stderr
    assert "Nothing was saved" in result.stderr
    assert rows() == before


def test_an_import_that_fails_at_its_plan_saves_no_assessment(run, ready, appendix):
    run("import", "lantern", str(appendix), "--period", "2021-22", "--plan", "2022-23")
    before = rows()
    result = run("import", "lantern", str(appendix), "--period", "2022-23")
    assert "has a plan 2022-23 already" in result.stderr
    assert rows() == before


def test_a_dry_run_saves_nothing_and_succeeds_even_with_stops(run, ready, tmp_path):
    path = tmp_path / "bad.docx"
    path.write_bytes(docx(table(*[HEADER, ["1.2 Designed", "maybe", ""]])))
    before = rows()
    result = run("import", "no-such-service", str(path), "--period", "2021-22", "--dry-run", "--json")
    assert result.exit_code == 0
    problems = json.loads(result.stdout)["problems"]
    assert [problem["severity"] for problem in problems] == ["note", "stop", "note"]
    assert rows() == before


def test_a_period_that_overlaps_another_is_refused_and_a_dry_run_says_so(run, ready, appendix):
    run("import", "lantern", str(appendix), "--period", "2021-22")
    before = rows()
    arguments = ["import", "lantern", str(appendix), "--period", "2022-23", "--plan", "2023-24"]
    overlapping = [*arguments, "--starts", "2022-08-31"]
    said = "31 August 2022 to 31 August 2023 overlaps the self-assessment 2021-22, 1 September 2021 to 31 August 2022"
    dry = run(*overlapping, "--dry-run")
    assert (dry.exit_code, f"stop: document: {said}" in dry.stderr) == (0, True)
    result = run(*overlapping)
    assert (result.exit_code, said in result.stderr, rows()) == (1, True, before)
    assert run(*arguments, "--starts", "2022-09-01").exit_code == 0


def test_explicit_days_are_taken(run, ready, appendix):
    arguments = [
        "import",
        "lantern",
        str(appendix),
        "--period",
        "2021-22",
        "--starts",
        "2021-10-01",
        "--ends",
        "2022-09-30",
    ]
    assert run(*arguments).exit_code == 0
    assert "2021-10-01" in str(rows()["assessments"][0].starts)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "nowhere", "FILE", "--period", "2021-22"], "no service “nowhere”"),
        (["import", "lantern", "FILE", "--period", "2021"], "write 2021-22, not 2021"),
        (["import", "lantern", "FILE", "--period", "2021-22", "--ends", "2020-01-01"], "before it starts"),
        (["import", "lantern", "FILE", "--period", "2021-22", "--framework", "other-1"], "no framework “other-1”"),
        (["import", "lantern", "missing.docx", "--period", "2021-22"], "does not exist"),
        (["export", "lantern", "--period", "2021-22", "--out", "x.docx"], "no assessment 2021-22"),
        (["gaps", "lantern", "--period", "2021-22"], "no assessment 2021-22"),
        (["services", "add", "Other", "--slug", "lantern"], "There is a service “lantern” already"),
        (["services", "add", "Other", "--slug", "other", "--year-starts", "Brumaire"], "is not a month"),
        (["standards", "load", "missing.yaml"], "does not exist"),
    ],
)
def test_what_is_wrong_is_said_in_a_line_and_nothing_is_saved(run, ready, appendix, arguments, message):
    before = rows()
    result = run(*[str(appendix) if argument == "FILE" else argument for argument in arguments])
    assert result.exit_code != 0
    assert result.stdout == ""
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert rows() == before


def test_with_no_plan_linked_and_several_there_their_labels_are_listed(run, ready, tmp_path, appendix):
    run("import", "lantern", str(appendix), "--period", "2021-22")
    run("import", "lantern", str(appendix), "--period", "2022-23")
    only_ratings = tmp_path / "ratings.docx"
    only_ratings.write_bytes(docx(table(*[HEADER, ["1.1 Jointly", "C", "Signed."]])))
    run("import", "lantern", str(only_ratings), "--period", "2023-24")
    out = tmp_path / "out.docx"
    result = run("export", "lantern", "--period", "2023-24", "--out", str(out))
    assert "Say which plan: 2021-22, 2022-23" in result.stderr
    assert not out.exists()
    assert run("export", "lantern", "--period", "2023-24", "--plan", "2022-23", "--out", str(out)).exit_code == 0


@pytest.mark.parametrize(("only", "ratings", "actions"), [("assessment", 20, 0), ("plan", 0, 1)])
def test_one_appendix_alone_can_be_written(run, ready, appendix, tmp_path, only, ratings, actions):
    run("import", "lantern", str(appendix), "--period", "2021-22")
    out = tmp_path / "out.docx"
    assert run("export", "lantern", "--period", "2021-22", "--out", str(out), "--only", only).exit_code == 0
    reading = read_appendices(read(out.read_bytes()), shipped_framework())
    assert (len(reading.ratings), len(reading.actions)) == (ratings, actions)


def test_a_list_of_abbreviations_is_written_where_it_is_asked_for(run, ready, appendix, tmp_path):
    run("import", "lantern", str(appendix), "--period", "2021-22")
    out = tmp_path / "out.docx"
    headings = []
    for more in ([], ["--glossary"]):
        assert run("export", "lantern", "--period", "2021-22", "--out", str(out), *more).exit_code == 0
        headings.append([table.rows[0].cells[0].text for table in Document(str(out)).tables])
    assert headings[1] == [*headings[0], "Abbreviation"]


def test_an_export_that_cannot_be_written_leaves_the_old_file(run, ready, appendix, tmp_path):
    run("import", "lantern", str(appendix), "--period", "2021-22")
    result = run("export", "lantern", "--period", "2021-22", "--out", str(tmp_path / "no" / "folder" / "out.docx"))
    assert result.exit_code == 1
    assert "cannot be written: No such file or directory" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["appendix.docx"]


def test_a_standards_file_is_checked_and_loaded_by_command(run, ready, tmp_path):
    good = tmp_path / "lanterns.yaml"
    good.write_text(
        "identifier: lanterns\nversion: 1\ntitle: Lanterns\npublisher: Us\nratings: [{code: A, label: All}]\n"
        "sections: [{number: 1, title: One, standards: [{number: 1.1, text: Shine}]}]\n"
    )
    assert run("standards", "check", str(good)).exit_code == 0
    assert run("standards", "load", str(good)).exit_code == 0
    assert "Nothing to do" in run("standards", "load", str(good)).stderr
    good.write_text(good.read_text().replace("Shine", "Glow"))
    changed = run("standards", "load", str(good))
    assert changed.exit_code == 1
    assert "another wording" in changed.stderr
    listed = json.loads(run("standards", "list", "--json").stdout)["frameworks"]
    assert [entry["slug"] for entry in listed] == ["lanterns-1", "minimum-standards-2018"]


def test_a_bad_standards_file_is_refused_with_its_line_and_nothing_is_loaded(run, ready, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("identifier: lanterns\nversion: 1\n")
    before = rows()
    for command in ("check", "load"):
        result = run("standards", command, str(bad))
        assert result.exit_code == 1
        assert "bad.yaml, line 1: missing: title, publisher, ratings, sections" in result.stderr
    assert rows() == before


def test_services_are_listed_for_people_and_for_scripts(run, run_json, ready):
    assert "lantern  Lantern SENDIASS (year starts in September)" in run("services", "list").stdout
    assert run_json("services", "list") == {
        "services": [
            {"slug": "lantern", "name": "Lantern SENDIASS", "year_starts": 9, "advisory_body": "Advisory Group"}
        ]
    }


def test_every_change_of_an_import_is_in_the_record(run, ready, appendix):
    run("import", "lantern", str(appendix), "--period", "2021-22")
    verbs = [entry.verb for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)]
    assert verbs == [
        "load_framework",
        "add_service",
        "start_assessment",
        "save_rating",
        "save_rating",
        "start_plan",
        "add_action",
        "link_plan",
    ]


def test_a_title_from_outside_the_period_is_remarked_on(run_json, ready, appendix):
    read_ = run_json("import", "lantern", str(appendix), "--period", "2022-23")
    assert read_["problems"][-1] == {
        "severity": "note",
        "place": "document",
        "message": "Its title says August 2022, which is not in the period 2022-23.",
    }


def test_a_plan_whose_title_names_no_period_takes_the_assessments_with_a_note(run_json, ready, tmp_path):
    path = tmp_path / "untitled.docx"
    path.write_bytes(docx(table(*[HEADER, ["1.1 Jointly", "C", ""]]) + table(*[PLAN_HEADER, ACTION])))
    read_ = run_json("import", "lantern", str(path), "--period", "2021-22")
    assert "The plan's title names no period" in read_["problems"][-1]["message"]
    assert str(get_plan(get_service("lantern", viewer=OPERATOR), "2021-22", viewer=OPERATOR).starts) == "2021-09-01"
