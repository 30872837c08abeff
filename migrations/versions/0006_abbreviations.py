"""abbreviations of a service's own

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "abbreviations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("short", sa.String(length=60), nullable=False),
        sa.Column("meaning", sa.String(length=300), nullable=False),
        sa.CheckConstraint("length(meaning) <= 300", name=op.f("ck_abbreviations_meaning_length")),
        sa.CheckConstraint("length(short) <= 60", name=op.f("ck_abbreviations_short_length")),
        sa.CheckConstraint("trim(meaning, ' \t\n\r') <> ''", name=op.f("ck_abbreviations_meaning_not_blank")),
        sa.CheckConstraint("trim(short, ' \t\n\r') <> ''", name=op.f("ck_abbreviations_short_not_blank")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_abbreviations_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abbreviations")),
        sa.UniqueConstraint("service_id", "short", name=op.f("uq_abbreviations_service_id_short")),
    )


def downgrade() -> None:
    op.drop_table("abbreviations")
