"""which evidence backs which rating

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_assessments_id_service_id"), "assessments", ["id", "service_id"], unique=True)
    op.create_index(op.f("ix_ratings_id_assessment_id"), "ratings", ["id", "assessment_id"], unique=True)
    op.create_table(
        "rating_evidence",
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rating_id", "assessment_id"],
            ["ratings.id", "ratings.assessment_id"],
            name=op.f("fk_rating_evidence_rating_id_assessment_id_ratings"),
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id", "service_id"],
            ["assessments.id", "assessments.service_id"],
            name=op.f("fk_rating_evidence_assessment_id_service_id_assessments"),
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id", "service_id"],
            ["evidence.id", "evidence.service_id"],
            name=op.f("fk_rating_evidence_keeps_what_is_used"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("rating_id", "evidence_id", name=op.f("pk_rating_evidence")),
    )
    op.create_index(op.f("ix_rating_evidence_evidence_id"), "rating_evidence", ["evidence_id"], unique=False)
    op.create_index(op.f("ix_rating_evidence_assessment_id"), "rating_evidence", ["assessment_id"], unique=False)


def downgrade() -> None:
    op.drop_table("rating_evidence")
    op.drop_index(op.f("ix_ratings_id_assessment_id"), table_name="ratings")
    op.drop_index(op.f("ix_assessments_id_service_id"), table_name="assessments")
