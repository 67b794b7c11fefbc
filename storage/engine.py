"""Connections: how each of the two databases is opened and how a transaction begins on it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as SQLAlchemyTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from storage.canonical import to_json
from storage.errors import StorageError, in_words

BUSY_SECONDS = 10
CONNECT_SECONDS = 10
CACHE_KIB = 32 * 1024
CHECKPOINT_PAGES = 8_000
_WRITING = "sujie_writing"


def read_url(text: str) -> URL:
    """The address of the database; StorageError when it is none, or of a database that is not supported."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # The address may hold a password: neither it nor what the parser said of it is repeated.
        raise StorageError(
            "数据库地址写法不对；应为 sqlite:///文件 或 postgresql+psycopg://用户:密码@主机/库名"
        ) from None
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StorageError(f"不支持数据库 {backend}；请用 sqlite:///文件 或 postgresql+psycopg://用户:密码@主机/库名")
    return url


def file_of(url: URL) -> Path | None:
    """The database's file; None for PostgreSQL and for a database in memory."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def make_engine(url: URL) -> Engine:
    """The engine with its pool; parameters never stand in its errors, because they hold people's words."""
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url, hide_parameters=True, json_serializer=to_json, pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )  # fmt: skip
    # A database in memory lives in its one connection, which its users take turns with.
    size = {"pool_size": 1, "max_overflow": 0} if file_of(url) is None else {"pool_size": 5, "max_overflow": 20}
    if (file := file_of(url)) is not None:
        _make_folder(file.parent)
    engine = create_engine(
        url, hide_parameters=True, json_serializer=to_json, poolclass=QueuePool, **size,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )  # fmt: skip
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions take SQLite's write lock when they begin."""
    return engine.execution_options(**{_WRITING: True})


def with_one_view(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions see one state of the database from their first read on."""
    # SQLite's always do.
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="REPEATABLE READ")


@contextmanager
def connect(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction of its own; what the database refuses is said in words."""
    try:
        with engine.begin() as connection:
            yield connection
    except (IntegrityError, ProgrammingError, DataError):
        # A statement of ours is wrong: that is for a developer, with its trace.
        raise
    except (DBAPIError, SQLAlchemyTimeout) as error:
        raise in_words(error, engine.url) from error


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # Python's own BEGIN comes late and is never IMMEDIATE; _begin_sqlite issues the real one.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "synchronous = NORMAL",
        # Imports touch all indexes: with SQLite's own 2 MB they would wait for the disk.
        f"cache_size = -{CACHE_KIB}",
        f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
        "foreign_keys = ON",
        # Otherwise INSERT OR REPLACE would delete an event without asking the trigger.
        "recursive_triggers = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()
    _use_write_ahead_log(connection)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    # Two that switch a new database at the same moment are refused at once; the loser waits for the winner.
    for _ in range(BUSY_SECONDS):
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL").close()
            return
        connection.execute("BEGIN EXCLUSIVE").close()
        connection.execute("COMMIT").close()
    connection.execute("PRAGMA journal_mode = WAL").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer that begins by reading would find the lock taken when it writes, and could not wait for it.
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"建不了数据目录 {folder}：{error.strerror}；请检查上级目录的写权限") from error
