"""The built wheel carries everything: it works in a folder with nothing of the checkout's."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KINDS = ("templates/**/*.html", "migrations/**/*.py", "tracker/static/*.*", "tracker/word/base/**/*.*")


PARTS = ("README.md", "setup.cfg", "pyproject.toml", "MANIFEST.in", "standards_2018.yaml")
FOLDERS = ("build_backend", "migrations", "templates", "tracker")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder that the wheel was unpacked into, as an installer would; built from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name in PARTS:
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*build, str(folder), str(source)], check=True, timeout=300)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_every_file_that_the_program_needs_is_in_it(installed):
    shipped = {path.relative_to(installed / "tracker").as_posix() for path in (installed / "tracker").rglob("*")}
    needed = {
        path.relative_to(ROOT).as_posix().removeprefix("tracker/")
        for kind in KINDS
        for path in [*ROOT.glob(kind), *ROOT.glob(kind.replace("*.*", ".*"))]
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"word/base/_rels/.rels", "templates/base.html"} < needed
    assert needed <= shipped


def test_a_demonstration_comes_up_from_the_wheel_alone(installed, tmp_path):
    environment = {key: value for key, value in os.environ.items() if key not in ("TRACKER_HOME", "DATABASE_URL")}
    environment |= {"PYTHONPATH": str(installed)}
    program = "import tracker, tracker.cli; print(tracker.__file__); tracker.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "demo", "--no-serve"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(installed))
    assert (tmp_path / "instance" / "demo-appendices.docx").stat().st_size > 10_000
