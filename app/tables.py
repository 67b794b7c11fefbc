"""What the office edits in spreadsheets, read and checked together."""

from __future__ import annotations

from dataclasses import dataclass

from app.clocks import ChinaCalendar
from app.settings import Settings
from complaints.clocks import OverriddenCalendar, read_overrides
from complaints.ports import Calendar
from complaints.routing import RoutingTable, read_routing_table
from complaints.units import Towns, Units, read_towns, read_units


@dataclass(frozen=True, slots=True)
class Tables:
    """Units, towns, the routing table and the calendar."""

    units: Units
    towns: Towns
    routing: RoutingTable
    calendar: Calendar

    def words(self) -> list[str]:
        """The district's own words, for the segmenter's dictionary."""
        return [*self.units.words(), *self.towns.words(), *self.routing.words()]


def read_tables(settings: Settings) -> Tables:
    """The editable tables; TableError names every wrong line."""
    units = read_units(settings.tables / "units.csv")
    return Tables(
        units=units,
        towns=read_towns(settings.tables / "towns.csv"),
        routing=read_routing_table(settings.routing_table, units),
        calendar=OverriddenCalendar(ChinaCalendar(), read_overrides(settings.tables / "workdays.csv")),
    )
