"""When nobody is disturbed: nights, the lunch break and days off. Notices wait until it is over; none is dropped."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from complaints.clocks import SHANGHAI, local_day
from complaints.errors import SujieError
from complaints.ports import Calendar

_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–~至]\s*(\d{1,2}):(\d{2})")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Span:
    """From one time of the day to another, perhaps past midnight; the end is not part of it."""

    begin: time
    end: time

    def holds(self, moment: time) -> bool:
        """Whether the time lies in it."""
        if self.begin <= self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end


@dataclass(frozen=True, slots=True)
class Quiet:
    """The quiet hours, on the office's calendar; in the campaign every day is a day of duty."""

    spans: tuple[Span, ...]
    calendar: Calendar
    campaign: tuple[date, date] | None = None

    def is_on_duty(self, day: date) -> bool:
        """Whether people may be reminded on that day at all."""
        in_campaign = self.campaign is not None and self.campaign[0] <= day <= self.campaign[1]
        return in_campaign or self.calendar.is_working_day(day)

    def is_quiet(self, moment: datetime) -> bool:
        """Whether notices wait now."""
        local = moment.astimezone(SHANGHAI)
        return not self.is_on_duty(local.date()) or any(span.holds(local.time()) for span in self.spans)

    def ends_at(self, moment: datetime) -> datetime:
        """The first moment from `moment` on at which notices go out."""
        if not self.is_quiet(moment):
            return moment
        day = local_day(moment)
        for ahead in range(_LONGEST):
            for end in sorted({time.min, *(span.end for span in self.spans)}):
                candidate = datetime.combine(day + timedelta(days=ahead), end, SHANGHAI)
                if candidate > moment and not self.is_quiet(candidate):
                    return candidate
        return moment


def read_spans(text: str) -> tuple[Span, ...]:
    """The spans of “20:00-08:00, 12:00-13:30”; SujieError names the one that cannot be read. Empty: none."""
    return tuple(_span(part.strip()) for part in re.split(r"[,，;；、]", text) if part.strip())


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is not None:
        hours = [int(number) for number in found.groups()]
        with suppress(ValueError):
            return Span(time(hours[0], hours[1]), time(hours[2], hours[3]))
    raise SujieError(f"免打扰时段“{text}”应写成 20:00-08:00")
