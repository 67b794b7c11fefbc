"""Sheets of an annex: a title, a line of facts, a header, rows with sums between them, ready to print on A4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from complaints.clocks import SHANGHAI
from complaints.errors import SujieError
from reports.sheets import FORMS, HEADER_ROW, LINE_HEIGHT, ROW_LIMIT, ROW_PADDING, TALLEST_ROW, lines_in

Cell = str | int | float | None

_SUM: Mapping[str, object] = {**FORMS["short"], "bold": True, "bg_color": "#F2F2F2"}
_ALL_FORMS: Mapping[str, Mapping[str, object]] = {
    **FORMS,
    "percent": {**FORMS["count"], "num_format": "0.0%"},
    "sum": _SUM,
    "sum_count": {**_SUM, "num_format": "0"},
    "sum_percent": {**_SUM, "num_format": "0.0%"},
    "sum_visits": {**_SUM, "num_format": '0"次"'},
    "sum_cases": {**_SUM, "num_format": '0"件"'},
    "sum_articles": {**_SUM, "num_format": '0"篇"'},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and the forms of its cells and of those in a line of sums."""

    heading: str
    width: float
    form: str = "text"
    sum_form: str = "sum"


@dataclass(frozen=True, slots=True)
class Line:
    """A row's cells, one a column, texts made safe; or a line of sums."""

    cells: tuple[Cell, ...]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One sheet: its name, the title over its columns, a line of facts, and its lines."""

    name: str
    title: str
    facts: str
    columns: Sequence[Column]
    lines: Sequence[Line]


def write_tables(path: Path, sheets: Sequence[TableSheet], made_at: datetime) -> None:
    """Write the sheets as a workbook at `path`, over what stood there.

    SujieError for more lines than one sheet holds, OSError where `path` cannot be written.
    """
    if any(len(sheet.lines) > ROW_LIMIT - HEADER_ROW - 1 for sheet in sheets):
        raise SujieError("一张表放不下这么多行：请用起止日期缩小范围，分几次导出")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    # Opened here, for the library hides what the system says of a path in an error of its own.
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as workbook:
        created = made_at.astimezone(SHANGHAI).replace(tzinfo=None)
        workbook.set_properties({"title": sheets[0].title, "created": created})
        forms = {name: workbook.add_format(dict(form)) for name, form in _ALL_FORMS.items()}
        for sheet in sheets:
            page = workbook.add_worksheet(sheet.name)
            _lay_out(page, sheet)
            _write_head(page, sheet, forms)
            for row, line in enumerate(sheet.lines, start=HEADER_ROW + 1):
                _write_line(page, row, line, sheet.columns, forms)


def _lay_out(page: Worksheet, sheet: TableSheet) -> None:
    last_row, last_column = HEADER_ROW + len(sheet.lines), len(sheet.columns) - 1
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    page.freeze_panes(HEADER_ROW + 1, 2)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW)
    page.print_area(0, 0, last_row, last_column)
    page.set_footer("&C第 &P 页，共 &N 页")


def _write_head(page: Worksheet, sheet: TableSheet, forms: Mapping[str, Format]) -> None:
    last_column = len(sheet.columns) - 1
    wide = max(1, int(sum(column.width for column in sheet.columns)))
    facts = (sheet.facts, max(1.0, lines_in(sheet.facts, wide)) * LINE_HEIGHT + ROW_PADDING)
    for row, (text, height, form) in enumerate(((sheet.title, 30.0, "title"), (*facts, "facts"))):
        page.set_row(row, height)
        page.merge_range(row, 0, row, last_column, "", forms[form])
        page.write_string(row, 0, text, forms[form])
    page.set_row(HEADER_ROW, 30)
    for at, column in enumerate(sheet.columns):
        page.write_string(HEADER_ROW, at, column.heading, forms["header"])


def _write_line(page: Worksheet, row: int, line: Line, columns: Sequence[Column], forms: Mapping[str, Format]) -> None:
    page.set_row(row, _height(line.cells, columns))
    for at, (column, cell) in enumerate(zip(columns, line.cells, strict=True)):
        form = forms[column.sum_form if line.is_sum else column.form]
        match cell:
            case None | "":
                page.write_blank(row, at, None, form)
            case str():
                page.write_string(row, at, cell, form)
            case _:
                page.write_number(row, at, cell, form)


def _height(cells: tuple[Cell, ...], columns: Sequence[Column]) -> float:
    lines = [lines_in(cell, column.width) for column, cell in zip(columns, cells, strict=True) if isinstance(cell, str)]
    return min(max(lines, default=1) * LINE_HEIGHT + ROW_PADDING, TALLEST_ROW)
