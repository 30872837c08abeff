"""tracker services: add, list."""

import click
from flask.cli import AppGroup

from tracker.accounts import changes, queries, rules
from tracker.accounts.rules import OPERATOR
from tracker.cli.output import print_json, print_lines, say
from tracker.db import begin_writing, db, insist_up_to_date
from tracker.errors import Invalid

services = AppGroup("services", help="The services that use this installation.")


class Month(click.ParamType[int]):
    """A month: 1 to 12, or its name."""

    name = "month"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The month's number."""
        try:
            return rules.month(str(value))
        except Invalid as error:
            self.fail(str(error), param, ctx)


def add_to(group: click.Group) -> None:
    """Add these commands to ``group``."""
    group.add_command(services)


@services.command()
@click.argument("name")
@click.option("--slug", required=True, help="Its name in addresses and commands, such as north-marlshire.")
@click.option(
    "--year-starts",
    type=Month(),
    default="September",
    show_default=True,
    help="The month in which its own year begins.",
)
@click.option(
    "--advisory-body",
    default="Advisory Group",
    show_default=True,
    help="What it calls the group that ratifies.",
)
def add(name: str, slug: str, year_starts: int, advisory_body: str) -> None:
    """Add a service called NAME."""
    insist_up_to_date()
    begin_writing()
    service = changes.add_service(name, slug, year_starts=year_starts, advisory_body=advisory_body, by=OPERATOR)
    db.session.commit()
    say(f"Added {service.name} ({service.slug}); its year starts in {rules.MONTHS[service.year_starts - 1]}.")


@services.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(*, as_json: bool) -> None:
    """List the services."""
    insist_up_to_date()
    there = queries.services_to_administer(viewer=OPERATOR)
    if as_json:
        names = ("slug", "name", "year_starts", "advisory_body")
        print_json({"services": [{name: getattr(service, name) for name in names} for service in there]})
    else:
        print_lines(
            f"{service.slug}  {service.name} (year starts in {rules.MONTHS[service.year_starts - 1]})"
            for service in there
        )
