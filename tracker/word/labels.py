"""Automatic numbering as Word shows it: the number and label of each list paragraph, counted as it is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from tracker.richtext import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

MAX_DIGITS = 6
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
    """What stands before a list paragraph: ``label`` as shown, such as "1.1"; empty for a bullet."""

    kind: BlockKind
    level: int
    number: int
    label: str


Levels = dict[int, Level]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs can be in. Lists of one ``abstract`` count on from each other, but where one restarts."""

    abstract: str
    levels: Levels
    restarts: dict[int, int]


@dataclass
class Labels:
    """Counts through a document; ask for each paragraph once, in order."""

    lists: dict[str, NumberedList]
    style_lists: dict[str, tuple[str, int]]
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, paragraph: etree._Element) -> Mark | None:
        """The mark before ``paragraph``; ``None`` where it is in no list."""
        num_id, index = self._list_of(paragraph)
        found = self.lists.get(num_id)
        level = found.levels.get(index) if found else None
        if found is None or level is None or level.format == "none":
            return None
        number = self._count(num_id, found, index)
        if level.format == "bullet":
            return Mark("bullet", index, 0, "")
        return Mark(_KINDS.get(level.format, "number"), index, number, self._label(found, level))

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        num_id, level = self.style_lists.get(_value(paragraph, "pPr/pStyle"), ("", 0))
        own = _value(paragraph, "pPr/numPr/numId")
        return own or num_id, _number(_value(paragraph, "pPr/numPr/ilvl"), level)

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
            text = text.replace(f"%{index + 1}", _formatted(number, other.format))
        return text.strip()


def labels(numbering: etree._Element | None, styles: etree._Element | None) -> Labels:
    """A counter for the document with these parts."""
    style_lists = _style_lists(styles)
    if numbering is None:
        return Labels({}, style_lists)
    abstracts = {entry.get(f"{W}abstractNumId", ""): entry for entry in numbering.iterfind(f"{W}abstractNum")}
    nums = {entry.get(f"{W}numId", ""): entry for entry in numbering.iterfind(f"{W}num")}
    lists = {}
    for key, num in nums.items():
        abstract = _value(num, "abstractNumId")
        if abstract in abstracts:
            levels = _levels(_followed(abstracts[abstract], abstracts, nums, style_lists))
            overrides = list(num.iterfind(f"{W}lvlOverride"))
            own = {index: level for override in overrides for index, level in _levels(override).items()}
            lists[key] = NumberedList(abstract, levels | own, _restarts(overrides))
    return Labels(lists, style_lists)


def _followed(
    abstract: etree._Element,
    abstracts: dict[str, etree._Element],
    nums: dict[str, etree._Element],
    style_lists: dict[str, tuple[str, int]],
) -> etree._Element:
    """The definition that has the levels: a list style may keep them elsewhere."""
    num = nums.get(style_lists.get(_value(abstract, "numStyleLink"), ("", 0))[0])
    return abstract if num is None else abstracts.get(_value(num, "abstractNumId"), abstract)


def _levels(parent: etree._Element) -> Levels:
    return {
        _number(lvl.get(f"{W}ilvl"), 0): Level(
            _value(lvl, "numFmt") or "decimal", _value(lvl, "lvlText")[:MAX_LABEL], _number(_value(lvl, "start"), 1)
        )
        for lvl in parent.iterfind(f"{W}lvl")
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
        seen, ancestor = {key}, key
        while ancestor not in own and parents.get(ancestor, "") not in ("", *seen):
            ancestor = parents[ancestor]
            seen.add(ancestor)
        if ancestor in own:
            own[key] = own[ancestor]
    return own


def _value(element: etree._Element, path: str) -> str:
    found = element.find("/".join(W + step for step in path.split("/")))
    return "" if found is None else found.get(VAL, "")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) <= MAX_DIGITS else default


def _formatted(number: int, format_: str) -> str:
    if format_.endswith("Letter") and 0 < number <= MAX_LETTERED:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if format_ == "upperLetter" else letter
    if format_.endswith("Roman") and 0 < number < 90:
        roman = ""
        for value, sign in _ROMAN:
            roman, number = roman + sign * (number // value), number % value
        return roman.upper() if format_ == "upperRoman" else roman
    return str(number)
