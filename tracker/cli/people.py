"""tracker people: add, list."""

import sys

import click
from flask.cli import AppGroup
from flask_security import hash_password

from tracker.accounts import changes, queries
from tracker.accounts.rules import OPERATOR, ROLES, Role
from tracker.cli.output import print_json, print_lines, say
from tracker.db import begin_writing, db, insist_up_to_date
from tracker.errors import Invalid

SHORTEST = 10

people = AppGroup("people", help="The people who sign in.")


def add_to(group: click.Group) -> None:
    """Add these commands to ``group``."""
    group.add_command(people)


@people.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--service", "slug", help="A service to give a role in.")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="The role in that service.")
@click.option("--admin", "is_admin", is_flag=True, help="May add and change services and people.")
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input instead of making a link.")
def add(email: str, name: str, slug: str | None, role: str | None, *, is_admin: bool, password_stdin: bool) -> None:
    """Add a person with the address EMAIL, and print a link by which they choose a password."""
    if (slug is None) != (role is None):
        raise click.UsageError("--service and --role go together.")
    insist_up_to_date()
    password = _password() if password_stdin else ""
    begin_writing()
    person = changes.add_person(name, email, is_admin=is_admin, by=OPERATOR)
    if slug and role:
        changes.give_role(person, queries.get_service(slug, viewer=OPERATOR), Role(role), by=OPERATOR)
    token = "" if password else changes.invite(person, by=OPERATOR)
    if password:
        changes.set_password(person, hash_password(password))
    db.session.commit()
    say(f"Added {person.name} ({person.email}).")
    if token:
        say("Pass this link on, with the address of your site before it. It works once, for 14 days:")
        print_lines([f"/invitations/{token}"])


def _password() -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    if len(password) < SHORTEST:
        raise Invalid(f"A password needs at least {SHORTEST} characters. Nothing was saved.")
    return password


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(*, as_json: bool) -> None:
    """List the people with their roles."""
    insist_up_to_date()
    there = queries.people(viewer=OPERATOR)
    if as_json:
        print_json(
            {
                "people": [
                    {
                        "email": person.email,
                        "name": person.name,
                        "admin": person.is_admin,
                        "active": person.active,
                        "has_password": person.password is not None,
                        "roles": {entry.service.slug: entry.role.value for entry in person.memberships},
                    }
                    for person in there
                ]
            }
        )
        return
    for person in there:
        roles = [f"{ROLES[entry.role]}, {entry.service.slug}" for entry in person.memberships]
        print_lines(
            [f"{person.email}  {person.name} ({'; '.join(['administrator'] * person.is_admin + roles) or 'no role'})"]
        )
