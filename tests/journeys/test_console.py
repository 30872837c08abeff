"""The installed command in a process of its own: fresh folders, a server, trouble from outside."""

import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

TRACKER = str(Path(sys.executable).with_name("tracker"))


def tracker(*arguments, cwd, **environment):
    known = {key: value for key, value in os.environ.items() if key not in ("TRACKER_HOME", "DATABASE_URL")}
    return subprocess.run(
        [TRACKER, *map(str, arguments)],
        cwd=cwd,
        env=known | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_in_any_folder_a_demonstration_comes_up_from_nothing(tmp_path):
    first = tracker("demo", "--no-serve", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    home = tmp_path / "instance"
    made = {"demo-appendices.docx", "demo-passwords.txt", "secret-key", "signing-key", "tracker.db"}
    assert {path.name for path in home.iterdir()} == made
    assert all((home / name).stat().st_mode & 0o077 == 0 for name in ("secret-key", "signing-key"))
    assert (home / "demo-passwords.txt").stat().st_mode & 0o777 == 0o600
    assert (home / "demo-passwords.txt").read_text().strip() in first.stderr
    (home / "demo-appendices.docx").write_bytes(b"edited by hand")
    assert tracker("demo", "--no-serve", cwd=tmp_path).returncode == 0
    assert (home / "demo-appendices.docx").read_bytes() == b"edited by hand"


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url):
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310  # our own address
        return answer.status, answer.read()


def test_the_demonstration_is_served_until_it_is_stopped(tmp_path, port):
    environment = os.environ | {"PORT": str(port), "TRACKER_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}
    with subprocess.Popen(
        [TRACKER, "demo"], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        lines = iter(server.stderr.readline, "")
        assert any(f"http://127.0.0.1:{port}" in line for line in lines)
        status, page = fetch(f"http://127.0.0.1:{port}/")
        assert (status, b"Choose whom to be" in page) == (200, True)
        assert b"Rosalind Okafor" in fetch(f"http://127.0.0.1:{port}/demonstration")[1]
        assert fetch(f"http://127.0.0.1:{port}/static/govuk/govuk-frontend.min.css")[0] == 200
        taken = tracker("serve", "--port", port, cwd=tmp_path, TRACKER_HOME=str(tmp_path / "home"))
        assert (taken.returncode, "Cannot listen" in taken.stderr) == (1, True)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0


def test_a_demonstration_is_served_to_this_machine_only(tmp_path, port):
    assert tracker("demo", "--no-serve", cwd=tmp_path).returncode == 0
    result = tracker("serve", "--host", "0.0.0.0", "--port", port, cwd=tmp_path)  # noqa: S104  # it is refused
    assert (result.returncode, "to this machine only" in result.stderr) == (1, True)


def test_who_serves_others_says_under_which_address(tmp_path, port):
    assert tracker("init", cwd=tmp_path).returncode == 0
    result = tracker("serve", "--host", "0.0.0.0", "--port", port, cwd=tmp_path)  # noqa: S104  # it is refused
    assert (result.returncode, "Set TRACKER_URL" in result.stderr) == (1, True)


@pytest.mark.parametrize("command", [["services", "list"], ["serve"], ["gaps", "x", "--period", "2021-22"]])
def test_before_init_a_command_says_what_to_type(tmp_path, command):
    result = tracker(*command, cwd=tmp_path)
    assert result.returncode == 1
    assert result.stderr == "Error: The database is not set up for this version of the program. Type: tracker init\n"


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not an address"),
        ({"DATABASE_URL": "mysql://a/b"}, "names mysql"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "The database"),
        ({"TRACKER_HOME": "/proc/nowhere"}, "cannot be used"),
    ],
)
def test_an_installation_that_cannot_work_says_why(tmp_path, environment, message):
    result = tracker("init", cwd=tmp_path, **environment)
    assert result.returncode == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_full_disk_is_told_and_nothing_is_half_saved(tmp_path):
    assert tracker("init", cwd=tmp_path).returncode == 0
    database = tmp_path / "instance" / "tracker.db"
    limit = 60_000  # bytes that any one file may grow to
    result = subprocess.run(
        [TRACKER, "demo", "--no-serve"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert result.returncode == 1
    assert "Nothing was saved" in result.stderr
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM services").fetchone() == (0,)


SLOW = """
CREATE TRIGGER slow AFTER INSERT ON steps BEGIN
    SELECT count(*) FROM standards a, standards b, standards c, standards d, standards e, standards f, standards g;
END
"""


def is_being_written(database: Path) -> bool:
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
        return False


def test_a_process_that_is_killed_while_it_writes_leaves_nothing_half_saved(tmp_path):
    assert tracker("init", cwd=tmp_path).returncode == 0
    database = tmp_path / "instance" / "tracker.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(SLOW)
    process = subprocess.Popen([TRACKER, "demo", "--no-serve"], cwd=tmp_path, stderr=subprocess.DEVNULL)
    held = 0
    while held < 20:  # a second of writing: by then it is in the middle of its plan
        held = held + 1 if is_being_written(database) else 0
        time.sleep(0.05)
    process.kill()
    process.wait()
    with closing(sqlite3.connect(database)) as connection:
        counts = (
            "SELECT (SELECT count(*) FROM services), (SELECT count(*) FROM ratings), (SELECT count(*) FROM actions)"
        )
        assert connection.execute(counts).fetchone() == (0, 0, 0)
        connection.execute("DROP TRIGGER slow")
        assert tracker("demo", "--no-serve", cwd=tmp_path).returncode == 0
        assert connection.execute(counts).fetchone() == (1, 40, 24)


def test_a_database_of_a_newer_version_is_left_alone(tmp_path):
    assert tracker("init", cwd=tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "instance" / "tracker.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for command in (["init"], ["services", "list"]):
        result = tracker(*command, cwd=tmp_path)
        assert (result.returncode, "made by a newer version" in result.stderr) == (1, True)


def test_what_nobody_foresaw_is_kept_for_whoever_mends_it(tmp_path):
    assert tracker("init", cwd=tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "instance" / "tracker.db")) as connection, connection:
        connection.execute("UPDATE frameworks SET read_as = 'this is not JSON'")
    result = tracker("standards", "list", "--json", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert "Something went wrong inside the program" in result.stderr
    assert "Traceback" not in result.stderr
    assert "JSONDecodeError" in (tmp_path / "instance" / "errors.log").read_text()


def test_looking_in_an_empty_folder_leaves_nothing_there(tmp_path):
    for command in (["services", "list"], ["gaps", "x", "--period", "2021-22"], ["--help"]):
        tracker(*command, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_who_set_up_at_once_both_succeed(tmp_path):
    both = [
        subprocess.Popen([TRACKER, "demo", "--no-serve"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    results = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], results
    with closing(sqlite3.connect(tmp_path / "instance" / "tracker.db")) as connection:
        assert connection.execute("SELECT count(*) FROM services").fetchone() == (1,)


def test_what_is_saved_is_not_called_lost_when_nobody_reads_what_is_said(tmp_path):
    assert tracker("init", cwd=tmp_path).returncode == 0
    add = [TRACKER, "services", "add", "Lantern", "--slug", "lantern"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(add, cwd=tmp_path, stdout=full, stderr=full, timeout=60, check=False)
    assert done.returncode == 1
    assert "lantern" in tracker("services", "list", cwd=tmp_path).stdout


def test_a_closed_pipe_is_no_error(tmp_path):
    assert tracker("init", cwd=tmp_path).returncode == 0
    command = f"{TRACKER} standards list --json | head -c 1"
    done = subprocess.run(command, cwd=tmp_path, shell=True, capture_output=True, text=True, timeout=60, check=False)  # noqa: S602
    assert (done.stdout, done.stderr) == ("{", "")
    assert not (tmp_path / "instance" / "errors.log").exists()


@pytest.mark.parametrize("out", ["instance/tracker.db", "/dev/null", "folder.docx"])
def test_an_export_never_takes_the_place_of_what_is_no_document(tmp_path, out):
    assert tracker("demo", "--no-serve", cwd=tmp_path).returncode == 0
    (tmp_path / "folder.docx").mkdir()
    before = (tmp_path / "instance" / "tracker.db").read_bytes()
    result = tracker("export", "marlshire", "--period", "2025-26", "--out", out, cwd=tmp_path)
    assert result.returncode != 0
    assert (tmp_path / "instance" / "tracker.db").read_bytes() == before
    assert Path("/dev/null").is_char_device()


def test_an_export_through_a_link_writes_what_it_leads_to(tmp_path):
    assert tracker("demo", "--no-serve", cwd=tmp_path).returncode == 0
    (tmp_path / "link.docx").symlink_to(tmp_path / "target.docx")
    assert tracker("export", "marlshire", "--period", "2025-26", "--out", "link.docx", cwd=tmp_path).returncode == 0
    assert (tmp_path / "link.docx").is_symlink()
    assert (tmp_path / "target.docx").stat().st_size > 10_000


def test_a_damaged_key_is_told(tmp_path):
    assert tracker("init", cwd=tmp_path).returncode == 0
    (tmp_path / "instance" / "secret-key").write_text("")
    assert "is damaged" in tracker("serve", cwd=tmp_path).stderr
