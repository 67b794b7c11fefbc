"""Reminders and escalation: what is owed now, each thing once, also after the program has stood still.

`run` may be called at any time and by several processes: what has been told is remembered by key in the same
transaction as its notice. Whatever became due while nothing ran is told at the next call; of a yellow and a red
card that both became due, the red one alone. A day's morning report and timetable are told on that day or not at
all. Delivery keeps the quiet hours (complaints/quiet.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from complaints.clocks import SHANGHAI, end_of_day, local_day
from complaints.complaint import WITH_UNIT, Complaint, Status
from complaints.deadlines import Card, Deadlines
from complaints.events import Event, Notice, NoticeKind, Recipient, RecipientKind
from complaints.limits import Item
from complaints.moves import Command, Step
from complaints.nudges import card_key, daily_key, nudge_key
from complaints.people import SYSTEM
from complaints.ports import Clock, Query, Store, Transaction
from complaints.quiet import Quiet
from complaints.steps import Steps
from complaints.timetable import Audience, Entry

_ARCHIVED_AT_ONCE = 500
_MORNING_LINES = 5


@dataclass(frozen=True, slots=True)
class Reminders:
    """Posts what is owed by the clock into the outbox."""

    store: Store
    steps: Steps
    deadlines: Deadlines
    quiet: Quiet
    timetable: Sequence[Entry]
    units: Sequence[str]  #: Every unit: each gets its morning report.
    leads: Sequence[str]
    towns: Sequence[str]
    clock: Clock
    reported: Callable[[str, date], Collection[str]] | None = None  #: Who has reported what by that day.

    def run(self) -> int:
        """Post everything that is due now and was not posted before; how many notices."""
        now = self.clock.now()
        entries = self._entries(now)
        with self.store.begin() as transaction:
            self._archive(transaction, now)
            if not self.quiet.is_on_duty(local_day(now)):
                return 0
            round_ = _Round(transaction, now)
            self._cards(round_)
            self._first_reports(round_)
            self._reviews(round_)
            self._unanswered(round_)
            self._timetable(round_, entries)
            transaction.post(round_.notices)
            return len(round_.notices)

    def _cards(self, round_: _Round) -> None:
        """Yellow before the due day, red after it; at most one reminder of an item a day."""
        horizon = self.deadlines.card_horizon(round_.now)
        for case in round_.transaction.find(Query(statuses=WITH_UNIT, due_before=horizon, by_due=True)):
            card = self.deadlines.card(case, round_.now)
            if card is None or case.assignment is None:
                continue
            key, today = card_key(card, case.number, case.assignment.due_at), nudge_key(case.number, round_.now)
            if round_.transaction.remembered([key, today]) or not (round_.first(today) and round_.first(key)):
                continue
            days = str(self.deadlines.working_days_overdue(case, round_.now))
            for recipient in _card_recipients(case, card):
                round_.post(recipient, _CARDS[card], case, days=days, due=case.assignment.due_at.isoformat())

    def _first_reports(self, round_: _Round) -> None:
        """On the day on which the first word is due, a unit that has said none yet is told once."""
        rows = [row for row in self.deadlines.limits.rows if row.item is Item.FIRST_REPORT]
        for channel in dict.fromkeys(row.channel for row in rows):
            for case in round_.transaction.find(Query(statuses=WITH_UNIT, channel=channel)):
                by = self.deadlines.first_report_by(case)
                if by is None or local_day(round_.now) < local_day(by):
                    continue
                key, today = card_key("first_report", case.number, by), nudge_key(case.number, round_.now)
                if round_.transaction.remembered([key, today]) or self._has_reported(round_, case):
                    continue
                round_.first(today)
                if round_.first(key):
                    to = Recipient(RecipientKind.UNIT, case.lead)
                    round_.post(to, NoticeKind.FIRST_REPORT, case, due=by.isoformat())

    def _has_reported(self, round_: _Round, case: Complaint) -> bool:
        """Whether the unit that has it now has told anything since it was given it."""
        told = round_.transaction.history(case.number)
        since = case.assignment.assigned_at if case.assignment else round_.now
        return any(event.command == Command.PROGRESS and event.at >= since for event in told)

    def _reviews(self, round_: _Round) -> None:
        until = end_of_day(local_day(round_.now))
        for case in round_.transaction.find(Query(statuses=frozenset({Status.SHELVED}), review_before=until)):
            review_at = case.standing.review_at
            if review_at is not None and round_.first(card_key("review", case.number, review_at)):
                round_.post(Recipient(RecipientKind.OFFICE), NoticeKind.REVIEW, case)

    def _unanswered(self, round_: _Round) -> None:
        wanted = Query(statuses=frozenset({Status.FOLLOW_UP}), asked_before=self._earliest(Item.FOLLOW_UP, round_.now))
        for case in round_.transaction.find(wanted):
            asked = case.standing.follow_up
            if asked is None or asked.at is None:
                continue
            if round_.now <= self.deadlines.after_general(Item.FOLLOW_UP, asked.at):
                continue
            if round_.first(card_key("unanswered", case.number, asked.at)):
                round_.post(Recipient(RecipientKind.OFFICE), NoticeKind.UNANSWERED, case)

    def _earliest(self, item: Item, now: datetime) -> datetime:
        """Before when it must have begun for its general limit to have passed: a limit is never less than its days."""
        return now - timedelta(days=self.deadlines.limits.general(item).count)

    def _entries(self, now: datetime) -> list[tuple[Entry, Collection[str]]]:
        """The lines of the timetable whose hour has come, with those who need no reminder."""
        local = now.astimezone(SHANGHAI)
        due = [entry for entry in self.timetable if entry.is_due(local, self.quiet.is_on_duty(local.date()))]
        return [
            (entry, self.reported(entry.report, local.date()) if entry.report and self.reported else ())
            for entry in due
        ]

    def _timetable(self, round_: _Round, entries: Sequence[tuple[Entry, Collection[str]]]) -> None:
        day = local_day(round_.now)
        for entry, done in entries:
            # Remembered also where there is nothing to tell: what arrives later is no matter of this morning.
            if not round_.first(daily_key(entry.name, day)):
                continue
            for recipient in self._audience(entry):
                if recipient.name and recipient.name in done:
                    continue
                facts = {"name": entry.name, "note": entry.text}
                if Audience.MORNING in entry.audience:
                    self._morning(round_, recipient, facts)
                else:
                    round_.notices.append(Notice(recipient, NoticeKind.TIMETABLE, "", round_.now, facts))

    def _audience(self, entry: Entry) -> list[Recipient]:
        named = {
            Audience.LEADS: [Recipient(RecipientKind.UNIT, unit) for unit in self.leads],
            Audience.MORNING: [Recipient(RecipientKind.UNIT, unit) for unit in self.units],
            Audience.TOWNS: [Recipient(RecipientKind.TOWN, town) for town in self.towns],
            Audience.OFFICE: [Recipient(RecipientKind.OFFICE)],
            Audience.LEADERS: [Recipient(RecipientKind.LEADERS)],
        }
        return list(dict.fromkeys(one for audience in entry.audience for one in named[audience]))

    def _morning(self, round_: _Round, recipient: Recipient, facts: dict[str, str]) -> None:
        """One message for a unit with everything that is open there; nothing where nothing is."""
        unit = recipient.name
        cases = round_.transaction.find(Query(unit=unit, statuses=WITH_UNIT, by_due=True))
        if not cases:
            return
        today = end_of_day(local_day(round_.now))
        leads = [case for case in cases if case.lead == unit]
        counts = {
            "to_sign": sum(case.status is Status.DISPATCHED for case in leads),
            "handling": sum(case.status is not Status.DISPATCHED for case in leads),
            "today": sum(round_.now <= case.assignment.due_at <= today for case in leads if case.assignment),
            "overdue": sum(case.is_overdue(round_.now) for case in leads),
            "helping": len(cases) - len(leads),
        }
        lines = {
            f"line{at}": f"{case.number}\t{case.title}\t{case.assignment.due_for(unit).isoformat()}"
            for at, case in enumerate(cases[:_MORNING_LINES], start=1)
            if case.assignment
        }
        told = {**facts, **{name: str(count) for name, count in counts.items()}, **lines}
        round_.notices.append(Notice(recipient, NoticeKind.MORNING, "", round_.now, told))

    def _archive(self, transaction: Transaction, now: datetime) -> None:
        """Put away what was closed long enough ago; the history says so, and nobody is told."""
        closed = Query(
            statuses=frozenset({Status.CLOSED}),
            closed_before=self._earliest(Item.ARCHIVE, now),
            limit=_ARCHIVED_AT_ONCE,
        )
        events: list[Event] = []
        for case in transaction.find(closed):
            closed_at = case.standing.closed_at
            if closed_at is None or now <= self.deadlines.after_general(Item.ARCHIVE, closed_at):
                continue
            after, event = self.steps.take(case, SYSTEM, Step(Command.ARCHIVE), now)
            transaction.replace(case, after)
            events.append(event)
        transaction.append(events)


@dataclass(slots=True)
class _Round:
    """One call of `run`: what was posted so far."""

    transaction: Transaction
    now: datetime
    notices: list[Notice] = field(default_factory=list)

    def first(self, key: str) -> bool:
        """Whether this is the first time; it is remembered."""
        return self.transaction.once(key, self.now)

    def post(self, recipient: Recipient, kind: NoticeKind, case: Complaint, **facts: str) -> None:
        told = {"title": case.title, "lead": case.lead, **facts}
        self.notices.append(Notice(recipient, kind, case.number, self.now, told))


_CARDS = {Card.YELLOW: NoticeKind.YELLOW, Card.RED: NoticeKind.RED}


def _card_recipients(case: Complaint, card: Card) -> list[Recipient]:
    unit = Recipient(RecipientKind.UNIT, case.lead)
    if card is Card.YELLOW:
        return [unit]
    leaders = [] if case.is_about_staff() else [Recipient(RecipientKind.LEADERS, case.lead)]
    return [unit, *leaders, Recipient(RecipientKind.OFFICE)]
