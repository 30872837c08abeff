"""YAML as data and nothing more: text, lists and keys, each with the line where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from tracker.standards.rules import Path

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 10
MAX_EVENTS = 20_000

_ILLEGAL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")
_HINTS = {
    "mapping values are not allowed here": "there is a colon within the text: put the whole text in quotes",
    "found character '\\t' that cannot start any token": "there is a tab: indent with spaces",
    "expected <block end>": "this line is indented differently from the lines above it",
    "but found '*'": "text that begins with * or & must stand in quotes",
    "but found '&'": "text that begins with * or & must stand in quotes",
    "expected the node content": "a bracket or brace is not closed, or the text belongs in quotes",
    "expected ',' or": "a bracket or brace is not closed, or the text belongs in quotes",
}

Value = str | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file; ``line`` counts from 1, ``place`` is empty where the file as a whole is meant."""

    line: int
    place: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"line {self.line}: {place}{self.reason}"


class BadYaml(Exception):
    """The file cannot be read at all; nothing is known of what it says."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.problem = Problem(line, "", reason)


@dataclass
class Source:
    """What a file says, and the line of every value in it by its path."""

    value: Value
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of the value at ``path``, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(content: bytes) -> Source:
    """What ``content`` says. Raises ``BadYaml`` for anything but one plain document of at most 1 MiB in UTF-8."""
    if len(content) > MAX_BYTES:
        raise BadYaml(1, f"the file is larger than 1 MiB ({MAX_BYTES:,} bytes)")
    text = _decoded(content)
    reader = _Reader()
    try:
        return reader.source(_plain_events(text))
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BadYaml(line, _illegal(text[error.position])) from error
    except (OverflowError, ValueError) as error:
        line = max(reader.lines.values(), default=1)
        raise BadYaml(line, "after this line, an escape (\\U…) or %YAML has a number that is too large") from error


def _not_yaml(error: yaml.MarkedYAMLError) -> BadYaml:
    problem, mark = error.problem or "", error.problem_mark
    if problem == "found unexpected end of stream" and error.context_mark:
        return BadYaml(error.context_mark.line + 1, "this is not YAML: the text in quotes that begins here never ends")
    hint = next((hint for words, hint in _HINTS.items() if words in problem), problem)
    return BadYaml(mark.line + 1 if mark else 1, f"this is not YAML: {hint}")


def _illegal(character: str) -> str:
    return f"the character U+{ord(character):04X} does not belong in a text file"


def _decoded(content: bytes) -> str:
    nul = content.find(b"\0")
    if nul >= 0 and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadYaml(content.count(b"\n", 0, nul) + 1, "there is a NUL byte: this is not a text file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadYaml(line, "the file is not in UTF-8: save it again with that encoding") from error


def _plain_events(text: str) -> Iterator[yaml.Event]:
    """The parser's events, less the ways in which YAML is more than data."""
    documents = depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if documents > 1:
            raise BadYaml(_line(event), "a second document begins: one file holds one framework")
        if depth > MAX_DEPTH:
            raise BadYaml(_line(event), f"more than {MAX_DEPTH} levels inside each other")
        if count > MAX_EVENTS:
            raise BadYaml(_line(event), f"more than {MAX_EVENTS:,} keys and values: this is no framework")
        _refuse_references(event)
        yield event
    if documents == 0:
        raise BadYaml(1, "the file is empty")


def _refuse_references(event: yaml.Event) -> None:
    if getattr(event, "anchor", None):  # an alias has the anchor that it leads to
        raise BadYaml(_line(event), "aliases and anchors (* and &) are not allowed: write the text where it belongs")
    if found := _ILLEGAL.search(getattr(event, "value", "")):
        raise BadYaml(_line(event), _illegal(found[0]))
    if tag := getattr(event, "tag", None):
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        raise BadYaml(_line(event), f"the tag “{tag}” is not allowed; put text that begins with ! in quotes")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Reader:
    """Builds values from events; every scalar is text, so that 1.10 stays "1.10" and no stays "no"."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}

    def source(self, events: Iterator[yaml.Event]) -> Source:
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                value = self._value(event, events, ())
        return Source(value, self.lines)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Value:
        self.lines[path] = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value).strip()
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path)
        return self._keys(events, path)

    def _list(self, events: Iterator[yaml.Event], path: Path) -> Value:
        values: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self._value(event, events, (*path, len(values))))
        return values

    def _keys(self, events: Iterator[yaml.Event], path: Path) -> Value:
        values: dict[str, Value] = {}
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            line = _line(key)
            if not isinstance(key, yaml.ScalarEvent):
                raise BadYaml(line, "a key must be plain text; put text that begins with { or [ in quotes")
            if key.value in values:
                raise BadYaml(line, f"the key “{key.value}” is there twice")
            values[key.value] = self._value(next(events), events, (*path, key.value))
            self.lines[*path, key.value] = line
        return values
