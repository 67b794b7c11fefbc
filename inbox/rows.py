"""Walk a sheet's rows below its header: what is data, what is blank, a tail line, or shifted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from complaints.records import RefusedRow, RowRefusal
from inbox.columns import LONGEST_HEADING, heading
from inbox.dates import Dating
from inbox.header import Header, header_of
from inbox.places import Places
from inbox.sheets import BrokenRow, Row, Sheet
from inbox.titles import Titles

# 合计 may be followed by a number in its own cell; the others are one line of words.
_SUM_LINE = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|累\s*计|本页合计|共计)[::]?(?:\d.*|共.*)?$")
_SIGNATURE_LINE = re.compile(
    r"^(?:填\s*表|制\s*表|填\s*报|审\s*核|复\s*核|审\s*批|审\s*签|负责人|单位负责人|分管领导|经\s*办|联系电话|联系人|备\s*注|说\s*明|"
    r"注\s*[::]|注\d|统计时间|统计日期|导出时间|导出日期|导出人|打印|报送|上报|填写说明|数据来源|数据截至|截至|以上|"
    r"本表|第\s*\d+\s*页|共\s*\d+\s*[条件页行项个家]|---|===|\*\*\*|—end)",
    re.IGNORECASE,
)
_FEW = 4
_BELOW = 2
_IDENTIFIER = re.compile(r"^[A-Za-z][A-Za-z_]*[A-Za-z_]\d?$")


class RowRefused(Exception):
    """A row that cannot be taken in; `sentence` says why and what to do."""

    def __init__(self, reason: RefusedRow, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Table:
    """What a reader of rows must know of their table. Without numbers of its own it is not `is_numbered`."""

    header: Header
    places: Places
    dating: Dating = field(default_factory=Dating)
    titles: Titles = field(default_factory=Titles)
    is_numbered: bool = True


_Told_co = TypeVar("_Told_co", covariant=True)
_Told = TypeVar("_Told")


class RowReader(Protocol[_Told_co]):
    """Reads the rows of one channel."""

    def take(self, row: Row) -> Iterable[_Told_co]:
        """What the row holds, an enterprise before its complaint; RowRefused, also after it, for what must not be."""

    def summary(self) -> str:
        """What a person should know of all rows read so far, "" for nothing."""

    def follow(self, header: Header) -> None:
        """Read the rows from here on under this header."""


def walk(
    sheet: Sheet, rows: Iterable[Row], header: Header, reader: RowReader[_Told], place: str
) -> Iterator[tuple[int, _Told] | RowRefusal]:
    """What the reader tells of each row, and refusals, below the header, numbered as a spreadsheet numbers them.

    `rows` are all rows of the sheet from its first one; `place` stands before the row in each sentence.
    Blank rows, lines like 合计 and 填表人, and repetitions of the header pass silently. A header with the same columns
    in another order counts for the rows below it.
    """
    width = header.width
    for number, row in enumerate(rows, 1):
        if number <= header.row or not (_starts_with_digit(row) or _is_data(row, header)):
            continue
        if number <= header.row + _BELOW and _names_columns(row):
            continue
        if other := _other_header(row, number, header):
            header, width = other, other.width
            reader.follow(header)
            continue
        try:
            if len(row) != width:
                _check_width(row, width, sheet)
                row[width:] = [""] * (width - len(row))
            # One empty cell more than the header: a reader finds a field without a column there, at index -1.
            row.append("")
            for told in reader.take(row):
                yield number, told
        except RowRefused as refused:
            yield RowRefusal(number, refused.reason, f"{place}第{number}行：{refused.sentence}")


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


def _names_columns(row: Row) -> bool:
    """A row right below the header that numbers its columns, or gives their names in a database."""
    words = [unicodedata.normalize("NFKC", str(cell)).strip("()[]. ").removesuffix(".0") for cell in row if cell != ""]
    if len(words) < 3:
        return False
    first = int(words[0]) if words[0].isascii() and words[0].isdigit() and len(words[0]) < 3 else -1
    counts = first in (0, 1) and words == [str(first + at) for at in range(len(words))]
    return counts or (all(map(_IDENTIFIER.match, words)) and len(set(words)) == len(words))


def _other_header(row: Row, number: int, header: Header) -> Header | None:
    """The header of a further block whose columns stand in another order; None for a row of data."""
    first = next((cell for cell in row if cell != ""), "")
    if not isinstance(first, str) or first.isascii() or len(first) > LONGEST_HEADING:
        return None
    if not header.lexicon.knows(heading(first)):
        return None
    other = header_of([row], number, header.lexicon)
    filled = sum(cell != "" for cell in row)
    is_one = other.score >= max(2.0, 0.6 * filled) and not other.missing() and other.labels != header.labels
    return other if is_one else None


def _check_width(row: Row, width: int, sheet: Sheet) -> None:
    if isinstance(row, BrokenRow):
        raise RowRefused(RefusedRow.ROW_MALFORMED, row.sentence)
    if not sheet.delimited:
        return
    if (len(row) < width and not sheet.ragged) or any(cell != "" for cell in row[width:]):
        raise RowRefused(
            RefusedRow.ROW_MALFORMED,
            f"有 {len(row)} 列，表头有 {width} 列，内容可能已错位。请核对逗号和引号，或另存为 .xlsx 后导入。",
        )
