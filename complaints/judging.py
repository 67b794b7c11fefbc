"""What becomes of a new complaint: dispatched by rule, or left to a person, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from complaints.complaint import Assignment, Complaint, WaitingFor
from complaints.deadlines import Deadlines
from complaints.ports_intake import Part
from complaints.prediction import Decision, Prediction
from complaints.records import CUT_FROM_TEXT, RawRecord
from complaints.routing import Route, RoutingTable
from complaints.units import Units

AGREED_PROBABILITY = 0.5
"""With the channel naming the same unit, this much is sure enough."""

UNNAMED = "未写明的单位"
"""Stands among the units to avoid where a text is about somebody's staff and names nobody."""

_PEOPLE = (
    r"(?:工作人员|窗口人员|执法人员|办事人员|经办人|办事员|科员|科长|股长|所长|局长|处长|主任|大队长|队长|队员|民警|法官"
    r"|干部|领导|局里的人|所里的人|窗口的人)"
)
_CONDUCT = (
    r"(?:索要|索取好处|索贿|收受|收了?好处|要好处|好处费|辛苦费|茶水费|吃拿卡要|卡要|辱骂|骂人|骂我|打人|刁难|故意拖|受贿|红包"
    r"|回扣|暗示(?:我|我们)?(?:送|请|给|意思)|送礼|送烟|送酒|推搡|态度恶劣|态度蛮横|态度很差|态度极差|出言不逊|滥用职权|以权谋私|徇私|充当保护伞)"
)
# A person's conduct close to a word for the people of an office, in either order.
_STAFF = re.compile(rf"{_PEOPLE}[^。！？]{{0,20}}{_CONDUCT}|{_CONDUCT}[^。！？]{{0,8}}{_PEOPLE}|吃拿卡要|以权谋私")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Either an assignment, or the reason why a person must decide."""

    assignment: Assignment | None = None
    waiting_for: WaitingFor | None = None
    avoids: tuple[str, ...] = ()


class Judge:
    """Holds a record and its prediction against the routing table."""

    def __init__(
        self,
        routing: RoutingTable,
        units: Units,
        deadlines: Deadlines,
        agreed_probability: float = AGREED_PROBABILITY,
    ) -> None:
        self._routing = routing
        self._units = units
        self.deadlines = deadlines
        self._agreed_probability = agreed_probability

    def judge(
        self,
        record: RawRecord,
        prediction: Prediction,
        now: datetime,
        inherited: tuple[str, ...] = (),
        parts: Sequence[Part] = (),
    ) -> Judgement:
        """Dispatch when sure and nothing speaks against it; otherwise say what a person must settle.

        `inherited` are the units that the whole must avoid of which this is a part; `parts` the matters that the text
        seems to hold: where they are of different units, a person looks whether to split it.
        """
        avoids = tuple(dict.fromkeys((*inherited, *self._units_to_avoid(record))))
        if avoids:
            return Judgement(waiting_for=WaitingFor.OWN_STAFF, avoids=avoids)
        doubt = WaitingFor.CUT_FROM_TEXT if CUT_FROM_TEXT in record.extra else self._doubt(record, prediction)
        if doubt is not None:
            return Judgement(waiting_for=doubt)
        route = self._routing.route(prediction.unit, prediction.indicator, full_text(record))
        if route is None:
            return Judgement(waiting_for=WaitingFor.NO_ROUTE)
        if len({part.prediction.unit for part in parts}) > 1:
            return Judgement(waiting_for=WaitingFor.SEVERAL_MATTERS)
        return Judgement(assignment=self._assignment(route.lead, route, record, now, route.name))

    def assign(self, unit: str, complaint: Complaint, by: str, now: datetime) -> Assignment:
        """The assignment that a person's word makes; the routing table lends its matter, helpers and limit.

        Where transfers do not restart the clock, the due date of the assignment before is kept.
        """
        record, prediction = complaint.record, complaint.prediction
        indicator = prediction.indicator if prediction and prediction.unit == unit else ""
        route = self._routing.route(unit, indicator, full_text(record))
        if route is not None and not (route.hits(full_text(record)) or route.indicator == indicator):
            route = None
        rule = f"{by}指定；{route.name}" if route else f"{by}指定"
        given = self._assignment(unit, route, record, now, rule)
        if complaint.assignment is not None and not self.deadlines.restarts(complaint):
            due = complaint.assignment.due_at
            given = replace(given, due_at=due, co_due_at=due, rule=f"{rule}；沿用原时限")
        return given if given.indicator else replace(given, indicator=indicator)

    def due_anew(self, complaint: Complaint, now: datetime) -> datetime:
        """When a unit that has the complaint already must have done it, counted from now."""
        route = self._routing.route_of(complaint.lead, complaint.assignment.matter) if complaint.assignment else None
        return self.deadlines.done_by(now, complaint.record.channel, route)

    def accused(self, text: str, handled_by: str = "") -> tuple[str, ...]:
        """The units whose own people a text is about: those named, else the one that handles it; empty when none."""
        if _STAFF.search(text) is None:
            return ()
        return self._units.named_in(text) or ((handled_by,) if handled_by else (UNNAMED,))

    def _doubt(self, record: RawRecord, prediction: Prediction) -> WaitingFor | None:
        named = self._units.resolve(record.source_unit) if record.source_unit else None
        if record.source_unit and (named is None or not self._units.is_lead(named)):
            return WaitingFor.SOURCE_UNIT_OUTSIDE
        if prediction.novel:
            # The unit that the channel names cannot be confirmed by a guess.
            return WaitingFor.NOVEL
        if named is not None and self._units.is_lead(prediction.unit):
            return self._doubt_beside(named, prediction)
        return _DOUBTS[prediction.decision]

    def _doubt_beside(self, named: str, prediction: Prediction) -> WaitingFor | None:
        """The doubt that is left when the channel itself names a lead unit."""
        if named != prediction.unit:
            return WaitingFor.SOURCE_DISAGREES
        if prediction.probability >= self._agreed_probability:
            return None
        return _DOUBTS[prediction.decision]

    def _assignment(self, unit: str, route: Route | None, record: RawRecord, now: datetime, rule: str) -> Assignment:
        """The row's assignment; its helpers take part only where one of its keywords shows that it is their matter."""
        matter = route.matter if route else ""
        due = self.deadlines.done_by(now, record.channel, route)
        return Assignment(
            unit,
            route.co_units if route and route.hits(full_text(record)) else (),
            route.indicator if route else "",
            matter,
            now,
            due,
            rule,
            sign_by=min(self.deadlines.sign_by(now, record.channel, matter), due),
            co_due_at=self.deadlines.help_by(now, due, record.channel, matter),
            guessed=self.deadlines.is_guessed(now, due),
        )

    def _units_to_avoid(self, record: RawRecord) -> tuple[str, ...]:
        """The units whose people it is about: those that its sentence or text names, else UNNAMED."""
        found = _STAFF.search(full_text(record))
        if found is None:
            return ()
        text = full_text(record)
        sentence = text[_sentence_start(text, found.start()) : found.end()]
        named = self._units.named_in(sentence) or self._units.named_in(text)
        source = self._units.resolve(record.source_unit) if record.source_unit else None
        return tuple(dict.fromkeys([*named, *([source] if source else [])])) or (UNNAMED,)


_DOUBTS: dict[Decision, WaitingFor | None] = {
    Decision.DISPATCH: None,
    Decision.TRIAGE: WaitingFor.DOUBTFUL,
    Decision.OUTSIDE: WaitingFor.OUTSIDE,
    Decision.NOT_COMPLAINT: WaitingFor.NOT_A_COMPLAINT,
}


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins in which `at` lies."""
    return max(text.rfind(mark, 0, at) for mark in "。！？；\n") + 1


def full_text(record: RawRecord) -> str:
    """Title and body together, as rules read them."""
    return f"{record.title}\n{record.text}"
