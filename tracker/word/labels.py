"""Automatic numbering as Word shows it: the number and label of each list paragraph, counted as it is read."""

from dataclasses import dataclass, field

from lxml import etree

from tracker.richtext import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

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


@dataclass
class Labels:
    """Counts through a document; ask for each paragraph once, in order."""

    levels: dict[str, dict[int, Level]]
    abstract_of: dict[str, str]
    restarts: dict[str, dict[int, int]]
    style_lists: dict[str, tuple[str, int]]
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def mark(self, paragraph: etree._Element) -> Mark | None:
        """The mark before ``paragraph``; ``None`` where it is in no list."""
        num_id, level_index = self._list_of(paragraph)
        abstract = self.abstract_of.get(num_id)
        level = self.levels.get(abstract or "", {}).get(level_index)
        if abstract is None or level is None or level.format == "none":
            return None
        number = self._count(num_id, abstract, level_index, level)
        if level.format == "bullet":
            return Mark("bullet", level_index, 0, "")
        return Mark(_KINDS.get(level.format, "number"), level_index, number, self._label(abstract, level))

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        style = _value(paragraph, "pPr/pStyle")
        num_id, level = self.style_lists.get(style, ("", 0))
        own = _value(paragraph, "pPr/numPr/numId")
        own_level = _value(paragraph, "pPr/numPr/ilvl")
        return own or num_id, int(own_level) if own_level.isdecimal() else level

    def _count(self, num_id: str, abstract: str, index: int, level: Level) -> int:
        counters = self._counters.setdefault(abstract, {})
        restart = self.restarts.get(num_id, {}).get(index)
        if restart is not None and (num_id, index) not in self._begun:
            counters[index] = restart
        else:
            counters[index] = counters.get(index, level.start - 1) + 1
        self._begun.add((num_id, index))
        for deeper in [other for other in counters if other > index]:
            del counters[deeper]
        return counters[index]

    def _label(self, abstract: str, level: Level) -> str:
        text = level.text
        for index, other in self.levels[abstract].items():
            number = self._counters[abstract].get(index, other.start)
            text = text.replace(f"%{index + 1}", _formatted(number, other.format))
        return text.strip()


def labels(numbering: etree._Element | None, styles: etree._Element | None) -> Labels:
    """A counter for the document with these parts."""
    levels: dict[str, dict[int, Level]] = {}
    abstract_of: dict[str, str] = {}
    restarts: dict[str, dict[int, int]] = {}
    for abstract in numbering.iterfind(f"{W}abstractNum") if numbering is not None else ():
        key = abstract.get(f"{W}abstractNumId", "")
        levels[key] = {_number(lvl.get(f"{W}ilvl"), 0): _level(lvl) for lvl in abstract.iterfind(f"{W}lvl")}
    for num in numbering.iterfind(f"{W}num") if numbering is not None else ():
        key = num.get(f"{W}numId", "")
        abstract_of[key] = _value(num, "abstractNumId")
        restarts[key] = {
            _number(override.get(f"{W}ilvl"), 0): _number(_value(override, "startOverride"), 1)
            for override in num.iterfind(f"{W}lvlOverride")
        }
    return Labels(levels, abstract_of, restarts, _style_lists(styles))


def _level(lvl: etree._Element) -> Level:
    return Level(_value(lvl, "numFmt") or "decimal", _value(lvl, "lvlText"), _number(_value(lvl, "start"), 1))


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
    return int(text) if text and text.isdecimal() else default


def _formatted(number: int, format_: str) -> str:
    if format_.endswith("Letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if format_ == "upperLetter" else letter
    if format_.endswith("Roman") and 0 < number < 90:
        roman = ""
        for value, sign in _ROMAN:
            roman, number = roman + sign * (number // value), number % value
        return roman.upper() if format_ == "upperRoman" else roman
    return str(number)
