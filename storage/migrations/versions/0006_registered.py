"""The registered enterprises of the district.

What stands here is never edited once it has run anywhere: a change of the tables is a new migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Build the table."""
    op.create_table(
        "registered",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("key", "name", "uscc", "place")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("address", "state", "kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registered")),
        sa.UniqueConstraint("key", name=op.f("uq_registered_key")),
        sqlite_autoincrement=True,
    )
