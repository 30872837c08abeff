"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
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
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entries_service_id"), ["service_id"], unique=False)

    op.create_table(
        "frameworks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("identifier", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("short_title", sa.String(length=250), nullable=False),
        sa.Column("publisher", sa.String(length=250), nullable=False),
        sa.Column("read_as", sa.JSON(), nullable=False),
        sa.CheckConstraint("trim(identifier, ' \t\n\r') <> ''", name=op.f("ck_frameworks_identifier_not_blank")),
        sa.CheckConstraint("trim(publisher, ' \t\n\r') <> ''", name=op.f("ck_frameworks_publisher_not_blank")),
        sa.CheckConstraint("trim(title, ' \t\n\r') <> ''", name=op.f("ck_frameworks_title_not_blank")),
        sa.CheckConstraint("trim(version, ' \t\n\r') <> ''", name=op.f("ck_frameworks_version_not_blank")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frameworks")),
        sa.UniqueConstraint("identifier", "version", name=op.f("uq_frameworks_identifier_version")),
    )
    op.create_table(
        "services",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("year_starts", sa.SmallInteger(), nullable=False),
        sa.Column("advisory_body", sa.String(length=200), nullable=False),
        sa.CheckConstraint("trim(advisory_body, ' \t\n\r') <> ''", name=op.f("ck_services_advisory_body_not_blank")),
        sa.CheckConstraint("trim(name, ' \t\n\r') <> ''", name=op.f("ck_services_name_not_blank")),
        sa.CheckConstraint("trim(slug, ' \t\n\r') <> ''", name=op.f("ck_services_slug_not_blank")),
        sa.CheckConstraint(
            "trim(slug, 'abcdefghijklmnopqrstuvwxyz0123456789-') = ''", name=op.f("ck_services_slug_characters")
        ),
        sa.CheckConstraint("length(advisory_body) <= 200", name=op.f("ck_services_advisory_body_length")),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_services_name_length")),
        sa.CheckConstraint("length(slug) <= 60", name=op.f("ck_services_slug_length")),
        sa.CheckConstraint("year_starts BETWEEN 1 AND 12", name=op.f("ck_services_year_starts_is_month")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint("slug", name=op.f("uq_services_slug")),
    )
    op.create_table(
        "framework_ratings",
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("label", sa.String(length=250), nullable=False),
        sa.Column("meaning", sa.String(length=250), nullable=False),
        sa.Column(
            "calls_for",
            sa.Enum("evidence", "action", name="calls_for", native_enum=False, create_constraint=True, length=20),
            nullable=True,
        ),
        sa.CheckConstraint("trim(code, ' \t\n\r') <> ''", name=op.f("ck_framework_ratings_code_not_blank")),
        sa.CheckConstraint("trim(label, ' \t\n\r') <> ''", name=op.f("ck_framework_ratings_label_not_blank")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_framework_ratings_position_counts_from_1")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_framework_ratings_framework_id_frameworks")
        ),
        sa.PrimaryKeyConstraint("framework_id", "code", name=op.f("pk_framework_ratings")),
        sa.UniqueConstraint("framework_id", "position", name=op.f("uq_framework_ratings_framework_id_position")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=7), nullable=False),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.CheckConstraint("trim(label, ' \t\n\r') <> ''", name=op.f("ck_plans_label_not_blank")),
        sa.CheckConstraint("trim(label, '0123456789-') = ''", name=op.f("ck_plans_label_characters")),
        sa.CheckConstraint("trim(title, ' \t\n\r') <> ''", name=op.f("ck_plans_title_not_blank")),
        sa.CheckConstraint("length(label) <= 7", name=op.f("ck_plans_label_length")),
        sa.CheckConstraint("starts < ends", name=op.f("ck_plans_starts_before_it_ends")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_plans_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("id", "service_id", name=op.f("uq_plans_id_service_id")),
        sa.UniqueConstraint("service_id", "label", name=op.f("uq_plans_service_id_label")),
    )
    op.create_table(
        "sections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=4), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.CheckConstraint("trim(number, ' \t\n\r') <> ''", name=op.f("ck_sections_number_not_blank")),
        sa.CheckConstraint("trim(title, ' \t\n\r') <> ''", name=op.f("ck_sections_title_not_blank")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_sections_position_counts_from_1")),
        sa.ForeignKeyConstraint(["framework_id"], ["frameworks.id"], name=op.f("fk_sections_framework_id_frameworks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sections")),
        sa.UniqueConstraint("framework_id", "number", name=op.f("uq_sections_framework_id_number")),
        sa.UniqueConstraint("framework_id", "position", name=op.f("uq_sections_framework_id_position")),
        sa.UniqueConstraint("id", "framework_id", name=op.f("uq_sections_id_framework_id")),
    )
    op.create_table(
        "actions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("timescale", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("completion", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "not started", "ongoing", "complete", name="state", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_actions_position_counts_from_1")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_actions_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_actions_plan_id_position")),
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("label", sa.String(length=7), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("service_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("trim(label, ' \t\n\r') <> ''", name=op.f("ck_assessments_label_not_blank")),
        sa.CheckConstraint("trim(label, '0123456789-') = ''", name=op.f("ck_assessments_label_characters")),
        sa.CheckConstraint("trim(service_name, ' \t\n\r') <> ''", name=op.f("ck_assessments_service_name_not_blank")),
        sa.CheckConstraint("length(label) <= 7", name=op.f("ck_assessments_label_length")),
        sa.CheckConstraint("starts < ends", name=op.f("ck_assessments_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_assessments_framework_id_frameworks")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "service_id"],
            ["plans.id", "plans.service_id"],
            name=op.f("fk_assessments_plan_id_service_id_plans"),
        ),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_assessments_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("id", "framework_id", name=op.f("uq_assessments_id_framework_id")),
        sa.UniqueConstraint(
            "service_id", "framework_id", "label", name=op.f("uq_assessments_service_id_framework_id_label")
        ),
    )
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assessments_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "standards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("short_title", sa.String(length=250), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(number, ' \t\n\r') <> ''", name=op.f("ck_standards_number_not_blank")),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_standards_text_not_blank")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_standards_position_counts_from_1")),
        sa.ForeignKeyConstraint(
            ["section_id", "framework_id"],
            ["sections.id", "sections.framework_id"],
            name=op.f("fk_standards_section_id_framework_id_sections"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards")),
        sa.UniqueConstraint("framework_id", "number", name=op.f("uq_standards_framework_id_number")),
        sa.UniqueConstraint("framework_id", "position", name=op.f("uq_standards_framework_id_position")),
        sa.UniqueConstraint("id", "framework_id", name=op.f("uq_standards_id_framework_id")),
    )
    op.create_table(
        "action_standards",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("standard_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_action_standards_action_id_actions")),
        sa.ForeignKeyConstraint(
            ["standard_id"], ["standards.id"], name=op.f("fk_action_standards_standard_id_standards")
        ),
        sa.PrimaryKeyConstraint("action_id", "standard_id", name=op.f("pk_action_standards")),
    )
    with op.batch_alter_table("action_standards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_standards_standard_id"), ["standard_id"], unique=False)

    op.create_table(
        "outcomes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_outcomes_text_not_blank")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_outcomes_action_id_actions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
        sa.UniqueConstraint("action_id", "position", name=op.f("uq_outcomes_action_id_position")),
    )
    op.create_table(
        "ratings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("standard_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id", "framework_id"],
            ["assessments.id", "assessments.framework_id"],
            name=op.f("fk_ratings_assessment_id_framework_id_assessments"),
        ),
        sa.ForeignKeyConstraint(
            ["framework_id", "code"],
            ["framework_ratings.framework_id", "framework_ratings.code"],
            name=op.f("fk_ratings_framework_id_code_framework_ratings"),
        ),
        sa.ForeignKeyConstraint(
            ["standard_id", "framework_id"],
            ["standards.id", "standards.framework_id"],
            name=op.f("fk_ratings_standard_id_framework_id_standards"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("assessment_id", "standard_id", name=op.f("uq_ratings_assessment_id_standard_id")),
    )
    op.create_table(
        "steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_steps_text_not_blank")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_steps_action_id_actions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
        sa.UniqueConstraint("action_id", "position", name=op.f("uq_steps_action_id_position")),
    )


def downgrade() -> None:
    op.drop_table("steps")
    op.drop_table("ratings")
    op.drop_table("outcomes")
    with op.batch_alter_table("action_standards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_standards_standard_id"))

    op.drop_table("action_standards")
    op.drop_table("standards")
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assessments_plan_id"))

    op.drop_table("assessments")
    op.drop_table("actions")
    op.drop_table("sections")
    op.drop_table("plans")
    op.drop_table("framework_ratings")
    op.drop_table("services")
    op.drop_table("frameworks")
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entries_service_id"))

    op.drop_table("audit_entries")
