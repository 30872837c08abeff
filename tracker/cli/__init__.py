"""The command ``tracker``. Every command says what it did on standard error; JSON and lists go to standard output."""

import io
import os
import sys
from traceback import format_exception
from typing import Any

import click
from flask.cli import AppGroup, ScriptInfo
from flask_migrate.cli import db as migration_commands
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from tracker import clock, create_app
from tracker.cli import appendices, audit, people, reminding, running, sealing, services, standards, verifying
from tracker.cli.output import CannotPrintError
from tracker.config import Config
from tracker.errors import CLASH, TrackerError


class TrackerGroup(AppGroup):
    """Flask's own group, with every error turned into a line on standard error and a non-zero exit."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; nothing that goes wrong reaches a person as a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except TrackerError as error:
            raise click.ClickException(str(error)) from error
        except CannotPrintError as error:
            sys.exit(_stop_printing(error))
        except (IntegrityError, StaleDataError) as error:
            raise click.ClickException(f"{CLASH} Look, and try again.") from error
        except DBAPIError as error:
            reason = str(error.orig).strip().partition("\n")[0]
            raise click.ClickException(f"The database cannot do that: {reason}. Nothing was saved.") from error
        except Exception as error:
            kept = f"{_keep_traceback(error)} Look what was saved before you try again."
            raise click.ClickException(f"Something went wrong inside the program. {kept}") from error


def _stop_printing(error: CannotPrintError) -> int:
    """The exit of a command whose output nobody takes: quiet where a pipe was closed."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return 0 if isinstance(error.__cause__, BrokenPipeError) else 1


def _keep_traceback(error: Exception) -> str:
    """Keep the traceback for whoever mends it, and say where."""
    path = Config.from_environment().home / "errors.log"
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{clock.now():%Y-%m-%d %H:%M:%S} {sys.argv[1:]}\n{''.join(format_exception(error))}\n")
    except OSError:
        return f"({type(error).__name__}: {error})"
    return f"What happened is in {path}."


@click.group(
    cls=TrackerGroup,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "obj": ScriptInfo(create_app=create_app, set_debug_flag=False),
    },
)
@click.version_option(package_name="minimum-standards-tracker", message="%(version)s")
def tracker() -> None:
    """Self-assessment against the Minimum Standards, delivery plans, and their Word appendices."""


for commands in (running, standards, services, people, appendices, audit, sealing, verifying, reminding):
    commands.add_to(tracker)
tracker.add_command(migration_commands)


def main() -> None:
    """The console script. A character that the terminal has not is printed as its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    tracker.main(prog_name="tracker")
