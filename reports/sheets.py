"""Sheets as the office prints them: columns, forms, a title above, A4 across, and cells in which nothing runs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from complaints.clocks import SHANGHAI
from complaints.errors import SujieError
from reports.texts import writable

TEXT_LIMIT = 32_767
"""UTF-16 units that one cell may hold (Excel specifications and limits)."""
ROW_LIMIT = 1_048_576
"""Rows of one sheet, title and header included (Excel specifications and limits)."""


Cell = str | int | float | datetime | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and the name of its cells' form in `FORMS`."""

    heading: str
    width: float
    form: str = "text"


@dataclass(frozen=True, slots=True)
class Band:
    """A line across the whole sheet, above the rows that it speaks of."""

    text: str


Row = Sequence[Cell] | Band


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a book: its name, its title, the line of facts below it, and its rows in order."""

    name: str
    title: str
    facts: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    frozen: int = 0  #: Columns that stay in sight.


HEADER_ROW = 2
"""The header's row, counted from 0: the title and the line of facts stand above it."""

_BASE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1}
FORMS: Mapping[str, Mapping[str, object]] = {
    # A text taller than the tallest row is cut at its end, not at both ends.
    "text": {**_BASE, "align": "left", "valign": "top", "num_format": "@"},
    "short": {**_BASE, "align": "center", "num_format": "@"},
    "count": {**_BASE, "align": "center", "num_format": "0"},
    "share": {**_BASE, "align": "center", "num_format": "0.0%"},
    "time": {**_BASE, "align": "center", "num_format": "yyyy-mm-dd hh:mm"},
    "date": {**_BASE, "align": "center", "num_format": "yyyy-mm-dd"},
    "header": {**_BASE, "align": "center", "font_name": "黑体", "bg_color": "#E7E6E6"},
    "band": {**_BASE, "align": "left", "font_name": "黑体"},
    "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "facts": {"font_name": "宋体", "font_size": 10, "align": "left", "valign": "vcenter"},
}

LINE_HEIGHT, ROW_PADDING, TALLEST_ROW = 13.5, 4.0, 409.0
"""Points: of a line in 10 pt, around the lines, and of the tallest row that Excel allows."""

# XlsxWriter takes a text from <r> to </r> for its own rich text, and writes it into the file unescaped.
_STARTS_BADLY = (*"=+-@＝＋－＠", "<r>")
_HARMLESS = "‘"


def write_pages(path: Path, title: str, pages: Iterable[Page], made_at: datetime) -> None:
    """Write a book of these sheets over what stood at `path`.

    SheetTooLong when one holds more than 1,048,573 rows; nothing is written then. OSError where `path` cannot be.
    """
    pages = list(pages)
    for page in pages:
        if len(page.rows) > ROW_LIMIT - HEADER_ROW - 1:
            raise SheetTooLong(f"“{page.name}”有{len(page.rows)}行，一张表放不下：请分镇街导入后再导出")
    # Opened here, for the library hides what the system says of a path in an error of its own.
    with path.open("wb") as file, xlsxwriter.Workbook(file, {"constant_memory": True}) as workbook:
        workbook.set_properties({"title": title, "created": wall_time(made_at)})
        forms = add_forms(workbook)
        for page in pages:
            _write_page(workbook.add_worksheet(page.name), page, forms)


class SheetTooLong(SujieError):
    """More rows than one sheet holds; nothing was written."""


def add_forms(workbook: xlsxwriter.Workbook) -> Mapping[str, Format]:
    """The forms of FORMS in this book."""
    return {name: workbook.add_format(dict(form)) for name, form in FORMS.items()}


