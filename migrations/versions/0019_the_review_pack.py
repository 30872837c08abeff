"""the review pack: responses, queries, answers, and links without an account

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "responses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_version", sa.Integer(), nullable=False),
        sa.Column("rating_version", sa.Integer(), nullable=False),
        sa.Column(
            "response",
            sa.Enum("agree", "query", name="response", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("by_link", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_responses_person_id_people")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_responses_rating_id_ratings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint(
            "rating_id",
            "person_id",
            "assessment_version",
            name=op.f("uq_responses_rating_id_person_id_assessment_version"),
        ),
    )
    op.create_index(op.f("ix_responses_person_id"), "responses", ["person_id"], unique=False)
    op.create_table(
        "queries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_link", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=60), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_queries_text_not_blank")),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name=op.f("ck_queries_closed_by_somebody")),
        sa.CheckConstraint("length(text) <= 5000", name=op.f("ck_queries_text_length")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_queries_person_id_people")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_queries_rating_id_ratings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queries")),
    )
    op.create_index(op.f("ix_queries_person_id"), "queries", ["person_id"], unique=False)
    op.create_index(op.f("ix_queries_rating_id"), "queries", ["rating_id"], unique=False)
    op.create_table(
        "query_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("query_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("trim(text, ' \t\n\r') <> ''", name=op.f("ck_query_answers_text_not_blank")),
        sa.CheckConstraint("length(text) <= 5000", name=op.f("ck_query_answers_text_length")),
        sa.ForeignKeyConstraint(["query_id"], ["queries.id"], name=op.f("fk_query_answers_query_id_queries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query_answers")),
    )
    op.create_index(op.f("ix_query_answers_query_id"), "query_answers", ["query_id"], unique=False)
    op.create_table(
        "review_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(length=60), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "trim(token_sha256, '0123456789abcdef') = ''", name=op.f("ck_review_links_token_sha256_characters")
        ),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_review_links_revoked_by_somebody")
        ),
        sa.CheckConstraint("length(token_sha256) = 64", name=op.f("ck_review_links_token_is_hashed")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name=op.f("fk_review_links_assessment_id_assessments")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_review_links_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_links")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_review_links_token_sha256")),
    )
    op.create_index(op.f("ix_review_links_assessment_id"), "review_links", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_review_links_person_id"), "review_links", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("review_links")
    op.drop_table("query_answers")
    op.drop_table("queries")
    op.drop_table("responses")
