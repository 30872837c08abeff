"""One mutant after another, each a document with a few things wrong."""

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy

from lxml import etree

from tests.word.documents import zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAGS = (
    *("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "ins", "del", "moveFrom", "moveTo", "hyperlink", "body"),
    *("smartTag", "txbxContent", "br", "tab", "sym", "fldChar", "pPr", "rPr", "tcPr", "trPr", "vMerge", "gridSpan"),
    *("numPr", "numId", "ilvl", "lvl", "lvlOverride", "style", "shd", "footnoteReference", "commentReference"),
)
VALUES = (
    *("", " ", "0", "-1", "1", "2", "7", "1.1", "99", "99999", "9" * 30, "9" * 5000, "1e9", "0x10", "٣", "²", "½", "Ⅷ"),
    *("true", "none", "auto", "continue", "restart", "decimal", "bullet", "lowerLetter", "lowerRoman", "%1.%2.%3"),
    *("C", "P/C", "C/PC", "✓", "Compliant", "4.3", "9.9", "1.1 1.2", "Standard", "Notes", "Action", "Who?", "Rating"),
    *(
        "30 February 2022",
        "31/02/2022",
        "1/1/99999",
        "0/0/0",
        "99/99/9999",
        "Aug 0000",
        "2022-23",
        "1/4/2022 to 1/4/21",
    ),
    *(
        "\u202e\u200b\ufeff",
        "\U0001f600",
        "é" * 300,
        "a b " * 5000,
        "((((" * 500,
        "1." * 3000,
        "\n" * 2000,
        "- " * 2000,
    ),
    *("00B050", "F0FC", "FFFFFFFFFF", "javascript:alert(1)", "http://[", "//", "%", "\\", "[a](b)", "**", "<b>"),
)

LARGEST = 2 * 2**20  # of a part; beyond it a mutant shows what a large document takes, and nothing new

Change = Callable[[etree._Element, list[etree._Element], random.Random], None]


def mutant(seeds: Sequence[bytes], seed: int, number: int) -> bytes:
    """The mutant ``number`` of those that follow from ``seed``."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311  # the same in every run
    members = _members(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        if chance.random() < 0.8:
            _change_part(members, chance)
        else:
            chance.choice((_drop, _swap, _huge_number, _garble))(members, chance)
    content = zipped(members)
    return content if chance.random() < 0.9 else chance.choice((_flipped, _cut, _doubled))(content, chance)


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _change_part(members: dict[str, bytes], chance: random.Random) -> None:
    """Change a few elements of one part, most often of the text."""
    names = [name for name in members if name.endswith((".xml", ".rels"))]
    name = "word/document.xml" if "word/document.xml" in members and chance.random() < 0.7 else chance.choice(names)
    try:
        root = etree.fromstring(members[name], etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return  # an earlier change made it unreadable
    for _ in range(chance.choice((1, 1, 2, 4, 10))):
        if len(etree.tostring(root)) > LARGEST:
            break
        elements = list(root.iter("*"))
        chance.choice(CHANGES)(chance.choice(elements), elements, chance)
    members[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _delete(element: etree._Element, _all: list[etree._Element], _chance: random.Random) -> None:
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _repeat(element: etree._Element, _all: list[etree._Element], chance: random.Random) -> None:
    if element.getparent() is not None:
        most = LARGEST // (2 * len(etree.tostring(element, with_tail=False)))
        for _ in range(min(most, chance.choice((1, 2, 5, 1000)))):
            element.addnext(deepcopy(element))


def _move(element: etree._Element, others: list[etree._Element], chance: random.Random) -> None:
    chance.choice(others).append(deepcopy(element))
    if chance.random() < 0.5:
        _delete(element, others, chance)


def _rename(element: etree._Element, _all: list[etree._Element], chance: random.Random) -> None:
    element.tag = W + chance.choice(TAGS)


def _add(element: etree._Element, _all: list[etree._Element], chance: random.Random) -> None:
    new = etree.SubElement(element, W + chance.choice(TAGS))
    new.set(W + chance.choice(("val", "id", "fill", "char")), chance.choice(VALUES))


def _wrap(element: etree._Element, _all: list[etree._Element], chance: random.Random) -> None:
    if (parent := element.getparent()) is not None:
        tag = W + chance.choice(TAGS)
        for _ in range(chance.choice((1, 1, 3, 40, 200))):
            outer = etree.Element(tag)
            parent.replace(element, outer)
            outer.append(element)
            parent = outer


def _set(element: etree._Element, others: list[etree._Element], chance: random.Random) -> None:
    with_attributes = [other for other in others if other.attrib] or [element]
    chosen = chance.choice(with_attributes)
    chosen.set(chance.choice(list(chosen.attrib) or [f"{W}val"]), _legal(chance.choice(VALUES)))


def _unset(element: etree._Element, others: list[etree._Element], chance: random.Random) -> None:
    chosen = chance.choice([other for other in others if other.attrib] or [element])
    chosen.attrib.clear()


def _say(element: etree._Element, others: list[etree._Element], chance: random.Random) -> None:
    chosen = chance.choice([other for other in others if other.text] or [element])
    value = chance.choice(VALUES)
    chosen.text = value if chance.random() < 0.5 else f"{chosen.text or ''}{value}"


def _comment(element: etree._Element, _all: list[etree._Element], chance: random.Random) -> None:
    element.insert(0, chance.choice((etree.Comment("x"), etree.ProcessingInstruction("x", "y"))))


CHANGES: Sequence[Change] = (_delete, _repeat, _move, _rename, _add, _wrap, _set, _set, _unset, _say, _say, _comment)


def _legal(value: str) -> str:
    return value.replace("\n", " ")


def _drop(members: dict[str, bytes], chance: random.Random) -> None:
    if len(members) > 1:
        del members[chance.choice(list(members))]


def _swap(members: dict[str, bytes], chance: random.Random) -> None:
    one, other = chance.choice(list(members)), chance.choice(list(members))
    members[one], members[other] = members[other], members[one]


def _huge_number(members: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(list(members))
    numbers = list(re.finditer(rb"\d+", members[name]))
    if numbers:
        found, huge = chance.choice(numbers), b"9" * chance.choice((3, 6, 10, 20, 4301))
        members[name] = members[name][: found.start()] + huge + members[name][found.end() :]


def _garble(members: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(list(members))
    members[name] = _flipped(members[name], chance)


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.choice((1, 10, 1000, len(content))) :]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    """With a second member of one name."""
    stream = io.BytesIO(content)
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(chance.choice(archive.namelist()), b"<a/>")
    return stream.getvalue()
