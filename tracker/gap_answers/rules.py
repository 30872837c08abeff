"""What an action for a gap is drawn from, and who may ask for another look at a rating."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tracker.accounts.rules import Deed, Role
from tracker.plans.rules import in_brief
from tracker.richtext import Block, Run, paragraphs, parse, to_text

ASK = Deed.of("ask for another look at a rating", [Role.MANAGER, Role.TEAM])
LOOK = Deed.of("say that a rating was looked at again", [Role.MANAGER])

OBJECTIVE_AT_MOST: Final = 150
FEW_WORDS: Final = 4  # a sentence of fewer, such as "Partly met.", says too little alone

_ELSEWHERE = re.compile(
    r"\W*(ditto|same as|as for"
    r"|(please )?(see|as|refer to) (per )?(the )?(above|below|previous|last year|section|standard|\d+\.\d))\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?][\"”’)]*(?=\s+[\"“‘(]?[A-Z0-9])")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(e\.g|i\.e|etc|approx|cf|vs|Dr|Mr|Mrs|Ms|No|St|[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The objective that an action for a standard begins with, and whether the notes gave it, or else its title."""

    objective: str
    from_notes: bool


def points_elsewhere(notes: str) -> bool:
    """Whether notes begin by pointing to other notes ("Ditto above"), which a reader who sees them alone has not."""
    return _ELSEWHERE.match(" ".join(paragraphs(parse(notes)))) is not None


def objective_from(notes: str, title: str) -> Drawn:
    """The first sentence of a standard's notes, without marks; where they have none of their own, its ``title``.

    What is longer than ``OBJECTIVE_AT_MOST`` is shortened at a word. It is in the small text format.
    """
    said = [] if points_elsewhere(notes) else _said(notes)
    words = in_brief(_first_sentence(" ".join(said)) if said else title, OBJECTIVE_AT_MOST)
    return Drawn(to_text([Block("paragraph", (Run(words),))]), from_notes=bool(said))


def _said(notes: str) -> Sequence[str]:
    """The first paragraph that says something; one that ends in a colon with what it leads to."""
    lines = [" ".join(block.text.split()) for block in parse(notes)]
    there = [line for line in lines if any(sign.isalnum() for sign in line)]
    return there[:2] if there and there[0].endswith(":") else there[:1]


def _first_sentence(text: str) -> str:
    for end in _ends(text):
        if len(text[:end].split()) >= FEW_WORDS:
            return text[:end]
    return text


def _ends(text: str) -> Iterator[int]:
    yield from (found.end() for found in _END.finditer(text) if not _ABBREVIATED.search(text[: found.end()]))
