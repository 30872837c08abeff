"""The command that tells whether a Word file says what was ratified."""

import json

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo

import tracker.cli
from tests.word.documents import docx, p
from tests.word.edits import SEAL
from tests.word.sealed import KEY, NOTICE, Opened, file, sealed
from tests.word.sealed import ratified as document


def never():
    raise AssertionError("The installation was asked.")


@pytest.fixture
def write(tmp_path):
    def written(content):
        path = tmp_path / "file.docx"
        path.write_bytes(content)
        return str(path)

    return written


def apart(*args):
    """The command on a machine with no installation."""
    return CliRunner().invoke(tracker.cli.tracker, ["verify", *args], obj=ScriptInfo(create_app=never))


def changed():
    opened = Opened(file())
    next(text for text in opened.all("t") if text.text == "P/C").text = "C"
    return opened.saved()


def test_with_a_key_it_needs_no_installation(write):
    result = apart(write(file()), "--key", KEY.public)
    assert result.exit_code == 0
    assert result.stderr == "This file is unchanged since ratification.\n"
    assert result.stdout.splitlines() == ["Lantern", "Appendices to the annual report 2021-22", NOTICE]


@pytest.mark.parametrize(
    ("content", "outcome"),
    [(changed, "changed"), (lambda: docx(p("Text")), "no seal"), (file, "not one of ours")],
)
def test_it_ends_well_only_where_the_file_is_unchanged(write, content, outcome):
    key = "00" * 32 if outcome == "not one of ours" else KEY.public
    result = apart(write(content()), "--key", key, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["outcome"] == outcome


def test_json_names_the_places(write):
    said = json.loads(apart(write(changed()), "--key", KEY.public, "--json").stdout)
    assert said["differences"] == [
        {"kind": "changed", "place": "the rating of standard 1.2", "sealed": "P/C", "found": "C"}
    ]
    assert said["public_key"] == KEY.public
    assert said["about"][0] == "Lantern"


def test_without_a_key_those_of_the_installation_count(write, run, application):
    assert run("verify", write(file())).exit_code == 1
    ours = Opened(file())
    ours.parts[SEAL].text = sealed(document(), key=application.config["TRACKER"].signing_key()).decode()
    assert run("verify", write(ours.saved())).exit_code == 0


@pytest.mark.parametrize(
    ("content", "key", "words"),
    [(b"%PDF", KEY.public, "this is a PDF"), (b"PK", "12", "That is no public key"), (b"", KEY.public, "is empty")],
)
def test_what_cannot_be_read_is_said_in_words(write, content, key, words):
    result = apart(write(content), "--key", key)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.stderr
