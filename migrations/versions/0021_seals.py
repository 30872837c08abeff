"""what was ratified, sealed

Triggers refuse to change or remove a seal: whoever changes this table with Alembic's batch mode on SQLite, which makes
a new one, has to make them again.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

REFUSED = "what was sealed never changes"
REFUSE = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
THERE = "SELECT 1 FROM seals WHERE id = NEW.id OR (assessment_id = NEW.assessment_id AND version = NEW.version)"
ON_SQLITE = [
    f"CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals {REFUSE}",
    f"CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals {REFUSE}",
    # INSERT OR REPLACE deletes without a trigger's knowledge where a connection has not set recursive_triggers.
    f"CREATE TRIGGER seals_no_replace BEFORE INSERT ON seals WHEN EXISTS ({THERE}) {REFUSE}",
]
ON_POSTGRESQL = [
    f"CREATE FUNCTION seals_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
    *(
        f"CREATE TRIGGER seals_no_{verb} BEFORE {verb.upper()} ON seals "
        "FOR EACH STATEMENT EXECUTE FUNCTION seals_refuse()"
        for verb in ("update", "delete", "truncate")
    ),
]


def upgrade() -> None:
    op.create_table(
        "seals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("trim(digest, '0123456789abcdef') = ''", name=op.f("ck_seals_digest_characters")),
        sa.CheckConstraint("trim(public_key, '0123456789abcdef') = ''", name=op.f("ck_seals_public_key_characters")),
        sa.CheckConstraint("trim(signature, '0123456789abcdef') = ''", name=op.f("ck_seals_signature_characters")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_seals_digest_is_whole")),
        sa.CheckConstraint("length(public_key) = 64", name=op.f("ck_seals_public_key_is_whole")),
        sa.CheckConstraint("length(signature) = 128", name=op.f("ck_seals_signature_is_whole")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_seals_version_counts_from_1")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessments.id"], name=op.f("fk_seals_assessment_id_assessments")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seals")),
        sa.UniqueConstraint("assessment_id", "version", name=op.f("uq_seals_assessment_id_version")),
    )
    op.create_index(op.f("ix_seals_digest"), "seals", ["digest"], unique=False)
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("seals")  # with its triggers
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION seals_refuse()")
