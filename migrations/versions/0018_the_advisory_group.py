"""the advisory group: terms, quorums, and versions of what it agrees to

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

CONSTITUENCIES = "'parent_carers', 'young_people', 'education', 'health', 'childrens_care', 'adults_care', 'voluntary'"
SPACES = "' \t\n\r'"
# As text, which both databases take: SQLite has its checks with the column, and nothing need be made anew.
OF_MEMBERSHIPS = (
    f"constituency VARCHAR(20) CONSTRAINT ck_memberships_constituency CHECK (constituency IN ({CONSTITUENCIES}))",
    "starts DATE",
    "ends DATE CONSTRAINT ck_memberships_starts_before_it_ends CHECK (starts <= ends)",
)
OF_ASSESSMENTS = (
    "version INTEGER DEFAULT 1 NOT NULL CONSTRAINT ck_assessments_version_counts_from_1 CHECK (version >= 1)",
    "correction_reason TEXT"
    " CONSTRAINT ck_assessments_correction_has_reason CHECK ((version = 1) = (correction_reason IS NULL))"
    f" CONSTRAINT ck_assessments_correction_reason_not_blank CHECK (trim(correction_reason, {SPACES}) <> '')"
    " CONSTRAINT ck_assessments_correction_reason_length CHECK (length(correction_reason) <= 1000)",
)


def upgrade() -> None:
    for column in OF_MEMBERSHIPS:
        op.execute(f"ALTER TABLE memberships ADD COLUMN {column}")
    for column in OF_ASSESSMENTS:
        op.execute(f"ALTER TABLE assessments ADD COLUMN {column}")
    op.create_table(
        "quorums",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("members", sa.SmallInteger(), nullable=False),
        sa.Column("constituencies", sa.JSON(), nullable=False),
        sa.CheckConstraint("members >= 1", name=op.f("ck_quorums_members_at_least_one")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_quorums_service_id_services")),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_quorums")),
    )


def downgrade() -> None:
    op.drop_table("quorums")
    for name in ("correction_reason", "version"):  # the first has the checks that name the other
        op.drop_column("assessments", name)
    for name in ("ends", "starts", "constituency"):
        op.drop_column("memberships", name)
