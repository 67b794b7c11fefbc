"""办理问题清单: the office's ledger as a workbook, one row a complaint, ready to print on A4.

A ledger leaves the house, so nobody can be found through it: phones and identity numbers are masked, and a
confidential case names neither its company nor its reporter. Nothing in it runs: see `safe_text`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from complaints.complaint import Complaint, Status
from complaints.errors import SujieError
from complaints.privacy import mask_text, names_of_company
from complaints.records import Channel
from reports.sheets import (
    HEADER_ROW,
    ROW_LIMIT,
    Cell,
    Column,
    add_forms,
    lay_out,
    made,
    safe_text,
    wall_date,
    wall_time,
    write_head,
    write_row,
)

TITLE = "办理问题清单"
ANONYMOUS = "匿名（保密）"
"""What the company column shows for a confidential case."""
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

_SPOKEN_HERE = frozenset({Channel.CHAT, Channel.GROUP, Channel.WEB})
"""Channels without case numbers of their own: what identifies a record there is the speaker's address."""

MASKED = re.compile(r"\d[\d -]*\*{3,}[\dXx]+")


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
        workbook.set_properties({"title": TITLE, "created": wall_time(made_at)})
        forms = add_forms(workbook)
        sheet = workbook.add_worksheet(TITLE)
        # The number stays in sight when somebody scrolls to the progress.
        lay_out(sheet, COLUMNS, len(complaints), frozen=2)
        write_head(sheet, COLUMNS, TITLE, f"制表时间：{made(made_at)}　合计：{len(complaints)}件", forms)
        for position, complaint in enumerate(complaints, start=1):
            cells = ledger_row(position, complaint, last_progress.get(complaint.number, ""), show_reporter)
            write_row(sheet, HEADER_ROW + position, COLUMNS, cells, forms)


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
        wall_time(record.received_at),
        ANONYMOUS if record.confidential else safe_text(mask_text(record.company)),
        _told(complaint, record.place, show_reporter),
        _told(complaint, _problem(complaint), show_reporter),
        safe_text(assignment.indicator if assignment else ""),
        safe_text(complaint.lead),
        safe_text("、".join(assignment.co_units) if assignment else ""),
        "",
        "",
        wall_date(due_at),
        _told(complaint, progress or record.result, show_reporter),
        safe_text(complaint.status.label),
        "",
        wall_date(closed_at),
    )


def _told(complaint: Complaint, text: str, show_reporter: bool) -> str:
    """The text without what identifies a person."""
    record = complaint.record
    # A single character would be taken out of unrelated words.
    if len(record.reporter) > 1 and (record.confidential or not show_reporter):
        text = text.replace(record.reporter, "反映人")
    if record.confidential:
        for name in names_of_company(record.company):
            text = text.replace(name, "某企业")
        if record.phone:
            text = text.replace(record.phone, "***")
    text = mask_text(text)
    return safe_text(MASKED.sub("***", text) if record.confidential else text)


def _problem(complaint: Complaint) -> str:
    """The title above the text; only the text where it begins with the title."""
    title, text = complaint.record.title.strip(), complaint.record.text.strip()
    return text if text.startswith(title) else f"{title}\n{text}"
