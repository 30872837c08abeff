"""The command ``tracker``. Every command says what it did on standard error; JSON and lists go to standard output."""

import logging
import sys
from typing import Any

import click
from flask.cli import AppGroup, ScriptInfo
from flask_migrate.cli import db as migration_commands
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from tracker import create_app
from tracker.cli import appendices, running, services, standards
from tracker.config import Config
from tracker.errors import TrackerError

log = logging.getLogger(__name__)


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
        except (IntegrityError, StaleDataError) as error:
            raise click.ClickException(
                "Somebody else saved the same at the same moment. Nothing of yours was saved: look, and try again."
            ) from error
        except DBAPIError as error:
            raise click.ClickException(f"The database refused: {error.orig}. Nothing was saved.") from error
        except Exception as error:
            raise click.ClickException(
                f"Something went wrong inside the program. Nothing was saved. {_report(error)}"
            ) from error


def _report(error: Exception) -> str:
    """Keep the traceback for whoever mends it, and say where."""
    path = Config.from_environment().home / "errors.log"
    try:
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        return f"({type(error).__name__}: {error})"
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False
    log.error("%s", " ".join(sys.argv), exc_info=error)
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


for commands in (running, standards, services, appendices):
    commands.add_to(tracker)
tracker.add_command(migration_commands)


def main() -> None:
    """The console script."""
    tracker.main(prog_name="tracker")
