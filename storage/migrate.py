"""Brings the tables to the newest migration; two programs that open at once do it one after the other."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from storage.chain import Chain
from storage.engine import connect, for_writing
from storage.errors import StorageError
from storage.seal import check_seal_of_older
from storage.tables import Tables

_FOLDER = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 7_385_201
"""Any number will do; whoever migrates holds it until its transaction ends."""
_ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps the migration that runs in a module of its own: one thread at a time."""


def upgrade(engine: Engine, tables: Tables, chain: Chain) -> None:
    """Run the migrations that are missing; StorageError when a newer program has made the tables, or another key."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with connect(engine) as connection:
        # Nearly always nothing is missing, and then no writer has to be waited for.
        if _is_newest(connection, scripts):
            return
    with _ONE_AT_A_TIME, connect(for_writing(engine)) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
        if not _is_newest(connection, scripts):
            # A migration chains the history: with the wrong key it would be chained wrongly for good.
            check_seal_of_older(connection, tables)
            config.attributes["connection"] = connection
            config.attributes["chain"] = chain
            command.upgrade(config, "head")


def _is_newest(connection: Connection, scripts: ScriptDirectory) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise StorageError(f"数据库由更新的版本建立（{current}）；请升级 sujie 后再打开")
    return current == scripts.get_current_head()
