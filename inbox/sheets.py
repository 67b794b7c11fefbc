"""What every container becomes: sheets of rows of cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | datetime | date | time | timedelta
Row = list[Cell]


class BrokenRow(Row):
    """A row that could not be read: it stands empty at its number, to be refused there with `sentence`."""

    def __init__(self, sentence: str = "这一行读不出来，多半是引号没有成对。请改正后重新导入。") -> None:
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its rows in order, the first is row 1 as a spreadsheet shows it.

    `rows` can be walked once. In `delimited` text a row with more or fewer cells than the header has shifted,
    unless the file is `ragged`: its exporter drops the empty cells at the end of each row. `epoch_1904` says from
    which day bare serial numbers count.
    """

    name: str
    rows: Iterator[Row]
    hidden: bool = False
    delimited: bool = False
    ragged: bool = False
    epoch_1904: bool = False
