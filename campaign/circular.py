"""周通报: everything that the circular counts over one period, each number with the cases behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from campaign.figures import PublicityFigures, VisitFigures
from campaign.naming import Rule, Verdict, judge
from campaign.unit_lines import NOT_HANDLED, Numbers, UnitLine, all_units, columns_of, lines_of
from complaints.complaint import FOR_TRIAGE, Complaint, Status
from complaints.privacy import hide_name, mask_text, names_of_company
from complaints.records import Channel
from complaints.topics import Topic

_TOPICS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the circular: in which part it stands, whose it is (empty: the district's), what it counts."""

    part: str
    unit: str
    name: str
    cases: Numbers

    @property
    def count(self) -> int:
        """The number itself."""
        return len(self.cases)


@dataclass(frozen=True, slots=True)
class HotTopic:
    """A trouble told by many in the period; `title` names no person and no confidential company."""

    title: str
    people: int
    place: str
    cases: Numbers


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included, and the moment as of which the cases' standing is told."""

    first: date
    last: date
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Circular:
    """The figures of one period: cases filed in it, as they stand at `period.as_of`.

    Cases about units' own people are the office's alone and in no figure. `visits` and `publicity` are None where
    nothing was reported.
    """

    period: Period
    received: Numbers
    given: Numbers
    waiting: Numbers
    declined: Numbers
    merged: Numbers
    answered_directly: Numbers
    channels: tuple[tuple[Channel, Numbers], ...]
    units: tuple[UnitLine, ...]
    topics: tuple[HotTopic, ...]
    verdicts: tuple[Verdict, ...]
    visits: VisitFigures | None = None
    publicity: PublicityFigures | None = None

    @property
    def total(self) -> UnitLine:
        """All units together."""
        return all_units(self.units)

    def figures(self) -> tuple[Figure, ...]:
        """Every number that is a count of cases, in the order of the circular."""
        overview = (
            ("受理", self.received), ("派发", self.given), ("直接答复", self.answered_directly),
            ("待研判", self.waiting), ("不予受理", self.declined), ("并案", self.merged),
        )  # fmt: skip
        return (
            *(Figure("基本情况", "", name, cases) for name, cases in overview),
            *(Figure("基本情况", "", f"来源：{channel.label}", cases) for channel, cases in self.channels),
            *(Figure("办理情况", line.unit, name, cases) for line in (self.total, *self.units)
              for name, cases in columns_of(line)),
            *(Figure("热点问题", "", topic.title, topic.cases) for topic in self.topics),
            *(Figure("表扬和点名", one.unit, f"{one.rule.kind}：{one.rule.text}", one.cases) for one in self.verdicts),
        )  # fmt: skip


def public_cases(complaints: Sequence[Complaint]) -> list[Complaint]:
    """Those that a paper for all units may count: not those about units' own people."""
    return [complaint for complaint in complaints if not complaint.is_about_staff()]


def gather(
    complaints: Sequence[Complaint],
    topics: Sequence[Topic],
    rules: Sequence[Rule],
    period: Period,
    reported: tuple[VisitFigures | None, PublicityFigures | None] = (None, None),
) -> Circular:
    """The figures of the complaints that were filed in the period; `topics` are those of the same complaints."""
    # The parts of a split case are counted, and one that was taken back was never asked for.
    cases = [one for one in public_cases(complaints) if one.status not in (Status.SPLIT, Status.WITHDRAWN)]
    units = lines_of(cases, period.as_of)
    visits, publicity = reported
    return Circular(
        period=period,
        received=_numbers(cases),
        given=_numbers([one for one in cases if one.lead and one.status not in NOT_HANDLED]),
        waiting=_numbers([one for one in cases if one.status in FOR_TRIAGE and not one.lead]),
        declined=_numbers([one for one in cases if one.status is Status.DECLINED]),
        merged=_numbers([one for one in cases if one.status is Status.MERGED]),
        answered_directly=_numbers(
            [one for one in cases if not one.lead and one.status not in NOT_HANDLED | FOR_TRIAGE]
        ),
        channels=_channels(cases),
        units=units,
        topics=tuple(_topic(topic, cases) for topic in topics[:_TOPICS]),
        verdicts=judge(units, rules),
        visits=visits,
        publicity=publicity,
    )


def _numbers(cases: Sequence[Complaint]) -> Numbers:
    return tuple(sorted(case.number for case in cases))


def _channels(cases: Sequence[Complaint]) -> tuple[tuple[Channel, Numbers], ...]:
    found = ((channel, _numbers([one for one in cases if one.record.channel is channel])) for channel in Channel)
    return tuple(sorted(((channel, numbers) for channel, numbers in found if numbers), key=lambda one: -len(one[1])))


def _topic(topic: Topic, cases: Sequence[Complaint]) -> HotTopic:
    behind = {case.number: case for case in cases if case.number in topic.cases}
    title = topic.title
    for case in behind.values():
        title = hide_name(title, case.record.reporter)
        if case.record.confidential:
            for name in names_of_company(case.record.company):
                title = title.replace(name, "某企业")
    return HotTopic(mask_text(title), topic.people, topic.place, tuple(n for n in topic.cases if n in behind))
