"""the delivery plan, alive: how actions stand, steps done, outcomes, names and people, terms, reminders, feeds

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

SPACES = "' \t\n\r'"
RAGS = "'overdue', 'due_soon', 'no_date', 'not_started', 'on_track', 'complete'"
# As text, which both databases take: SQLite has its checks with the column, and nothing need be made anew.
ADDED = {
    "plans": ("closed_at {moment}",),
    "actions": (
        "due_corrected BOOLEAN DEFAULT {false} NOT NULL",
        f"rag VARCHAR(20) CONSTRAINT ck_actions_rag CHECK (rag IN ({RAGS}))",
        "rag_reason TEXT"
        " CONSTRAINT ck_actions_rag_has_reason CHECK ((rag IS NULL) = (rag_reason IS NULL))"
        f" CONSTRAINT ck_actions_rag_reason_not_blank CHECK (trim(rag_reason, {SPACES}) <> '')"
        " CONSTRAINT ck_actions_rag_reason_length CHECK (length(rag_reason) <= 1000)",
    ),
    "steps": (
        "done_on DATE",
        "done_by VARCHAR(60) CONSTRAINT ck_steps_done_by_somebody CHECK ((done_on IS NULL) = (done_by IS NULL))",
    ),
    "outcomes": (
        "result VARCHAR(20) CONSTRAINT ck_outcomes_result CHECK (result IN ('achieved', 'partly', 'not'))",
        "sentence TEXT DEFAULT '' NOT NULL",
        "target {number}",
        "reached {number}",
    ),
    "ratings": (
        "no_action_until DATE CONSTRAINT ck_ratings_no_action_until_has_reason"
        " CHECK (no_action_until IS NULL OR no_action_reason IS NOT NULL)",
    ),
}
SQLITE = {"moment": "DATETIME", "false": "0", "number": "VARCHAR(30)"}
POSTGRESQL = {"moment": "TIMESTAMP WITH TIME ZONE", "false": "false", "number": "NUMERIC"}


def upgrade() -> None:
    types = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for table, columns in ADDED.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format_map(types)}")
    # Which days were typed and which worked out is not known: none is worked out again until its timescale changes.
    op.execute("UPDATE actions SET due_corrected = NOT {false} WHERE due IS NOT NULL".format_map(types))
    op.create_table(
        "carried_actions",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_carried_actions_action_id_actions")),
        sa.ForeignKeyConstraint(["from_id"], ["actions.id"], name=op.f("fk_carried_actions_from_id_actions")),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_carried_actions")),
        sa.UniqueConstraint("from_id", name=op.f("uq_carried_actions_from_id")),
    )
    op.create_table(
        "followed_plans",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["plans.id"], name=op.f("fk_followed_plans_by_id_plans")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_followed_plans_plan_id_plans")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_followed_plans")),
        sa.UniqueConstraint("by_id", name=op.f("uq_followed_plans_by_id")),
    )
    op.create_table(
        "digests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_digests_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("person_id", "week", name=op.f("uq_digests_person_id_week")),
    )
    op.create_table(
        "feeds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_feeds_person_id_people")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_feeds_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_feeds_token_sha256")),
    )
    op.create_index(op.f("ix_feeds_person_id"), "feeds", ["person_id"], unique=False)

    op.create_table(
        "no_digests",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_no_digests_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_no_digests")),
    )
    op.create_table(
        "owner_matches",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=500), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("trim(key, ' \t\n\r') <> ''", name=op.f("ck_owner_matches_key_not_blank")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_owner_matches_person_id_people")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_owner_matches_service_id_services")),
        sa.PrimaryKeyConstraint("service_id", "key", name=op.f("pk_owner_matches")),
    )
    op.create_index(op.f("ix_owner_matches_person_id"), "owner_matches", ["person_id"], unique=False)

    op.create_table(
        "term_days",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("term", sa.String(length=20), nullable=False),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("next_year", sa.Boolean(), nullable=False),
        sa.CheckConstraint("day BETWEEN 1 AND 31", name=op.f("ck_term_days_day_of_month")),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_term_days_month_of_year")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_term_days_service_id_services")),
        sa.PrimaryKeyConstraint("service_id", "term", name=op.f("pk_term_days")),
    )
    op.create_table(
        "plan_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.String(length=7), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("grid", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("trim(label, '0123456789-') = ''", name=op.f("ck_plan_sheets_label_characters")),
        sa.CheckConstraint("trim(label, ' \t\n\r') <> ''", name=op.f("ck_plan_sheets_label_not_blank")),
        sa.CheckConstraint("trim(name, ' \t\n\r') <> ''", name=op.f("ck_plan_sheets_name_not_blank")),
        sa.CheckConstraint("starts < ends", name=op.f("ck_plan_sheets_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_sheets_plan_id_plans")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_plan_sheets_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_sheets")),
    )
    op.create_index(op.f("ix_plan_sheets_plan_id"), "plan_sheets", ["plan_id"], unique=False)
    op.create_index(op.f("ix_plan_sheets_service_id"), "plan_sheets", ["service_id"], unique=False)

    op.create_table(
        "looks_again",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("standard_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_by", sa.String(length=60), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(looked_at IS NULL) = (looked_by IS NULL)", name=op.f("ck_looks_again_looked_by_somebody")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_looks_again_action_id_actions")),
        sa.ForeignKeyConstraint(["standard_id"], ["standards.id"], name=op.f("fk_looks_again_standard_id_standards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks_again")),
        sa.UniqueConstraint("action_id", "standard_id", name=op.f("uq_looks_again_action_id_standard_id")),
    )
    op.create_index(op.f("ix_looks_again_standard_id"), "looks_again", ["standard_id"], unique=False)

    op.create_table(
        "progress_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_progress_notes_text_not_blank")),
        sa.CheckConstraint("length(text) <= 5000", name=op.f("ck_progress_notes_text_length")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_progress_notes_action_id_actions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_notes")),
    )
    op.create_index(op.f("ix_progress_notes_action_id"), "progress_notes", ["action_id"], unique=False)

    op.create_table(
        "you_said",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("came_of_it", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(said, ' \t\n\r') <> ''", name=op.f("ck_you_said_said_not_blank")),
        sa.CheckConstraint("length(came_of_it) <= 2000", name=op.f("ck_you_said_came_of_it_length")),
        sa.CheckConstraint("length(did) <= 2000", name=op.f("ck_you_said_did_length")),
        sa.CheckConstraint("length(said) <= 2000", name=op.f("ck_you_said_said_length")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_you_said_action_id_actions")),
        sa.ForeignKeyConstraint(
            ["evidence_id", "service_id"],
            ["evidence.id", "evidence.service_id"],
            name=op.f("fk_you_said_evidence_id_service_id_evidence"),
        ),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_you_said_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_you_said")),
        sa.UniqueConstraint("service_id", "position", name=op.f("uq_you_said_service_id_position")),
    )
    op.create_index(op.f("ix_you_said_action_id"), "you_said", ["action_id"], unique=False)
    op.create_index(op.f("ix_you_said_evidence_id"), "you_said", ["evidence_id"], unique=False)


def downgrade() -> None:
    for table in (
        "you_said",
        "term_days",
        "progress_notes",
        "plan_sheets",
        "owner_matches",
        "no_digests",
        "looks_again",
        "feeds",
        "followed_plans",
        "digests",
        "carried_actions",
    ):
        op.drop_table(table)
    for table, columns in ADDED.items():
        for column in reversed(columns):
            op.drop_column(table, column.partition(" ")[0])
