"""A framework as plain values, and what must hold within it beyond its form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.richtext import parse


class CallsFor(StrEnum):
    """What a rating of some code must be backed with."""

    EVIDENCE = "evidence"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class ScaleEntry:
    """One code of the rating scale, as printed."""

    code: str
    label: str
    meaning: str = ""
    calls_for: CallsFor | None = None


@dataclass(frozen=True, slots=True)
class StandardWording:
    """One standard; ``text`` is the publisher's wording in the small text format."""

    number: str
    text: str
    short_title: str = ""


@dataclass(frozen=True, slots=True)
class SectionWording:
    """A section with its standards, in order."""

    number: str
    title: str
    standards: tuple[StandardWording, ...]


@dataclass(frozen=True, slots=True)
class FrameworkWording:
    """A framework as published: from a YAML file or from the database, the same values."""

    identifier: str
    version: str
    title: str
    publisher: str
    ratings: tuple[ScaleEntry, ...]
    sections: tuple[SectionWording, ...]
    short_title: str = ""
    read_as: dict[str, str] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Its name in addresses and commands, such as ``minimum-standards-2018``."""
        return f"{self.identifier}-{self.version}"

    @property
    def rating_heading(self) -> str:
        """What the column of ratings is called in print: "C/PC"."""
        return "/".join(entry.code.replace("/", "") for entry in self.ratings)

    @property
    def standards(self) -> dict[str, StandardWording]:
        """All standards by number, in order."""
        return {standard.number: standard for section in self.sections for standard in section.standards}


Path = tuple[str | int, ...]


def contradictions(framework: FrameworkWording) -> Iterator[tuple[Path, str]]:
    """Where ``framework`` contradicts itself: the place as a path into the file, and the reason."""
    codes = [rating.code for rating in framework.ratings]
    for index, code in _repeated(codes):
        yield ("ratings", index, "code"), f"the code “{code}” is there twice"
    for text, code in framework.read_as.items():
        if code not in codes:
            yield ("read_as", text), f"the code “{code}” is unknown: the scale has {', '.join(codes)}"
    for index, number in _repeated([section.number for section in framework.sections]):
        yield ("sections", index, "number"), f"section {number} is there twice"
    yield from _misplaced_standards(framework)


def _misplaced_standards(framework: FrameworkWording) -> Iterator[tuple[Path, str]]:
    seen: set[str] = set()
    for index, section in enumerate(framework.sections):
        for position, standard in enumerate(section.standards):
            path: Path = ("sections", index, "standards", position, "number")
            if standard.number in seen:
                yield path, f"standard {standard.number} is there twice"
            elif standard.number.partition(".")[0] != section.number:
                expected = f"its number must begin with “{section.number}.”"
                yield path, f"standard {standard.number} stands under section {section.number}: {expected}"
            if not parse(standard.text):
                yield (*path[:-1], "text"), "this holds no words, only marks of the text format"
            seen.add(standard.number)


def _repeated(values: list[str]) -> Iterator[tuple[int, str]]:
    for index, value in enumerate(values):
        if value in values[:index]:
            yield index, value
