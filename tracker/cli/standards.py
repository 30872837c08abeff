"""tracker standards: check, load, list."""

from pathlib import Path

import click
from flask.cli import AppGroup

from tracker.accounts.rules import OPERATOR
from tracker.cli.output import print_json, print_lines, say
from tracker.db import begin_writing, db, insist_up_to_date
from tracker.standards import changes, loader, queries
from tracker.standards.rules import FrameworkWording

file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))

standards = AppGroup("standards", help="Frameworks: published sets of standards, from YAML files.")


def add_to(group: click.Group) -> None:
    """Add these commands to ``group``."""
    group.add_command(standards)


def _read(file: Path) -> FrameworkWording:
    with file.open("rb") as stream:
        return loader.load_file(file.name, stream.read(loader.MAX_BYTES + 1))


@standards.command(with_appcontext=False)
@file_argument
def check(file: Path) -> None:
    """Say what is wrong in FILE, or that nothing is."""
    framework = _read(file)
    say(f"{file} is a framework: {framework.title}, {framework.version}, {len(framework.standards)} standards.")


@standards.command()
@file_argument
def load(file: Path) -> None:
    """Load FILE. The same wording again changes nothing; another under a version that is loaded is refused."""
    wording = _read(file)
    insist_up_to_date()
    begin_writing()
    framework, is_new = changes.load_framework(wording, by=OPERATOR)
    db.session.commit()
    say(f"{'Loaded' if is_new else 'Nothing to do: there already is'} {framework.title}, {framework.version}.")


@standards.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(*, as_json: bool) -> None:
    """List the frameworks that are loaded."""
    insist_up_to_date()
    wordings = [framework.wording for framework in queries.frameworks()]
    if as_json:
        print_json({"frameworks": [_as_json(wording) for wording in wordings]})
    else:
        print_lines(f"{wording.slug}  {wording.title} ({len(wording.standards)} standards)" for wording in wordings)


def _as_json(wording: FrameworkWording) -> dict[str, object]:
    return {
        "slug": wording.slug,
        "identifier": wording.identifier,
        "version": wording.version,
        "title": wording.title,
        "publisher": wording.publisher,
        "ratings": [{"code": entry.code, "label": entry.label} for entry in wording.ratings],
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "standards": [
                    {"number": standard.number, "short_title": standard.short_title, "text": standard.text}
                    for standard in section.standards
                ],
            }
            for section in wording.sections
        ],
    }
