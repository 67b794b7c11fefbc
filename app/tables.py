"""What the office edits in spreadsheets, read and checked together."""

from __future__ import annotations

from dataclasses import dataclass

from app.clocks import ChinaCalendar
from app.settings import Settings
from complaints.clocks import OverriddenCalendar, read_overrides
from complaints.limits import Limits, read_limits
from complaints.ports import Calendar
from complaints.routing import RoutingTable, read_routing_table
from complaints.timetable import Entry, read_timetable
from complaints.towns import Towns, read_towns
from complaints.units import Units, read_units


@dataclass(frozen=True, slots=True)
class Tables:
    """Units, towns, the routing table, the calendar, the limits and the standing reminders."""

    units: Units
    towns: Towns
    routing: RoutingTable
    calendar: Calendar
    limits: Limits
    timetable: tuple[Entry, ...]

    def words(self) -> list[str]:
        """The district's own words, for the segmenter's dictionary."""
        return [*self.units.words(), *self.towns.words(), *self.routing.words()]


def read_tables(settings: Settings) -> Tables:
    """The editable tables; TableError names every wrong line."""
    units = read_units(settings.tables / "units.csv")
    routing = read_routing_table(settings.routing_table, units)
    return Tables(
        units=units,
        towns=read_towns(settings.tables / "towns.csv"),
        routing=routing,
        calendar=OverriddenCalendar(ChinaCalendar(), read_overrides(settings.tables / "workdays.csv")),
        limits=read_limits(settings.tables / "limits.csv", [route.matter for route in routing.routes]),
        timetable=read_timetable(settings.tables / "reminders.csv"),
    )
