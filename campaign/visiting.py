"""What is done with visits: kept from 附件2 and from chat, their problems filed, and told by the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from campaign.daily import Counts, Daily, count_doubts, coverage_of, unit_days
from campaign.ports import CampaignStore, Kept, KnownLine
from campaign.visits import (
    Doubt,
    Visit,
    doubts_of,
    lacking,
    problem_id,
    read_in_group,
    read_method,
    read_visited,
)
from complaints.clocks import SHANGHAI, local_day
from complaints.companies.book import EnterpriseBook, key_of
from complaints.desk import Desk
from complaints.intake import Receipt
from complaints.people import Person
from complaints.ports import Clock
from complaints.privacy import wishes_secrecy
from complaints.records import Channel, Enterprise, RawRecord
from complaints.rights import Right, demand
from complaints.towns import Towns
from complaints.units import Units

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class ToldVisit:
    """A visit as it is kept now, what should be looked at again, and the receipt of its problem where it told one."""

    visit: Visit
    doubts: tuple[Doubt, ...]
    receipt: Receipt | None = None


class Visiting:
    """The visits of the campaign."""

    def __init__(
        self, store: CampaignStore, desk: Desk, book: EnterpriseBook, units: Units, towns: Towns, clock: Clock
    ) -> None:
        self._store = store
        self._desk = desk
        self._book = book
        self._units = units
        self._towns = towns
        self._clock = clock

    def keep(self, channel: Channel, enterprises: Sequence[Enterprise]) -> Kept:
        """Keep the visits of a ledger; one of enterprises alone tells none. The complaints come by their own way."""
        if channel is not Channel.VISITS:
            return Kept(0, 0, ())
        new = changed = 0
        visits: list[Visit] = []
        for start in range(0, len(enterprises), _BATCH):
            told = [self._visit(one) for one in enterprises[start : start + _BATCH]]
            with self._store.begin() as transaction:
                kept = transaction.keep_visits(told)
            new, changed, visits = new + kept.new, changed + kept.changed, [*visits, *kept.visits]
        return Kept(new, changed, tuple(visits))

    def begin(self, person: Person, company: str) -> Visit:
        """A visit of today to the enterprise, as the ledgers name it and where they place it; not kept yet."""
        demand(person, Right.VISIT, "走访")
        match = self._book.match(company)
        name = match.found or company
        key = match.key if match.found else key_of(Enterprise(name))
        place = next((one.place for _, one in self._store.enterprises(key) if one.place), "")
        return Visit(
            person.unit, name, key, local_day(self._clock.now()), place=place, visitor=person.name, by=person.id
        )

    def unfinished(self, person: Person) -> Visit | None:
        """The last visit of today that the person told and that lacks something."""
        today = local_day(self._clock.now())
        told = self._store.visits(today, today, by=person.id)
        return next((visit for visit in reversed(told) if lacking(visit)), None)

    def tell(self, person: Person, visit: Visit) -> ToldVisit:
        """Keep the visit or what is new of it; its problem is filed as a complaint, the same one only once."""
        demand(person, Right.VISIT, "走访")
        receipt = None
        if visit.problem:
            day = visit.day.isoformat() if visit.day else ""
            visit = replace(
                visit,
                problem_id=problem_id(visit.company, day, visit.problem),
                confidential=visit.confidential or wishes_secrecy(visit.problem),
                place=visit.place or self._towns.find(visit.problem),
            )
            if visit.problem_id not in self._filed_of(visit):
                receipt = self._desk.receive(self._record(visit), person)
        with self._store.begin() as transaction:
            (kept,) = transaction.keep_visits([visit]).visits
        return ToldVisit(kept, self._doubts(kept), receipt)

    def daily(
        self, person: Person, since: date | None = None, until: date | None = None, *, covers: bool = True
    ) -> Daily:
        """The visits of these days, today where none is named, and everything until the last of them.

        Without `covers` the coverage is left out: it looks at every known enterprise.
        """
        demand(person, Right.CAMPAIGN, "日报")
        last = until or local_day(self._clock.now())
        first = since or last
        store = self._store
        visits = store.visits(first, last)
        counts = Counts(store.visit_counts(first, last), store.visit_counts(until=last), store.visit_counts(last, last))
        towns = self._towns.names
        coverage = coverage_of(self._known(), store.reached(last), towns) if covers else {}
        units = unit_days(self._units.leads, towns, counts, coverage)
        tried = store.tried()
        doubts = count_doubts(self._doubts_by(visit, tried.get((visit.unit, visit.key))) for visit in visits)
        filed = store.filed(Channel.VISITS, [visit.problem_id for visit in visits if visit.problem_id])
        return Daily(first, last, tuple(visits), units, filed, sum(one.problems for one in counts.total), doubts)

    def reported(self, day: date) -> frozenset[str]:
        """The units and towns that have told of a visit on that day."""
        return frozenset(one.unit for one in self._store.visit_counts(day, day))

    def _filed_of(self, visit: Visit) -> frozenset[str]:
        """What of the visit's problems is a complaint already: other facts of the visit are no news of it."""
        return frozenset(self._store.filed(Channel.VISITS, [visit.problem_id]))

    def listed(self) -> frozenset[str]:
        """The units that have listed enterprises (附件1)."""
        return frozenset(line.unit for line in self._known() if line.channel is Channel.ENTERPRISES and line.unit)

    def _known(self) -> list[KnownLine]:
        """The lines of all ledgers under the units' own names."""
        lines = self._store.known_lines()
        owners = {unit: self._owner(unit) for unit in {line.unit for line in lines}}
        return [replace(line, unit=owners[line.unit]) for line in lines]

    def _doubts(self, visit: Visit) -> tuple[Doubt, ...]:
        return self._doubts_by(visit, self._store.tried(visit.unit, visit.key).get((visit.unit, visit.key)))

    def _doubts_by(self, visit: Visit, tried: date | None) -> tuple[Doubt, ...]:
        is_lead, is_town = self._units.is_lead(visit.unit), visit.unit in self._towns.names
        return doubts_of(visit, tried, is_lead=is_lead, is_town=is_town)

    def _owner(self, name: str) -> str:
        """The unit's or town's own name for one of its names; another name stays."""
        return self._units.resolve(name) or self._towns.find(name) or name

    def _visit(self, one: Enterprise) -> Visit:
        told, problem = one.extra, one.problem
        day = date.fromisoformat(told["visited_at"]) if "visited_at" in told else None
        visit = Visit(
            self._owner(one.unit), one.name, key_of(one), day, place=one.place, visitor=told.get("visitor", ""),
            person=one.person, person_role=read_visited(told.get("person_role", "")), phone=one.phone,
            phone_kind=one.phone_kind, method=read_method(told.get("method", "")), policies=told.get("policies", ""),
            indicator=one.indicator, satisfaction=told.get("satisfaction", ""),
            company_state=told.get("company_state", ""), in_group=read_in_group(told.get("in_group", "")),
            note=told.get("note", ""),
        )  # fmt: skip
        if problem is None:
            return visit
        due = problem.deadline_at.date().isoformat() if problem.deadline_at else problem.extra.get("deadline", "")
        return replace(
            visit, problem=problem.text, problem_id=problem.external_id, handling_unit=problem.source_unit,
            measures=problem.result, due=due, status=problem.source_status, confidential=problem.confidential,
        )  # fmt: skip

    def _record(self, visit: Visit) -> RawRecord:
        extra = {"visitor_unit": visit.unit, "visitor": visit.visitor, "person_role": visit.person_role,
                 "method": visit.method, "visited_at": visit.day.isoformat() if visit.day else ""}  # fmt: skip
        return RawRecord(
            Channel.VISITS, visit.problem_id, visit.problem, received_at=_midnight(visit.day), reporter=visit.person,
            phone=visit.phone, phone_kind=visit.phone_kind, company=visit.company, place=visit.place,
            confidential=visit.confidential, extra={name: word for name, word in extra.items() if word},
        )  # fmt: skip


def _midnight(day: date | None) -> datetime | None:
    # As a ledger tells it, so that the same visit told both ways is the same.
    return datetime.combine(day, time(), SHANGHAI) if day else None
