"""The styles that appendices are set in: those of a document that people bring, and ours where it has none."""

from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, count
from typing import Final, Literal

from lxml import etree

from tracker.word.host import Host
from tracker.word.labels import VAL, W
from tracker.word.looks import Look

Kind = Literal["paragraph", "character", "table"]


@dataclass(frozen=True, slots=True)
class Role:
    """What a style is for. ``known_as`` are names, in small letters, under which documents have one for it."""

    kind: Kind
    title: str
    known_as: tuple[str, ...] = ()


ROLES: Final[Mapping[str, Role]] = {
    "Heading1": Role("paragraph", "Heading of an appendix", ("heading 1",)),
    "Lead": Role("paragraph", "Sentence below the heading", ("appendix lead", "lead")),
    "AppendixTable": Role("table", "Table", ("appendix table",)),
    "TableHeading": Role("paragraph", "Header row of a table", ("table heading", "table header", "table head")),
    "TableSection": Role("paragraph", "Row that names a section", ("table section", "table subheading")),
    "TableText": Role("paragraph", "Text in a table", ("table text", "table body")),
    "TableCode": Role("paragraph", "Rating in a table", ("table code", "table text centred", "table centred")),
    "TableList": Role("paragraph", "List in a table", ("table list",)),
    "TableNote": Role("paragraph", "Note below a table", ("table note", "note", "notes")),
    "Hyperlink": Role("character", "Link", ("hyperlink",)),
}
"""The roles that a person can give a style of a template, by the name that our own style for it has."""

_OURS: Final = "Appendix"  # what the names of our styles begin with in a document that is not ours


@dataclass(frozen=True, slots=True)
class Style:
    """A style of a document: its identifier, and its name as Word shows it."""

    identifier: str
    name: str
    kind: str
    is_default: bool = False
    is_own: bool = False


def styles_of(host: Host) -> list[Style]:
    """The styles of ``host``, in their order."""
    root = host.part("styles")
    return [
        Style(
            style.get(f"{W}styleId", ""),
            _name(style),
            style.get(f"{W}type", "paragraph"),
            style.get(f"{W}default", "0") in ("1", "true", "on"),
            style.get(f"{W}customStyle", "0") in ("1", "true", "on"),
        )
        for style in (root.iterfind(f"{W}style") if root is not None else ())
    ]


def suggested(styles: Iterable[Style]) -> dict[str, str]:
    """The identifier of the style for each role that has one by its name; a table style of the author's own, too."""
    there = list(styles)
    found = {}
    for name, role in ROLES.items():
        named = [
            one for known in role.known_as for one in there if (one.name.casefold(), one.kind) == (known, role.kind)
        ]
        if named:
            found[name] = named[0].identifier
    own_tables = [style.identifier for style in there if style.kind == "table" and style.is_own]
    if len(own_tables) == 1:
        found.setdefault("AppendixTable", own_tables[0])
    return found


class Adopted:
    """Our styles in ``host``: for each the one that was chosen, the built-in one, or ours under a name of its own.

    ``styles`` has the identifier for each of ours, of which ``add`` adds what the document lacks; ``has_our_table``
    says whether tables are in our own style.
    """

    def __init__(self, host: Host, chosen: Mapping[str, str], look: Look) -> None:
        self._host, self._ours = host, _ours(look)
        there = styles_of(host)
        self._known = {style.identifier for style in there}
        kinds = {(style.kind, style.identifier) for style in there}
        by_name = {(style.kind, style.name.casefold()): style.identifier for style in there}
        defaults = {style.kind: style.identifier for style in there if style.is_default}
        self.styles: dict[str, str] = {}
        for role, style in self._ours.items():
            kind = style.get(f"{W}type", "")
            if style.get(f"{W}default"):
                self.styles[role] = defaults.get(kind, "")
            elif (kind, chosen.get(role, "")) in kinds:
                self.styles[role] = chosen[role]
            else:
                own = _OURS + role.removeprefix(_OURS) if style.get(f"{W}customStyle") else role
                free = own if (kind, own) in kinds else _free(own, self._known)
                self.styles[role] = by_name.get((kind, _name_there(style).casefold()), free)
        taken = chosen.get("AppendixTable", "")
        self.has_our_table = taken in ("", "AppendixTable") or self.styles["AppendixTable"] != taken

    def add(self, roles: Iterable[str]) -> None:
        """Add those of ``roles`` that the document has no style for, and what they are based on."""
        waiting = [role for role in roles if self.styles.get(role) not in self._known | {""}]
        while waiting:
            role = waiting.pop()
            if self.styles[role] in self._known:
                continue
            self._known.add(self.styles[role])
            style = self._made(role)
            self._host.changed("styles").append(style)
            waiting += [name for name in self._ours if self.styles[name] in _referred(style) - self._known]

    def _made(self, role: str) -> etree._Element:
        style = deepcopy(self._ours[role])
        style.set(f"{W}styleId", self.styles[role])
        name = style.find(f"{W}name")
        if name is not None and style.get(f"{W}customStyle"):
            name.set(VAL, _name_there(style))
        for reference in style.findall(f"{W}basedOn") + style.findall(f"{W}next"):
            identifier = self.styles.get(reference.get(VAL, ""), "")
            if identifier:
                reference.set(VAL, identifier)
            else:
                style.remove(reference)
        if role == "TableHeading" and not self.has_our_table:
            for colour in list(style.iter(f"{W}color")):  # the table's own style says what can be read on its header
                _remove(colour)
        return style


def _referred(style: etree._Element) -> set[str]:
    return {entry.get(VAL, "") for entry in style.findall(f"{W}basedOn") + style.findall(f"{W}next")}


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(VAL, "")


def _name_there(style: etree._Element) -> str:
    """The name that a style of ours has in a document that is not: what is not built in says whose it is."""
    name = _name(style)
    return f"{_OURS} {name.removeprefix(f'{_OURS} ')}" if style.get(f"{W}customStyle") else name


def _free(identifier: str, taken: Collection[str]) -> str:
    """``identifier``, or with the first number behind it that is not taken."""
    names = chain([identifier], (f"{identifier}{number}" for number in count(1)))
    return next(name for name in names if name not in taken)


def _ours(look: Look) -> dict[str, etree._Element]:
    root = etree.fromstring(look.dress(base_styles()).encode())
    return {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}


@cache
def base_styles() -> str:
    """Our own styles, with names instead of colours."""
    return (files("tracker.word") / "base" / "word" / "styles.xml").read_text("utf-8")
