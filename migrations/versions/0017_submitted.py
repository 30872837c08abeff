"""how far a self-assessment has come

Revision ID: 0017
Revises: 0016
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATUSES = "'draft', 'submitted', 'sent_back', 'ratified', 'with_exceptions'"
ADDED = (
    f"status VARCHAR(20) DEFAULT 'draft' NOT NULL CONSTRAINT ck_assessments_status CHECK (status IN ({STATUSES}))",
    "submitted_by VARCHAR(60)",
    "submitted_at {moment} CONSTRAINT ck_assessments_submitted_by_somebody"
    " CHECK ((submitted_at IS NULL) = (submitted_by IS NULL)) CONSTRAINT ck_assessments_only_draft_not_submitted"
    " CHECK ((submitted_at IS NULL) = (status = 'draft'))",
)


def upgrade() -> None:
    # As text, which both databases take: SQLite has its checks with the column, and nothing need be made anew.
    moment = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    for column in ADDED:
        op.execute(f"ALTER TABLE assessments ADD COLUMN {column.format(moment=moment)}")


def downgrade() -> None:
    for name in ("submitted_at", "submitted_by", "status"):  # the first has the checks that name the others
        op.drop_column("assessments", name)
