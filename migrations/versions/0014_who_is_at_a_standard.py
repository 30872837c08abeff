"""who has a standard's page open

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presences",
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_presences_person_id_people")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_presences_rating_id_ratings")),
        sa.PrimaryKeyConstraint("rating_id", "person_id", name=op.f("pk_presences")),
    )
    op.create_index(op.f("ix_presences_person_id"), "presences", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_presences_person_id"), table_name="presences")
    op.drop_table("presences")
