"""tracker audit: verify, anchor."""

import uuid
from collections.abc import Iterable, Iterator

import click
from flask.cli import AppGroup

from tracker.accounts.queries import services_to_administer
from tracker.accounts.rules import OPERATOR
from tracker.audit import queries
from tracker.audit.rules import INSTALLATION, Anchor, Walk, read_anchor
from tracker.cli.output import print_lines, say
from tracker.db import insist_up_to_date
from tracker.errors import Invalid, NotFound

NAME = "installation"

audit = AppGroup("audit", help="The record of who did what.")


def add_to(group: click.Group) -> None:
    """Add these commands to ``group``."""
    group.add_command(audit)


@audit.command()
@click.option("--service", "slug", help="Only this service's chain.")
@click.option(
    "--anchor",
    "anchors",
    multiple=True,
    metavar="CHAIN:NUMBER:DIGEST",
    help="What “tracker audit anchor” printed some time ago. Can be repeated.",
)
def verify(slug: str | None, anchors: tuple[str, ...]) -> None:
    """Walk the record from its first entry, and name the first that does not fit. Changes nothing."""
    insist_up_to_date()
    names = _names()
    noted = _noted(anchors, names)
    if slug is not None and slug not in names.values():
        raise NotFound(f"There is no service “{slug}”.")
    wanted = [chain for chain in _to_walk(noted) if slug in {None, _name(chain, names)}]
    faults = [*_faults_around()]
    for chain in wanted:
        walk = queries.verify(chain, noted.get(chain, ()))
        print_lines([f"{_name(chain, names)}: {_said(walk)}"])
        faults += [f"{_name(chain, names)}: {walk.fault}"] if walk.fault else []
    if faults:
        raise Invalid("The record is not as it was written.\n" + "\n".join(faults))
    say("The record fits.")


@audit.command()
def anchor() -> None:
    """Print the latest digest of each chain, to be noted where nobody here can change it."""
    insist_up_to_date()
    names = _names()
    for chain in queries.chains():
        if latest := queries.latest(chain):
            print_lines([f"{_name(chain, names)}:{latest.number}:{latest.digest}"])


def _names() -> dict[uuid.UUID, str]:
    return {service.id: service.slug for service in services_to_administer(viewer=OPERATOR)}


def _name(chain: uuid.UUID, names: dict[uuid.UUID, str]) -> str:
    return NAME if chain == INSTALLATION else names.get(chain, str(chain))


def _noted(texts: Iterable[str], names: dict[uuid.UUID, str]) -> dict[uuid.UUID, list[Anchor]]:
    """The anchors by chain. Raises ``Invalid``, ``NotFound``."""
    chains = {name: chain for chain, name in names.items()} | {NAME: INSTALLATION}
    noted: dict[uuid.UUID, list[Anchor]] = {}
    for text in texts:
        name, there = read_anchor(text)
        if name not in chains:
            raise NotFound(f"There is no service “{name}”, and so no such chain.")
        noted.setdefault(chains[name], []).append(there)
    return noted


def _to_walk(noted: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Every chain, also one of which an anchor is all that is left; the installation's always."""
    return list(dict.fromkeys([INSTALLATION, *queries.chains(), *noted]))


def _faults_around() -> Iterator[str]:
    """What is wrong beside the chains."""
    if missing := queries.missing_triggers():
        yield f"The database lacks what makes it refuse changes: {', '.join(missing)}"
    if (number := queries.details_without_entry()) is not None:
        yield f"There are details of an entry that is not there (its identifier is {number})"


def _said(walk: Walk) -> str:
    if walk.fault:
        return f"{walk.entries:,} entries fit, then {walk.fault}"
    erased = f", {walk.without_details:,} of them without details" if walk.without_details else ""
    return f"{walk.entries:,} {'entry fits' if walk.entries == 1 else 'entries fit'}{erased}"
