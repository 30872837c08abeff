"""Automatic numbering as Word shows it: the number and label of each list paragraph, counted as it is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from lxml import etree

from tracker.richtext.blocks import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

MAX_DIGITS = 6
MAX_ID_DIGITS = 9  # Word reads up to 2,147,483,647; what is near to that leaves no room for the next
MAX_LEVELS = 9  # Word has no more
MAX_STYLES_DEEP = 20
MAX_LABEL = 100
MAX_LETTERED = 780  # thirty times through the alphabet, as far as Word goes

_KINDS: dict[str, BlockKind] = {"bullet": "bullet", "lowerLetter": "letter"}
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``text`` has ``%1`` where the first level's number goes."""

    format: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a list paragraph: ``label`` as shown, such as "1.1"; empty for a bullet, which is ``sign``."""

    kind: BlockKind
    level: int
    number: int
    label: str
    sign: str = ""


Levels = dict[int, Level]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs can be in. Lists of one ``abstract`` count on from each other, but where one restarts."""

    abstract: str
    levels: Levels
    restarts: dict[int, int]


class Labels:
    """Counts through a document; ask for each paragraph once, in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._abstracts = _by(numbering, "abstractNum", "abstractNumId")
        self._nums = _by(numbering, "num", "numId")
        self._style_lists = _style_lists(styles)
        self._lists: dict[str, NumberedList | None] = {}
        self._levels: dict[str, Levels] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: etree._Element) -> Mark | None:
        """The mark before ``paragraph``; ``None`` where it is in no list."""
        num_id, index = self._list_of(paragraph)
        found = self._list(num_id) if num_id else None
        level = found.levels.get(index) if found else None
        if found is None or level is None or level.format == "none":
            return None
        number = self._count(num_id, found, index)
        if level.format == "bullet":
            return Mark("bullet", index, 0, "", level.text.strip())
        return Mark(_KINDS.get(level.format, "number"), index, number, self._label(found, level))

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        num_id, level = self._style_lists.get(_value(paragraph, "pPr/pStyle"), ("", 0))
        own = _value(paragraph, "pPr/numPr/numId")
        return own or num_id, _number(_value(paragraph, "pPr/numPr/ilvl"), level)

    def _list(self, num_id: str) -> NumberedList | None:
        if num_id not in self._lists:
            num = self._nums.get(num_id)
            self._lists[num_id] = None if num is None else self._numbered_list(num)
        return self._lists[num_id]

    def _numbered_list(self, num: etree._Element) -> NumberedList | None:
        abstract = _value(num, "abstractNumId")
        if abstract not in self._abstracts:
            return None
        if abstract not in self._levels:
            self._levels[abstract] = _levels(self._followed(self._abstracts[abstract]))
        overrides = list(num.iterfind(f"{W}lvlOverride"))
        own = {index: level for override in overrides for index, level in _levels(override).items()}
        return NumberedList(abstract, self._levels[abstract] | own, _restarts(overrides))

    def _followed(self, abstract: etree._Element) -> etree._Element:
        """The definition that has the levels: a list style may keep them elsewhere."""
        num = self._nums.get(self._style_lists.get(_value(abstract, "numStyleLink"), ("", 0))[0])
        return abstract if num is None else self._abstracts.get(_value(num, "abstractNumId"), abstract)

    def _count(self, num_id: str, found: NumberedList, index: int) -> int:
        counters = self._counters.setdefault(found.abstract, {})
        if index in found.restarts and (num_id, index) not in self._begun:
            counters[index] = found.restarts[index]
        else:
            counters[index] = counters.get(index, found.levels[index].start - 1) + 1
        self._begun.add((num_id, index))
        for deeper in [other for other in counters if other > index]:
            del counters[deeper]
        return counters[index]

    def _label(self, found: NumberedList, level: Level) -> str:
        text = level.text
        for index, other in found.levels.items():
            number = self._counters[found.abstract].get(index, other.start)
            text = text.replace(f"%{index + 1}", formatted(number, other.format))
        return text.strip()


def identifier(text: str | None) -> int:
    """The number that ``text`` is; 0 where it is none, or so large that no other can follow it."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= MAX_ID_DIGITS else 0


def _by(numbering: etree._Element | None, tag: str, key: str) -> dict[str, etree._Element]:
    entries = () if numbering is None else numbering.iterfind(f"{W}{tag}")
    return {entry.get(f"{W}{key}", ""): entry for entry in entries}


def _levels(parent: etree._Element) -> Levels:
    entries = [(_number(lvl.get(f"{W}ilvl"), 0), lvl) for lvl in parent.iterfind(f"{W}lvl")]
    return {
        index: Level(
            _value(lvl, "numFmt") or "decimal", _value(lvl, "lvlText")[:MAX_LABEL], _number(_value(lvl, "start"), 1)
        )
        for index, lvl in entries
        if index < MAX_LEVELS
    }


def _restarts(overrides: Iterable[etree._Element]) -> dict[int, int]:
    return {
        _number(override.get(f"{W}ilvl"), 0): _number(_value(override, "startOverride"), 1)
        for override in overrides
        if override.find(f"{W}startOverride") is not None
    }


def _style_lists(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """The list that each style puts its paragraphs in, by style; a style has its parent's where it has none."""
    own: dict[str, tuple[str, int]] = {}
    parents: dict[str, str] = {}
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        key = style.get(f"{W}styleId", "")
        parents[key] = _value(style, "basedOn")
        if num_id := _value(style, "pPr/numPr/numId"):
            own[key] = (num_id, _number(_value(style, "pPr/numPr/ilvl"), 0))
    for key in parents:
        ancestor = key
        for _ in range(MAX_STYLES_DEEP):
            if ancestor in own:
                own[key] = own[ancestor]
                break
            ancestor = parents.get(ancestor, "")
    return own


def _value(element: etree._Element, path: str) -> str:
    found = element.find(_qualified(path))
    return "" if found is None else found.get(VAL, "")


@cache
def _qualified(path: str) -> str:
    return "/".join(W + step for step in path.split("/"))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= MAX_DIGITS else default


def formatted(number: int, format_: str) -> str:
    """``number`` as Word prints it in this format, such as "lowerLetter"."""
    if format_.endswith("Letter") and 0 < number <= MAX_LETTERED:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if format_ == "upperLetter" else letter
    if format_.endswith("Roman") and 0 < number < 90:
        roman = ""
        for value, sign in _ROMAN:
            roman, number = roman + sign * (number // value), number % value
        return roman.upper() if format_ == "upperRoman" else roman
    return str(number)
