"""A framework out of a YAML file, or every reason why not, each with its line and place."""

import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from tracker.errors import Invalid
from tracker.standards.rules import (
    CallsFor,
    FrameworkWording,
    Path,
    ScaleEntry,
    SectionWording,
    StandardWording,
    contradictions,
)
from tracker.standards.yaml_source import MAX_BYTES, BadYaml, Problem, Source, read

__all__ = ["MAX_BYTES", "BadStandardsFile", "load_file", "shipped_framework"]

KINDS = {
    "string": "text",
    "array": "a list, each entry on a line that begins with “- ”",
    "object": "keys with values, such as “title: …”, one a line",
}


class BadStandardsFile(Invalid):
    """A file that is no framework; ``problems`` has all that was found, in the order of the file."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda problem: (problem.line, problem.place, problem.reason))
        super().__init__("\n".join(f"{name}, {problem}" for problem in self.problems))


def load_file(name: str, content: bytes) -> FrameworkWording:
    """The framework that ``content`` holds; ``name`` is the file's, for messages. Raises ``BadStandardsFile``."""
    try:
        source = read(content)
    except BadYaml as error:
        raise BadStandardsFile(name, [error.problem]) from error
    if problems := list(_problems_of_form(source)):
        raise BadStandardsFile(name, problems)
    framework = _framework(source.value)
    if faults := list(contradictions(framework)):
        raise BadStandardsFile(name, [_problem(source, path, reason) for path, reason in faults])
    return framework


def shipped_framework() -> FrameworkWording:
    """The Minimum Standards of 2018, as they come with this package."""
    path = files("tracker") / "standards_2018.yaml"
    return load_file("standards_2018.yaml", path.read_bytes())


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((files("tracker.standards") / "framework.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema)


def _problems_of_form(source: Source) -> Iterator[Problem]:
    for error in _validator().iter_errors(source.value):
        path: Path = tuple(error.absolute_path)
        value: Any = error.instance
        schema: Any = error.schema
        if error.validator == "additionalProperties":
            for key in sorted(set(value) - set(schema["properties"])):
                reason = f"the key “{_shown(key)}” is unknown{_known(key, schema['properties'])}"
                yield _problem(source, (*path, key), reason)
        else:
            reason = _reason(str(error.validator), error.validator_value, value, schema.get("description", ""))
            yield _problem(source, path, reason)


def _known(key: str, properties: Iterable[str]) -> str:
    close = get_close_matches(key, list(properties))
    return f": did you mean {close[0]}?" if close else f"; the keys here are: {', '.join(properties)}"


def _reason(validator: str, rule: Any, value: Any, description: str) -> str:
    """Why ``value`` breaks the ``rule`` of the schema, in plain words."""
    match validator:
        case "required":
            missing = [key for key in rule if key not in value]
            return f"missing: {', '.join(missing)}"
        case _ if isinstance(value, str) and not value:
            return f"this is empty; it must hold {description or KINDS[rule]}"
        case "type":
            return f"here belongs {KINDS[rule]}"
        case "minItems":
            return "the list is empty"
        case "enum":
            return f"“{_shown(value)}” is unknown; use {' or '.join(rule)} ({description})"
        case _:
            return f"“{_shown(value)}” will not do; it must be {description}"


def _shown(value: object) -> str:
    """A value in a message: short, in one line."""
    text = str(value).replace("\n", "⏎")
    return text if len(text) <= 60 else text[:59] + "…"


def _problem(source: Source, path: Path, reason: str) -> Problem:
    return Problem(source.line(path), _place(source.value, path), reason)


def _place(value: Any, path: Path) -> str:
    """``path`` in words: "section 1, standard 1.3, text"."""
    words: list[str] = []
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
            words.append(_shown(step))
        else:
            value = value[step]
            names = [value.get(key) for key in ("number", "code")] if isinstance(value, dict) else []
            name = next((name for name in names if isinstance(name, str) and name), step + 1)
            words[-1] = f"{words[-1].removesuffix('s')} {_shown(name)}"
    return ", ".join(words)


def _framework(value: Any) -> FrameworkWording:
    ratings = tuple(
        ScaleEntry(
            rating["code"],
            rating["label"],
            rating.get("meaning", ""),
            CallsFor(rating["calls_for"]) if "calls_for" in rating else None,
        )
        for rating in value["ratings"]
    )
    sections = tuple(
        SectionWording(
            section["number"],
            section["title"],
            tuple(
                StandardWording(standard["number"], standard["text"].strip(), standard.get("short_title", ""))
                for standard in section["standards"]
            ),
        )
        for section in value["sections"]
    )
    return FrameworkWording(
        value["identifier"],
        value["version"],
        value["title"],
        value["publisher"],
        ratings,
        sections,
        value.get("short_title", ""),
        dict(value.get("read_as", {})),
    )
