"""why a rating has no action, and which wording may be published although it may name somebody

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # As text, which both databases take: SQLite has its checks with the column, and ratings need not be made anew.
    op.execute(
        "ALTER TABLE ratings ADD COLUMN no_action_reason TEXT "
        "CONSTRAINT ck_ratings_no_action_reason_not_blank CHECK (trim(no_action_reason, ' \t\n\r') <> '') "
        "CONSTRAINT ck_ratings_no_action_reason_length CHECK (length(no_action_reason) <= 1000)"
    )
    op.create_table(
        "wordings_kept",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rating_id", sa.Uuid(), nullable=True),
        sa.Column("action_id", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN rating_id IS NULL THEN 0 ELSE 1 END + CASE WHEN action_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN evidence_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_wordings_kept_one_place"),
        ),
        sa.CheckConstraint("length(words) = 64", name=op.f("ck_wordings_kept_words_are_hashed")),
        sa.CheckConstraint("trim(words, '0123456789abcdef') = ''", name=op.f("ck_wordings_kept_words_characters")),
        sa.CheckConstraint("trim(kind, ' \t\n\r') <> ''", name=op.f("ck_wordings_kept_kind_not_blank")),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name=op.f("fk_wordings_kept_rating_id_ratings")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_wordings_kept_action_id_actions")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_wordings_kept_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings_kept")),
        sa.UniqueConstraint("rating_id", "kind", "words", name=op.f("uq_wordings_kept_rating_id_kind_words")),
        sa.UniqueConstraint("action_id", "kind", "words", name=op.f("uq_wordings_kept_action_id_kind_words")),
        sa.UniqueConstraint("evidence_id", "kind", "words", name=op.f("uq_wordings_kept_evidence_id_kind_words")),
    )


def downgrade() -> None:
    op.drop_table("wordings_kept")
    op.drop_column("ratings", "no_action_reason")
