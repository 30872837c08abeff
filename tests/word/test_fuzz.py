"""A short run of the fuzzed reader, and proof that a run finds what it is there to find."""

import os
import time
from itertools import islice

import pytest

from tests.fuzz import reading
from tests.fuzz.corpus import OWN
from tests.fuzz.mutants import mutant
from tests.fuzz.reading import ReadingProcess
from tests.fuzz.running import fuzz
from tracker.word.labels import VAL, W
from tracker.word.package import BadDocument, Package


def test_mutants_are_read_or_refused_in_words(tmp_path):
    report = fuzz(OWN, seed=1, count=150, keep=tmp_path)
    assert [path.with_suffix(".txt").read_text() for path in report.found] == []
    assert 0 < report.refused < report.read == 150


def naive(content: bytes) -> list[int]:
    """A reader with a fault: it takes for granted that a level is there, and a number."""
    package = Package(content)
    return [int(level.get(VAL)) for level in package.xml(package.main).iter(f"{W}ilvl")]


def test_a_planted_fault_is_found_and_its_file_is_kept_to_look_at(tmp_path):
    report = fuzz(OWN, seed=1, count=150, keep=tmp_path, reader=naive)
    assert report.found
    for path in report.found:
        assert "in naive" in path.with_suffix(".txt").read_text()
        with pytest.raises((ValueError, TypeError)):
            naive(path.read_bytes())


def test_the_same_seed_makes_the_same_mutants():
    made = [mutant(OWN, 7, number) for number in range(20)]
    assert made == [mutant(OWN, 7, number) for number in range(20)]
    assert made != [mutant(OWN, 8, number) for number in range(20)]
    assert len(set(islice(made, 20))) > 15


def misbehave(content: bytes) -> None:
    """A reader that does as the document says."""
    if content == b"hang":
        time.sleep(60)
    elif content == b"grow":
        b"x" * (300 * 2**20)
    elif content == b"die":
        os._exit(7)
    elif content == b"refuse":
        raise BadDocument("It is damaged.")
    elif content == b"refuse curtly":
        raise BadDocument("damaged")


def test_a_reader_that_hangs_grows_or_dies_is_told_from_one_that_refuses(monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 2)
    with ReadingProcess(misbehave) as process:
        said = {
            what: process.outcome(what.encode()).fault
            for what in ("hang", "grow", "die", "read", "refuse", "refuse curtly")
        }
    assert said == {
        "hang": "It took more than 2 seconds.",
        "grow": "It took 300 MiB.",
        "die": "It ended the process (7).",
        "read": "",
        "refuse": "",
        "refuse curtly": "It says “damaged”.",
    }