def made(at: datetime) -> str:
    """The minute of the making as the line of facts tells it."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def safe_text(text: str) -> str:
    """The text as a cell may hold it: no control characters, not too long, and nothing that a spreadsheet would run.

    A text that begins like a formula gets a ‘ in front. A cell's text type alone would be lost when somebody
    saves the ledger as csv and opens that; an apostrophe would be swallowed as a mark of the spreadsheet.
    Source: OWASP, CSV Injection.
    """
    clean = writable(text)
    if clean.startswith(_STARTS_BADLY):
        clean = _HARMLESS + clean
    return _cut(clean)


def lay_out(sheet: Worksheet, columns: Sequence[Column], count: int, frozen: int = 0) -> None:
    """Set the sheet up for `count` rows: widths, filter, A4 across, the header on every page, the print area."""
    last_row, last_column = HEADER_ROW + count, len(columns) - 1
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    sheet.freeze_panes(HEADER_ROW + 1, frozen)
    sheet.autofilter(HEADER_ROW, 0, last_row, last_column)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last_row, last_column)})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def write_head(
    sheet: Worksheet, columns: Sequence[Column], title: str, facts: str, forms: Mapping[str, Format]
) -> None:
    """Write the title, the line of facts and the headings."""
    last_column = len(columns) - 1
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, last_column, "", forms["title"])
    sheet.write_string(0, 0, title, forms["title"])
    sheet.set_row(1, 18)
    sheet.merge_range(1, 0, 1, last_column, "", forms["facts"])
    sheet.write_string(1, 0, facts, forms["facts"])
    sheet.set_row(HEADER_ROW, 24)
    for at, column in enumerate(columns):
        sheet.write_string(HEADER_ROW, at, column.heading, forms["header"])


def write_row(
    sheet: Worksheet, row: int, columns: Sequence[Column], cells: Sequence[Cell], forms: Mapping[str, Format]
) -> None:
    """Write one row, high enough for its texts; `row` counts from 0."""
    sheet.set_row(row, _height(columns, cells))
    for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        form = forms[column.form]
        match cell:
            case None | "":
                sheet.write_blank(row, at, None, form)
            case str():
                sheet.write_string(row, at, cell, form)
            case int() | float():
                sheet.write_number(row, at, cell, form)
            case _:
                sheet.write_datetime(row, at, cell, form)


def wall_time(moment: datetime | None) -> datetime | None:
    """The time in China as a spreadsheet holds it."""
    # A spreadsheet knows no zones.
    return moment.astimezone(SHANGHAI).replace(tzinfo=None) if moment else None


def wall_date(moment: datetime | None) -> date | None:
    """The day in China."""
    return moment.astimezone(SHANGHAI).date() if moment else None


def _write_page(sheet: Worksheet, page: Page, forms: Mapping[str, Format]) -> None:
    lay_out(sheet, page.columns, len(page.rows), page.frozen)
    write_head(sheet, page.columns, page.title, page.facts, forms)
    for at, row in enumerate(page.rows, start=HEADER_ROW + 1):
        if isinstance(row, Band):
            sheet.set_row(at, LINE_HEIGHT + ROW_PADDING)
            sheet.merge_range(at, 0, at, len(page.columns) - 1, "", forms["band"])
            sheet.write_string(at, 0, safe_text(row.text), forms["band"])
        else:
            write_row(sheet, at, page.columns, row, forms)


def _cut(text: str) -> str:
    # Excel counts UTF-16 units: a rare character or an emoji is two.
    units = text.encode("utf-16-le")
    if len(units) <= TEXT_LIMIT * 2:
        return text
    return units[: (TEXT_LIMIT - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def _height(columns: Sequence[Column], cells: Sequence[Cell]) -> float:
    # LibreOffice and WPS do not fit a row to its wrapped text when they open a file, so it is estimated here.
    lines = max(
        lines_in(cell, column.width) for column, cell in zip(columns, cells, strict=True) if isinstance(cell, str)
    )
    return min(lines * LINE_HEIGHT + ROW_PADDING, TALLEST_ROW)


def lines_in(text: str, width: float) -> int:
    """How many lines the text takes in a column; a Chinese character is as wide as two digits."""
    # An id is broken behind its dash, however short the part before it is.
    parts = re.split("\n|-" if text.isascii() else "\n", text)
    return sum(max(1, math.ceil(_units(part) / int(width))) for part in parts)


def _units(line: str) -> int:
    return sum(1 if character.isascii() else 2 for character in line)
