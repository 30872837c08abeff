"""The contracts of the floor plan hold, and would not hold for the mistakes that they are there for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


@pytest.fixture
def copy(tmp_path):
    """The package and its contracts, to break."""
    left_out = shutil.ignore_patterns("__pycache__", "static", "migrations", "templates", "standards_2018.yaml")
    shutil.copytree(ROOT / "tracker", tmp_path / "tracker", ignore=left_out)
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


def contracts(folder: Path) -> tuple[int, str]:
    environment = os.environ | {"PYTHONPATH": str(folder)}
    command = [str(LINT_IMPORTS), "--no-cache"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_all_contracts_hold(copy):
    status, said = contracts(copy)
    assert (status, "0 broken" in said) == (0, True), said


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("plans/rules.py", "import tracker.assessments.models", "Features are floors"),
        ("word/reader.py", "import tracker.standards.rules", "Features are floors"),
        ("misc.py", "", "Features are floors"),
        ("plans/rules.py", "import tracker.plans.queries", "Every feature has the same rooms"),
        ("plans/helpers.py", "", "Every feature has the same rooms"),
        ("reports/more.py", "", "Reports"),
        ("word/more.py", "", "Word"),
        ("richtext/more.py", "", "The text format"),
        ("accounts/rules.py", "import flask", "Rules are plain values"),
        ("reports/gaps.py", "import sqlalchemy", "Rules are plain values"),
        ("reports/comparison.py", "import sqlalchemy", "Rules are plain values"),
        ("reports/glossary.py", "import sqlalchemy", "Rules are plain values"),
        ("abbreviations/rules.py", "import tracker.standards.rules", "Features are floors"),
        ("evidence/queries.py", "import tracker.assessments.models", "Features are floors"),
        ("teamwork/queries.py", "import tracker.reports.gaps", "Features are floors"),
        ("assessments/changes.py", "import tracker.teamwork.changes", "Features are floors"),
        ("teamwork/more.py", "", "Every feature has the same rooms"),
        ("evidence/helpers.py", "", "Every feature has the same rooms"),
        ("evidence/changes.py", "import zipfile", "Only word speaks .docx"),
        ("files.py", "import tracker.printing.cells", "Features are floors"),
        ("figures.py", "import tracker.fields", "Features are floors"),
        ("personal.py", "import tracker.db", "Features are floors"),
        ("submission/queries.py", "import tracker.exports.forms", "Features are floors"),
        ("ratings/routes.py", "import tracker.submission.rules", "Features are floors"),
        ("plans/changes.py", "import flask", "Models, queries and changes know no web"),
        ("reports/export.py", "import docx", "Only word speaks .docx"),
        ("web.py", "import docx", "Only word speaks .docx"),
        ("reports/export.py", "import flask", "Nothing between the pages and web"),
        ("word/writer.py", "import flask", "Nothing between the pages and web"),
        ("demonstration/routes.py", "import sqlalchemy", "Routes hold no query"),
        ("richtext/blocks.py", "import tracker.errors", "Features are floors"),
        ("printing/html.py", "import tracker.plans.rules", "Features are floors"),
        ("printing/more.py", "", "Printing: what makes"),
        ("printing/cells.py", "import tracker.printing.workbook", "Printing: what makes"),
        ("printing/cells.py", "import tracker.db", "Printing knows rows and cells"),
        ("reports/export.py", "import openpyxl", "Only printing speaks .xlsx"),
        ("reports/queries.py", "import tracker.reports.everything", "Reports"),
    ],
)
def test_a_wrong_import_or_a_module_with_no_place_breaks_them(copy, module, line, contract):
    path = copy / "tracker" / module
    path.write_text((path.read_text() if path.exists() else '"""New."""\n') + f"\n{line}\n")
    status, said = contracts(copy)
    assert status != 0
    assert any(contract in row and "BROKEN" in row for row in said.splitlines()), said
