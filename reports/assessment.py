"""考核得分表: the ranking, the cases behind every point, and what would have changed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from campaign.assessment import Score
from campaign.circular import Period
from campaign.marks import UnitMark
from complaints.clocks import SHANGHAI
from reports.sheets import safe_text

TITLE = "营商环境诉求办理考核得分表"
RANKING, BEHIND, CHANGES, MARKS = "得分排名", "每一分的诉求", "怎样会变", "一票肯定和问责"
_BASE = {"font_name": "宋体", "font_size": 11, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
_WIDE = {"单位": 34, "理由": 50, "假如": 26, "编号": 18}
_NARROW = 12
"""Widths of columns in characters: a unit's name must fit on one line, for no program fits a row to it."""

Row = Sequence[str | int | Decimal]


def write_assessment(path: Path, scores: Sequence[Score], period: Period, marks: Sequence[UnitMark] = ()) -> None:
    """Write the four sheets at `path`, over what stood there; all scores are of the same table."""
    names = [one.item.name for one in scores[0].points] if scores else []
    at = period.as_of.astimezone(SHANGHAI)
    facts = f"{period.first}至{period.last}登记的诉求，截至{at:%Y-%m-%d %H:%M}"
    # Opened here, for the library hides what the system says of a path in an error of its own.
    with path.open("wb") as file, xlsxwriter.Workbook(file) as book:
        _sheet(book, RANKING, facts, ("名次", "单位", *names, "得分", "与前一名差"), map(_ranked, scores))
        points = (
            (score.unit, one.item.name, one.score, number)
            for score in scores
            for one in score.points
            for number in one.cases
        )
        _sheet(book, BEHIND, "得分是该项合计，封顶后的", ("单位", "项目", "该项得分", "编号"), points)
        changes = (
            (score.unit, f"没有{one.item.name}的{one.cases}件", score.total, score.rank, one.score, one.rank)
            for score in scores
            for one in score.changes
        )
        _sheet(book, CHANGES, facts, ("单位", "假如", "现得分", "现名次", "会得分", "会列第几"), changes)
        set_by_people = ((one.unit, one.mark.value, one.by, day_of(one), one.reason) for one in marks)
        _sheet(
            book,
            MARKS,
            "由中心的人填写并写明理由，不由程序计算",
            ("单位", "标记", "填写人", "日期", "理由"),
            set_by_people,
        )


def day_of(mark: UnitMark) -> str:
    """The day in China on which the mark was set."""
    return f"{mark.at.astimezone(SHANGHAI):%Y-%m-%d}"


def _ranked(score: Score) -> Row:
    return (score.rank, score.unit, *(one.score for one in score.points), score.total, score.behind)


def _sheet(book: xlsxwriter.Workbook, name: str, facts: str, headings: Sequence[str], rows: Iterable[Row]) -> None:
    cell, head = book.add_format(_BASE), book.add_format({**_BASE, "font_name": "黑体", "bg_color": "#E7E6E6"})
    title = book.add_format({"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"})
    note = book.add_format({"font_name": "宋体", "font_size": 10})
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    for at, heading in enumerate(headings):
        sheet.set_column(at, at, _WIDE.get(heading, _NARROW))
    sheet.merge_range(0, 0, 0, len(headings) - 1, TITLE if name == RANKING else f"{TITLE}（{name}）", title)
    sheet.set_row(0, 30)
    sheet.write_string(1, 0, facts, note)
    for at, heading in enumerate(headings):
        sheet.write_string(2, at, safe_text(heading), head)
    for row, values in enumerate(rows, start=3):
        for at, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(row, at, safe_text(value), cell)
            else:
                sheet.write_number(row, at, float(value), cell)
