"""Runs the migrations within the application; of two that start at once, the second waits and finds nothing to do."""

from alembic import context
from flask import current_app
from sqlalchemy import text

import tracker.abbreviations.models
import tracker.assessments.models
import tracker.audit.models
import tracker.by_link.models
import tracker.feeds.models
import tracker.gap_answers.models
import tracker.group.models
import tracker.imports.models
import tracker.meetings.models
import tracker.owners.models
import tracker.progress.models
import tracker.ratings.models
import tracker.reminders.models
import tracker.review.models
import tracker.seals.models
import tracker.sign_in.models
import tracker.submission.models
import tracker.teamwork.models
import tracker.word_templates.models
import tracker.you_said.models  # noqa: F401
from tracker.db import Base

LOCK = 5_620_185_344_117  # any number, always the same


def migrate() -> None:
    """Bring the database of the current application up to date, in one transaction."""
    engine = current_app.extensions["migrate"].db.engine
    options = current_app.extensions["migrate"].configure_args
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        # Told of a connection that has begun, Alembic leaves the commit to us; else it commits each step on SQLite.
        context.configure(connection=connection, target_metadata=Base.metadata, **options)
        context.run_migrations()


migrate()
