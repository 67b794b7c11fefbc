"""各单位办理情况表: a line for each unit with its rates, and on a second sheet the cases behind every number."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from campaign.circular import Circular
from campaign.drafting import FORMULAS
from campaign.unit_lines import UnitLine, columns_of
from complaints.clocks import SHANGHAI
from complaints.rates import Ratio
from reports.sheets import safe_text

TITLE = "各单位诉求办理情况表"
DETAILS = "数字来源"
_RATES = ("办结率", "按时办结率", "不满意率")
_BASE = {"font_name": "宋体", "font_size": 11, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}


def write_units(path: Path, circular: Circular) -> None:
    """Write the table at `path`, over what stood there; the last line is all units together."""
    lines = (*circular.units, circular.total)
    period = circular.period
    facts = (
        f"{period.first}至{period.last}受理的诉求，截至{period.as_of.astimezone(SHANGHAI):%Y-%m-%d %H:%M}。{FORMULAS}"
    )
    # Opened here, for the library hides what the system says of a path in an error of its own.
    with path.open("wb") as file, xlsxwriter.Workbook(file) as book:
        _write_table(book, lines, facts)
        _write_details(book, lines)


def _write_table(book: xlsxwriter.Workbook, lines: Sequence[UnitLine], facts: str) -> None:
    cell, head = book.add_format(_BASE), book.add_format({**_BASE, "font_name": "黑体", "bg_color": "#E7E6E6"})
    rate = book.add_format({**_BASE, "num_format": "0.0%"})
    title = book.add_format({"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"})
    note = book.add_format({"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter"})
    headings = ["单位", *(name for name, _ in columns_of(lines[-1])), *_RATES]
    sheet = book.add_worksheet(TITLE)
    _lay_out(sheet, 3)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(headings) - 1, 10)
    sheet.merge_range(0, 0, 0, len(headings) - 1, TITLE, title)
    sheet.merge_range(1, 0, 1, len(headings) - 1, facts, note)
    sheet.set_row(0, 30)
    sheet.set_row(1, 32)
    for at, heading in enumerate(headings):
        sheet.write_string(2, at, heading, head)
    for row, line in enumerate(lines, start=3):
        counts = columns_of(line)
        sheet.write_string(row, 0, safe_text(line.unit), cell)
        for at, (_, cases) in enumerate(counts, start=1):
            sheet.write_number(row, at, len(cases), cell)
        for at, ratio in enumerate(_ratios(line), start=1 + len(counts)):
            if ratio.share is None:
                sheet.write_string(row, at, "—", cell)
            else:
                sheet.write_number(row, at, ratio.share, rate)


def _write_details(book: xlsxwriter.Workbook, lines: Sequence[UnitLine]) -> None:
    cell, head = book.add_format({**_BASE, "align": "left"}), book.add_format({**_BASE, "font_name": "黑体"})
    sheet = book.add_worksheet(DETAILS)
    _lay_out(sheet, 1)
    for at, (heading, width) in enumerate((("单位", 34), ("数字", 12), ("编号", 20))):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, head)
    # The last line is the sum of the others.
    behind = [(line.unit, name, number) for line in lines[:-1] for name, cases in columns_of(line) for number in cases]
    for row, words in enumerate(behind, start=1):
        for at, word in enumerate(words):
            sheet.write_string(row, at, safe_text(word), cell)


def _lay_out(sheet: xlsxwriter.worksheet.Worksheet, header_rows: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(header_rows, 1)
    sheet.repeat_rows(header_rows - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _ratios(line: UnitLine) -> tuple[Ratio, ...]:
    return (line.finished_rate, line.on_time_rate, line.discontent_rate)
