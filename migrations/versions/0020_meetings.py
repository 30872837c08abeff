"""meetings of the advisory group

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=True),
        sa.Column("assessment_version", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("minute_reference", sa.String(length=100), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.String(length=60), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "ratified",
                "with_exceptions",
                "sent_back",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("quorum", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trim(place, ' \t\n\r') <> ''", name=op.f("ck_meetings_place_not_blank")),
        sa.CheckConstraint(
            "(assessment_id IS NULL) = (assessment_version IS NULL)", name=op.f("ck_meetings_of_a_version")
        ),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_meetings_decided_at_a_time")),
        sa.CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name=op.f("ck_meetings_decided_by_somebody")),
        sa.CheckConstraint(
            "decision IS NULL OR assessment_id IS NOT NULL", name=op.f("ck_meetings_decided_about_something")
        ),
        sa.CheckConstraint("length(minute_reference) <= 100", name=op.f("ck_meetings_minute_reference_length")),
        sa.CheckConstraint("length(place) <= 200", name=op.f("ck_meetings_place_length")),
        sa.CheckConstraint("length(reason) <= 5000", name=op.f("ck_meetings_reason_length")),
        sa.CheckConstraint("length(words) <= 5000", name=op.f("ck_meetings_words_length")),
        sa.ForeignKeyConstraint(
            ["assessment_id", "service_id"],
            ["assessments.id", "assessments.service_id"],
            name=op.f("fk_meetings_assessment_id_service_id_assessments"),
        ),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_meetings_service_id_services")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_assessment_id"), "meetings", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_meetings_service_id"), "meetings", ["service_id"], unique=False)
    op.create_table(
        "attendances",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "constituency",
            sa.Enum(
                "parent_carers",
                "young_people",
                "education",
                "health",
                "childrens_care",
                "adults_care",
                "voluntary",
                name="constituency",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "presence",
            sa.Enum(
                "present", "apologies", "guest", name="presence", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("interest", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(presence = 'guest') = (person_id IS NULL)", name=op.f("ck_attendances_only_guests_are_no_members")
        ),
        sa.CheckConstraint("trim(name, ' \t\n\r') <> ''", name=op.f("ck_attendances_name_not_blank")),
        sa.CheckConstraint("length(interest) <= 5000", name=op.f("ck_attendances_interest_length")),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_attendances_name_length")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_attendances_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_attendances_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_attendances_meeting_id_person_id")),
    )
    op.create_index(op.f("ix_attendances_person_id"), "attendances", ["person_id"], unique=False)
    op.create_table(
        "meeting_points",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_meeting_points_text_not_blank")),
        sa.CheckConstraint("length(text) <= 5000", name=op.f("ck_meeting_points_text_length")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_points_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_meeting_points_rating_id_ratings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_points")),
        sa.UniqueConstraint("meeting_id", "rating_id", name=op.f("uq_meeting_points_meeting_id_rating_id")),
    )
    op.create_index(op.f("ix_meeting_points_rating_id"), "meeting_points", ["rating_id"], unique=False)
    op.create_table(
        "dissents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(name, ' \t\n\r') <> ''", name=op.f("ck_dissents_name_not_blank")),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_dissents_text_not_blank")),
        sa.CheckConstraint("length(name) <= 200", name=op.f("ck_dissents_name_length")),
        sa.CheckConstraint("length(text) <= 5000", name=op.f("ck_dissents_text_length")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_dissents_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dissents")),
    )
    op.create_index(op.f("ix_dissents_meeting_id"), "dissents", ["meeting_id"], unique=False)
    op.create_table(
        "plan_reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("as_stood", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("length(words) <= 5000", name=op.f("ck_plan_reviews_words_length")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_plan_reviews_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_reviews_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_reviews")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_plan_reviews_meeting_id")),
    )
    op.create_index(op.f("ix_plan_reviews_plan_id"), "plan_reviews", ["plan_id"], unique=False)
    op.create_table(
        "plan_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("became_by", sa.String(length=60), nullable=True),
        sa.Column("became_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_plan_requests_text_not_blank")),
        sa.CheckConstraint("(became_at IS NULL) = (became_by IS NULL)", name=op.f("ck_plan_requests_said_by_somebody")),
        sa.CheckConstraint("length(became) <= 5000", name=op.f("ck_plan_requests_became_length")),
        sa.CheckConstraint("length(text) <= 5000", name=op.f("ck_plan_requests_text_length")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_plan_requests_position_counts_from_1")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_plan_requests_action_id_actions")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["plan_reviews.id"], name=op.f("fk_plan_requests_review_id_plan_reviews")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_requests")),
        sa.UniqueConstraint("review_id", "position", name=op.f("uq_plan_requests_review_id_position")),
    )
    op.create_index(op.f("ix_plan_requests_action_id"), "plan_requests", ["action_id"], unique=False)


def downgrade() -> None:
    op.drop_table("plan_requests")
    op.drop_table("plan_reviews")
    op.drop_table("dissents")
    op.drop_table("meeting_points")
    op.drop_table("attendances")
    op.drop_table("meetings")
