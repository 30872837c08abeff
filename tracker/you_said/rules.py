"""A line of *You said, we did* as plain values, what is offered for it, and what in it may name somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Final

from tracker.accounts.rules import Deed, Role
from tracker.personal import Personal, PersonalKind, find_personal
from tracker.richtext import Block, Blocks, Run, clean, paragraphs, parse, plain, tidy, to_text

TITLE: Final = "You said, we did"
SAID, DID, CAME_OF_IT = "You said", "We did", "What came of it"

READERS: Final = (Role.MANAGER, Role.TEAM, Role.GROUP, Role.CHAIR, Role.COMMISSIONER)
READ = Deed.of("read what families said and what was done about it", READERS)
WRITE = Deed.of("say what families said and what was done about it", [Role.MANAGER])

FRAMEWORK: Final = "minimum-standards"
NUMBER: Final = "4.2"
"""The standard, and the framework that has it, that asks to use feedback: "The service routinely requests feedback from
service users and others and uses this to further develop the work and practices of the service"."""

KINDS: Final = {
    PersonalKind.BIRTH: "a date of birth",
    PersonalKind.NHS: "an NHS number",
    PersonalKind.PUPIL: "a pupil number",
    PersonalKind.INSURANCE: "a National Insurance number",
    PersonalKind.PHONE: "a phone number",
    PersonalKind.EMAIL: "an e-mail address of a person",
    PersonalKind.POSTCODE: "a postcode",
    PersonalKind.NAME: "a name of a child or a parent",
}


@dataclass(frozen=True, slots=True)
class LineText:
    """What one line says, each part in the small text format, and whether others are shown it."""

    said: str
    did: str = ""
    came_of_it: str = ""
    chosen: bool = False

    def cleaned(self) -> "LineText":
        """The same as it is kept."""
        return LineText(clean(self.said), clean(self.did), clean(self.came_of_it), self.chosen)


def parts(said: str, did: str, came_of_it: str) -> list[tuple[str, str]]:
    """The texts of a line under their headings, as everybody reads them: those that say nothing are left out."""
    return [(heading, text) for heading, text in ((SAID, said), (DID, did), (CAME_OF_IT, came_of_it)) if text]


def numbers(chosen: Iterable[bool]) -> list[int | None]:
    """The number of each line to others, from 1; ``None`` for one that they are not shown."""
    shown = count(1)
    return [next(shown) if is_shown else None for is_shown in chosen]


NAMES: Final = {"said": SAID, "did": DID, "came_of_it": CAME_OF_IT, "chosen": "Show this line"}


def differences(mine: LineText, saved: LineText) -> list[tuple[str, str]]:
    """Where two texts of a line differ: the field's name, and what is saved, to be shown to a person."""
    own, theirs = mine.cleaned(), saved.cleaned()
    return [
        (heading, _shown(getattr(theirs, name)))
        for name, heading in NAMES.items()
        if getattr(own, name) != getattr(theirs, name)
    ]


def _shown(value: str | bool) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value


class Direction(StrEnum):
    """Where a line is moved in the order of all."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an outcome: what it was to be, the result in words, and somebody's sentence about it."""

    outcome: str
    result: str
    sentence: str


def said_offer(title: str, description: str, figure: str, most: int) -> str:
    """What families said, drawn from an item of evidence: its description below its title, or its figure."""
    whole = to_text((*plain(title), *plain(figure), *parse(description)))
    return whole if len(whole) <= most else to_text(plain(title))


def did_offer(objective: str, done: Sequence[str], most: int) -> str:
    """What was done, drawn from an action: its task objective, and below it those of its steps that are done."""
    return _with_list(parse(objective), done, most)


def came_offer(completion: str, told: Iterable[Told], most: int) -> str:
    """What came of it, drawn from an action: its actual completion, and below it what came of each outcome."""
    lines = [one.sentence or (one.result and f"{_line(one.outcome)} ({one.result.lower()})") for one in told]
    return _with_list(parse(completion), [line for line in lines if line], most)


def _with_list(above: Blocks, items: Iterable[str], most: int) -> str:
    """The text with these below it as a list, or with as many of them as there is room for."""
    blocks = tuple(above)
    for item in items:
        more = (*blocks, Block("bullet", (Run(_line(item)),)))
        if len(to_text(more)) > most:
            break
        blocks = more
    text = to_text(tidy(blocks))
    return text if len(text) <= most else ""


def _line(text: str) -> str:
    return " ".join(paragraphs(parse(text)))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of a line that may tell who somebody is; ``number`` is the line's, as it is shown, from 1."""

    number: int
    part: str
    kind: str
    around: str


def doubts_in(lines: Iterable[LineText]) -> list[Doubt]:
    """What in these lines may tell who somebody is, in their order."""
    return [
        Doubt(number, NAMES[name], KINDS[found.kind], found.around)
        for number, line in enumerate(lines, 1)
        for name in ("said", "did", "came_of_it")
        for found in _personal(getattr(line, name))
    ]


def _personal(text: str) -> list[Personal]:
    blocks = parse(text)
    links = [run.href for block in blocks for run in block.runs if run.href.startswith(("mailto:", "tel:"))]
    return find_personal("\n\n".join([*paragraphs(blocks), *links]))
