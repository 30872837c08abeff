"""the record is a chain

Each entry is numbered in the chain of its service, or of the installation, and holds the digest of the one before. Its
details get a table of their own. Triggers refuse to change what is there: whoever changes these tables with Alembic's
batch mode on SQLite, which makes a new table, has to make them again.

Revision ID: 0016
Revises: 0015
"""

import hashlib
import json
import secrets
import uuid
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

AT_ONCE = 1000
INSTALLATION = uuid.UUID(int=0)
FORM = "minimum-standards-tracker/audit/1"

OLD = sa.table(
    "audit_entries_before",
    sa.column("id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("by", sa.String),
    sa.column("service_id", sa.Uuid),
    sa.column("verb", sa.String),
    sa.column("subject_id", sa.Uuid),
    sa.column("details", sa.JSON),
)
NEW = sa.table(
    "audit_entries",
    sa.column("id", sa.Integer),
    sa.column("chain", sa.Uuid),
    sa.column("number", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("by", sa.String),
    sa.column("verb", sa.String),
    sa.column("subject_id", sa.Uuid),
    sa.column("details_digest", sa.String),
    sa.column("previous", sa.String),
    sa.column("digest", sa.String),
)
DETAILS = sa.table(
    "audit_details",
    sa.column("entry_id", sa.Integer),
    sa.column("salt", sa.LargeBinary),
    sa.column("details", sa.JSON),
    sa.column("address", sa.String),
)

REFUSED = "the record is append-only"
REFUSE = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
THERE = "SELECT 1 FROM audit_entries WHERE id = NEW.id OR (chain = NEW.chain AND number = NEW.number)"
ON_SQLITE = [
    f"CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries {REFUSE}",
    f"CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries {REFUSE}",
    # INSERT OR REPLACE deletes without a trigger's knowledge where a connection has not set recursive_triggers.
    f"CREATE TRIGGER audit_entries_no_replace BEFORE INSERT ON audit_entries WHEN EXISTS ({THERE}) {REFUSE}",
    f"CREATE TRIGGER audit_details_no_update BEFORE UPDATE ON audit_details {REFUSE}",
]
ON_POSTGRESQL = [
    f"CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for table, verb in [
            ("audit_entries", "update"),
            ("audit_entries", "delete"),
            ("audit_entries", "truncate"),
            ("audit_details", "update"),
        ]
    ),
]
PUT_BACK = """
    INSERT INTO audit_entries (id, at, "by", service_id, verb, subject_id, details)
    SELECT e.id, e.at, e."by", NULLIF(e.chain, '{none}'), e.verb, e.subject_id, COALESCE(d.details, '{{}}')
    FROM audit_entries_chained e LEFT JOIN audit_details d ON d.entry_id = e.id ORDER BY e.id
"""


def upgrade() -> None:
    _put_aside("audit_entries", "audit_entries_before", ["service_id", "subject_id"])
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("details_digest", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_audit_entries_number_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("chain", "number", name=op.f("uq_audit_entries_chain_number")),
    )
    op.create_index(op.f("ix_audit_entries_subject_id"), "audit_entries", ["subject_id"], unique=False)
    op.create_table(
        "audit_details",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entries.id"], name=op.f("fk_audit_details_entry_id_audit_entries")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_audit_details")),
    )
    _chain_entries(op.get_bind())
    op.drop_table("audit_entries_before")
    _go_on_counting()
    for statement in ON_SQLITE if _is_sqlite() else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    _remove_triggers()
    _put_aside("audit_entries", "audit_entries_chained", ["subject_id"], unique="uq_audit_entries_chain_number")
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_service_id"), "audit_entries", ["service_id"], unique=False)
    op.create_index(op.f("ix_audit_entries_subject_id"), "audit_entries", ["subject_id"], unique=False)
    op.execute(PUT_BACK.format(none="0" * 32 if _is_sqlite() else INSTALLATION))
    op.drop_table("audit_details")
    op.drop_table("audit_entries_chained")
    _go_on_counting()


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _put_aside(table: str, name: str, indexed: list[str], *, unique: str = "") -> None:
    """Give a table another name, and let go of the names that its successor needs."""
    for column in indexed:
        op.drop_index(f"ix_{table}_{column}", table_name=table)
    op.rename_table(table, name)
    if not _is_sqlite():
        op.execute(f"ALTER SEQUENCE {table}_id_seq RENAME TO {name}_id_seq")
        for constraint in filter(None, [f"pk_{table}", unique]):
            op.execute(f"ALTER TABLE {name} RENAME CONSTRAINT {constraint} TO {constraint}_old")


def _chain_entries(bind: sa.Connection) -> None:
    """Copy the old entries in batches, each with its number and its digests."""
    ends: dict[uuid.UUID, tuple[int, str]] = {}
    last = None
    while True:
        query = sa.select(OLD).order_by(OLD.c.id).limit(AT_ONCE)
        rows = bind.execute(query if last is None else query.where(OLD.c.id > last)).all()
        if not rows:
            return
        made = [_linked(row, ends) for row in rows]
        bind.execute(sa.insert(NEW), [entry for entry, _ in made])
        bind.execute(sa.insert(DETAILS), [details for _, details in made])
        last = rows[-1].id


def _linked(row: sa.Row, ends: dict[uuid.UUID, tuple[int, str]]) -> tuple[dict[str, object], dict[str, object]]:
    chain, salt = row.service_id or INSTALLATION, secrets.token_bytes(16)
    number, previous = ends.get(chain, (0, "0" * 64))
    at = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at.astimezone(UTC)
    said = json.dumps([FORM, row.details, None], sort_keys=True, separators=(",", ":"))
    of_details = hashlib.sha256(salt + said.encode("ascii")).hexdigest()
    names = [FORM, str(chain), number + 1, at.isoformat(timespec="microseconds"), row.by, row.verb, str(row.subject_id)]
    said = json.dumps([*names, of_details, previous], separators=(",", ":"))
    digest = hashlib.sha256(said.encode("ascii")).hexdigest()
    ends[chain] = number + 1, digest
    entry = {
        "id": row.id,
        "chain": chain,
        "number": number + 1,
        "at": at,
        "by": row.by,
        "verb": row.verb,
        "subject_id": row.subject_id,
        "details_digest": of_details,
        "previous": previous,
        "digest": digest,
    }
    return entry, {"entry_id": row.id, "salt": salt, "details": row.details, "address": None}


def _go_on_counting() -> None:
    """Let the next entry have the next identifier."""
    if not _is_sqlite():
        op.execute(
            "SELECT setval(pg_get_serial_sequence('audit_entries', 'id'), "
            "(SELECT coalesce(max(id), 0) + 1 FROM audit_entries), false)"
        )


def _remove_triggers() -> None:
    if _is_sqlite():
        for name in ("entries_no_update", "entries_no_delete", "entries_no_replace", "details_no_update"):
            op.execute(f"DROP TRIGGER audit_{name}")
    else:
        op.execute("DROP FUNCTION audit_refuse() CASCADE")
