"""Facts about the code as a whole: how long things are, what they say of themselves, where a commit may stand."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for path in (ROOT / "tracker").rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_passes_400_lines_and_no_function_40(path):
    assert len(path.read_text().splitlines()) <= 400
    assert [node.name for node in functions(path) if (node.end_lineno or 0) - node.lineno >= 40] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_public_things_say_what_they_are(path):
    tree = ast.parse(path.read_text())
    public = [
        node
        for node in [tree, *ast.walk(tree)]
        if isinstance(node, ast.Module | ast.ClassDef)
        or (isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node in getattr(tree, "body", []))
    ]
    assert [
        getattr(node, "name", "module") for node in public if not ast.get_docstring(node) and not _private(node)
    ] == []


def _private(node: ast.AST) -> bool:
    return str(getattr(node, "name", "")).startswith("_")


def test_only_routes_and_commands_commit():
    where = {
        path.relative_to(ROOT / "tracker").as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    }
    assert all(name.endswith("routes.py") or name.startswith("cli/") for name in where)
    assert where


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_are_short_and_leave_styling_to_the_stylesheet(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 60
    assert "style=" not in text
    assert "|safe" not in text


def test_the_readme_says_of_every_feature_what_it_is_for():
    said = (ROOT / "README.md").read_text()
    features = sorted(path.parent.name for path in (ROOT / "tracker").glob("*/__init__.py"))
    assert [name for name in features if f"tracker/{name}/" not in said] == []
    assert "plans" in features


def test_only_the_clock_knows_on_which_day_a_moment_is():
    where = {
        path.relative_to(ROOT / "tracker").as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "date" and not isinstance(node.value, ast.Name)
    }
    assert where == {"clock.py"}
