"""What the audit reads: events just as they are stored, and complaints beside the last step of their history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, Integer, RowMapping, Text, cast, select, type_coerce

from complaints.complaint import Status
from complaints.events import EventKind
from complaints.ports import Finding
from storage.canonical import Row, canonical_json, content_of, moment_text
from storage.tables import Tables

_AT_ONCE = 2_000
_FOLLOWS = {0: False, 1: True}
_PLAIN = ("seq", "number", "kind", "by_id", "from_status", "to_status", "command", "note", "row_digest", "digest")
_STEPS = (EventKind.FILED.value, EventKind.MOVED.value, EventKind.UNDONE.value)


def rows_as_stored(connection: Connection, tables: Tables) -> Iterator[RowMapping]:
    """All events in their order, a few at a time; nothing is decoded that somebody could have broken."""
    events = tables.events.c
    found = select(
        *(type_coerce(events[name], Text).label(name) for name in _PLAIN if name != "seq"),
        events.seq,
        type_coerce(events.at, Text).label("at"),
        type_coerce(events.follows, Integer).label("follows"),
        *(cast(events[name], Text).label(name) for name in ("facts", "before")),
    ).order_by(events.seq)
    yield from connection.execute(found, execution_options={"yield_per": _AT_ONCE}).mappings()


def content_as_stored(row: RowMapping) -> bytes | None:
    """What the row says, as its digests cover it; None when it is nothing that this program writes."""
    try:
        read: Row = {
            **row,
            "follows": _FOLLOWS[row["follows"]],
            "facts": canonical_json(json.loads(row["facts"])),
            "before": None if row["before"] is None else canonical_json(json.loads(row["before"])),
        }
        return content_of(row["seq"], read, moment_text(_moment(row["at"])))
    except (ValueError, TypeError, KeyError):
        return None


def statuses_apart(connection: Connection, tables: Tables) -> Iterator[Finding]:
    """The complaints that do not stand where the last step of their history has led them."""
    complaints, events = tables.complaints.c, tables.events.c
    last = (
        select(events.to_status)
        .where(events.number == complaints.number, events.kind.in_(_STEPS))
        .order_by(events.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = (
        select(complaints.number, complaints.status, last.label("led_to"))
        .where(complaints.status.is_distinct_from(last))
        .order_by(complaints.number)
    )
    for number, status, led_to in connection.execute(found, execution_options={"yield_per": _AT_ONCE}):
        history = f"办理记录止于“{_label(led_to)}”" if led_to else "没有办理记录"
        yield Finding(0, f"{number}：现为“{_label(status)}”，{history}")


def _moment(stored: object) -> datetime:
    """The time as either database gives it."""
    if isinstance(stored, datetime):
        return stored
    read = datetime.fromisoformat(str(stored))
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _label(status: str) -> str:
    return next((known.label for known in Status if known.value == status), status)
