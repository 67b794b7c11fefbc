"""What Alembic runs: the migrations, on the connection and in the transaction that storage.migrate gave it."""

from __future__ import annotations

from alembic import context

from storage.tables import Tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Tables().metadata,
    # Both databases undo table changes; Alembic does not expect it of SQLite.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
