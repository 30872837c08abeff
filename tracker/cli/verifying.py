"""tracker verify: whether a Word file says what was ratified."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import ScriptInfo

from tracker.cli.files import content_of
from tracker.cli.output import print_json, print_lines, say
from tracker.db import insist_up_to_date
from tracker.errors import Invalid
from tracker.seals.queries import our_keys
from tracker.signing import is_public_key
from tracker.verification.rules import Outcome, verify
from tracker.word.apart import read_apart


def add_to(group: click.Group) -> None:
    """Add this command to ``group``."""
    group.add_command(verify_)


@click.command("verify")
@click.argument("file", metavar="FILE.docx", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", metavar="PUBLIC", help="The public key to check by, in place of those of this installation.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def verify_(context: click.Context, file: Path, key: str | None, *, as_json: bool) -> None:
    """Tell whether FILE.docx says what was ratified, and where not. Ends well only where it is unchanged."""
    keys = [_checked(key)] if key else _own_keys(context)
    verdict = verify(read_apart(content_of(file)), keys)
    if as_json:
        print_json(verdict.as_json())
    else:
        say(verdict.sentence)
        print_lines([*verdict.about, *(difference.sentence for difference in verdict.differences)])
    sys.exit(0 if verdict.outcome is Outcome.UNCHANGED else 1)


def _checked(key: str) -> str:
    key = key.strip().lower()
    if not is_public_key(key):
        raise Invalid("That is no public key: it has 64 hexadecimal digits. The page “Check a Word file” has it.")
    return key


def _own_keys(context: click.Context) -> list[str]:
    with context.ensure_object(ScriptInfo).load_app().app_context():
        insist_up_to_date()
        return our_keys(current_app.config["TRACKER"])
