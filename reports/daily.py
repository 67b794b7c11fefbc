"""样本企业走访台账 (附件2): the visits of some days by unit, with their sums, who has not told, and the coverage.

As in the ledger, phones are masked, and a confidential case names neither its enterprise nor its people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from campaign.daily import Daily, UnitDay
from campaign.visits import Visit
from complaints.clocks import SHANGHAI
from complaints.complaint import Complaint
from complaints.privacy import mask_text, names_of_company
from reports.ledger import ANONYMOUS, MASKED
from reports.sheets import safe_text
from reports.tables import Cell, Column, Line, TableSheet, write_tables

TITLE = "样本企业走访台账"
COLUMNS = (
    Column("序号", 5, "count"),
    Column("走访日期", 11, "short"),
    Column("走访单位", 11, "short"),
    Column("走访人", 7.5, "short"),
    Column("企业名称", 18, "short", "sum_visits"),
    Column("所属镇街", 9, "short"),
    Column("受访人", 7.5, "short"),
    Column("受访人身份", 7.5, "short"),
    Column("联系电话", 13, "short"),
    Column("走访方式", 6.5, "short"),
    Column("送政策情况", 16),
    Column("企业反映问题及诉求", 34, "text", "sum_cases"),
    Column("问题类别（指标）", 9, "short"),
    Column("责任单位", 10, "short"),
    Column("办理措施", 16),
    Column("办理时限", 11, "short"),
    Column("办理状态", 8, "short"),
    Column("企业满意度", 7, "short"),
    Column("企业状态", 6.5, "short"),
    Column("是否入微信群", 7, "short"),
    Column("备注", 12),
)
"""The columns of 附件2 in its order."""
UNIT_COLUMNS = (
    Column("序号", 5, "count", "sum_count"),
    Column("单位", 26, "short"),
    Column("类型", 10, "short"),
    Column("本期走访", 10, "count", "sum_count"),
    Column("累计走访", 10, "count", "sum_count"),
    Column("本期反映问题", 12, "count", "sum_count"),
    Column("应走访企业", 12, "count", "sum_count"),
    Column("已走访企业", 12, "count", "sum_count"),
    Column("覆盖率", 10, "percent", "sum_percent"),
    Column("末日报送", 10, "short"),
)
UNNAMED = "（未写单位）"
_STAFF_CASE = "（反映单位人员，另行办理）"
_COMPANY, _PROBLEM = 4, 11
"""Where the sums stand in COLUMNS."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reader of the sheet may see: names of people who were visited, and what is about units' own people."""

    people: bool = True
    staff_cases: bool = False


def write_daily(path: Path, daily: Daily, *, made_at: datetime, shown: Shown) -> None:
    """Write the visits and, on a second sheet, each unit's figures as a workbook at `path`, over what stood there."""
    days = f"{daily.since}" if daily.since == daily.until else f"{daily.since} 至 {daily.until}"
    made = f"{made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    missing = "、".join(daily.missing) or "无"
    visits = TableSheet(
        "走访台账", TITLE, safe_text(f"走访日期：{days}　制表时间：{made}"), COLUMNS, list(_visit_lines(daily, shown))
    )
    facts = safe_text(f"截至：{daily.until}　制表时间：{made}　{daily.until}未报：{missing}")
    units = TableSheet("报送与覆盖", f"{TITLE}报送与覆盖情况", facts, UNIT_COLUMNS, list(_unit_lines(daily)))
    write_tables(path, [visits, units], made_at)


def _visit_lines(daily: Daily, shown: Shown) -> Iterator[Line]:
    position = 0
    for unit, group in groupby(daily.visits, key=lambda visit: visit.unit):
        visits = list(group)
        for visit in visits:
            position += 1
            yield Line(visit_row(position, visit, daily.complaints.get(visit.problem_id), shown))
        problems = sum(bool(visit.problem) for visit in visits)
        yield _sum_line("小计", safe_text(unit) or UNNAMED, len(visits), problems)
    yield _sum_line("合计", "", len(daily.visits), sum(bool(visit.problem) for visit in daily.visits))
    yield _sum_line("累计", "", daily.total, daily.problems_in_total)


def _sum_line(word: str, unit: str, visits: int, problems: int) -> Line:
    cells: list[Cell] = [word, "", unit, *[""] * (len(COLUMNS) - 3)]
    cells[_COMPANY], cells[_PROBLEM] = visits, problems
    return Line(tuple(cells), is_sum=True)


def visit_row(position: int, visit: Visit, complaint: Complaint | None, shown: Shown) -> tuple[Cell, ...]:
    """The visit's cells in the order of COLUMNS, made safe and masked; where it stands is what its complaint says."""
    is_staff = complaint is not None and complaint.is_about_staff() and not shown.staff_cases
    is_secret = is_staff or visit.confidential or (complaint is not None and complaint.record.confidential)
    is_hidden = is_secret or not shown.people
    told = _Telling(visit, is_secret, is_hidden)
    unit = complaint.lead if complaint and complaint.lead else visit.handling_unit
    assignment = complaint.assignment if complaint else None
    due = f"{assignment.due_at.astimezone(SHANGHAI):%Y-%m-%d}" if assignment else visit.due
    in_group = {True: "是", False: "否", None: ""}[visit.in_group]
    return (
        position,
        _day(visit.day),
        safe_text(visit.unit) or UNNAMED,
        safe_text(visit.visitor),
        ANONYMOUS if is_secret else safe_text(mask_text(visit.company)),
        safe_text(visit.place),
        "" if is_hidden else safe_text(mask_text(visit.person)),
        safe_text(visit.person_role),
        "" if is_hidden else safe_text(mask_text(visit.phone)),
        safe_text(visit.method),
        told.safe(visit.policies),
        _STAFF_CASE if is_staff else told.safe(visit.problem),
        safe_text(assignment.indicator if assignment else visit.indicator),
        "" if is_staff else safe_text(unit),
        "" if is_staff else told.safe(visit.measures),
        safe_text(due),
        safe_text(complaint.status.label if complaint else visit.status),
        safe_text(visit.satisfaction),
        safe_text(visit.company_state),
        in_group,
        told.safe(visit.note),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """How a visit's own words are told: without the enterprise's name, without its people's, or as they are."""

    visit: Visit
    is_secret: bool
    is_hidden: bool

    def safe(self, text: str) -> str:
        if self.is_hidden and len(self.visit.person) > 1:
            text = text.replace(self.visit.person, "受访人")
        if self.is_secret:
            for name in names_of_company(self.visit.company):
                text = text.replace(name, "某企业")
        text = mask_text(text)
        return safe_text(MASKED.sub("***", text) if self.is_hidden else text)


def _unit_lines(daily: Daily) -> Iterator[Line]:
    for position, unit in enumerate(daily.units, start=1):
        yield Line((position, safe_text(unit.unit) or UNNAMED, unit.kind, *_figures([unit]), _state(unit)))
    yield Line(("合计", "", "", *_figures(daily.units), ""), is_sum=True)


def _figures(units: tuple[UnitDay, ...] | list[UnitDay]) -> tuple[Cell, ...]:
    known, reached = sum(unit.known for unit in units), sum(unit.reached for unit in units)
    return (
        sum(unit.visits for unit in units), sum(unit.total for unit in units), sum(unit.problems for unit in units),
        known, reached, reached / known if known else None,
    )  # fmt: skip


def _state(unit: UnitDay) -> str:
    if not unit.must_tell:
        return "—"
    return "未报" if unit.owes else "已报"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
