"""The day's figures of the visits: by unit and town, who is missing, and how many known enterprises were reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from campaign.ports import KnownLine, Reached, VisitCount
from campaign.visits import Doubt, Visit
from complaints.companies.naming import core_of
from complaints.complaint import Complaint
from complaints.records import Channel
from complaints.timetable import Audience

OTHER = "其他"


@dataclass(frozen=True, slots=True)
class UnitDay:
    """One unit or town: its visits of the days asked for and so far, and its coverage of the known enterprises.

    A lead unit's known enterprises are those that it has listed in 附件1, a town's those that lie there.
    """

    unit: str
    kind: str  #: 牵头单位, 镇街, or 其他: whoever visits without having to.
    visits: int
    total: int
    problems: int
    known: int
    reached: int
    has_told: bool  #: Of a visit on the last day.

    @property
    def must_tell(self) -> bool:
        """Whether it has to tell of its visits day by day."""
        return self.kind != OTHER

    @property
    def owes(self) -> bool:
        """It has to tell of visits, and has told of none on the last day."""
        return self.must_tell and not self.has_told


@dataclass(frozen=True, slots=True)
class Daily:
    """What is known of the visits of some days; `complaints` are those that came of them, by their external ids."""

    since: date
    until: date
    visits: tuple[Visit, ...]
    units: tuple[UnitDay, ...]
    complaints: Mapping[str, Complaint]
    problems_in_total: int
    doubts: Mapping[Doubt, int]

    @property
    def count(self) -> int:
        """The visits of the days."""
        return sum(unit.visits for unit in self.units)

    @property
    def total(self) -> int:
        """All visits until the last day."""
        return sum(unit.total for unit in self.units)

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has told of no visit on the last day."""
        return tuple(unit.unit for unit in self.units if unit.owes)


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of visits: of the days asked for, until the last of them, and of the last day alone."""

    days: Sequence[VisitCount]
    total: Sequence[VisitCount]
    last: Sequence[VisitCount]


def unit_days(
    leads: Sequence[str], towns: Sequence[str], counts: Counts, coverage: Mapping[str, tuple[int, int]]
) -> tuple[UnitDay, ...]:
    """A line for each lead unit, each town, and whoever else has visited anybody, in this order."""
    days, total = _by_unit(counts.days), _by_unit(counts.total)
    told = {one.unit for one in counts.last}
    none = VisitCount("", 0, 0)
    kinds = {**dict.fromkeys(leads, Audience.LEADS.value), **dict.fromkeys(towns, Audience.TOWNS.value)}
    kinds |= {unit: OTHER for unit in total if unit not in kinds}
    return tuple(
        UnitDay(
            unit, kind, days.get(unit, none).visits, total.get(unit, none).visits, days.get(unit, none).problems,
            *coverage.get(unit, (0, 0)), unit in told,
        )
        for unit, kind in kinds.items()
    )  # fmt: skip


def coverage_of(
    lines: Iterable[KnownLine], reached: Iterable[Reached], towns: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """By unit and town, how many enterprises are known as its own, and how many of them it has visited."""
    own: dict[str, dict[str, str]] = {}
    for line in lines:
        owners = [line.unit] if line.channel is Channel.ENTERPRISES and line.unit else []
        owners += [line.place] if line.place in towns else []
        for owner in owners:
            own.setdefault(owner, {})[line.key] = core_of(line.name) or line.name
    seen: dict[str, set[str]] = {}
    for one in reached:
        # 附件1 may tell a credit code where the visit tells a name alone.
        seen.setdefault(one.unit, set()).update((one.key, core_of(one.company) or one.company))
    return {
        owner: (len(known), sum(not {key, core}.isdisjoint(seen.get(owner, ())) for key, core in known.items()))
        for owner, known in own.items()
    }


def count_doubts(doubts: Iterable[Sequence[Doubt]]) -> dict[Doubt, int]:
    """How often each doubt stands, in the order of Doubt."""
    counted = Counter(one for some in doubts for one in some)
    return {doubt: counted[doubt] for doubt in Doubt if counted[doubt]}


def _by_unit(counts: Iterable[VisitCount]) -> dict[str, VisitCount]:
    return {one.unit: one for one in counts}
