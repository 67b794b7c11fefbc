"""A progress bar on a terminal, and none in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from complaints.importing import Told
from complaints.intake import Receipt
from complaints.records import RawRecord


@contextmanager
def bar(title: str, told: Told | None = None, *, quiet: bool = False) -> Iterator[Told | None]:
    """Something to be told of each row that is done, and `told` after it; only the latter where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield told
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=None)

        def advance(row: int, record: RawRecord, receipt: Receipt) -> None:
            bars.advance(task)
            if told:
                told(row, record, receipt)

        yield advance
