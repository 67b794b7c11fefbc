"""办理问题清单: the office's ledger as a workbook, one row a complaint, ready to print on A4.

A ledger leaves the house, so nobody can be found through it: phones and identity numbers are masked, and a
confidential case names neither its company nor its reporter. Nothing in it runs: see `safe_text`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from complaints.clocks import SHANGHAI
from complaints.complaint import Complaint, Status
from complaints.errors import SujieError
from complaints.privacy import mask_text
from complaints.records import Channel
from reports.texts import writable

TITLE = "办理问题清单"
ANONYMOUS = "匿名（保密）"
"""What the company column shows for a confidential case."""
TEXT_LIMIT = 32_767
"""UTF-16 units that one cell may hold (Excel specifications and limits)."""
ROW_LIMIT = 1_048_576
"""Rows of one sheet, title and header included (Excel specifications and limits)."""

Cell = str | int | datetime | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and the name of its cells' form in `FORMS`."""

    heading: str
    width: float
    form: str = "text"


COLUMNS = (
    Column("序号", 5, "count"),
    Column("编号", 11, "short"),
    Column("来源", 8, "short"),
    Column("来源编号", 12, "short"),
    Column("反映时间", 15.5, "time"),
    Column("企业", 14, "short"),
    Column("镇街", 9, "short"),
    Column("问题", 44),
    Column("指标", 9, "short"),
    Column("牵头", 10, "short"),
    Column("责任", 10, "short"),
    Column("责任人", 7, "short"),
    Column("整改措施", 12),
    Column("时限", 10.5, "date"),
    Column("进展", 24),
    Column("状态", 7.5, "short"),
    Column("佐证", 6, "short"),
    Column("销号日期", 10.5, "date"),
)
"""The office's columns in the office's order."""

HEADER_ROW = 2
"""The header's row, counted from 0: the title and the line of facts stand above it."""

_BASE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1}
FORMS: Mapping[str, Mapping[str, object]] = {
    # A text taller than the tallest row is cut at its end, not at both ends.
    "text": {**_BASE, "align": "left", "valign": "top", "num_format": "@"},
    "short": {**_BASE, "align": "center", "num_format": "@"},
    "count": {**_BASE, "align": "center", "num_format": "0"},
    "time": {**_BASE, "align": "center", "num_format": "yyyy-mm-dd hh:mm"},
    "date": {**_BASE, "align": "center", "num_format": "yyyy-mm-dd"},
    "header": {**_BASE, "align": "center", "font_name": "黑体", "bg_color": "#E7E6E6"},
    "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "facts": {"font_name": "宋体", "font_size": 10, "align": "left", "valign": "vcenter"},
}

LINE_HEIGHT, ROW_PADDING, TALLEST_ROW = 13.5, 4.0, 409.0
"""Points: of a line in 10 pt, around the lines, and of the tallest row that Excel allows."""

_SPOKEN_HERE = frozenset({Channel.CHAT, Channel.GROUP, Channel.WEB})
"""Channels without case numbers of their own: what identifies a record there is the speaker's address."""

# XlsxWriter takes a text from <r> to </r> for its own rich text, and writes it into the file unescaped.
_STARTS_BADLY = (*"=+-@＝＋－＠", "<r>")
_HARMLESS = "‘"
MASKED = re.compile(r"\d[\d -]*\*{3,}[\dXx]+")
_LEGAL_FORM = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|公司)$")
_PLACE_IN_NAME = re.compile(r"^(?:山东省?)?(?:淄博市?)?(?:博山区?)?")


class LedgerTooLong(SujieError):
    """More complaints than one sheet holds; nothing was written."""


def write_ledger(
    path: Path,
    complaints: Sequence[Complaint],
    *,
    made_at: datetime,
    last_progress: Mapping[str, str],
    show_reporter: bool = True,
) -> None:
    """Write the complaints, in their order, as a workbook at `path`, over what stood there.

    `last_progress` gives 进展 by number; without it the channel's own result stands there. `show_reporter`
    False takes the reporter's name out of every text, as it is always out of confidential ones. Raises
    LedgerTooLong for more than 1,048,573 complaints, and xlsxwriter's FileCreateError where `path` cannot be written.
    """
    if len(complaints) > ROW_LIMIT - HEADER_ROW - 1:
        raise LedgerTooLong(f"台账有{len(complaints)}件，一张表放不下：请用起止日期缩小范围，分几次导出")
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        workbook.set_properties({"title": TITLE, "created": _wall_time(made_at)})
        forms = {name: workbook.add_format(dict(form)) for name, form in FORMS.items()}
        sheet = workbook.add_worksheet(TITLE)
        _lay_out(sheet, len(complaints))
        _write_head(sheet, forms, made_at, len(complaints))
        for position, complaint in enumerate(complaints, start=1):
            cells = ledger_row(position, complaint, last_progress.get(complaint.number, ""), show_reporter)
            _write_row(sheet, HEADER_ROW + position, cells, forms)


