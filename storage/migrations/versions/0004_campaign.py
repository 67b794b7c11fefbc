"""The campaign: visits to enterprises, articles about it.

What stands here is never edited once it has run anywhere: a change of the tables is a new migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Build the tables and their indexes."""
    op.create_table(
        "visits",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        *_words("unit", "external_id", "key", "company"),
        sa.Column("day", sa.Date(), nullable=True),
        *_words("place", "visitor", "person", "person_role", "phone", "phone_kind", "method", "policies", "problem"),
        *_words("problem_id", "indicator", "handling_unit", "measures", "due", "status", "satisfaction"),
        *_words("company_state"),
        sa.Column("in_group", sa.Boolean(), nullable=True),
        *_words("note"),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        *_words("skipped", "by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("unit", "external_id", name=op.f("uq_visits_unit_external_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_visits_day_unit"), "visits", ["day", "unit"])
    op.create_index(op.f("ix_visits_unit_key_day"), "visits", ["unit", "key", "day"])
    op.create_table(
        "articles",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        *_words("unit", "external_id", "title", "medium"),
        sa.Column("day", sa.Date(), nullable=False),
        *_words("link", "indicator", "level", "outlet"),
        sa.Column("is_reprint", sa.Boolean(), nullable=True),
        *_words("note", "by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("unit", "external_id", name=op.f("uq_articles_unit_external_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_articles_day"), "articles", ["day"])


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]
