"""What an action for a gap is drawn from, and who may ask for another look at a rating."""

import re
from collections.abc import Iterator
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
_LACK = re.compile(
    r"\b(yet|still|not|no|never|without|needs?|needed|lack(s|ing)?|missing|too few|to be|room for)\b", re.IGNORECASE
)
LONGEST_ABBREVIATION: Final = 8  # with what stands before it
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
    """The first sentence of a standard's notes that tells of something lacking, without marks.

    Where none does it is the first of all, and where the notes have none of their own, the ``title``. What is longer
    than ``OBJECTIVE_AT_MOST`` is shortened at a word. It is in the small text format.
    """
    said = [] if points_elsewhere(notes) else list(_sentences(notes))
    words = in_brief(next(filter(_LACK.search, said), said[0]) if said else title, OBJECTIVE_AT_MOST)
    return Drawn(to_text([Block("paragraph", (Run(words),))]), from_notes=bool(said))


def _sentences(notes: str) -> Iterator[str]:
    """What the notes say, sentence by sentence; very short ones stand with the next."""
    for passage in _passages(notes):
        start = 0
        for end in _ends(passage):
            if len(passage[start:end].split()) >= FEW_WORDS:
                yield passage[start:end].strip()
                start = end
        if not start or len(passage[start:].split()) >= FEW_WORDS:
            yield passage[start:].strip()


def _passages(notes: str) -> Iterator[str]:
    """The paragraphs that say something; one that ends in a colon with what it leads to."""
    leading = ""
    for block in parse(notes):
        text = leading + " ".join(block.text.split())
        if text.endswith(":"):
            leading = f"{text} "
        elif any(sign.isalnum() for sign in text):
            yield text
            leading = ""
    if leading:
        yield leading.strip()


def _ends(text: str) -> Iterator[int]:
    ends = (found.end() for found in _END.finditer(text))
    yield from (end for end in ends if not _ABBREVIATED.search(text, max(0, end - LONGEST_ABBREVIATION), end))
