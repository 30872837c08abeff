"""Saying things: JSON on standard output, messages on standard error."""

import json
from collections.abc import Iterable
from typing import Any

import click


def say(message: str) -> None:
    """Tell a person, beside whatever is on standard output."""
    click.echo(message, err=True)


def print_json(document: Any) -> None:
    """One JSON document on standard output, in UTF-8 whatever the terminal."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n", nl=False)


def print_lines(lines: Iterable[str]) -> None:
    """A list on standard output."""
    for line in lines:
        click.echo(line)
