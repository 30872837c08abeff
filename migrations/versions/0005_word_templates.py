"""a service's own Word template

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "word_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("styles", sa.JSON(), nullable=False),
        sa.CheckConstraint("trim(name, ' \t\n\r') <> ''", name=op.f("ck_word_templates_name_not_blank")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_word_templates_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_templates")),
        sa.UniqueConstraint("service_id", name=op.f("uq_word_templates_service_id")),
    )


def downgrade() -> None:
    op.drop_table("word_templates")
