"""Both clocks of the office: 自然日 for the campaign's dates, 工作日 (with 调休) for hotline limits."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from complaints.errors import TableError
from complaints.ports import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
_END_OF_DAY = time(23, 59, 59)
WHOLE_YEAR = 10
"""Overrides in one year from which on the office has written down its holidays, and not a single closed day."""


class DayKind(StrEnum):
    """What an override line says of a day."""

    WORK = "班"
    REST = "休"


def due_in_working_days(start: datetime, days: int, calendar: Calendar) -> datetime:
    """The end of the `days`-th working day after `start`; the day of `start` itself does not count."""
    day = local_day(start)
    left = days
    while left > 0:
        day += timedelta(days=1)
        if calendar.is_working_day(day):
            left -= 1
    return end_of_day(day)


def due_in_natural_days(start: datetime, days: int) -> datetime:
    """The end of the `days`-th calendar day after `start`."""
    return end_of_day(local_day(start) + timedelta(days=days))


def end_of_day(day: date) -> datetime:
    """The last second of the day in the office's zone."""
    return datetime.combine(day, _END_OF_DAY, SHANGHAI)


def local_day(moment: datetime) -> date:
    """The day that it is then in the office."""
    return moment.astimezone(SHANGHAI).date()


class OverriddenCalendar:
    """A calendar with the office's own days laid over another one."""

    def __init__(self, base: Calendar, overrides: Mapping[date, DayKind]) -> None:
        self._base = base
        self._overrides = overrides
        years = Counter(day.year for day in overrides)
        self._years = frozenset(year for year, count in years.items() if count >= WHOLE_YEAR)

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on that day, by the override table first."""
        kind = self._overrides.get(day)
        return kind is DayKind.WORK if kind else self._base.is_working_day(day)

    def knows(self, day: date) -> bool:
        """Whether the year's holidays are known: to the base, or because the office has written them down."""
        return day in self._overrides or day.year in self._years or self._base.knows(day)


def read_overrides(path: Path) -> dict[date, DayKind]:
    """The override table (日期, 类型 班/休, 说明); TableError names every wrong line."""
    overrides: dict[date, DayKind] = {}
    problems: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line, row in enumerate(csv.reader(file), start=1):
            if line == 1 or not any(cell.strip() for cell in row):
                continue
            try:
                overrides[date.fromisoformat(row[0].strip())] = DayKind(row[1].strip())
            except (ValueError, IndexError):
                problems.append(f"{path.name} 第{line}行：应为“2021-09-26,班,说明”的样子，类型只能是“班”或“休”")
    if problems:
        raise TableError(problems)
    return overrides
