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
THERE = {
    "seals": "id = NEW.id OR (assessment_id = NEW.assessment_id AND version = NEW.version)",
    "sealed_evidence": "seal_id = NEW.seal_id AND evidence_id = NEW.evidence_id",
    "sealed_files": "seal_id = NEW.seal_id AND sha256 = NEW.sha256",
}
ON_SQLITE = [
    f"CREATE TRIGGER {table}_{name} {refuse}"
    for table, there in THERE.items()
    for name, refuse in (
        ("no_update", f"BEFORE UPDATE ON {table} {REFUSE}"),
        ("no_delete", f"BEFORE DELETE ON {table} {REFUSE}"),
        # INSERT OR REPLACE deletes without a trigger's knowledge where a connection has not set recursive_triggers.
        ("no_replace", f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {there}) {REFUSE}"),  # noqa: S608
    )
]
ON_POSTGRESQL = [
    f"CREATE FUNCTION seals_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION seals_refuse()"
        for table in THERE
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
    for table, column, other in (("evidence", "evidence_id", "evidence.id"), ("files", "sha256", "blobs.sha256")):
        kind = sa.Uuid() if table == "evidence" else sa.String(length=64)
        name = f"sealed_{table}"
        refers = f"fk_{name}_{column}_{other.split('.')[0]}"
        op.create_table(
            name,
            sa.Column("seal_id", sa.Uuid(), nullable=False),
            sa.Column(column, kind, nullable=False),
            sa.ForeignKeyConstraint(["seal_id"], ["seals.id"], name=op.f(f"fk_{name}_seal_id_seals")),
            sa.ForeignKeyConstraint([column], [other], name=op.f(refers), ondelete="RESTRICT"),
            sa.PrimaryKeyConstraint("seal_id", column, name=op.f(f"pk_{name}")),
        )
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column], unique=False)
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    for table in ("sealed_files", "sealed_evidence", "seals"):
        op.drop_table(table)  # with its triggers
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION seals_refuse()")
