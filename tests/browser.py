"""Finding the browser that the journeys drive, and getting one where there is none: ``python -m tests.browser``."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
APT = ("apt-get update -qq", "apt-get install -y -qq --no-install-recommends chromium")
OS_RELEASE = Path("/etc/os-release")


class NoBrowser(Exception):
    """There is no browser; the message says what to type."""


def playwrights_own() -> str:
    """Where Playwright keeps the browser that it downloads, whether or not it is there."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def find_browser(
    environment: Mapping[str, str],
    *,
    which: Callable[[str], str | None] = shutil.which,
    own: Callable[[], str] = playwrights_own,
) -> str | None:
    """``CHROMIUM``, else a system Chromium or Chrome, else Playwright's own. Raises ``NoBrowser``."""
    if chosen := environment.get("CHROMIUM"):
        if found := which(chosen):
            return found
        raise NoBrowser(f"CHROMIUM is {chosen}, and that is no program. Type: unset CHROMIUM")
    return next(filter(None, map(which, NAMES)), None) or which(own())


def is_debian(os_release: str) -> bool:
    """Whether this is Debian itself: Ubuntu's package of that name is a stub."""
    return "ID=debian" in os_release.splitlines()


def may_install(os_release: str, *, user: int) -> bool:
    """Whether Debian's package can be installed without asking anybody."""
    return is_debian(os_release) and user == 0


def command_to_type(os_release: str, *, user: int) -> str:
    """The one command that brings a browser to this machine."""
    if is_debian(os_release):
        commands = " && ".join(APT)
        return commands if user == 0 else f"sudo sh -c '{commands}'"
    return f"{Path(sys.executable).with_name('playwright')} install --with-deps chromium"


def refusal(os_release: str, *, user: int) -> str:
    """What is said where there is no browser."""
    return (
        "The tests need a browser: Chromium or Chrome, and there is none. "
        f"Name one in CHROMIUM, or type:\n\n    {command_to_type(os_release, user=user)}\n"
    )


def flags(*, user: int) -> list[str]:
    """What the browser is started with. Its sandbox does not work for root."""
    return [*FLAGS, *(["--no-sandbox"] if user == 0 else [])]


def get_browser() -> str:
    """The browser's path. Raises ``NoBrowser``."""
    if found := find_browser(os.environ):
        return found
    raise NoBrowser(refusal(_os_release(), user=os.getuid()))


def make_sure() -> str:
    """The browser's path; installs Debian's package first where there is none and it can. Raises ``NoBrowser``."""
    if not find_browser(os.environ) and may_install(_os_release(), user=os.getuid()):
        print("Installing Debian's chromium, which the tests need.", file=sys.stderr)  # noqa: T201
        for command in APT:
            subprocess.run(command.split(), env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, check=False)
    return get_browser()


def _os_release() -> str:
    return OS_RELEASE.read_text("utf-8") if OS_RELEASE.exists() else ""


if __name__ == "__main__":
    try:
        make_sure()
    except NoBrowser as error:
        sys.exit(str(error))
