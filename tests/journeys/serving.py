"""The installed command, serving in a process of its own."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TRACKER = str(Path(sys.executable).with_name("tracker"))


@dataclass(frozen=True)
class Served:
    """What is being served: its address without a slash, its folder, its process, and the lines that it prints."""

    url: str
    home: Path
    process: subprocess.Popen[str]
    said: list[str]

    def password(self, address: str) -> str:
        """What a demonstration printed for whoever has this address."""
        lines = (self.home / "demo-passwords.txt").read_text().splitlines()
        return dict(line.split() for line in lines)[address]

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait(timeout=60)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def initialise(folder: Path) -> None:
    """``tracker init`` with a home in ``folder``."""
    subprocess.run(
        [TRACKER, "init"], cwd=folder, env=_environment(folder), capture_output=True, timeout=120, check=True
    )


@contextmanager
def serve(
    folder: Path, command: str, *, port: int | None = None, before: Callable[[], None] | None = None
) -> Iterator[Served]:
    """``tracker serve`` or ``tracker demo`` with a home in ``folder``; ``before`` runs first in its process."""
    port = port or free_port()
    if command == "demo" and not (folder / "home").exists():
        shutil.copytree(_demonstration(), folder / "home")
    with subprocess.Popen(
        [TRACKER, command],
        cwd=folder,
        env=_environment(folder) | {"PORT": str(port)},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,  # noqa: PLW1509  # it sets a limit, and touches nothing that a thread may hold
    ) as process:
        try:
            with _listening(process) as said:
                yield Served(f"http://127.0.0.1:{port}", folder / "home", process, said)
        finally:
            process.kill()


@cache
def _demonstration() -> Path:
    """The home of a demonstration, made once by each worker: making it anew for each story takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-demonstration-"))
    atexit.register(shutil.rmtree, folder)
    subprocess.run(
        [TRACKER, "demo", "--no-serve"],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        timeout=120,
        check=True,
    )
    return folder / "home"


@contextmanager
def _listening(process: subprocess.Popen[str]) -> Iterator[list[str]]:
    """The lines that ``process`` prints, from when it serves until it has stopped: a full pipe would stop it."""
    lines, said = iter(process.stderr.readline, ""), []
    for line in lines:
        said.append(line)
        if "Serving on" in line:
            break
    assert "Serving on" in "".join(said), said
    reader = threading.Thread(target=said.extend, args=[lines])
    reader.start()
    yield said
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)
    reader.join()


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"TRACKER_HOME": str(folder / "home"), "DATABASE_URL": ""}