def ledger_row(position: int, complaint: Complaint, progress: str, show_reporter: bool = True) -> tuple[Cell, ...]:
    """The complaint's cells in the order of COLUMNS, made safe and masked; times are China's wall time."""
    record, assignment = complaint.record, complaint.assignment
    due_at = assignment.due_at if assignment else record.deadline_at
    is_closed = complaint.status in (Status.CLOSED, Status.ARCHIVED)
    closed_at = complaint.standing.closed_at if is_closed else None
    # An identity number has 18 digits and so have some channels' order numbers: ids are not masked.
    return (
        position,
        safe_text(complaint.number),
        safe_text(record.channel.label),
        "" if record.channel in _SPOKEN_HERE else safe_text(record.external_id),
        _wall_time(record.received_at),
        ANONYMOUS if record.confidential else safe_text(mask_text(record.company)),
        _told(complaint, record.place, show_reporter),
        _told(complaint, _problem(complaint), show_reporter),
        safe_text(assignment.indicator if assignment else ""),
        safe_text(complaint.lead),
        safe_text("、".join(assignment.co_units) if assignment else ""),
        "",
        "",
        _wall_date(due_at),
        _told(complaint, progress or record.result, show_reporter),
        safe_text(complaint.status.label),
        "",
        _wall_date(closed_at),
    )


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


def _told(complaint: Complaint, text: str, show_reporter: bool) -> str:
    """The text without what identifies a person."""
    record = complaint.record
    # A single character would be taken out of unrelated words.
    if len(record.reporter) > 1 and (record.confidential or not show_reporter):
        text = text.replace(record.reporter, "反映人")
    if record.confidential:
        for name in names_of(record.company):
            text = text.replace(name, "某企业")
        if record.phone:
            text = text.replace(record.phone, "***")
    text = mask_text(text)
    return safe_text(MASKED.sub("***", text) if record.confidential else text)


def names_of(company: str) -> list[str]:
    """The names by which a text may call the company, the longest first: 博山清釉陶瓷有限公司, …, 清釉陶瓷."""
    without_form = _LEGAL_FORM.sub("", company)
    names = {company, without_form, _PLACE_IN_NAME.sub("", without_form)}
    return sorted((name for name in names if len(name) >= 3), key=len, reverse=True)


def _problem(complaint: Complaint) -> str:
    """The title above the text; only the text where it begins with the title."""
    title, text = complaint.record.title.strip(), complaint.record.text.strip()
    return text if text.startswith(title) else f"{title}\n{text}"


def _cut(text: str) -> str:
    # Excel counts UTF-16 units: a rare character or an emoji is two.
    units = text.encode("utf-16-le")
    if len(units) <= TEXT_LIMIT * 2:
        return text
    return units[: (TEXT_LIMIT - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def _wall_time(moment: datetime | None) -> datetime | None:
    # A spreadsheet knows no zones.
    return moment.astimezone(SHANGHAI).replace(tzinfo=None) if moment else None


def _wall_date(moment: datetime | None) -> date | None:
    return moment.astimezone(SHANGHAI).date() if moment else None


def _lay_out(sheet: Worksheet, count: int) -> None:
    last_row, last_column = HEADER_ROW + count, len(COLUMNS) - 1
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
    # The number stays in sight when somebody scrolls to the progress.
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.autofilter(HEADER_ROW, 0, last_row, last_column)
    sheet.ignore_errors({"number_stored_as_text": f"A1:R{last_row + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write_head(sheet: Worksheet, forms: Mapping[str, Format], made_at: datetime, count: int) -> None:
    last_column = len(COLUMNS) - 1
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, last_column, "", forms["title"])
    sheet.write_string(0, 0, TITLE, forms["title"])
    sheet.set_row(1, 18)
    sheet.merge_range(1, 0, 1, last_column, "", forms["facts"])
    sheet.write_string(
        1, 0, f"制表时间：{made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}　合计：{count}件", forms["facts"]
    )
    sheet.set_row(HEADER_ROW, 24)
    for at, column in enumerate(COLUMNS):
        sheet.write_string(HEADER_ROW, at, column.heading, forms["header"])


def _write_row(sheet: Worksheet, row: int, cells: tuple[Cell, ...], forms: Mapping[str, Format]) -> None:
    sheet.set_row(row, _height(cells))
    for at, (column, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
        form = forms[column.form]
        match cell:
            case None | "":
                sheet.write_blank(row, at, None, form)
            case str():
                sheet.write_string(row, at, cell, form)
            case int():
                sheet.write_number(row, at, cell, form)
            case _:
                sheet.write_datetime(row, at, cell, form)


def _height(cells: tuple[Cell, ...]) -> float:
    # LibreOffice and WPS do not fit a row to its wrapped text when they open a file, so it is estimated here.
    lines = max(
        lines_in(cell, column.width) for column, cell in zip(COLUMNS, cells, strict=True) if isinstance(cell, str)
    )
    return min(lines * LINE_HEIGHT + ROW_PADDING, TALLEST_ROW)


def lines_in(text: str, width: float) -> int:
    """How many lines the text takes in a column; a Chinese character is as wide as two digits."""
    # An id is broken behind its dash, however short the part before it is.
    parts = re.split("\n|-" if text.isascii() else "\n", text)
    return sum(max(1, math.ceil(_units(part) / int(width))) for part in parts)


def _units(line: str) -> int:
    return sum(1 if character.isascii() else 2 for character in line)
