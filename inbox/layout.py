"""Which channel a file's sheets come from, and which of them to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from complaints.records import Channel, FileRefused, RefusedFile
from inbox.header import HEADER_WITHIN, Header, find_header
from inbox.lexicon import Lexicon
from inbox.sheets import Row, Sheet

#: Rows looked at before a channel is chosen; they are handed on, not read twice.
HEAD_ROWS = HEADER_WITHIN + 10
_ORDERS = (Channel.HOTLINE, Channel.JIESUJIBAN)


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet with its first rows read, the rest still to come from `sheet.rows`."""

    sheet: Sheet
    head: list[Row]


@dataclass(frozen=True, slots=True)
class Layout:
    """The channel of a file and the sheets that belong to it, each with its header."""

    channel: Channel
    sheets: list[tuple[OpenSheet, Header]]
    skipped: tuple[str, ...] = ()


def find_layout(
    sheets: Sequence[Sheet], lexicons: Sequence[Lexicon], file: str, channel: Channel | None = None
) -> Layout:
    """The file's channel, or the one given, and every sheet that has its columns.

    Hidden sheets count only where no visible one can be read. FileRefused: UNKNOWN_LAYOUT for tables without a
    header that can be used, NO_DATA_ROWS where there is no table at all.
    """
    opened = [OpenSheet(sheet, list(islice(sheet.rows, HEAD_ROWS))) for sheet in sheets]
    eligible = [lexicon for lexicon in lexicons if channel in (None, lexicon.channel)]
    found = [
        (_score(one, header, file), one, header)
        for one in opened
        for lexicon in eligible
        if (header := find_header(one.head, lexicon)) and not header.missing()
    ]
    if channel is None:
        found = [hit for hit in found if hit[2].lexicon.channel in _ORDERS or _speaks(hit[1], hit[2], file)]
    if not found:
        raise _refusal(opened, eligible)
    shown = [hit for hit in found if not hit[1].sheet.hidden] or found
    best = max(shown, key=lambda hit: hit[0])[2].lexicon.channel
    taken = [(one, header) for _, one, header in shown if header.lexicon.channel is best]
    names = {one.sheet.name for one, _ in taken}
    skipped = tuple(one.sheet.name for one in opened if one.sheet.name not in names and any(one.head))
    return Layout(best, taken, skipped)


def _score(one: OpenSheet, header: Header, file: str) -> float:
    return header.score + 2 * _signals(header) + 2 * _title_hits(one, header, file)


def _speaks(one: OpenSheet, header: Header, file: str) -> bool:
    return bool(_signals(header) or _title_hits(one, header, file))


def _signals(header: Header) -> int:
    return len(header.lexicon.signals.intersection(header.labels))


def _title_hits(one: OpenSheet, header: Header, file: str) -> int:
    """1 when the file's name names the channel, 2 when a title above the header or the sheet's name does."""
    above = "".join(str(cell) for row in one.head[: max(0, header.row - 1)] for cell in row if isinstance(cell, str))
    titles = header.lexicon.titles
    inside = any(word in above[:400].lower() or word in one.sheet.name.lower() for word in titles)
    return 2 * inside + any(word in file.lower() for word in titles)


def _refusal(opened: Sequence[OpenSheet], lexicons: Sequence[Lexicon]) -> FileRefused:
    tables = [one for one in opened if sum(_is_table_row(row) for row in one.head) >= 2]
    likely = [lexicon for lexicon in lexicons if lexicon.channel in _ORDERS] or lexicons
    headers = [header for one in opened for lexicon in likely if (header := find_header(one.head, lexicon))]
    best = max(headers, key=lambda header: header.score, default=None)
    if tables:
        return FileRefused(RefusedFile.UNKNOWN_LAYOUT, _what_is_missing(best))
    if best is None and opened and opened[0].sheet.delimited and any(opened[0].head):
        return FileRefused(
            RefusedFile.NOT_A_SPREADSHEET, "文件是一段文字，不是表格。请导入 .xlsx、.xls、.ods 或 .csv 文件。"
        )
    return FileRefused(RefusedFile.NO_DATA_ROWS, "文件里没有数据行。请核对导出条件，重新导出后再导入。")


def _is_table_row(row: Row) -> bool:
    return sum(cell != "" for cell in row) >= 2


def _what_is_missing(best: Header | None) -> str:
    group = best.missing() if best else None
    if best is None or group is None or best.score < 3:
        return "没有认出表头。请核对表头文字，用 --channel 指明渠道，或把这种写法加到列名对照表。"
    words = best.lexicon.example(group[0])
    return f"第{best.row}行像是表头，但缺少“{words}”这样的列。请补上这一列，或把实际写法加到列名对照表，再重新导入。"
