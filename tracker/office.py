"""LibreOffice, where it is installed: older and other text files to ``.docx``, and ``.docx`` to PDF.

Each conversion has a profile, a home and a folder of its own, which are removed with it. It runs no macro, loads
nothing that the document refers to, and has no network at all where the system allows that.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tracker.errors import Invalid, NotReady
from tracker.turns import Turns
from tracker.word.kinds import REFUSALS, Kind, kind_of
from tracker.word.package import MAX_FILE, BadDocument

SECONDS: Final = 60
MEMORY: Final = 1024 * 2**20
CONVERTING: Final = Turns(2)  # of a GiB each
READ_BY: Final = {Kind.DOC: "MS Word 97", Kind.ODT: "writer8", Kind.RTF: "Rich Text Format"}

NO_OFFICE: Final = "PDF needs LibreOffice, which is not installed here. Download the Word file instead."
NOT_READ: Final = (
    "LibreOffice could not read this .{suffix} file: it is damaged, or protected by a password. "
    "Open it in Word and save it as .docx."
)
TOO_LONG: Final = (
    f"It takes more than {SECONDS} seconds to convert this document. "
    "Save only the pages with the two tables as a document of its own, and send that."
)
TOO_LARGE: Final = (
    f"The file has more than {MAX_FILE // 2**20} MiB. Save the pages with the two tables, and send those."
)

_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "/opt/libreoffice/program/soffice")
_SETTINGS = (
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    ("Writer/Content/Update", "Link", "2"),
)
# The process that becomes LibreOffice limits itself and leaves the network: no server's thread can safely do it for it.
_START = (
    "import ctypes, json, os, resource, sys\n"
    "for name, most in json.loads(sys.argv[1]).items():\n"
    "    resource.setrlimit(getattr(resource, name), (most, most))\n"
    "if sys.platform == 'linux':\n"
    "    leave = ctypes.CDLL(None).unshare\n"
    "    leave(0x40000000) == 0 or leave(0x50000000)\n"  # a network of its own; as a user of its own, if need be
    "os.execv(sys.argv[2], sys.argv[2:])\n"
)
_LIMITS = {"RLIMIT_CPU": SECONDS, "RLIMIT_DATA": MEMORY, "RLIMIT_FSIZE": MAX_FILE, "RLIMIT_CORE": 0}


def find_office() -> Path | None:
    """LibreOffice's program: what ``TRACKER_OFFICE`` names, or what is installed."""
    named = os.environ.get("TRACKER_OFFICE")
    candidates = (named,) if named is not None else ("soffice", "libreoffice", *_PLACES)
    found = next(filter(None, map(shutil.which, filter(None, candidates))), None)
    return Path(found).absolute() if found else None


def word_content(content: bytes, name: str) -> bytes:
    """``content`` as a ``.docx``: an older or other text file is converted, told by what it is whatever its name.

    Raises ``BadDocument`` for what is neither, in words about ``name``'s ending where that says more; ``NotReady``
    where too many are being converted.
    """
    kind = kind_of(content)
    if kind in READ_BY:
        return to_docx(content, kind.value)
    if kind is Kind.OTHER and name.lower().endswith(".txt"):
        raise BadDocument("This is plain text, which has no tables. Send the Word document (.docx).")
    if kind is not Kind.ZIP:
        raise BadDocument(REFUSALS[kind])
    return content


def to_docx(content: bytes, suffix: str) -> bytes:
    """The text file ``content`` of the kind ``suffix`` ("doc", "odt", "rtf") as ``.docx``. Raises ``BadDocument``."""
    kind = Kind(suffix.lstrip("."))
    office = find_office()
    if office is None:
        raise BadDocument(REFUSALS[kind])
    found = _converted(office, content, kind.value, "docx", (f"--infilter={READ_BY[kind]}",))
    if found is None:
        raise BadDocument(NOT_READ.format(suffix=kind.value))
    return found


def to_pdf(docx: bytes) -> bytes:
    """The Word document ``docx`` as a tagged PDF. Raises ``NotReady`` where there is no LibreOffice."""
    office = find_office()
    if office is None:
        raise NotReady(NO_OFFICE)
    found = _converted(office, docx, "docx", "pdf", ())
    if found is None:
        raise Invalid("LibreOffice could not make a PDF of this document. Download the Word file instead.")
    return found


def _converted(office: Path, content: bytes, suffix: str, to: str, options: Iterable[str]) -> bytes | None:
    """What LibreOffice makes of ``content``; ``None`` where it makes nothing."""
    if len(content) > MAX_FILE:
        raise BadDocument(TOO_LARGE)
    with CONVERTING.take(), tempfile.TemporaryDirectory(prefix="tracker-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document.{suffix}"
        source.write_bytes(content)
        _write_settings(folder / "profile")
        ended_well = _run(_command(office, folder, source, to, options), folder)
        made = folder / "made" / f"document.{to}"
        return made.read_bytes() if ended_well and made.exists() else None


def _command(office: Path, folder: Path, source: Path, to: str, options: Iterable[str]) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    quiet = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
    command = [
        str(office),
        profile,
        *quiet,
        *options,
        "--convert-to",
        to,
        "--outdir",
        str(folder / "made"),
        str(source),
    ]
    if sys.platform == "win32":
        return command
    return [sys.executable, "-I", "-S", "-c", _START, json.dumps(_LIMITS), *command]


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _run(command: list[str], folder: Path) -> bool:
    """Let LibreOffice work, and whether it ended well; all of its processes end with it. Raises ``BadDocument``."""
    own = {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    with subprocess.Popen(  # noqa: S603  # LibreOffice, and of the document only its place
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ} | own,
        start_new_session=True,
    ) as process:
        try:
            return process.wait(SECONDS) == 0
        except subprocess.TimeoutExpired as error:
            raise BadDocument(TOO_LONG) from error
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started."""
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # all of them have ended
