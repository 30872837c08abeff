"""Small documents with an assessment or a plan in them, and what is read out of them."""

from tests.word.documents import docx, p, table
from tracker.reports.reading import Reading, read_appendices
from tracker.standards.loader import shipped_framework
from tracker.word.reader import read

FRAMEWORK = shipped_framework()
WORDING = {number: standard.text for number, standard in FRAMEWORK.standards.items()}
STANDARD = ["Standard", "C/PC", "Notes"]
ACTION = ["Area of work", "Task objective", "Action", "Outcome", "Who?", "Timescale", "Actual Completion"]


def reading_of(*body: str, **parts) -> Reading:
    return read_appendices(read(docx("".join(body), **parts)), FRAMEWORK)


def assessment(*rows: list[str], header: list[str] = STANDARD) -> str:
    return table(header, *rows)


def plan(*rows: list[str], header: list[str] = ACTION) -> str:
    return table(header, *rows)


def row(number: str, rating: str = "C", notes: str = "As last year.") -> list[str]:
    """A standard's row with its own wording behind its number."""
    return [f"{number} {WORDING[number]}", rating, notes]


def step(area: str, completion: str = "", objective: str = "Draft") -> list[str]:
    return [area, objective, "1. Write it", "1. It is written", "Manager", "Aug 2023", completion]


COMPLETE = assessment(*map(row, WORDING))


def rated(reading: Reading) -> list[tuple[str, str | None]]:
    return [(rating.number, rating.code) for rating in reading.ratings]


def stops(reading: Reading) -> list[tuple[str, str]]:
    return [(remark.place, remark.message) for remark in reading.stops]


def notes(reading: Reading) -> list[tuple[str, str]]:
    """All notes but the one on standards that are missing, which most small documents get."""
    noted = [remark for remark in reading.remarks if remark not in reading.stops]
    return [(remark.place, remark.message) for remark in noted if "No row was found" not in remark.message]


def titled(title: str, body: str) -> str:
    return p(title) + p() + body
