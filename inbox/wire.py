"""How the reading process hands rows to its parent: frames of JSON, so that nothing in them can be run.

A frame is its length in four bytes and one JSON array: a word for its kind, then its content.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import IO

from inbox.limits import Limits
from inbox.refusals import overlong_cell, overlong_row, too_many_rows
from inbox.sheets import BrokenRow, Cell, Row

OUT_OF_MEMORY = 71
"""The status with which the reading process ends when its memory is used up."""
FIRST_ROWS = 32
BATCH_ROWS = 500
_BATCH_CHARACTERS = 2_000_000
_LENGTH = struct.Struct(">I")
_SECONDS, _MOMENT, _DAY, _TIME = "seconds", "moment", "day", "time"

Message = list[object]


class Kind(StrEnum):
    """The kinds of frames that the reading process sends."""

    SHEETS = "sheets"  #: name, hidden and epoch_1904 of each sheet
    ROWS = "rows"  #: the next rows of the sheet asked for, and whether more follow
    REFUSED = "refused"  #: reason and sentence of the file's refusal
    FAULT = "fault"  #: the trace of an error in the program


def write_frame(stream: IO[bytes], content: str) -> None:
    """Send one frame."""
    data = content.encode("utf-8", "replace")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: IO[bytes], limits: Limits) -> Message | None:
    """The next frame, None where the stream ends before it does or holds none."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > limits.memory_bytes:
        return None
    data = stream.read(length)
    if len(data) < length:
        return None
    try:
        message = _DECODER.decode(data.decode())
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, list) and message else None


class RowCount:
    """The rows of all sheets of a file, which may all be one and the same."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._count = 0

    def add(self) -> None:
        """Count one more; FileRefused when that is beyond the limit."""
        self._count += 1
        if self._count > self._limits.rows:
            raise too_many_rows(self._limits)


class Batches:
    """The rows of one sheet in frames, each row held against the limits."""

    def __init__(self, rows: Iterator[Row], count: RowCount, limits: Limits) -> None:
        self._rows = rows
        self._count = count
        self._limits = limits
        self._begun = False

    def next(self) -> str:
        """The next rows as a frame's content: a few at first, for most sheets are only looked at."""
        wanted, size = (BATCH_ROWS if self._begun else FIRST_ROWS), 0
        self._begun = True
        encoded: list[str] = []
        while len(encoded) < wanted and size < _BATCH_CHARACTERS:
            row = next(self._rows, None)
            if row is None:
                return f'["{Kind.ROWS}",[{",".join(encoded)}],false]'
            self._count.add()
            encoded.append(self._encoded(row))
            size += len(encoded[-1])
        return f'["{Kind.ROWS}",[{",".join(encoded)}],true]'

    def _encoded(self, row: Row) -> str:
        """The row as JSON; the sentence of its refusal where it is broken."""
        if isinstance(row, BrokenRow):
            return _ENCODER.encode(row.sentence)
        text = _ENCODER.encode(row)
        # A row that is short as a whole holds no long cell.
        if len(text) <= self._limits.cell_characters:
            return text
        if any(isinstance(cell, str) and len(cell) > self._limits.cell_characters for cell in row):
            return _ENCODER.encode(overlong_cell(self._limits).sentence)
        if len(text) > self._limits.row_characters:
            return _ENCODER.encode(overlong_row(self._limits).sentence)
        return text


def row_of(content: object) -> Row:
    """The row that a frame holds as `content`."""
    if isinstance(content, list):
        return content
    return BrokenRow(content) if isinstance(content, str) else BrokenRow()


def _plain(cell: object) -> dict[str, str | float]:
    """What JSON has no form for, under the name of its type."""
    if isinstance(cell, datetime):
        return {_MOMENT: cell.isoformat()}
    if isinstance(cell, date):
        return {_DAY: cell.isoformat()}
    if isinstance(cell, time):
        return {_TIME: cell.isoformat()}
    if isinstance(cell, timedelta):
        return {_SECONDS: cell.total_seconds()}
    raise TypeError(type(cell).__name__)


def _cell(content: dict[str, object]) -> Cell:
    for kind, value in content.items():
        if kind == _MOMENT:
            return datetime.fromisoformat(str(value))
        if kind == _DAY:
            return date.fromisoformat(str(value))
        if kind == _TIME:
            return time.fromisoformat(str(value))
        if kind == _SECONDS and isinstance(value, int | float):
            return timedelta(seconds=value)
    raise ValueError("a cell of no known type")


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_plain)
_DECODER = json.JSONDecoder(object_hook=_cell)
