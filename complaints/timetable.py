"""The office's standing reminders: what is told to whom at which hour. Read from tables/reminders.csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path

from complaints.editable import read_lines
from complaints.errors import TableError

HEADERS = ("名称", "时间", "哪天", "起", "止", "发给", "内容")
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
EVERY_DAY = "每天"
WORKING_DAYS = "工作日"


class Audience(StrEnum):
    """Whom a line is for."""

    LEADS = "牵头单位"
    TOWNS = "镇街"
    OFFICE = "中心"
    LEADERS = "领导"
    MORNING = "各单位待办"  #: Each unit with its own open items: the morning report.


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: `days` is 每天, 工作日 or weekdays; first and last are the days between which it counts."""

    line: int
    name: str
    at: time
    days: frozenset[str]
    first: date | None
    last: date | None
    audience: tuple[Audience, ...]
    text: str
    report: str = ""  #: What has to be reported by then: whoever has done so is not reminded.

    def is_due(self, local: datetime, is_working_day: bool) -> bool:
        """Whether its hour has come on this day, told as the office's local time."""
        day = local.date()
        if (self.first and day < self.first) or (self.last and day > self.last) or local.time() < self.at:
            return False
        if EVERY_DAY in self.days or WEEKDAYS[day.weekday()] in self.days:
            return True
        return WORKING_DAYS in self.days and is_working_day


def read_timetable(path: Path) -> tuple[Entry, ...]:
    """The table at `path`; TableError holds a sentence for every wrong line."""
    problems: list[str] = []
    entries: list[Entry] = []
    names: dict[str, int] = {}
    for line, cells in read_lines(path, HEADERS, problems):
        before = names.setdefault(cells[0], line)
        if before != line:
            problems.append(f"{path.name} 第{line}行：名称“{cells[0]}”与第{before}行重复")
        entry = _entry(f"{path.name} 第{line}行", line, cells, problems)
        if entry is not None:
            entries.append(entry)
    if problems:
        raise TableError(problems)
    return tuple(entries)


def _entry(place: str, line: int, cells: Sequence[str], problems: list[str]) -> Entry | None:
    name, hour, on, first, last, to, text = cells
    before = len(problems)
    if not name:
        problems.append(f"{place}：名称为空")
    at = time_of(place, hour, problems)
    days = frozenset(part for part in on.replace("，", "、").split("、") if part)
    if not days or days - {EVERY_DAY, WORKING_DAYS, *WEEKDAYS}:
        problems.append(f"{place}：哪天“{on}”应为 {EVERY_DAY}、{WORKING_DAYS} 或 {'、'.join(WEEKDAYS)}")
    words = [part for part in to.replace("，", "、").split("、") if part]
    audience = tuple(one for one in Audience if one.value in words)
    if not words or len(audience) != len(set(words)):
        problems.append(f"{place}：发给“{to}”应为 {'、'.join(Audience)}")
    if not text:
        problems.append(f"{place}：内容为空")
    start, end = day_of(place, first, problems), day_of(place, last, problems)
    if at is None or len(problems) > before:
        return None
    return Entry(line, name, at, days, start, end, audience, text)


def time_of(place: str, text: str, problems: list[str]) -> time | None:
    """The hour in the cell, or None with a sentence in `problems`; `place` begins it."""
    try:
        return time.fromisoformat(text.rjust(5, "0"))
    except ValueError:
        problems.append(f"{place}：时间“{text}”应写成 08:30")
        return None


def day_of(place: str, text: str, problems: list[str]) -> date | None:
    """The day in the cell, None for an empty one, or None with a sentence in `problems`."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(f"{place}：日期“{text}”应写成 2021-08-30，不限请留空")
        return None
