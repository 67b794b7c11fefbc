"""What comes in besides complaints: signatures and proposals of duplicates, enterprises, group talk, attachments.

What stands here is never edited once it has run anywhere: a change of the tables is a new migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Build the tables and their indexes."""
    op.create_table(
        "signatures",
        _id(),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["complaints.number"], name=op.f("fk_signatures_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposals",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("because", sa.JSON(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("rejected_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["complaints.number"], name=op.f("fk_proposals_number")),
        sa.ForeignKeyConstraint(["other"], ["complaints.number"], name=op.f("fk_proposals_other")),
        sa.PrimaryKeyConstraint("number", "other", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_other"), "proposals", ["other"])
    _create_index_where("ix_proposals_undecided", "proposals", ["at"], "rejected_by = ''")
    op.create_table(
        "enterprises",
        _id(),
        *_words("channel", "external_id", "key", "name", "uscc", "place", "unit", "indicator", "matter"),
        sa.Column("handled_at", _MOMENT, nullable=True),
        *_words("legal_person", "person", "phone", "phone_kind"),
        sa.Column("disputes", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enterprises")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_enterprises_channel_external_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_enterprises_key_name"), "enterprises", ["key", "name"])
    op.create_table(
        "overheard",
        _id(),
        *_words("room", "address", "name", "text"),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("message_ids", sa.JSON(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        *_words("asked", "state", "number"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overheard")),
        sqlite_autoincrement=True,
    )
    _create_index_where("ix_overheard_open", "overheard", ["address", "id"], "state = 'open'")
    op.create_table(
        "attachments",
        _id(),
        *_words("number", "digest", "name"),
        sa.Column("at", _MOMENT, nullable=False),
        *_words("by_id"),
        sa.ForeignKeyConstraint(["number"], ["complaints.number"], name=op.f("fk_attachments_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("number", "digest", name=op.f("uq_attachments_number_digest")),
        sqlite_autoincrement=True,
    )


def _id() -> sa.Column[int]:
    return sa.Column("id", _SERIAL, autoincrement=True, nullable=False)


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _create_index_where(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
