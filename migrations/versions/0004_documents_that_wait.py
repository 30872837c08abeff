"""documents that wait for a look

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("label", sa.String(length=7), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("trim(label, ' \t\n\r') <> ''", name=op.f("ck_uploads_label_not_blank")),
        sa.CheckConstraint("trim(label, '0123456789-') = ''", name=op.f("ck_uploads_label_characters")),
        sa.CheckConstraint("trim(name, ' \t\n\r') <> ''", name=op.f("ck_uploads_name_not_blank")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_uploads_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uploads_service_id"), ["service_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uploads_service_id"))

    op.drop_table("uploads")
