"""Which channel a file's sheets come from, and which of them to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from complaints.records import Channel, FileRefused, RefusedFile
from inbox.forms import MOST_ROWS, find_form
from inbox.guess import guess_mapping
from inbox.header import HEADER_WITHIN, Header, find_header
from inbox.lexicon import Lexicon
from inbox.mapping import UnknownLayout
from inbox.sheets import Row, Sheet
from inbox.titles import Titles, titles_of

#: Rows looked at before a channel is chosen; they are handed on, not read twice.
HEAD_ROWS = HEADER_WITHIN + 10
_ORDERS = (Channel.HOTLINE, Channel.JIESUJIBAN)


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet with its first rows read, the rest still to come from `sheet.rows`."""

    sheet: Sheet
    head: list[Row]


@dataclass(frozen=True, slots=True)
class Found:
    """A table that can be read: its sheet, its first rows, its header, and what is written above it."""

    sheet: Sheet
    head: list[Row]
    header: Header
    titles: Titles

    @property
    def rows(self) -> Iterator[Row]:
        """All rows from the first one, to be walked once."""
        return chain(self.head, self.sheet.rows)


@dataclass(frozen=True, slots=True)
class Layout:
    """The channel of a file and its tables. Where its orders have no numbers of their own it is not `is_numbered`."""

    channel: Channel
    tables: list[Found]
    skipped: tuple[str, ...] = ()
    is_numbered: bool = True


def open_heads(sheets: Sequence[Sheet]) -> list[OpenSheet]:
    """The sheets with their first rows read."""
    return [OpenSheet(sheet, list(islice(sheet.rows, HEAD_ROWS))) for sheet in sheets]


def find_layout(
    opened: Sequence[OpenSheet], lexicons: Sequence[Lexicon], file: str, channel: Channel | None = None
) -> Layout:
    """The file's channel, or the one given, and every sheet that has its columns or is its form.

    Hidden sheets count only where no visible one can be read. FileRefused: UNKNOWN_LAYOUT for tables without a
    header that can be used, NO_DATA_ROWS where there is no table at all. Orders of a channel that is given need no
    numbers of their own.
    """
    eligible = [lexicon for lexicon in lexicons if channel in (None, lexicon.channel)]
    found = [hit for one in opened for lexicon in eligible if (hit := _look(one, lexicon, file))]
    usable = [hit for hit in found if not hit.header.missing()]
    if channel is None:
        usable = [hit for hit in usable if hit.header.lexicon.channel in _ORDERS or _speaks(hit)]
    is_numbered = bool(usable)
    if channel is not None and not usable:
        usable = [hit for hit in found if _lacks_numbers_alone(hit.header)]
    if not usable:
        raise _refusal(opened, found, eligible)
    shown = [hit for hit in usable if not hit.sheet.hidden] or usable
    best = max(shown, key=_score).header.lexicon.channel
    taken = [hit for hit in shown if hit.header.lexicon.channel is best]
    names = {hit.sheet.name for hit in taken}
    skipped = tuple(one.sheet.name for one in opened if one.sheet.name not in names and any(one.head))
    return Layout(best, taken, skipped, is_numbered)


def _look(one: OpenSheet, lexicon: Lexicon, file: str) -> Found | None:
    """The table of this channel that the sheet may hold, usable or not."""
    header = find_header(one.head, lexicon)
    form = None if one.sheet.delimited else find_form(one.head, lexicon)
    if form and (header is None or header.missing()):
        # Another channel's words may look at the same sheet: what is read now stays in its head.
        one.head.extend(islice(one.sheet.rows, MOST_ROWS))
        if next(one.sheet.rows, None) is not None:
            raise FileRefused(RefusedFile.TOO_LARGE, f"这是表单，超过 {MOST_ROWS} 行。请拆成几个文件再导入。")
        whole = find_form(one.head, lexicon) or form
        first = next((at for at, row in enumerate(whole.rows) if row), 0)
        titles = titles_of(one.head[:first], one.sheet.name, file)
        return Found(replace(one.sheet, rows=iter(())), whole.rows, whole.header, titles)
    if header is None or (one.sheet.delimited and sum(map(bool, header.labels)) < 2):
        # One heading alone in a text is a line of it: 二、问题清单.
        return None
    above = one.head[: max(0, header.row - header.depth)]
    return Found(one.sheet, one.head, header, titles_of(above, one.sheet.name, file))


def _lacks_numbers_alone(header: Header) -> bool:
    """Has the header everything that orders need but their number, and enough more to be surely one."""
    is_order = header.lexicon.channel in _ORDERS and "order_no" not in header.columns
    return is_order and any(name in header.columns for name in ("body", "title")) and header.score >= 2


def _score(hit: Found) -> float:
    return hit.header.score + 2 * _signals(hit.header) + 2 * _title_hits(hit)


def _speaks(hit: Found) -> bool:
    return bool(_signals(hit.header) or _title_hits(hit))


def _signals(header: Header) -> int:
    return len(header.lexicon.signals.intersection(header.labels))


def _title_hits(hit: Found) -> int:
    """1 when the file's name names the channel, 2 when a title above the header or the sheet's name does."""
    above = "".join(hit.titles.above)
    titles = hit.header.lexicon.titles
    inside = any(word in above[:400].lower() or word in hit.sheet.name.lower() for word in titles)
    return 2 * inside + any(word in hit.titles.file.lower() for word in titles)


def _refusal(opened: Sequence[OpenSheet], found: Sequence[Found], lexicons: Sequence[Lexicon]) -> FileRefused:
    tables = [one for one in opened if sum(_is_table_row(row) for row in one.head) >= 2]
    if tables:
        shown = [one for one in tables if not one.sheet.hidden] or tables
        widest = max(shown, key=lambda one: sum(map(_is_table_row, one.head)))
        return UnknownLayout(guess_mapping(widest.head, lexicons), _what_is_missing(found))
    if not found and opened and opened[0].sheet.delimited and any(opened[0].head):
        return FileRefused(
            RefusedFile.NOT_A_SPREADSHEET, "文件是一段文字，不是表格。请导入 .xlsx、.xls、.ods 或 .csv 文件。"
        )
    return FileRefused(RefusedFile.NO_DATA_ROWS, "文件里没有数据行。请核对导出条件，重新导出后再导入。")


def _is_table_row(row: Row) -> bool:
    return sum(cell != "" for cell in row) >= 2


def _what_is_missing(found: Sequence[Found]) -> str:
    """What the likeliest header lacks, "" where no row is like one."""
    likely = [hit.header for hit in found if hit.header.lexicon.channel in _ORDERS] or [hit.header for hit in found]
    best = max(likely, key=lambda header: header.score, default=None)
    group = best.missing() if best else None
    if best is None or group is None or best.score < 3:
        return ""
    return f"第{best.row}行像是表头，但缺少“{best.lexicon.example(group[0])}”这样的列"
