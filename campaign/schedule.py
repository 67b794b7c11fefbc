"""What of the plan is due, for whom, and who has not reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campaign.plan import Report, Task
from campaign.publishing import Publishing
from campaign.visiting import Visiting
from complaints.clocks import local_day
from complaints.people import Person, Role
from complaints.ports import Calendar
from complaints.timetable import Audience


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task on one of its days; `missing` are those of whom the program can see that they have not reported."""

    task: Task
    at: datetime
    missing: tuple[str, ...]


class Schedule:
    """The plan against what has been told."""

    def __init__(
        self,
        plan: Sequence[Task],
        visiting: Visiting,
        publishing: Publishing,
        calendar: Calendar,
        leads: Sequence[str],
        towns: Sequence[str],
    ) -> None:
        self.plan = tuple(plan)
        self._visiting = visiting
        self._publishing = publishing
        self._calendar = calendar
        self._names = {Audience.LEADS: tuple(leads), Audience.TOWNS: tuple(towns)}

    def due(self, person: Person, since: datetime, until: datetime) -> list[DueTask]:
        """What falls due from the day of `since` to the moment of `until`, the earliest first.

        The office and the leaders see everything, a unit or town what is for it.
        """
        day, found = local_day(since), []
        while day <= local_day(until):
            is_working = self._calendar.is_working_day(day)
            for task in self.plan:
                if task.falls_on(day, is_working) and task.due_on(day) <= until and self._concerns(task, person):
                    found.append(DueTask(task, task.due_on(day), self._missing(task, day, person)))
            day += timedelta(days=1)
        return sorted(found, key=lambda one: one.at)

    def days_of(self, report: Report, since: date, until: date) -> list[date]:
        """The days from `since` to `until` on which the plan wants that report."""
        days = (since + timedelta(days=at) for at in range((until - since).days + 1))
        tasks = [task for task in self.plan if task.report is report]
        return [day for day in days if any(task.falls_on(day, self._calendar.is_working_day(day)) for task in tasks)]

    def reported(self, report: str, day: date) -> frozenset[str]:
        """The units and towns that have reported by that day."""
        match Report(report):
            case Report.VISITS:
                return self._visiting.reported(day)
            case Report.PUBLICITY:
                return self._publishing.reported(day)
            case Report.SAMPLES:
                return self._visiting.listed()

    def _concerns(self, task: Task, person: Person) -> bool:
        if person.role in (Role.LIAISON, Role.TOWN):
            return person.unit in self._expected(task)
        return person.role is not Role.ENTERPRISE

    def _missing(self, task: Task, day: date, person: Person) -> tuple[str, ...]:
        if task.report is None:
            return ()
        done = self.reported(task.report, day)
        missing = tuple(name for name in self._expected(task) if name not in done)
        is_own = person.role in (Role.LIAISON, Role.TOWN)
        return tuple(name for name in missing if name == person.unit) if is_own else missing

    def _expected(self, task: Task) -> tuple[str, ...]:
        return tuple(name for audience in task.audience for name in self._names.get(audience, ()))
