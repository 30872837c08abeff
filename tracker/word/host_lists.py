"""Our lists in a document that somebody else made: our numberings are added to its own once, and known again."""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files

from lxml import etree

from tracker.word.host import Host
from tracker.word.labels import VAL, W, identifier
from tracker.word.numbering import ABSTRACT, BULLETS, Lists, Start


class HostLists:
    """``lists`` is for a ``Body``; ``free`` are identifiers of lists that nothing in the document uses any more."""

    def __init__(self, host: Host, free: Collection[int]) -> None:
        self._host = host
        root = host.part("numbering")
        there = list(root) if root is not None else []
        abstracts = [element for element in there if element.tag == f"{W}abstractNum"]
        nums = [element for element in there if element.tag == f"{W}num"]
        next_abstract = 1 + max((_number(element, "abstractNumId") for element in abstracts), default=0)
        next_num = 1 + max((_number(element, "numId") for element in nums), default=0)
        known = {_sign(element): _number(element, "abstractNumId") for element in abstracts if _sign(element)}
        self._ours = {
            key: known.get(_sign(element), next_abstract + index) for index, (key, element) in enumerate(_own().items())
        }
        self._missing = [key for key, element in _own().items() if _sign(element) not in known]
        bullets = [num for num in nums if _start(num) == (self._ours[BULLETS], -1, -1)]
        self._has_bullets = bool(bullets)
        self.lists = Lists(
            next_id=next_num + (not bullets),
            bullets=_number(bullets[0], "numId") if bullets else next_num,
            abstract={kind: self._ours[key] for kind, key in ABSTRACT.items()},
            free=_by_start(num for num in nums if _number(num, "numId") in free),
        )

    def add(self) -> None:
        """Add what the document lacks, each in the place that the order of the part has for it."""
        added = [self._abstract(key) for key in self._missing]
        texts = list(self.lists.nums)
        if not self._has_bullets:
            bullets = f'<w:abstractNumId w:val="{self._ours[BULLETS]}"/>'
            texts.insert(0, f'<w:num w:numId="{self.lists.bullets}">{bullets}</w:num>')
        if not added and not texts:
            return
        root = self._host.changed("numbering")
        nums = etree.fromstring(f'<w:x xmlns:w="{W[1:-1]}">{"".join(texts)}</w:x>')
        _insert(root, added, (f"{W}numPicBullet", f"{W}abstractNum"))
        _insert(root, list(nums), (f"{W}numPicBullet", f"{W}abstractNum", f"{W}num"))

    def _abstract(self, key: int) -> etree._Element:
        text = etree.tostring(_own()[key])
        element = etree.fromstring(text)
        element.set(f"{W}abstractNumId", str(self._ours[key]))
        return element


def used_in(elements: Collection[etree._Element]) -> Counter[int]:
    """How often each list is used in these elements."""
    found = (identifier(number.get(VAL)) for element in elements for number in element.iter(f"{W}numId"))
    return Counter(number for number in found if number)  # 0 is Word's way to say "in no list"


@cache
def _own() -> dict[int, etree._Element]:
    """Our abstract numberings by their number in a document of ours."""
    root = etree.fromstring((files("tracker.word") / "base" / "word" / "numbering.xml").read_bytes())
    return {_number(element, "abstractNumId"): element for element in root.iterfind(f"{W}abstractNum")}


def _sign(abstract: etree._Element) -> str:
    sign = abstract.find(f"{W}nsid")
    return "" if sign is None else sign.get(VAL, "").upper()


def _number(element: etree._Element, name: str) -> int:
    return identifier(element.get(W + name))


def _start(num: etree._Element) -> Start:
    """Where a list starts; -1 where it says nothing of that."""
    abstract, override = num.find(f"{W}abstractNumId"), num.find(f"{W}lvlOverride")
    number = -1 if abstract is None else identifier(abstract.get(VAL))
    if override is None:
        return number, -1, -1
    start = override.find(f"{W}startOverride")
    return number, _number(override, "ilvl"), -1 if start is None else identifier(start.get(VAL))


def _by_start(nums: Iterable[etree._Element]) -> dict[Start, list[int]]:
    found: dict[Start, list[int]] = {}
    for num in nums:
        found.setdefault(_start(num), []).append(_number(num, "numId"))
    return found


def _insert(root: etree._Element, elements: list[etree._Element], after: tuple[str, ...]) -> None:
    place = sum(element.tag in after for element in root)
    for offset, element in enumerate(elements):
        root.insert(place + offset, element)
