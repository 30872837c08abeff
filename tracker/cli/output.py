"""Saying things: JSON on standard output, messages on standard error."""

import json
from collections.abc import Iterable
from typing import Any

import click


class CannotPrintError(Exception):
    """Standard output or error takes nothing more; what was done before is done."""


def say(message: str) -> None:
    """Tell a person, beside whatever is on standard output."""
    _echo(message, err=True)


def print_json(document: Any) -> None:
    """One JSON document on standard output, in UTF-8 whatever the terminal."""
    _echo(json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n", nl=False)


def print_lines(lines: Iterable[str]) -> None:
    """A list on standard output."""
    for line in lines:
        _echo(line)


def _echo(message: str | bytes, *, err: bool = False, nl: bool = True) -> None:
    try:
        click.echo(message, err=err, nl=nl)
    except OSError as error:
        raise CannotPrintError(error.strerror) from error
