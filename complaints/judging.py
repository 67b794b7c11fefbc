"""What becomes of a new complaint: dispatched by rule, or left to a person, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from complaints.clocks import due_in_working_days
from complaints.complaint import Assignment, Complaint, WaitingFor
from complaints.ports import Calendar
from complaints.prediction import Decision, Prediction
from complaints.records import Channel, RawRecord
from complaints.routing import Route, RoutingTable
from complaints.units import Units

DEFAULT_LIMIT_DAYS = 5
RETURN_DAYS = 2
"""Working days in which a unit may return an item (《山东省政务服务热线管理办法》, 2020)."""
AGREED_PROBABILITY = 0.5
"""With the channel naming the same unit, this much is sure enough."""

# Words for a person's conduct, close to a word for the people of an office.
_STAFF = re.compile(
    r"(?:工作人员|窗口人员|科长|所长|局长|执法人员|办事员|民警|法官|领导)[^。！？]{0,20}"
    r"(?:索要|收受|吃拿卡要|辱骂|骂人|打人|刁难|故意拖|受贿|好处费|红包|暗示送|推搡|态度恶劣|滥用职权)"
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The office's settings that decide limits. Days are working days; a channel's limit is an upper one."""

    channel_days: Mapping[Channel, int] = field(default_factory=lambda: {Channel.HOTLINE: 5, Channel.JIESUJIBAN: 15})
    default_days: int = DEFAULT_LIMIT_DAYS
    return_days: int = RETURN_DAYS
    agreed_probability: float = AGREED_PROBABILITY


@dataclass(frozen=True, slots=True)
class Judgement:
    """Either an assignment, or the reason why a person must decide."""

    assignment: Assignment | None = None
    waiting_for: WaitingFor | None = None


class Judge:
    """Holds a record and its prediction against the routing table."""

    def __init__(self, routing: RoutingTable, units: Units, calendar: Calendar, rules: Rules) -> None:
        self._routing = routing
        self._units = units
        self._calendar = calendar
        self.rules = rules

    def judge(self, record: RawRecord, prediction: Prediction, now: datetime) -> Judgement:
        """Dispatch when sure and nothing speaks against it; otherwise say what a person must settle."""
        doubt = self._doubt(record, prediction)
        if doubt is not None:
            return Judgement(waiting_for=doubt)
        route = self._routing.route(prediction.unit, prediction.indicator, full_text(record))
        if route is None:
            return Judgement(waiting_for=WaitingFor.NO_ROUTE)
        return Judgement(assignment=self._assignment(route, record, now, route.name))

    def assign(self, unit: str, complaint: Complaint, by: str, now: datetime) -> Assignment:
        """The assignment that a person's word makes; the routing table lends its matter, helpers and limit."""
        record, prediction = complaint.record, complaint.prediction
        indicator = prediction.indicator if prediction and prediction.unit == unit else ""
        route = self._routing.route(unit, indicator, full_text(record))
        if route is None or not (route.hits(full_text(record)) or route.indicator == indicator):
            due = due_in_working_days(now, self._days(record, None), self._calendar)
            return Assignment(unit, (), indicator, "", now, due, rule=f"{by}指定")
        return self._assignment(route, record, now, rule=f"{by}指定；{route.name}")

    def return_until(self, assignment: Assignment) -> datetime:
        """The last moment at which the unit may return the item."""
        return due_in_working_days(assignment.assigned_at, self.rules.return_days, self._calendar)

    def _doubt(self, record: RawRecord, prediction: Prediction) -> WaitingFor | None:
        named = self._units.resolve(record.source_unit) if record.source_unit else None
        if _STAFF.search(record.text):
            return WaitingFor.OWN_STAFF
        if record.source_unit and (named is None or not self._units.is_lead(named)):
            return WaitingFor.SOURCE_UNIT_OUTSIDE
        if named is not None and self._units.is_lead(prediction.unit):
            return self._doubt_beside(named, prediction)
        return _DOUBTS[prediction.decision]

    def _doubt_beside(self, named: str, prediction: Prediction) -> WaitingFor | None:
        """The doubt that is left when the channel itself names a lead unit."""
        if named != prediction.unit:
            return WaitingFor.SOURCE_DISAGREES
        if prediction.probability >= self.rules.agreed_probability:
            return None
        return _DOUBTS[prediction.decision]

    def _assignment(self, route: Route, record: RawRecord, now: datetime, rule: str) -> Assignment:
        """The row's assignment; its helpers take part only where one of its keywords shows that it is their matter."""
        due = due_in_working_days(now, self._days(record, route), self._calendar)
        co_units = route.co_units if route.hits(full_text(record)) else ()
        return Assignment(route.lead, co_units, route.indicator, route.matter, now, due, rule)

    def _days(self, record: RawRecord, route: Route | None) -> int:
        """The shorter of the matter's and the channel's limit."""
        limits = [
            self.rules.channel_days.get(record.channel),
            route.limit_days if route else None,
        ]
        known = [days for days in limits if days is not None]
        return min(known) if known else self.rules.default_days


_DOUBTS: dict[Decision, WaitingFor | None] = {
    Decision.DISPATCH: None,
    Decision.TRIAGE: WaitingFor.DOUBTFUL,
    Decision.OUTSIDE: WaitingFor.OUTSIDE,
    Decision.NOT_COMPLAINT: WaitingFor.NOT_A_COMPLAINT,
}


def full_text(record: RawRecord) -> str:
    """Title and body together, as rules read them."""
    return f"{record.title}\n{record.text}"
