"""Walk a sheet's rows below its header: what is data, what is blank, a tail line, or shifted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from complaints.records import RawRecord, RefusedRow, RowRefusal
from inbox.columns import heading
from inbox.delimited import BrokenRow
from inbox.header import Header
from inbox.sheets import Row, Sheet

Outcome = tuple[int, RawRecord] | RowRefusal

# 合计 may be followed by a number in its own cell; the others are one line of words.
_SUM_LINE = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|累\s*计|本页合计|共计)[::]?(?:\d.*|共.*)?$")
_SIGNATURE_LINE = re.compile(
    r"^(?:填\s*表|制\s*表|填\s*报|审\s*核|复\s*核|审\s*批|审\s*签|负责人|单位负责人|分管领导|经\s*办|联系电话|联系人|备\s*注|说\s*明|"
    r"注\s*[::]|注\d|统计时间|统计日期|导出时间|导出日期|导出人|打印|报送|上报|填写说明|数据来源|数据截至|截至|以上|"
    r"本表|第\s*\d+\s*页|共\s*\d+\s*[条件页行项个家]|---|===|\*\*\*|—end)",
    re.IGNORECASE,
)
_FEW = 4


class RowRefused(Exception):
    """A row that cannot be taken in; `sentence` says why and what to do."""

    def __init__(self, reason: RefusedRow, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence


class RowReader(Protocol):
    """Reads the rows of one channel."""

    def take(self, row: Row) -> RawRecord | None:
        """The row's record, None where it holds nothing to take in; RowRefused when it must not be."""

    def summary(self) -> str:
        """What a person should know of all rows read so far, "" for nothing."""


def walk(sheet: Sheet, rows: Iterable[Row], header: Header, reader: RowReader, place: str) -> Iterator[Outcome]:
    """The records and refusals below the header, numbered as a spreadsheet numbers them.

    `rows` are all rows of the sheet from its first one; `place` stands before the row in each sentence.
    Blank rows, lines like 合计 and 填表人, and repetitions of the header pass silently.
    """
    width = header.width
    for number, row in enumerate(rows, 1):
        if number <= header.row or not (_starts_with_digit(row) or _is_data(row, header)):
            continue
        try:
            if len(row) != width:
                _check_width(row, width, sheet)
                row[width:] = [""] * (width - len(row))
            # One empty cell more than the header: a reader finds a field without a column there, at index -1.
            row.append("")
            record = reader.take(row)
        except RowRefused as refused:
            yield RowRefusal(number, refused.reason, f"{place}第{number}行：{refused.sentence}")
        else:
            if record is not None:
                yield number, record


def is_ragged(head: Sequence[Row], header: Header) -> bool:
    """Are most of the first data rows shorter than the header, so that a short row is the exporter's habit."""
    lengths = [len(row) for row in head[header.row :] if not _is_blank(row)]
    return len(lengths) >= 3 and 2 * sum(length < header.width for length in lengths) > len(lengths)


def _starts_with_digit(row: Row) -> bool:
    """The quick answer for most rows: a number in the first column is data, never a tail line."""
    first = row[0] if row else ""
    return type(first) is str and first[:1].isdigit()


def _is_data(row: Row, header: Header) -> bool:
    return not (_is_blank(row) or _is_tail(row, header) or _repeats_header(row, header.labels))


def _is_blank(row: Row) -> bool:
    if isinstance(row, BrokenRow):
        return False
    return not any(cell.strip() if isinstance(cell, str) else cell is not None for cell in row)


def _is_tail(row: Row, header: Header) -> bool:
    """A line below the table: a sum, a signature, a remark. A complaint's text never makes a row a tail."""
    first = next((at for at, cell in enumerate(row) if cell != ""), None)
    if first is None or not isinstance(row[first], str):
        return False
    word = str(row[first])
    if word[:1].isascii() and word[:1].isalnum():
        return False
    words = unicodedata.normalize("NFKC", word).strip()
    if _SUM_LINE.match(words):
        return True
    if not _SIGNATURE_LINE.match(words):
        return False
    in_text = any(first in header.columns.get(name, ()) for name in ("body", "title"))
    return not in_text and sum(cell != "" for cell in row) <= _FEW


def _repeats_header(row: Row, labels: tuple[str, ...]) -> bool:
    """A printed export repeats its header on each page."""
    first = row[0] if row else ""
    if not isinstance(first, str) or (labels and labels[0] and heading(first) != labels[0]):
        return False
    words = [(heading(cell), at) for at, cell in enumerate(row) if isinstance(cell, str) and cell]
    return len(words) >= 2 and all(at < len(labels) and word == labels[at] for word, at in words)


def _check_width(row: Row, width: int, sheet: Sheet) -> None:
    if isinstance(row, BrokenRow):
        raise RowRefused(RefusedRow.ROW_MALFORMED, "这一行读不出来，多半是引号没有成对。请改正后重新导入。")
    if not sheet.delimited:
        return
    if (len(row) < width and not sheet.ragged) or any(cell != "" for cell in row[width:]):
        raise RowRefused(
            RefusedRow.ROW_MALFORMED,
            f"有 {len(row)} 列，表头有 {width} 列，内容可能已错位。请核对逗号和引号，或另存为 .xlsx 后导入。",
        )
