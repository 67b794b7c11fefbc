"""The real clock and calendar, and a clock that a script moves."""

from __future__ import annotations

from datetime import date, datetime

import chinese_calendar

from complaints.clocks import SHANGHAI


class SystemClock:
    """The machine's clock, in the office's zone."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(SHANGHAI)


class MovedClock:
    """A clock that stands where it was put; each reading is the same moment until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The moment that was set last."""
        return self._at

    def move(self, at: datetime) -> None:
        """Put the clock there."""
        self._at = at


class ChinaCalendar:
    """Working days with 调休 by chinesecalendar; past the last year that it knows, Monday to Friday."""

    def __init__(self) -> None:
        # The library checks its whole range at each call, and an import asks some twenty times a row.
        self._published: dict[date, bool | None] = {}

    def is_working_day(self, day: date) -> bool:
        """Whether the state's calendar makes it a working day."""
        published = self._look_up(day)
        return day.weekday() < 5 if published is None else published

    def knows(self, day: date) -> bool:
        """Whether the year's holidays have been published to the library."""
        return self._look_up(day) is not None

    def _look_up(self, day: date) -> bool | None:
        if day not in self._published:
            try:
                self._published[day] = bool(chinese_calendar.is_workday(day))
            except NotImplementedError:
                self._published[day] = None
        return self._published[day]
