"""documents are kept with what was read from them

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SAVED_WHOLE = "(saved_at IS NULL) = (assessment_id IS NULL) AND (saved_at IS NULL) = (reading IS NULL)"


def upgrade() -> None:
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.alter_column("label", existing_type=sa.String(length=7), nullable=True)
        batch_op.add_column(sa.Column("summary", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("original", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("assessment_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("reading", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_uploads_assessment_id"), ["assessment_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_uploads_assessment_id_assessments"), "assessments", ["assessment_id"], ["id"]
        )
        batch_op.create_check_constraint(op.f("ck_uploads_saved_whole"), SAVED_WHOLE)


def downgrade() -> None:
    op.execute("DELETE FROM uploads WHERE saved_at IS NOT NULL OR label IS NULL")
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_uploads_saved_whole"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_uploads_assessment_id_assessments"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_uploads_assessment_id"))
        for name in ("reading", "assessment_id", "saved_at", "original", "summary"):
            batch_op.drop_column(name)
        batch_op.alter_column("label", existing_type=sa.String(length=7), nullable=False)
