"""Read a file by a saved mapping: its columns are found by their headings, wherever they have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from complaints.records import FileRefused, RefusedFile
from inbox.columns import heading
from inbox.header import DEEPEST, Header, labels_of
from inbox.layout import Found, Layout, OpenSheet
from inbox.lexicon import Lexicon
from inbox.mapping import ColumnMapping, MappedColumn, field_for, index_of, letter_of
from inbox.titles import titles_of


def mapped_layout(opened: Sequence[OpenSheet], mapping: ColumnMapping, lexicon: Lexicon, file: str) -> Layout:
    """Every sheet that the mapping fits; FileRefused with the headings that the likeliest sheet lacks."""
    wanted = [one for one in mapping.columns if one.meaning]
    tables: list[Found] = []
    lacking: list[list[str]] = []
    for one in opened:
        if not any(one.head):
            continue
        row, depth, labels = _header_row(one, wanted, mapping)
        places = {column: at for column in wanted if (at := _place(column, labels, mapping)) is not None}
        if len(places) < len(wanted):
            lacking.append([column.heading or f"{column.letter}列" for column in wanted if column not in places])
            continue
        # Without a header the rows themselves say how wide they are.
        named = labels if depth else tuple(letter_of(at) for at in range(max(map(len, one.head))))
        header = _header(places, row, depth, named, lexicon)
        titles = titles_of(one.head[: max(0, row - depth)], one.sheet.name, file)
        tables.append(Found(one.sheet, one.head, header, titles))
    shown = [table for table in tables if not table.sheet.hidden] or tables
    if not shown:
        raise _unfit(lacking)
    names = {table.sheet.name for table in shown}
    skipped = tuple(one.sheet.name for one in opened if one.sheet.name not in names and any(one.head))
    return Layout(mapping.channel, shown, skipped, mapping.is_numbered)


def _header_row(
    one: OpenSheet, wanted: Sequence[MappedColumn], mapping: ColumnMapping
) -> tuple[int, int, tuple[str, ...]]:
    """The rows with the most of the wanted headings: the last one's number, how many they are, their labels."""
    if mapping.header_row == 0:
        return 0, 0, ()
    words = {heading(column.heading) for column in wanted if column.heading}
    best: tuple[int, int, tuple[str, ...]] = (min(mapping.header_row, len(one.head)), 1, ())
    most = -1
    for depth in range(1, DEEPEST + 1):
        for last in range(depth, len(one.head) + 1):
            labels = labels_of(one.head[last - depth : last])
            found = len(words.intersection(labels))
            # Of equal rows the one where the mapping says that the header is.
            if found > most or (found == most and depth == best[1] and last == mapping.header_row):
                best, most = (last, depth, labels), found
    return best


def _place(column: MappedColumn, labels: tuple[str, ...], mapping: ColumnMapping) -> int | None:
    """The column's place: by its heading, by its letter where the heading is empty or not the only one."""
    bare = heading(column.heading)
    at = index_of(column.letter)
    if not bare or mapping.header_row == 0:
        return at
    shared = Counter(heading(one.heading) for one in mapping.columns)[bare]
    places = [place for place, label in enumerate(labels) if label == bare]
    if not places:
        return None
    if at in places or len(places) == 1:
        return at if at in places else places[0]
    # Both have moved: the first of that name is still the first.
    same = sorted(index_of(one.letter) for one in mapping.columns if heading(one.heading) == bare)
    order = same.index(at) if shared > 1 else 0
    return places[order] if order < len(places) else None


def _header(places: dict[MappedColumn, int], row: int, depth: int, labels: tuple[str, ...], lexicon: Lexicon) -> Header:
    columns: dict[str, tuple[int, ...]] = {}
    for column, at in places.items():
        field = field_for(column.meaning, lexicon)
        columns[field] = (*columns.get(field, ()), at)
    width = max(places.values(), default=0) + 1
    named = (*labels, *[""] * (width - len(labels)))
    return Header(row, columns, named, lexicon, float(len(columns)), depth)


def _unfit(lacking: Sequence[Sequence[str]]) -> FileRefused:
    fewest = min(lacking, key=len, default=[])
    if not fewest:
        return FileRefused(RefusedFile.NO_DATA_ROWS, "文件里没有数据行。请核对导出条件，重新导出后再导入。")
    names = "、".join(f"“{name}”" for name in fewest)
    return FileRefused(
        RefusedFile.UNKNOWN_LAYOUT, f"文件与列名对照不符，缺少表头{names}。请核对文件，或改正对照中这几行的“表头”。"
    )
