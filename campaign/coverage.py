"""Which registered enterprises the towns have visited, and which nobody has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from campaign.ledger_ports import RegisteredEnterprises, Visited, VisitedEnterprises
from campaign.registered_matching import RegisteredIndex
from complaints.companies.registered import Registered
from complaints.people import Person, Role
from complaints.rights import Right, demand

TownOf = Callable[[str], str]
"""The town that a visitor is, "" for a unit or nobody."""
_GONE = re.compile(r"注销|吊销|迁出|撤销")


@dataclass(frozen=True, slots=True)
class TownCoverage:
    """A town's numbers: `by_units` are those that no town has visited, but a unit has."""

    town: str
    registered: int
    visited: int
    by_units: int

    @property
    def unvisited(self) -> int:
        """How many no town has visited."""
        return self.registered - self.visited

    @property
    def rate(self) -> float | None:
        """The share that towns have visited, 0 to 1; None where nothing is registered."""
        return self.visited / self.registered if self.registered else None


@dataclass(frozen=True, slots=True)
class Unvisited:
    """A registered enterprise that no town has visited, and the units that have."""

    enterprise: Registered
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A visit to no enterprise of the list, or to one of `choices` that cannot be told apart."""

    visit: Visited
    choices: tuple[Registered, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The towns in order (with "" for those whose town is none of them), what is left, and what fits nothing."""

    towns: tuple[TownCoverage, ...]
    unvisited: tuple[Unvisited, ...]
    unplaced: tuple[Unplaced, ...]
    gone: int  #: Registered enterprises left out, because they are 注销, 吊销 or the like.

    @property
    def total(self) -> TownCoverage:
        """All towns together."""
        return TownCoverage(
            "合计", sum(one.registered for one in self.towns), sum(one.visited for one in self.towns),
            sum(one.by_units for one in self.towns),
        )  # fmt: skip


def cover(
    registered: Sequence[Registered], visits: Sequence[Visited], towns: Sequence[str], town_of: TownOf
) -> Coverage:
    """How far the visits cover the list; any town's visit counts, wherever the enterprise is registered."""
    by_town: set[int] = set()
    by_units: dict[int, dict[str, None]] = {}
    unplaced: list[Unplaced] = []
    for visit, hits in zip(visits, RegisteredIndex(registered).find_all(visits), strict=True):
        if len(hits) != 1:
            unplaced.append(Unplaced(visit, tuple(registered[at] for at in hits)))
        elif town_of(visit.visitor):
            by_town.add(hits[0])
        else:
            by_units.setdefault(hits[0], {})[visit.visitor] = None
    active = [at for at, one in enumerate(registered) if not _GONE.search(one.state)]
    unvisited = [
        Unvisited(registered[at], tuple(filter(None, by_units.get(at, ())))) for at in active if at not in by_town
    ]
    order = {town: at for at, town in enumerate(towns)}
    unvisited.sort(key=lambda one: order.get(one.enterprise.place, len(order)))
    return Coverage(
        _towns(registered, active, by_town, by_units, towns), tuple(unvisited), tuple(unplaced),
        len(registered) - len(active),
    )  # fmt: skip


def _towns(
    registered: Sequence[Registered],
    active: Sequence[int],
    by_town: set[int],
    by_units: Mapping[int, object],
    towns: Sequence[str],
) -> tuple[TownCoverage, ...]:
    counts = {town: [0, 0, 0] for town in (*towns, "")}
    for at in active:
        count = counts.get(registered[at].place, counts[""])
        count[0] += 1
        count[1] += at in by_town
        count[2] += at not in by_town and at in by_units
    return tuple(TownCoverage(town, *count) for town, count in counts.items() if town or count[0])


class Coverages:
    """What the office and the towns ask about the coverage of the list."""

    def __init__(
        self, registered: RegisteredEnterprises, visits: VisitedEnterprises, towns: Sequence[str], town_of: TownOf
    ) -> None:
        self._registered = registered
        self._visits = visits
        self._towns = towns
        self._town_of = town_of

    def of(self, person: Person) -> Coverage:
        """The coverage of the whole district for the office, of its own part for a town; Refused for anybody else."""
        demand(person, Right.COVERAGE, "覆盖")
        whole = cover(self._registered.registered(), self._visits.visited(), self._towns, self._town_of)
        if person.role is not Role.TOWN:
            return whole
        # A visit is matched with the whole list: a namesake in another town keeps it from being sure.
        return Coverage(
            tuple(one for one in whole.towns if one.town == person.unit),
            tuple(one for one in whole.unvisited if one.enterprise.place == person.unit),
            tuple(one for one in whole.unplaced if self._town_of(one.visit.visitor) == person.unit),
            0,
        )
