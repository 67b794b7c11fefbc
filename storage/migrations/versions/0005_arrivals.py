"""When a line of a ledger of enterprises first came; unknown for those that were there before.

What stands here is never edited once it has run anywhere: a change of the tables is a new migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("enterprises", sa.Column("came_at", sa.DateTime(timezone=True), nullable=True))
