"""What people ask the desk. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from complaints.complaint import FOR_OFFICE, OPEN, WITH_UNIT, Complaint, Status
from complaints.errors import Refusal, Refused
from complaints.events import Event
from complaints.numbers import Reference, write_number
from complaints.people import Person, Role
from complaints.ports import Clock, Query, Store
from complaints.rights import RIGHTS, Right, Scope, demand, sees


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit's line of the statistics; counts of complaints."""

    unit: str
    total: int
    to_sign: int
    handling: int
    overdue: int
    reported: int
    closed: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The district's figures now, and each unit's, the fullest first."""

    total: int
    waiting: int
    returned: int
    open: int
    overdue: int
    closed: int
    units: tuple[UnitFigures, ...]


class Enquiries:
    """Reads the store for a person, within the person's rights."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def look(self, person: Person, reference: Reference, last_list: Sequence[str] = ()) -> Complaint:
        """The complaint that the person means; Refused when it is unknown, not theirs, or one of several."""
        demand(person, Right.LOOK, "查询")
        candidates = [c for c in self._candidates(person, reference, last_list) if sees(person, c)]
        if not candidates:
            typed = reference.number or f"{reference.sequence or reference.position:04d}"
            raise Refused(Refusal.UNKNOWN_NUMBER, number=typed)
        if len(candidates) > 1:
            still_open = [complaint for complaint in candidates if complaint.is_open()]
            candidates = still_open if len(still_open) == 1 else candidates
        if len(candidates) > 1:
            numbers = "、".join(complaint.number for complaint in candidates[:5])
            raise Refused(Refusal.AMBIGUOUS_NUMBER, numbers=numbers)
        return candidates[0]

    def history(self, complaint: Complaint) -> list[Event]:
        """What happened to it, oldest first."""
        return self._store.history(complaint.number)

    def mine(self, person: Person, limit: int | None = None) -> list[Complaint]:
        """What the person sees, newest first."""
        demand(person, Right.LOOK, "查询")
        return self._store.find(replace(self._scope(person), limit=limit))

    def count_mine(self, person: Person) -> int:
        """How many `mine` would give without a limit."""
        return self._store.count(self._scope(person))

    def todo(self, person: Person, limit: int | None = None) -> list[Complaint]:
        """What the person's unit leads and must act on, by due time; for the office whatever waits for it."""
        return self._store.find(replace(self._todo(person), by_due=True, limit=limit))

    def count_todo(self, person: Person) -> int:
        """How many `todo` would give without a limit."""
        return self._store.count(self._todo(person))

    def triage(self, person: Person, limit: int | None = None) -> list[Complaint]:
        """What waits for the office to say whose it is: doubtful and returned ones."""
        demand(person, Right.TRIAGE, "待研判")
        return self._store.find(Query(statuses=frozenset({Status.WAITING, Status.RETURNED}), limit=limit))

    def count_triage(self, person: Person) -> int:
        """How many `triage` would give without a limit."""
        demand(person, Right.TRIAGE, "待研判")
        return self._store.count(Query(statuses=frozenset({Status.WAITING, Status.RETURNED})))

    def overdue(self, person: Person, limit: int | None = None) -> list[Complaint]:
        """What units have let pass, the longest overdue first."""
        demand(person, Right.OVERDUE, "逾期")
        wanted = replace(
            self._scope(person), statuses=WITH_UNIT, due_before=self._clock.now(), by_due=True, limit=limit
        )
        return self._store.find(wanted)

    def due_before(self, person: Person, moment: datetime) -> list[Complaint]:
        """What units still hold and must have done by then, the most urgent first."""
        demand(person, Right.OVERDUE, "逾期")
        return self._store.find(replace(self._scope(person), statuses=WITH_UNIT, due_before=moment, by_due=True))

    def ledger(self, person: Person, since: datetime | None = None, until: datetime | None = None) -> list[Complaint]:
        """Every complaint filed in the span, newest first."""
        demand(person, Right.LEDGER, "台账")
        return self._store.find(Query(filed_from=since, filed_to=until))

    def statistics(self, person: Person) -> Statistics:
        """The figures of everything stored."""
        demand(person, Right.STATISTICS, "统计")
        counts: dict[str, dict[Status, int]] = {}
        late: dict[str, int] = {}
        for tally in self._store.tallies(self._clock.now()):
            unit = counts.setdefault(tally.unit, {})
            unit[tally.status] = unit.get(tally.status, 0) + tally.count
            late[tally.unit] = late.get(tally.unit, 0) + tally.overdue
        units = [_figures(unit, by_status, late[unit]) for unit, by_status in counts.items() if unit]
        units.sort(key=lambda line: (-line.total, line.unit))
        totals = {status: sum(by.get(status, 0) for by in counts.values()) for status in Status}
        return Statistics(
            total=sum(totals.values()),
            waiting=totals[Status.WAITING],
            returned=totals[Status.RETURNED],
            open=sum(totals[status] for status in OPEN),
            overdue=sum(late.values()),
            closed=totals[Status.CLOSED],
            units=tuple(units),
        )

    def _todo(self, person: Person) -> Query:
        demand(person, Right.TODO, "待办")
        if person.role is Role.CLERK:
            return replace(self._scope(person), statuses=FOR_OFFICE)
        return replace(self._scope(person), statuses=WITH_UNIT, lead_only=person.role is Role.LIAISON)

    def _scope(self, person: Person) -> Query:
        """The query for what the person may see at all."""
        scope = RIGHTS[person.role].scope
        if scope is Scope.OWN:
            return Query(filed_by=person.id)
        if scope is Scope.UNIT:
            return Query(unit=person.unit or "（无单位）")
        if scope is Scope.AREA:
            return Query(area=person.unit or "（无属地）")
        return Query()

    def _candidates(self, person: Person, reference: Reference, last_list: Sequence[str]) -> list[Complaint]:
        if reference.number:
            found = self._store.complaint(reference.number)
            return [found] if found else []
        if reference.position:
            return self._by_position(person, reference.position, last_list)
        return self._by_sequence(person, reference.sequence, last_list)

    def _by_position(self, person: Person, position: int, last_list: Sequence[str]) -> list[Complaint]:
        if position <= len(last_list):
            found = self._store.complaint(last_list[position - 1])
            return [found] if found else []
        return self._by_sequence(person, position, last_list)

    def _by_sequence(self, person: Person, sequence: int, last_list: Sequence[str]) -> list[Complaint]:
        """The day's sequence among what the person sees: one of the list shown last, else today's, else any."""
        found = self._store.find(replace(self._scope(person), sequence=sequence, limit=50))
        shown = [complaint for complaint in found if complaint.number in last_list]
        if len(shown) == 1:
            return shown
        today = write_number(self._clock.now().date(), sequence)
        return [complaint for complaint in found if complaint.number == today] or found


def _figures(unit: str, counts: dict[Status, int], overdue: int) -> UnitFigures:
    return UnitFigures(
        unit=unit,
        total=sum(counts.values()),
        to_sign=counts.get(Status.DISPATCHED, 0),
        handling=counts.get(Status.HANDLING, 0),
        overdue=overdue,
        reported=counts.get(Status.REPORTED, 0) + counts.get(Status.FOLLOW_UP, 0),
        closed=counts.get(Status.CLOSED, 0),
    )
