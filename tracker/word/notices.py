"""A notice at the head of every page of our sections, in a document that somebody else made."""

from collections.abc import Collection
from copy import deepcopy
from typing import Final

from lxml import etree

from tracker.richtext import Run
from tracker.word.host import Host
from tracker.word.host_writing import HostWriting
from tracker.word.labels import VAL, W
from tracker.word.sections import sections_of
from tracker.word.signs import OFF

_REFERENCE: Final = f"{W}headerReference"
_KINDS: Final = ("default", "first", "even")
_MARKS: Final = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_R_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Heads = dict[str, str]
"""The relationships to the heads of a section's pages, by kind."""


class Notices:
    """Says ``text`` at the heads of pages, in a style by which it is known again; where it is empty, takes it out."""

    def __init__(self, host: Host, writing: HostWriting, text: str) -> None:
        self._host, self._writing, self.text = host, writing, text
        self._style = writing.styles["Notice"]
        self._made: dict[str, str] = {}

    def asks_for_section(self, section: etree._Element) -> bool:
        """Whether a part needs a section of its own: there is something to say, and it is not said in ``section``."""
        return bool(self.text) and not self._is_said_in(section)

    def _is_said_in(self, section: etree._Element) -> bool:
        heads = dict(self._heads())[section]
        return any(self._lines(self._host.head(identifier)) for identifier in heads.values())

    def say(self, ours: Collection[etree._Element]) -> None:
        """Say it in the sections ``ours``, in heads of their own; those that follow keep what they had."""
        given: list[str] = []
        for section, heads in self._heads():
            if section in ours:
                given = self._needed(section) if self.text else list(heads)
                for kind in given:
                    _refer(section, kind, self._with_notice(heads.get(kind, "")))
            else:
                for kind in given:
                    _refer(section, kind, heads.get(kind) or self._blank())
                given = []

    def _heads(self) -> list[tuple[etree._Element, Heads]]:
        """The sections with the heads that they have, also from one before."""
        found, known = [], Heads()
        for section in sections_of(self._host.body):
            own = {entry.get(f"{W}type", ""): entry.get(_R_ID, "") for entry in section.iterchildren(_REFERENCE)}
            known = known | {kind: key for kind, key in own.items() if self._host.head(key) is not None}
            found.append((section, known))
        return found

    def _needed(self, section: etree._Element) -> list[str]:
        settings = self._host.part("settings")
        two_sided = settings is not None and _is_set(settings, "evenAndOddHeaders")
        asked = {"default": True, "first": _is_set(section, "titlePg"), "even": two_sided}
        return [kind for kind in _KINDS if asked[kind]]

    def _with_notice(self, identifier: str) -> str:
        """The head like this one that has the notice; the same where it is ours."""
        if identifier not in self._made:
            there = self._host.head(identifier)
            if lines := self._lines(there):
                for line in lines:
                    self._host.changed_head(identifier).remove(line)
                if self.text:
                    self._host.changed_head(identifier).append(self._line())
                self._made[identifier] = identifier
            elif self.text:
                self._made[identifier] = self._copied(there, identifier)
        return self._made.get(identifier, identifier)

    def _copied(self, there: etree._Element | None, identifier: str) -> str:
        head = _empty() if there is None else deepcopy(there)
        for mark in list(head.iter(*_MARKS)):  # which a document has once
            parent = mark.getparent()
            if parent is not None:
                parent.remove(mark)
        head.append(self._line())
        return self._host.add_head(head, like=identifier)

    def _blank(self) -> str:
        if "blank" not in self._made:
            head = _empty()
            etree.SubElement(head, f"{W}p")
            self._made["blank"] = self._host.add_head(head)
        return self._made["blank"]

    def _line(self) -> etree._Element:
        return self._writing.line("Notice", (Run(self.text),))

    def _lines(self, head: etree._Element | None) -> list[etree._Element]:
        lines = [] if head is None else head.findall(f"{W}p")
        return [
            line
            for line in lines
            if (style := line.find(f"{W}pPr/{W}pStyle")) is not None and style.get(VAL) == self._style
        ]


def _empty() -> etree._Element:
    return etree.Element(f"{W}hdr", nsmap={"w": W[1:-1]})


def _is_set(element: etree._Element, name: str) -> bool:
    found = element.find(W + name)
    return found is not None and found.get(VAL, "1") not in OFF


def _refer(section: etree._Element, kind: str, identifier: str) -> None:
    """Let ``section`` have this head, where there is one."""
    for entry in [entry for entry in section.iterchildren(_REFERENCE) if entry.get(f"{W}type") == kind]:
        section.remove(entry)
    if identifier:
        section.insert(0, etree.Element(_REFERENCE, {f"{W}type": kind, _R_ID: identifier}))
