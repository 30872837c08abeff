"""tracker seals: verify, key."""

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.cli.output import print_lines, say
from tracker.config import Config
from tracker.db import insist_up_to_date
from tracker.errors import Invalid
from tracker.seals import queries

seals = AppGroup("seals", help="What was ratified, as it was sealed.")


def add_to(group: click.Group) -> None:
    """Add these commands to ``group``."""
    group.add_command(seals)


@seals.command()
@click.option("--key", "keys", multiple=True, metavar="PUBLIC", help="A key that signed here before. Can be repeated.")
def verify(keys: tuple[str, ...]) -> None:
    """Look at every seal: whether it holds what was sealed, and whether it is signed by our key. Changes nothing."""
    insist_up_to_date()
    found = list(queries.walk({_public(), *keys}))
    print_lines(f"{one.place}: {one.fault or 'fits'}" for one in found)
    faults = [f"{one.place}: {one.fault}" for one in found if one.fault]
    if missing := queries.missing_triggers():
        faults.append(f"The database lacks what makes it refuse changes: {', '.join(missing)}")
    if faults:
        raise Invalid("What was ratified is not as it was sealed.\n" + "\n".join(faults))
    say(f"Every seal fits ({len(found)}).")


@seals.command()
def key() -> None:
    """Print the public half of the key that signs here, to be given to whoever checks files elsewhere."""
    print_lines([_public()])


def _public() -> str:
    config: Config = current_app.config["TRACKER"]
    return config.signing_key().public
