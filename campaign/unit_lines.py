"""By unit what became of the cases that it leads: each figure is the tuple of the cases' numbers behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from complaints.complaint import Complaint, Status
from complaints.follow_up import Satisfaction
from complaints.rates import ALL_UNITS, Ratio

NOT_HANDLED = frozenset({Status.MERGED, Status.SPLIT, Status.WITHDRAWN, Status.DECLINED})
"""The statuses that count in no unit's figures, as in the rates."""
_DONE = frozenset({Status.REPORTED, Status.FOLLOW_UP, Status.CLOSED, Status.ARCHIVED})

Numbers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit's cases by what became of them. `on_time` and `late` are counted as in 按时办结率."""

    unit: str
    given: Numbers = ()  #: 派发: led by the unit.
    finished: Numbers = ()  #: 办结: reported done, or further.
    unfinished: Numbers = ()  #: 未办结: `given` without `finished`.
    on_time: Numbers = ()  #: 按时办结: every report in time, and not overdue now.
    late: Numbers = ()  #: 超时: reported late, or overdue now.
    overdue: Numbers = ()  #: 逾期未办结.
    answered: Numbers = ()  #: 已评价: the enterprise has said how content it is.
    discontent: Numbers = ()  #: 不满意.

    @property
    def finished_rate(self) -> Ratio:
        """办结率: 办结 / 派发."""
        return Ratio(len(self.finished), len(self.given))

    @property
    def on_time_rate(self) -> Ratio:
        """按时办结率: 按时办结 / (按时办结 + 超时)."""
        return Ratio(len(self.on_time), len(self.on_time) + len(self.late))

    @property
    def discontent_rate(self) -> Ratio:
        """不满意率: 不满意 / 已评价."""
        return Ratio(len(self.discontent), len(self.answered))


def columns_of(line: UnitLine) -> tuple[tuple[str, Numbers], ...]:
    """A unit's figures under their names, in the order of the table."""
    return (
        ("派发", line.given), ("办结", line.finished), ("按时办结", line.on_time), ("超时", line.late),
        ("未办结", line.unfinished), ("逾期未办结", line.overdue), ("已评价", line.answered),
        ("不满意", line.discontent),
    )  # fmt: skip


def lines_of(complaints: Iterable[Complaint], now: datetime) -> tuple[UnitLine, ...]:
    """A line for each unit that leads one of these, those with most cases first."""
    by_unit: defaultdict[str, list[Complaint]] = defaultdict(list)
    for complaint in complaints:
        if complaint.lead and complaint.status not in NOT_HANDLED:
            by_unit[complaint.lead].append(complaint)
    lines = [_line(unit, cases, now) for unit, cases in by_unit.items()]
    return tuple(sorted(lines, key=lambda line: (-len(line.given), line.unit)))


def all_units(lines: Sequence[UnitLine]) -> UnitLine:
    """All units together."""
    names = [field.name for field in fields(UnitLine) if field.name != "unit"]
    return UnitLine(ALL_UNITS, **{name: tuple(n for line in lines for n in getattr(line, name)) for name in names})


def _line(unit: str, cases: Sequence[Complaint], now: datetime) -> UnitLine:
    overdue = frozenset(case.number for case in cases if case.is_overdue(now))
    in_time = {case.number: case.standing.reported_in_time for case in cases}
    satisfaction = {case.number: follow.satisfaction for case in cases if (follow := case.standing.follow_up)}
    finished = frozenset(case.number for case in cases if case.status in _DONE)
    given = tuple(sorted(in_time))
    return UnitLine(
        unit,
        given=given,
        finished=tuple(n for n in given if n in finished),
        unfinished=tuple(n for n in given if n not in finished),
        on_time=tuple(n for n in given if in_time[n] is True and n not in overdue),
        late=tuple(n for n in given if in_time[n] is False or n in overdue),
        overdue=tuple(n for n in given if n in overdue),
        answered=tuple(n for n in given if satisfaction.get(n) is not None),
        discontent=tuple(n for n in given if satisfaction.get(n) is Satisfaction.DISSATISFIED),
    )
