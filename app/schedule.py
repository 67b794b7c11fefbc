"""When reminders are looked for: at the hours of the tables, and every few minutes for whatever else became due.

Every look posts what is owed and nothing twice (complaints/reminders.py), so a look too many does no harm and one
that was missed is made up by the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from complaints.clocks import SHANGHAI, local_day
from complaints.quiet import Quiet
from complaints.timetable import Entry

if TYPE_CHECKING:
    from apscheduler.schedulers.base import BaseScheduler

EVERY_MINUTES = 5
LONGEST_DAYS = 120
"""Of a clock that is moved farther, the last days alone are lived through hour by hour."""


def hours(quiet: Quiet, timetable: tuple[Entry, ...]) -> list[time]:
    """The times of the day at which something may become due or may be sent again."""
    ends = {span.end for span in quiet.spans}
    return sorted({time(0, 1), *ends, *(entry.at for entry in timetable)})


def moments(after: datetime, until: datetime, times: list[time]) -> Iterator[datetime]:
    """Every one of the times between two moments, the later one included, in order."""
    day = max(local_day(after), local_day(until) - timedelta(days=LONGEST_DAYS))
    while day <= local_day(until):
        for at in times:
            moment = datetime.combine(day, at, SHANGHAI)
            if after < moment <= until:
                yield moment
        day += timedelta(days=1)


def add_jobs(scheduler: BaseScheduler, look: Callable[[], object], times: list[time]) -> None:
    """Let `look` be called at the times and every few minutes, one at a time; a late call is made, several as one."""
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.interval import IntervalTrigger

    triggers = [CronTrigger(hour=at.hour, minute=at.minute, timezone=SHANGHAI) for at in times]
    for trigger in [*triggers, IntervalTrigger(minutes=EVERY_MINUTES, timezone=SHANGHAI)]:
        scheduler.add_job(look, trigger, coalesce=True, misfire_grace_time=None, max_instances=1)


def add_nightly(scheduler: BaseScheduler, work: Callable[[], object], hour: int) -> None:
    """Let `work` be called once a day at that hour of the office; it runs beside the other jobs."""
    from apscheduler.triggers.cron import CronTrigger

    trigger = CronTrigger(hour=hour, minute=0, timezone=SHANGHAI)
    scheduler.add_job(work, trigger, coalesce=True, misfire_grace_time=None, max_instances=1)
