"""What the office edits in spreadsheets, read and checked together."""

from __future__ import annotations

from dataclasses import dataclass

from app.clocks import ChinaCalendar
from app.settings import Settings
from campaign.plan import Task, read_plan
from complaints.clocks import OverriddenCalendar, read_overrides
from complaints.errors import TableError
from complaints.limits import Limits, read_limits
from complaints.ports import Calendar
from complaints.routing import RoutingTable, read_routing_table
from complaints.timetable import Entry, read_timetable
from complaints.towns import Towns, read_towns
from complaints.units import Units, read_units


@dataclass(frozen=True, slots=True)
class Tables:
    """Units, towns, the routing table, the calendar, the limits, the standing reminders and the campaign's plan."""

    units: Units
    towns: Towns
    routing: RoutingTable
    calendar: Calendar
    limits: Limits
    timetable: tuple[Entry, ...]  #: With the reminders of the plan.
    plan: tuple[Task, ...]

    def words(self) -> list[str]:
        """The district's own words, for the segmenter's dictionary."""
        return [*self.units.words(), *self.towns.words(), *self.routing.words()]


def read_tables(settings: Settings) -> Tables:
    """The editable tables; TableError names every wrong line."""
    units = read_units(settings.tables / "units.csv")
    routing = read_routing_table(settings.routing_table, units)
    plan = read_plan(settings.plan) if settings.plan else ()
    return Tables(
        units=units,
        towns=read_towns(settings.tables / "towns.csv"),
        routing=routing,
        calendar=OverriddenCalendar(ChinaCalendar(), read_overrides(settings.tables / "workdays.csv")),
        limits=read_limits(settings.tables / "limits.csv", [route.matter for route in routing.routes]),
        timetable=_with_plan(read_timetable(settings.tables / "reminders.csv"), plan),
        plan=plan,
    )


def _with_plan(timetable: tuple[Entry, ...], plan: tuple[Task, ...]) -> tuple[Entry, ...]:
    """All reminders; two of one name would silence each other."""
    names = {entry.name for entry in timetable}
    both = [task for task in plan if task.name in names]
    if both:
        raise TableError(
            [f"活动计划 第{task.line}行：名称“{task.name}”在 reminders.csv 里也有，请删去其中一行" for task in both]
        )
    return (*timetable, *filter(None, (task.entry() for task in plan)))
