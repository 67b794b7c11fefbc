"""The tables of the history: the events, each bound to the one before it, and the head of their chain."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text

from storage.columns import added, index_where, must
from storage.types import Moment, Serial

PERSONS_MOVES = "kind = 'moved' AND by_id <> 'system'"
"""The condition of the index that finds what people decided among the many steps that the desk took by rule."""
PERSONS_WRITES = "by_id <> 'system'"
"""The condition of the index that finds what one person did."""
RETURNS = "command IN ('退单', '再次退单')"
"""The condition of the index that finds what units gave back."""
DESK_EVENTS = "kind IN ('viewed', 'exported', 'imported', 'invited', 'bound', 'promoted', 'marked')"
"""The condition of the index that finds views of personal data and what is no single complaint's."""


def events_table(metadata: MetaData) -> Table:
    """The history. `number` is NULL where an event is no single complaint's; storage/chain.py gives the last two."""
    return Table(
        "events", metadata,
        # Given by the head of the chain, not by the database, whose own counters leave gaps.
        Column("seq", Serial, primary_key=True, autoincrement=False),
        Column("number", Text, ForeignKey("complaints.number")),
        must("at", Moment()), must("kind", Text()), must("by_id", Text()),
        Column("from_status", Text), Column("to_status", Text),
        must("command", Text()), must("note", Text()), must("facts", JSON()),
        Column("before", JSON(none_as_null=True)), added("follows", Boolean(), "false"),
        must("row_digest", Text()), must("digest", Text()),
        Index(None, "number", "seq"),
        index_where("ix_events_persons_moves", "number", "seq", where=PERSONS_MOVES),
        index_where("ix_events_persons_writes", "by_id", "at", where=PERSONS_WRITES),
        index_where("ix_events_returns", "seq", where=RETURNS),
        index_where("ix_events_desk", "seq", where=DESK_EVENTS),
    )  # fmt: skip


def chain_head_table(metadata: MetaData) -> Table:
    """One row: where the chain ends. Whoever appends holds it until the transaction ends."""
    return Table(
        "chain_head", metadata,
        Column("id", Integer, CheckConstraint("id = 1", name="ck_chain_head_one_row"), primary_key=True,
               autoincrement=False),
        must("seq", Serial), must("digest", Text()), must("seal", Text()),
    )  # fmt: skip
