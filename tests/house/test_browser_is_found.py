"""Which browser the journeys drive, and what is said and done where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import browser
from tests.browser import NoBrowser, command_to_type, find_browser, flags, get_browser, make_sure, may_install, refusal

ROOT = Path(__file__).parents[2]
DEBIAN = 'NAME="Debian GNU/Linux"\nID=debian\n'
UBUNTU = "NAME=Ubuntu\nID=ubuntu\nID_LIKE=debian\n"
OWN = "/home/me/.cache/ms-playwright/chrome"


def found(*present, **environment):
    """What is found on a machine where just these programs are present."""
    return find_browser(environment, which=lambda name: name if name in present else None, own=lambda: OWN)


@pytest.mark.parametrize(
    ("present", "environment", "expected"),
    [
        (["/opt/mine", "chromium", OWN], {"CHROMIUM": "/opt/mine"}, "/opt/mine"),
        (["chromium", "google-chrome", OWN], {}, "chromium"),
        (["chromium", OWN], {"CHROMIUM": ""}, "chromium"),
        (["google-chrome", OWN], {}, "google-chrome"),
        (["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"], {}, browser.NAMES[-1]),
        ([OWN], {}, OWN),
        ([], {}, None),
    ],
)
def test_the_variable_comes_first_then_the_systems_then_playwrights_own(present, environment, expected):
    assert found(*present, **environment) == expected


def test_a_variable_that_names_no_program_is_refused_rather_than_passed_over():
    with pytest.raises(NoBrowser, match="CHROMIUM is /opt/gone, and that is no program"):
        found("chromium", CHROMIUM="/opt/gone")


@pytest.mark.parametrize(
    ("os_release", "user", "expected"), [(DEBIAN, 0, True), (DEBIAN, 1000, False), (UBUNTU, 0, False), ("", 0, False)]
)
def test_only_root_on_debian_installs_without_asking(os_release, user, expected):
    assert may_install(os_release, user=user) is expected


def test_the_refusal_says_the_one_command_to_type():
    assert command_to_type(DEBIAN, user=1000) in refusal(DEBIAN, user=1000).splitlines()[-1]
    assert command_to_type(DEBIAN, user=1000).startswith("sudo sh -c 'apt-get update")
    assert command_to_type(DEBIAN, user=1000).endswith("chromium'")
    assert command_to_type(DEBIAN, user=0).startswith("apt-get update")
    assert command_to_type(UBUNTU, user=0).endswith("playwright install --with-deps chromium")


def test_only_root_goes_without_the_sandbox():
    assert "--no-sandbox" in flags(user=0)
    assert "--no-sandbox" not in flags(user=1000)


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """A machine with no browser; the returned list fills with what is typed on it."""
    typed = []
    (tmp_path / "os-release").write_text(DEBIAN)
    monkeypatch.setattr(browser, "OS_RELEASE", tmp_path / "os-release")
    monkeypatch.setattr(browser, "find_browser", lambda _: "/usr/bin/chromium" if len(typed) == 2 else None)
    monkeypatch.setattr(browser.subprocess, "run", lambda command, **_: typed.append(command))
    return typed


def test_root_on_debian_gets_the_package(bare_machine, monkeypatch):
    monkeypatch.setattr(browser.os, "getuid", lambda: 0)
    assert make_sure() == "/usr/bin/chromium"
    assert [command[:2] for command in bare_machine] == [["apt-get", "update"], ["apt-get", "install"]]


def test_others_are_told(bare_machine, monkeypatch):
    monkeypatch.setattr(browser.os, "getuid", lambda: 1000)
    with pytest.raises(NoBrowser, match="apt-get install"):
        make_sure()
    assert bare_machine == []


def test_without_make_the_journeys_are_told_too(bare_machine):
    with pytest.raises(NoBrowser, match="The tests need a browser"):
        get_browser()


def test_make_stops_with_the_message_before_any_test():
    environment = os.environ | {"CHROMIUM": "/nowhere"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "CHROMIUM is /nowhere, and that is no program. Type: unset CHROMIUM\n"


@pytest.mark.parametrize("target", ["test", "check"])
def test_both_targets_make_sure_of_a_browser_before_the_tests(target):
    done = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    lines = done.stdout.splitlines()
    assert lines.index(".venv/bin/python -m tests.browser") < lines.index(".venv/bin/pytest")
