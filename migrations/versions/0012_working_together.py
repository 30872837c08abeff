"""who is asked to draft a standard, and remarks for the team's eyes only

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "ending",
            sa.Enum(
                "done", "withdrawn", "replaced", name="ending", native_enum=False, create_constraint=True, length=20
            ),
            nullable=True,
        ),
        sa.Column("ended_by", sa.String(length=60), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.String(length=60), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(words) <= 500", name=op.f("ck_assignments_words_length")),
        sa.CheckConstraint("(ending IS NULL) = (ended_at IS NULL)", name=op.f("ck_assignments_ended_at_a_time")),
        sa.CheckConstraint("(ending IS NULL) = (ended_by IS NULL)", name=op.f("ck_assignments_ended_by_somebody")),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name=op.f("ck_assignments_seen_by_somebody")),
        sa.CheckConstraint(
            "seen_at IS NULL OR (ending IS NOT NULL AND ending = 'done')", name=op.f("ck_assignments_only_done_is_seen")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_assignments_person_id_people")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_assignments_rating_id_ratings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_rating_id"), "assignments", ["rating_id"], unique=False)
    op.create_index(op.f("ix_assignments_person_id"), "assignments", ["person_id"], unique=False)
    op.create_index(
        "ix_assignments_one_open",
        "assignments",
        ["rating_id"],
        unique=True,
        sqlite_where=sa.text("ending IS NULL"),
        postgresql_where=sa.text("ending IS NULL"),
    )

    op.create_table(
        "remarks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=60), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_remarks_text_not_blank")),
        sa.CheckConstraint("length(text) <= 5000", name=op.f("ck_remarks_text_length")),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name=op.f("ck_remarks_closed_by_somebody")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_remarks_rating_id_ratings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    op.create_index(op.f("ix_remarks_rating_id"), "remarks", ["rating_id"], unique=False)


def downgrade() -> None:
    for table in ("remarks", "assignments"):
        op.drop_table(table)
