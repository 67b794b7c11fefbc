"""Every field of a complaint's standing, and the chain that binds the events.

The events are numbered anew from 1 without gaps, in their order: rolled back transactions had left gaps on
PostgreSQL, and nothing refers to the old numbers. Their digests need the store's key, which storage.migrate hands in.

What stands here is never edited once it has run anywhere: a change of the tables is a new migration.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import sqlalchemy as sa
from alembic import context, op

from storage.canonical import Row, canonical_json
from storage.chain import START, Chain, Head
from storage.types import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_BATCH = 5_000
_KEPT = "办理记录只能追加，不能修改或删除 (events are appended, never changed)"

_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END",
    f"CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END",
    # INSERT OR REPLACE deletes the row in its way, and by default asks no delete trigger.
    "CREATE TRIGGER events_no_replace BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE seq = NEW.seq)"
    f" BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END",
)
# Their function is there since 0001.
_POSTGRESQL_TRIGGERS = (
    "CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_are_kept()",
    "CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION events_are_kept()",
)


def upgrade() -> None:
    """Add the columns, bind the events, and build the indexes and triggers."""
    _add_columns()
    op.create_table(
        "reminders",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reminders")),
    )
    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", _SERIAL, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_chain_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_head")),
    )
    # Built anew rather than altered: SQLite cannot take a column's NOT NULL away, and the triggers keep every row.
    op.execute("CREATE TABLE events_of_0001 AS SELECT * FROM events")
    op.drop_table("events")
    _create_events()
    _bind_events(context.config.attributes["chain"])
    op.drop_table("events_of_0001")
    _index_events()
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for statement in _SQLITE_TRIGGERS if is_sqlite else _POSTGRESQL_TRIGGERS:
        op.execute(statement)


def _add_columns() -> None:
    no = sa.text("false")
    nothing = sa.text("''")
    for column in (
        sa.Column("sign_by", _MOMENT, nullable=True),
        sa.Column("co_due_at", _MOMENT, nullable=True),
        sa.Column("guessed", sa.Boolean(), server_default=no, nullable=False),
        sa.Column("final", sa.Boolean(), server_default=no, nullable=False),
        sa.Column("extensions", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("asked_until", _MOMENT, nullable=True),
        sa.Column("redos", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("signed_at", _MOMENT, nullable=True),
        sa.Column("signed_in_time", sa.Boolean(), nullable=True),
        sa.Column("reported_at", _MOMENT, nullable=True),
        sa.Column("reported_in_time", sa.Boolean(), nullable=True),
        sa.Column("supervised_at", _MOMENT, nullable=True),
        sa.Column("review_at", _MOMENT, nullable=True),
        sa.Column("followed_up", sa.Boolean(), server_default=no, nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("follow_up_reason", sa.Text(), server_default=nothing, nullable=False),
        sa.Column("follow_up_at", _MOMENT, nullable=True),
        sa.Column("merged_into", sa.Text(), server_default=nothing, nullable=False),
        sa.Column("parent", sa.Text(), server_default=nothing, nullable=False),
        sa.Column("helped", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("avoids", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("about_staff", sa.Boolean(), server_default=no, nullable=False),
    ):
        op.add_column("complaints", column)
    # The old tables said only that it is about somebody's people; complaints/judging.py names the unnamed unit so.
    op.execute(
        "UPDATE complaints SET about_staff = true, avoids = '[\"未写明的单位\"]' WHERE waiting_for = 'own_staff'"
    )
    for name, columns, where in (
        ("ix_complaints_merged_into", ["merged_into"], "merged_into <> ''"),
        ("ix_complaints_parent", ["parent"], "parent <> ''"),
        ("ix_complaints_about_staff", ["status", "due_at", "filed_at"], "about_staff IS TRUE"),
        ("ix_complaints_about_staff_place", ["place", "status", "due_at", "filed_at"], "about_staff IS TRUE"),
        ("ix_complaints_review_at", ["status", "review_at"], "review_at IS NOT NULL"),
        ("ix_complaints_closed_at", ["status", "closed_at"], "closed_at IS NOT NULL"),
        ("ix_complaints_follow_up_at", ["status", "follow_up_at"], "follow_up_at IS NOT NULL"),
    ):
        _create_index_where(name, "complaints", columns, where)


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=True),
        sa.Column("to_status", sa.Text(), nullable=True),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("follows", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("row_digest", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["complaints.number"], name=op.f("fk_events_number")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
    )


def _index_events() -> None:
    op.create_index(op.f("ix_events_number_seq"), "events", ["number", "seq"])
    for name, columns, where in (
        ("ix_events_persons_moves", ["number", "seq"], "kind = 'moved' AND by_id <> 'system'"),
        ("ix_events_persons_writes", ["by_id", "at"], "by_id <> 'system'"),
        ("ix_events_returns", ["seq"], "command IN ('退单', '再次退单')"),
        ("ix_events_desk", ["seq"], "kind IN ('viewed', 'exported', 'imported', 'invited', 'bound', 'promoted')"),
    ):
        _create_index_where(name, "events", columns, where)


def _create_index_where(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


_OLD = ("number", "at", "kind", "by_id", "from_status", "to_status", "command", "note", "facts")
_TYPES: dict[str, Moment | sa.JSON | sa.Boolean] = {
    "at": Moment(),
    "facts": sa.JSON(),
    "before": sa.JSON(none_as_null=True),
    "follows": sa.Boolean(),
}


def _bind_events(chain: Chain) -> None:
    connection = op.get_bind()
    into = sa.table("events", *map(_column, ("seq", *_OLD, "before", "follows", "row_digest", "digest")))
    head = START
    bound = chain.bind(head, _old_events(connection))
    while batch := list(islice(bound, _BATCH)):
        connection.execute(sa.insert(into), batch)
        head = Head(int(str(batch[-1]["seq"])), str(batch[-1]["digest"]))
    connection.execute(sa.insert(sa.table("chain_head", *map(_column, chain.head_row(head)))), [chain.head_row(head)])


def _column(name: str) -> sa.ColumnClause[object]:
    return sa.column(name, _TYPES[name]) if name in _TYPES else sa.column(name)


def _old_events(connection: sa.Connection) -> Iterator[Row]:
    """The rows in their order, a batch at a time: the whole history may be longer than the memory."""
    old = sa.table("events_of_0001", *map(_column, ("seq", *_OLD)))
    last = 0
    op.create_index("ix_events_of_0001_seq", "events_of_0001", ["seq"])
    while True:
        found = sa.select(old).where(old.c.seq > last).order_by(old.c.seq).limit(_BATCH)
        rows = connection.execute(found).mappings().all()
        if not rows:
            return
        last = rows[-1]["seq"]
        for row in rows:
            facts = canonical_json(row["facts"])
            yield {**{name: row[name] for name in _OLD}, "facts": facts, "before": None, "follows": False}
