"""the evidence library

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NUMBER = sa.Numeric().with_variant(sa.String(30), "sqlite")


def upgrade() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("trim(sha256, '0123456789abcdef') = ''", name=op.f("ck_blobs_sha256_characters")),
        sa.CheckConstraint("length(content) > 0", name=op.f("ck_blobs_content_not_empty")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_blobs_sha256_is_whole")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "document", "link", "figure", "note", name="kind", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("speaks_of", sa.Date(), nullable=False),
        sa.Column("look_again", sa.Date(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("value", NUMBER, nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.Column("period", sa.String(length=30), nullable=True),
        sa.Column("earlier", NUMBER, nullable=True),
        sa.Column("earlier_period", sa.String(length=30), nullable=False),
        sa.Column("as_few", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'figure') = (name IS NOT NULL)", name=op.f("ck_evidence_figure_has_name")),
        sa.CheckConstraint("(kind = 'figure') = (period IS NOT NULL)", name=op.f("ck_evidence_figure_has_period")),
        sa.CheckConstraint("(kind = 'figure') = (unit IS NOT NULL)", name=op.f("ck_evidence_figure_has_unit")),
        sa.CheckConstraint("(kind = 'figure') = (value IS NOT NULL)", name=op.f("ck_evidence_figure_has_value")),
        sa.CheckConstraint("(kind = 'link') = (address IS NOT NULL)", name=op.f("ck_evidence_link_has_address")),
        sa.CheckConstraint("earlier IS NULL OR kind = 'figure'", name=op.f("ck_evidence_only_figure_has_earlier")),
        sa.CheckConstraint("kind = 'figure' OR NOT as_few", name=op.f("ck_evidence_only_figure_is_few")),
        sa.CheckConstraint(
            "substr(lower(address), 1, 7) = 'http://' OR substr(lower(address), 1, 8) = 'https://'",
            name=op.f("ck_evidence_address_of_web"),
        ),
        sa.CheckConstraint("trim(name, ' \t\n\r') <> ''", name=op.f("ck_evidence_name_not_blank")),
        sa.CheckConstraint("trim(period, ' \t\n\r') <> ''", name=op.f("ck_evidence_period_not_blank")),
        sa.CheckConstraint("trim(title, ' \t\n\r') <> ''", name=op.f("ck_evidence_title_not_blank")),
        sa.CheckConstraint("length(address) <= 2000", name=op.f("ck_evidence_address_length")),
        sa.CheckConstraint("length(description) <= 20000", name=op.f("ck_evidence_description_length")),
        sa.CheckConstraint("length(earlier_period) <= 30", name=op.f("ck_evidence_earlier_period_length")),
        sa.CheckConstraint("length(name) <= 120", name=op.f("ck_evidence_name_length")),
        sa.CheckConstraint("length(period) <= 30", name=op.f("ck_evidence_period_length")),
        sa.CheckConstraint("length(title) <= 200", name=op.f("ck_evidence_title_length")),
        sa.CheckConstraint("length(unit) <= 60", name=op.f("ck_evidence_unit_length")),
        sa.CheckConstraint("look_again > speaks_of", name=op.f("ck_evidence_look_again_later")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_evidence_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("id", "service_id", name=op.f("uq_evidence_id_service_id")),
    )
    op.create_index(op.f("ix_evidence_service_id"), "evidence", ["service_id"], unique=False)

    op.create_table(
        "evidence_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "docx",
                "xlsx",
                "pptx",
                "odt",
                "ods",
                "odp",
                "pdf",
                "png",
                "jpg",
                "gif",
                "webp",
                "tiff",
                "txt",
                "csv",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("trim(name, ' \t\n\r') <> ''", name=op.f("ck_evidence_files_name_not_blank")),
        sa.CheckConstraint("length(name) <= 120", name=op.f("ck_evidence_files_name_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_evidence_files_number_counts_from_1")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_evidence_files_position_counts_from_1")),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_files_size_not_nought")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_files_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_evidence_files_sha256_blobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_files")),
        sa.UniqueConstraint(
            "evidence_id", "position", "number", name=op.f("uq_evidence_files_evidence_id_position_number")
        ),
    )
    op.create_index(op.f("ix_evidence_files_sha256"), "evidence_files", ["sha256"], unique=False)

    op.create_table(
        "evidence_standards",
        sa.Column("evidence_id", sa.Uuid(), nullable=False),
        sa.Column("standard_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_standards_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standards.id"], name=op.f("fk_evidence_standards_standard_id_standards")
        ),
        sa.PrimaryKeyConstraint("evidence_id", "standard_id", name=op.f("pk_evidence_standards")),
    )
    op.create_index(op.f("ix_evidence_standards_standard_id"), "evidence_standards", ["standard_id"], unique=False)


def downgrade() -> None:
    for table in ("evidence_standards", "evidence_files", "evidence", "blobs"):
        op.drop_table(table)
