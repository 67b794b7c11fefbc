"""What people ask the desk. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from complaints.clocks import local_day
from complaints.complaint import FOR_OFFICE, FOR_TRIAGE, OPEN, WITH_UNIT, Complaint, Status
from complaints.deadlines import Card, Deadlines
from complaints.duplicates import Proposal
from complaints.errors import Refusal, Refused
from complaints.events import Event, EventKind, Recipient, RecipientKind
from complaints.numbers import Reference, write_number
from complaints.people import Person, Role
from complaints.ports import Clock, Query, Store
from complaints.rates import Rates, rates_of, total
from complaints.records import Channel
from complaints.rights import RIGHTS, Right, Scope, demand, may, sees

SEVERAL = 20
"""More open questions to one person than this are not told apart."""


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

    def __init__(self, store: Store, clock: Clock, deadlines: Deadlines) -> None:
        self._store = store
        self._clock = clock
        self._deadlines = deadlines

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

    def own(self, person: Person, number: str) -> Complaint | None:
        """The complaint under that number where the person filed it."""
        found = self._store.complaint(number)
        return found if found is not None and found.filed_by == person.id else None

    def by_number(self, person: Person, number: str) -> Complaint | None:
        """The complaint under that whole number, where the person may see it."""
        found = self._store.complaint(number)
        return found if found is not None and sees(person, found) else None

    def of_message(self, person: Person, address: str, message_id: str) -> Complaint | None:
        """The complaint that the person's chat message has become."""
        for channel in (Channel.GROUP, Channel.CHAT):
            found = self._store.by_external_id(channel, f"{address}:{message_id}")
            if found is not None and found.filed_by == person.id:
                return found
        return None

    def proposals(self, person: Person, number: str = "", limit: int | None = None) -> list[Proposal]:
        """Which complaints may be the same as others, nobody having decided; newest first."""
        demand(person, Right.TRIAGE, "查重")
        return self._store.proposals(number, limit)

    def count_proposals(self, person: Person) -> int:
        """How many `proposals` would give without a limit."""
        demand(person, Right.TRIAGE, "查重")
        return self._store.count_proposals()

    def history(self, complaint: Complaint) -> list[Event]:
        """What happened to it, oldest first."""
        return self._store.history(complaint.number)

    def last_move(self, complaint: Complaint) -> Event | None:
        """The last step that was taken with it, if any was."""
        return next((event for event in reversed(self.history(complaint)) if event.kind is EventKind.MOVED), None)

    def mine(self, person: Person, limit: int | None = None) -> list[Complaint]:
        """What the person sees, newest first."""
        demand(person, Right.LOOK, "查询")
        return self._store.find(replace(self._scope(person), limit=limit))

    def count_mine(self, person: Person) -> int:
        """How many `mine` would give without a limit."""
        return self._store.count(self._scope(person))

    def todo(self, person: Person, limit: int | None = None) -> list[Complaint]:
        """What the person's unit leads or helps with and must act on, by its due time; the office's own queue."""
        return self._store.find(replace(self._todo(person), by_due=True, limit=limit))

    def count_todo(self, person: Person) -> int:
        """How many `todo` would give without a limit."""
        return self._store.count(self._todo(person))

    def triage(self, person: Person, limit: int | None = None) -> list[Complaint]:
        """What waits for the office to say whose it is: doubtful and returned ones."""
        demand(person, Right.TRIAGE, "待研判")
        return self._store.find(Query(statuses=FOR_TRIAGE, limit=limit))

    def count_triage(self, person: Person) -> int:
        """How many `triage` would give without a limit."""
        demand(person, Right.TRIAGE, "待研判")
        return self._store.count(Query(statuses=FOR_TRIAGE))

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
        return self._store.find(replace(self._scope(person), filed_from=since, filed_to=until))

    def asked(self, person: Person) -> list[Complaint]:
        """What the person filed and is asked about now: is it solved?"""
        return self._store.find(Query(filed_by=person.id, statuses=frozenset({Status.FOLLOW_UP}), limit=SEVERAL))

    def latest_of(self, person: Person) -> Complaint | None:
        """What the person filed last."""
        return next(iter(self._store.find(Query(filed_by=person.id, limit=1))), None)

    def joined_to(self, complaint: Complaint) -> list[Complaint]:
        """The complaints that are merged into this one, and the parts that it was split into."""
        merged = self._store.find(Query(merged_into=complaint.number))
        parts = self._store.find(Query(parent=complaint.number))
        return list({one.number: one for one in (*merged, *parts)}.values())

    def shelved(self, person: Person) -> list[Complaint]:
        """What cannot be solved now, and is looked at again on a date."""
        demand(person, Right.TRIAGE, "挂账")
        return self._store.find(Query(statuses=frozenset({Status.SHELVED})))

    def reaches_somebody(self, unit: str) -> bool:
        """Whether a liaison of the unit is bound, so that its notices arrive."""
        return bool(self._store.people(Recipient(RecipientKind.UNIT, unit)))

    def cards(self, person: Person) -> tuple[list[Complaint], list[Complaint]]:
        """The complaints under a red card and those under a yellow one, the most urgent first."""
        demand(person, Right.OVERDUE, "红黄牌")
        now = self._clock.now()
        horizon = self._deadlines.card_horizon(now)
        near = self._store.find(replace(self._scope(person), statuses=WITH_UNIT, due_before=horizon, by_due=True))
        cards = [(case, self._deadlines.card(case, now)) for case in near]
        red = [case for case, card in cards if card is Card.RED]
        return red, [case for case, card in cards if card is Card.YELLOW]

    def rates(self, person: Person, since: datetime | None = None, until: datetime | None = None) -> list[Rates]:
        """The district's rates over the complaints filed in the span, then each unit's by name."""
        demand(person, Right.STATISTICS, "统计")
        counts = sorted(self._store.rates(self._clock.now(), since, until), key=lambda one: one.unit)
        return [rates_of(total(counts)), *map(rates_of, counts)]

    def returns(self, person: Person) -> list[tuple[Complaint, Event]]:
        """Every return with its reason and suggestion, for review: what the classifier may learn from."""
        demand(person, Right.TRIAGE, "退单记录")
        return self._store.returns()

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
            returned=totals[Status.RETURNED] + totals[Status.DISPUTED],
            open=sum(totals[status] for status in OPEN),
            overdue=sum(late.values()),
            closed=totals[Status.CLOSED] + totals[Status.ARCHIVED],
            units=tuple(units),
        )

    def _todo(self, person: Person) -> Query:
        demand(person, Right.TODO, "待办")
        if person.role is Role.CLERK:
            return replace(self._scope(person), statuses=FOR_OFFICE)
        return replace(self._scope(person), statuses=WITH_UNIT)

    def _scope(self, person: Person) -> Query:
        """The query for what the person may see at all."""
        scope = RIGHTS[person.role].scope
        if scope is Scope.OWN:
            return Query(filed_by=person.id)
        if scope is Scope.UNIT:
            return Query(unit=person.unit or "（无单位）")
        without_staff_cases = not may(person, Right.SEE_STAFF_CASES)
        if scope is Scope.AREA:
            return Query(area=person.unit or "（无属地）", without_staff_cases=without_staff_cases)
        return Query(without_staff_cases=without_staff_cases)

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
        """The sequence among what the person sees: one of the list shown last, today's, else any day's."""
        found = self._store.find(replace(self._scope(person), sequence=sequence, limit=50))
        numbers = {complaint.number for complaint in found}
        own = self._store.find(Query(filed_by=person.id, sequence=sequence, limit=50))
        found += [complaint for complaint in own if complaint.number not in numbers]
        shown = [complaint for complaint in found if complaint.number in last_list]
        # What the bot says of another day's it says with the whole number, so a short one means today's.
        today = write_number(local_day(self._clock.now()), sequence)
        todays = [complaint for complaint in found if complaint.number == today]
        if len(shown) == 1:
            # One that has come since the list was shown may be meant as well.
            return list({complaint.number: complaint for complaint in (*shown, *todays)}.values())
        return todays or found


def _figures(unit: str, counts: dict[Status, int], overdue: int) -> UnitFigures:
    return UnitFigures(
        unit=unit,
        total=sum(counts.values()),
        to_sign=counts.get(Status.DISPATCHED, 0),
        handling=counts.get(Status.HANDLING, 0) + counts.get(Status.EXTENSION, 0),
        overdue=overdue,
        reported=counts.get(Status.REPORTED, 0) + counts.get(Status.FOLLOW_UP, 0),
        closed=counts.get(Status.CLOSED, 0) + counts.get(Status.ARCHIVED, 0),
    )
