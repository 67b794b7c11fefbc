"""What the circular needs to know of visits and publicity; whoever keeps those hands it in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitVisits:
    """One unit's visits: in the period, in all, enterprises reached of those it must visit, days not reported."""

    unit: str
    visits: int
    total: int
    covered: int
    known: int
    missing_days: int


@dataclass(frozen=True, slots=True)
class VisitFigures:
    """The visits of a period, a line for each unit that owes some."""

    units: tuple[UnitVisits, ...]


@dataclass(frozen=True, slots=True)
class UnitPublicity:
    """One unit's articles in the period, and how many it owes."""

    unit: str
    count: int
    wanted: int

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(self.wanted - self.count, 0)


@dataclass(frozen=True, slots=True)
class PublicityFigures:
    """The articles of a period, a line for each unit that owes some."""

    units: tuple[UnitPublicity, ...]
