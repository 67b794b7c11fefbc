"""Forms: label beside value instead of a header above rows — one order a file, several below or beside each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inbox.columns import LONGEST_HEADING, heading
from inbox.header import Header, header_of
from inbox.lexicon import Lexicon
from inbox.sheets import Cell, Row

_COLON = re.compile(r"[:：]\s*")
_LABELS = re.compile(r"(?:^|(?<=[\s　;；]))([^\s:：;；]{2,14})\s*[:：]\s*")
#: Of a sheet that is a form so many rows are held at once.
MOST_ROWS = 5_000
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A label, its value, and the number of the row in which the label stands."""

    label: str
    value: Cell
    row: int


@dataclass(frozen=True, slots=True)
class Form:
    """A form as a table: its labels as header, and a row for each order at the number of its first label.

    An order that stands in a column of its own has the number of the column.
    """

    header: Header
    rows: list[Row]


def find_form(head: Sequence[Row], lexicon: Lexicon) -> Form | None:
    """The form that the first rows of a sheet are, by the words of one channel; None for any other table."""
    table = _beside_each_other(head, lexicon) or _below_each_other(head, lexicon)
    if table is None or table.header.missing() or table.header.score < _FEWEST:
        return None
    return table


def _is_label(cell: Cell, lexicon: Lexicon) -> bool:
    if not isinstance(cell, str) or not 1 < len(cell.strip()) <= LONGEST_HEADING:
        return False
    found = lexicon.field_of(heading(cell))
    return found is not None and found[1] < 1000


def _beside_each_other(head: Sequence[Row], lexicon: Lexicon) -> Form | None:
    """A table on its side: labels in one column, each further column an order."""
    labelled = [(number, at, row) for number, row in enumerate(head, 1) if (at := _first(row)) is not None]
    most = Counter(at for _, at, row in labelled if _is_label(row[at], lexicon)).most_common(1)
    if not most or most[0][1] < _FEWEST:
        return None
    column = most[0][0]
    rows = [(number, row) for number, first, row in labelled if first == column and _is_label(row[column], lexicon)]
    if any(_is_label(cell, lexicon) for _, row in rows for cell in row[column + 1 :]):
        return None
    orders = [
        other
        for other in range(column + 1, max(len(row) for _, row in rows))
        if sum(len(row) > other and row[other] != "" for _, row in rows) > len(rows) // 2
    ]
    if len(orders) < 2:
        return None
    labels: Row = [row[column] for _, row in rows]
    table: list[Row] = [[] for _ in range(orders[-1] + 1)]
    for other in orders:
        table[other] = [row[other] if len(row) > other else "" for _, row in rows]
    return Form(replace(header_of([labels], 0, lexicon), row=0), table)


def _below_each_other(head: Sequence[Row], lexicon: Lexicon) -> Form | None:
    blocks: list[list[Pair]] = []
    first = ""
    for pair in _pairs(head, lexicon):
        name = heading(pair.label)
        first = first or name
        if not blocks or name == first:
            blocks.append([])
        blocks[-1].append(pair)
    if not blocks:
        return None
    # The same label twice within an order (the person's telephone, the unit's) is two columns.
    columns: dict[tuple[str, int], int] = {}
    labels: Row = []
    table: list[Row] = []
    for block in blocks:
        values: dict[int, Cell] = {}
        seen: Counter[str] = Counter()
        for pair in block:
            name = heading(pair.label)
            key = name, seen[name]
            seen[name] += 1
            if key not in columns:
                columns[key] = len(labels)
                labels.append(pair.label)
            values[columns[key]] = pair.value
        table.extend([] for _ in range(block[0].row - 1 - len(table)))
        table.append([values.get(at, "") for at in range(len(labels))])
    width = len(labels)
    padded = [[*row, *[""] * (width - len(row))] if row else row for row in table]
    return Form(replace(header_of([labels], 0, lexicon), row=0), padded)


def _pairs(head: Sequence[Row], lexicon: Lexicon) -> Iterator[Pair]:
    waiting: Pair | None = None
    for number, row in enumerate(head, 1):
        found = [*_pairs_of(row, number, lexicon)]
        if waiting and not found and (at := _first(row)) is not None:
            # A wide field has its label in one row and its words in the next.
            found = [replace(waiting, value=row[at])]
            waiting = None
        elif waiting:
            yield waiting
            waiting = None
        if found and found[-1].value == "" and len(found) == 1:
            waiting = found.pop()
        yield from found
    if waiting:
        yield waiting


def _pairs_of(row: Row, number: int, lexicon: Lexicon) -> Iterator[Pair]:
    filled = [(at, cell) for at, cell in enumerate(row) if cell != ""]
    skip = False
    for place, (_, cell) in enumerate(filled):
        if skip:
            skip = False
            continue
        if _is_label(cell, lexicon) and isinstance(cell, str):
            following = filled[place + 1][1] if place + 1 < len(filled) else ""
            skip = not _is_label(following, lexicon) and not _inline(following, lexicon)
            yield Pair(cell, following if skip else "", number)
        else:
            yield from (Pair(label, value, number) for label, value in _inline(cell, lexicon))


def _inline(cell: Cell, lexicon: Lexicon) -> list[tuple[str, str]]:
    """The labels with their values within one cell: 诉求人：王会计 联系电话：138****1234. A text keeps its words."""
    if not isinstance(cell, str) or not _COLON.search(cell):
        return []
    found = [one for one in _LABELS.finditer(cell) if _is_label(one[1], lexicon)]
    if not found or cell[: found[0].start()].strip():
        return []
    pairs: list[tuple[str, str]] = []
    for at, one in enumerate(found):
        field = lexicon.field_of(heading(one[1]))
        is_text = field is not None and field[0] in ("body", "result")
        end = len(cell) if is_text or at + 1 == len(found) else found[at + 1].start()
        pairs.append((one[1], cell[one.end() : end].strip()))
        if is_text:
            break
    return pairs


def _first(row: Row) -> int | None:
    return next((at for at, cell in enumerate(row) if cell != ""), None)
