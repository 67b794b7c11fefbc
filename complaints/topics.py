"""Hot topics: the same trouble told by many. What is grouped, what comes of it, and how hot it is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from complaints.clocks import local_day
from complaints.complaint import OPEN, Complaint, Status

MONTH = timedelta(days=30)
_HALF_LIFE = 30.0
"""Days after which a case has lost half of what novelty adds to it."""
_OLD = 0.5
"""What a case counts for when its novelty is gone."""
_OUTSIDE = 0.5
"""What a case outside the busiest thirty days counts for: trouble that comes together is hotter."""
_COMPANY = 0.5
_AGREED = 3.0


class State(StrEnum):
    """How far a case has come; a list of messages from elsewhere does not say."""

    UNKNOWN = "unknown"
    SETTLED = "settled"  #: Nobody owes anything any more.
    OPEN = "open"
    OVERDUE = "overdue"  #: Open, and past its due time.


_URGENCY = {State.UNKNOWN: 1.0, State.SETTLED: 0.7, State.OPEN: 1.0, State.OVERDUE: 1.3}


@dataclass(frozen=True, slots=True)
class Case:
    """One complaint as it is grouped; `id` is unique and `at` aware.

    `company` is the enterprise that complains and `reporter` the person, by any key; both may be empty. `weight` is
    what one reporter of this channel counts for. `followers` and `opposers` only agreed (点赞) or disagreed (反对).
    """

    id: str
    title: str
    text: str
    place: str
    at: datetime
    company: str = ""
    weight: float = 1.0
    followers: int = 0
    reporter: str = ""
    opposers: int = 0
    state: State = State.UNKNOWN

    @property
    def agreed(self) -> int:
        """How many more agreed than disagreed; 0 where it is the other way round."""
        return max(self.followers - self.opposers, 0)


@dataclass(frozen=True, slots=True)
class Least:
    """What makes cases a topic: so many of them, by so many people who spoke within so short a time."""

    cases: int = 3
    people: int = 3
    within: timedelta = MONTH

    def reached(self, cases: Sequence[Case], people: Sequence[int]) -> bool:
        """Whether these cases, the earliest first, with the person behind each, are a topic."""
        if len(cases) < self.cases or len(set(people)) < self.people:
            return False
        return max(len({people[at] for at in window}) for window in _windows(cases, self.within)) >= self.people


@dataclass(frozen=True, slots=True)
class Heat:
    """What the heat is made of: `speaking + freshness · (companies / 2 + log2(cases) + 3 · log10(1 + agreed))`.

    `speaking` adds up the people, each for the strongest of their cases: its weight, times 0.7 where it is settled and
    1.3 where it is overdue, times 0.5 to 1 by its age, times 0.5 outside the busiest thirty days. `freshness`, 0.5
    to 1, is the same of the last case. No part falls when a case is added.
    """

    speaking: float = 0.0
    freshness: float = 1.0
    cases: int = 1
    companies: int = 0
    agreed: int = 0
    busiest: int = 0  #: People who spoke in the busiest thirty days.

    @property
    def value(self) -> float:
        """The heat, to one decimal."""
        more = _COMPANY * self.companies + math.log2(max(self.cases, 1)) + _AGREED * math.log10(1 + self.agreed)
        return round(self.speaking + self.freshness * more, 1)


@dataclass(frozen=True, slots=True)
class Topic:
    """The same trouble told by many: the hottest has rank 1. `cases` are the ids, the earliest first.

    `count` counts messages and `people` those who wrote them: what one person sends again counts once. `open` and
    `overdue` count cases; an overdue one is open, too. `words` are the most telling first; `place` is empty where
    the cases name several.
    """

    rank: int
    heat: float
    title: str
    count: int
    people: int
    companies: int
    place: str
    first: datetime
    last: datetime
    words: tuple[str, ...]
    cases: tuple[str, ...]
    measures: Heat = field(default_factory=Heat)
    open: int = 0
    overdue: int = 0


class TopicFinder(Protocol):
    """Groups complaints by matter, place and time."""

    def find(self, cases: Sequence[Case], now: datetime) -> list[Topic]:
        """The topics that reach the least of cases and people, the hottest first."""
        ...


def cases_of(complaints: Iterable[Complaint], now: datetime) -> list[Case]:
    """The complaints as cases: not those that were taken back or declined, nor one whose parts are followed."""
    return [_case(complaint, now) for complaint in complaints if complaint.status not in _NO_CASE]


def heat_of(cases: Sequence[Case], people: Sequence[int], companies: int, now: datetime) -> Heat:
    """How hot a topic is at `now`; `people` says who is behind each of its cases, at least one, the earliest first.

    One more case never lowers it, whoever it is from; a case later than `now` is as fresh as can be.
    """
    worth = [case.weight * _URGENCY[case.state] * _freshness(case.at, now) for case in cases]
    everywhere = _spoken(range(len(cases)), worth, people)
    windows = list(_windows(cases, MONTH))
    together = max(_spoken(window, worth, people) for window in windows)
    return Heat(
        speaking=_OUTSIDE * everywhere + (1 - _OUTSIDE) * together,
        freshness=_freshness(cases[-1].at, now),
        cases=len(cases),
        companies=companies,
        agreed=sum(case.agreed for case in cases),
        busiest=max(len({people[at] for at in window}) for window in windows),
    )


def _spoken(window: range, worth: Sequence[float], people: Sequence[int]) -> float:
    """What the people of these cases count for, each by the strongest of theirs."""
    best: defaultdict[int, float] = defaultdict(float)
    for at in window:
        best[people[at]] = max(best[people[at]], worth[at])
    return math.fsum(best.values())


def _windows(cases: Sequence[Case], span: timedelta) -> Iterable[range]:
    """The cases within `span` from the beginning of each day that has one, as ranges."""
    days = [local_day(case.at) for case in cases]
    end = 0
    for start, day in enumerate(days):
        if start and days[start - 1] == day:
            continue
        while end < len(days) and days[end] < day + span:
            end += 1
        yield range(start, end)


def _freshness(at: datetime, now: datetime) -> float:
    age = max((now - at) / timedelta(days=1), 0.0)
    return float(_OLD + (1 - _OLD) * 0.5 ** (age / _HALF_LIFE))


_NO_CASE = frozenset({Status.WITHDRAWN, Status.DECLINED, Status.SPLIT})


def _case(complaint: Complaint, now: datetime) -> Case:
    record = complaint.record
    return Case(
        complaint.number, _hidden(complaint, complaint.title), _hidden(complaint, complaint.text), record.place,
        record.received_at or complaint.filed_at, "" if record.confidential else record.company,
        reporter=record.company or record.phone or record.reporter, state=_state(complaint, now),
    )  # fmt: skip


def _hidden(complaint: Complaint, text: str) -> str:
    """The text without the company of a complaint that asks for secrecy: a title or a word could show it."""
    record = complaint.record
    return text.replace(record.company, "某企业") if record.confidential and record.company else text


def _state(complaint: Complaint, now: datetime) -> State:
    # A merged one goes on under another number, which says how far it is.
    if complaint.status is Status.MERGED:
        return State.UNKNOWN
    if complaint.status not in OPEN:
        return State.SETTLED
    return State.OVERDUE if complaint.is_overdue(now) else State.OPEN
