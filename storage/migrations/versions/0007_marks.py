"""Marks of units are events of the desk's own log: its index finds them too.

What stands here is never edited once it has run anywhere: a change of the tables is a new migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NAME = "ix_events_desk"
_WHERE = "kind IN ('viewed', 'exported', 'imported', 'invited', 'bound', 'promoted', 'marked')"


def upgrade() -> None:
    """Build the index anew over one kind more."""
    op.drop_index(_NAME, table_name="events")
    op.create_index(_NAME, "events", ["seq"], sqlite_where=sa.text(_WHERE), postgresql_where=sa.text(_WHERE))
