"""The campaign's plan: what is due when, from whom, and what of it the program can see. tables/campaign.csv.

Another campaign is another file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path

from complaints.clocks import SHANGHAI
from complaints.editable import read_lines
from complaints.errors import TableError
from complaints.timetable import EVERY_DAY, WEEKDAYS, WORKING_DAYS, Audience, Entry, day_of, time_of

HEADERS = ("名称", "起", "止", "哪天", "提醒", "截止", "报送", "发给", "内容")
LAST_DAY = "止日"
_AUDIENCE = (Audience.LEADS, Audience.TOWNS, Audience.OFFICE, Audience.LEADERS)


class Report(StrEnum):
    """What has to be reported, where the program can see who has."""

    SAMPLES = "样本企业"  #: 附件1: the unit's enterprises are known.
    VISITS = "走访"  #: 附件2: a visit on that day.
    PUBLICITY = "宣传"  #: 附件3: as many articles in that week as are owed.


@dataclass(frozen=True, slots=True)
class Task:
    """One line: between which days, on which of them, and at which hours it is reminded of and due."""

    line: int
    name: str
    first: date
    last: date
    days: frozenset[str]
    remind_at: time | None
    due_at: time
    report: Report | None
    audience: tuple[Audience, ...]
    text: str

    def falls_on(self, day: date, is_working_day: bool) -> bool:
        """Whether it is due on that day."""
        if not self.first <= day <= self.last:
            return False
        if LAST_DAY in self.days:
            return day == self.last
        is_named = EVERY_DAY in self.days or WEEKDAYS[day.weekday()] in self.days
        return is_named or (WORKING_DAYS in self.days and is_working_day)

    def due_on(self, day: date) -> datetime:
        """The moment of that day at which it is due."""
        return datetime.combine(day, self.due_at, SHANGHAI)

    def entry(self) -> Entry | None:
        """The standing reminder of it, if it has one."""
        if self.remind_at is None:
            return None
        is_once = LAST_DAY in self.days
        days = frozenset({EVERY_DAY}) if is_once else self.days
        first, report = self.last if is_once else self.first, self.report.value if self.report else ""
        return Entry(self.line, self.name, self.remind_at, days, first, self.last, self.audience, self.text, report)


def read_plan(path: Path) -> tuple[Task, ...]:
    """The plan at `path`; TableError holds a sentence for every wrong line."""
    problems: list[str] = []
    tasks: list[Task] = []
    names: dict[str, int] = {}
    for line, cells in read_lines(path, HEADERS, problems):
        before = names.setdefault(cells[0], line)
        if before != line:
            problems.append(f"{path.name} 第{line}行：名称“{cells[0]}”与第{before}行重复")
        task = _task(f"{path.name} 第{line}行", line, cells, problems)
        if task is not None:
            tasks.append(task)
    if problems:
        raise TableError(problems)
    return tuple(tasks)


def samples_due(plan: Sequence[Task]) -> datetime | None:
    """Until when 附件1 is wanted; None where no line of the plan asks for it."""
    wanted = [task.due_on(task.last) for task in plan if task.report is Report.SAMPLES]
    return max(wanted, default=None)


def week_ends_on(plan: Sequence[Task], usual: int = 4) -> int:
    """The weekday on which publicity is due, Monday is 0; the usual one where no line says it."""
    days = [day for task in plan if task.report is Report.PUBLICITY for day in WEEKDAYS if day in task.days]
    return WEEKDAYS.index(days[-1]) if days else usual


def _task(place: str, line: int, cells: Sequence[str], problems: list[str]) -> Task | None:
    name, start, end, on, remind, due, report, to, text = cells
    before = len(problems)
    if not name or not text:
        problems.append(f"{place}：名称和内容不能为空")
    first, last = _day(place, "起", start, problems), _day(place, "止", end, problems)
    if first and last and last < first:
        problems.append(f"{place}：止“{end}”早于起“{start}”，请对调")
    remind_at = time_of(place, remind, problems) if remind else None
    due_at = time_of(place, due, problems)
    if remind_at and due_at and remind_at > due_at:
        problems.append(f"{place}：提醒“{remind}”晚于截止“{due}”，请改早")
    days = _days(place, on, problems)
    if report and report not in [*Report]:
        problems.append(f"{place}：报送“{report}”应为 {'、'.join(Report)}，程序看不出的请留空")
    audience = _audience(place, to, problems)
    if len(problems) > before or first is None or last is None or due_at is None:
        return None
    return Task(line, name, first, last, days, remind_at, due_at, Report(report) if report else None, audience, text)


def _day(place: str, column: str, text: str, problems: list[str]) -> date | None:
    if not text:
        problems.append(f"{place}：{column}为空，请写成 2021-08-30")
        return None
    return day_of(place, text, problems)


def _days(place: str, on: str, problems: list[str]) -> frozenset[str]:
    days = frozenset(part for part in on.replace("，", "、").split("、") if part)
    if not days or days - {EVERY_DAY, WORKING_DAYS, LAST_DAY, *WEEKDAYS}:
        names = "、".join((EVERY_DAY, WORKING_DAYS, LAST_DAY, *WEEKDAYS))
        problems.append(f"{place}：哪天“{on}”应为 {names}")
    return days


def _audience(place: str, to: str, problems: list[str]) -> tuple[Audience, ...]:
    words = [part for part in to.replace("，", "、").split("、") if part]
    audience = tuple(one for one in _AUDIENCE if one.value in words)
    if not words or len(audience) != len(set(words)):
        problems.append(f"{place}：发给“{to}”应为 {'、'.join(_AUDIENCE)}")
    return audience
