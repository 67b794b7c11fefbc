"""The one text of an event that its digests cover, the same whichever database the event stands in.

Format 1, never changed, because stored digests stay: UTF-8, twelve fields with NUL between them, which no field can
hold: seq, number, at, kind, by_id, from_status, to_status, command, note, facts, before, follows. `at` is in UTC with
microseconds; facts and before are JSON with sorted keys and without spaces; before is empty where there is none;
number and the statuses are empty where they are missing, and else begin with "="; follows is 1 or 0.
A column that a later migration adds becomes a further field where it is not empty.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import orjson

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode

Row = dict[str, object]


class Encoded(str):
    """JSON that is text already: the database is given it as it is, so that events are encoded once."""

    __slots__ = ()


NO_FACTS = Encoded("{}")


def canonical_json(value: object) -> Encoded:
    """The value as JSON with sorted keys."""
    return Encoded(_encode(value))


def to_json(value: object) -> str:
    """The JSON for a column."""
    return value if isinstance(value, Encoded) else orjson.dumps(value).decode()


def moment_text(moment: datetime) -> str:
    """The time as the digests cover it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def content_of(seq: int, row: Row, moment: str) -> bytes:
    """What the digests cover; `facts` and `before` are canonical JSON already, `moment` is the text of `at`."""
    number, began, ended, before = row["number"], row["from_status"], row["to_status"], row["before"]
    return (
        f"{seq}\0{'' if number is None else f'={number}'}\0{moment}\0{row['kind']}\0{row['by_id']}"
        f"\0{'' if began is None else f'={began}'}\0{'' if ended is None else f'={ended}'}"
        f"\0{row['command']}\0{row['note']}\0{row['facts']}\0{'' if before is None else before}\0{row['follows']:d}"
    ).encode()
