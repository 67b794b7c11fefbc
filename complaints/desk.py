"""The desk's use cases that change something. Each is one transaction: change, event and notice together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from complaints.complaint import Complaint, Status
from complaints.errors import Conflict, Refusal, Refused
from complaints.events import Event, EventKind
from complaints.intake import Intake, Key, Receipt, known_records, last_words
from complaints.judging import Judge
from complaints.moves import Command, Need, find_move
from complaints.notices import notices_for_move
from complaints.people import SYSTEM, Person, Role
from complaints.ports import Classifier, Clock, Store
from complaints.prediction import Prediction
from complaints.records import RawRecord
from complaints.rights import Right, demand, sees
from complaints.units import Units

BATCH = 1000
"""Records taken in by one transaction: large enough for speed, small enough not to keep others waiting."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a person wants done to a complaint."""

    command: Command
    note: str = ""
    unit: str = ""
    co_units: tuple[str, ...] = ()


class Desk:
    """Receives complaints and moves them by the table of moves."""

    def __init__(self, store: Store, classifier: Classifier, judge: Judge, units: Units, clock: Clock) -> None:
        self._store = store
        self._classifier = classifier
        self._judge = judge
        self._units = units
        self._clock = clock

    def receive(self, record: RawRecord, filed_by: Person = SYSTEM) -> Receipt:
        """Take one complaint in; Refused when it has no words or the person may not file."""
        demand(filed_by, Right.FILE, "登记")
        if not record.text.strip():
            raise Refused(Refusal.TEXT_MISSING)
        return next(self.receive_all([record], filed_by))

    def receive_all(self, records: Sequence[RawRecord], filed_by: Person = SYSTEM) -> Iterator[Receipt]:
        """Take many in, in order, a transaction a batch; a record that is known already changes or does nothing."""
        last = last_words(records)
        for start in range(0, len(records), BATCH):
            batch = records[start : start + BATCH]
            predictions = self._classify_new(batch)
            try:
                receipts = self._take(batch, predictions, filed_by, last)
            except Conflict:
                # Another process took the same record in between: now it is known, and the batch passes.
                receipts = self._take(batch, predictions, filed_by, last)
            yield from receipts

    def preview(self, records: Sequence[RawRecord], filed_by: Person = SYSTEM) -> list[Receipt]:
        """What `receive_all` would answer now; everything is rolled back, the numbers are given again."""
        receipts: list[Receipt] = []
        last = last_words(records)
        try:
            with self._store.begin() as transaction:
                intake = partial(Intake, transaction, self._judge, filed_by, self._clock.now(), last)
                for start in range(0, len(records), BATCH):
                    batch = records[start : start + BATCH]
                    predictions = self._predict(batch, known_records(transaction, batch))
                    receipts += intake().take(batch, predictions)
                raise _RolledBack
        except _RolledBack:
            return receipts

    def act(self, person: Person, number: str, step: Step, seen_version: int | None = None) -> Complaint:
        """Take one step of the table; Refused says why not, Conflict that somebody else was first.

        With `seen_version` the step is taken only on the complaint as the person saw it.
        """
        with self._store.begin() as transaction:
            before = transaction.complaint(number)
            if before is None or not sees(person, before):
                raise Refused(Refusal.UNKNOWN_NUMBER, number=number)
            if seen_version is not None and before.version != seen_version:
                raise Conflict(number)
            after, event = self._step(before, person, step)
            transaction.replace(before, after)
            transaction.append([event])
            transaction.post(notices_for_move(before, after, event))
        return after

    def predict(self, text: str) -> Prediction:
        """What the classifier says of a text that nobody has filed yet."""
        return self._classifier.classify([("", text)])[0]

    def check(self, person: Person, complaint: Complaint, step: Step) -> None:
        """Refuse what `act` would refuse now, and change nothing: asked before a confirmation is."""
        self._step(complaint, person, step)

    def _take(
        self,
        batch: Sequence[RawRecord],
        predictions: Mapping[int, Prediction],
        filed_by: Person,
        last: Mapping[Key, str],
    ) -> list[Receipt]:
        with self._store.begin() as transaction:
            return Intake(transaction, self._judge, filed_by, self._clock.now(), last).take(batch, predictions)

    def _classify_new(self, batch: Sequence[RawRecord]) -> dict[int, Prediction]:
        """Predictions by the record's place in the batch, only for those that the store does not know."""
        with self._store.begin() as transaction:
            return self._predict(batch, known_records(transaction, batch))

    def _predict(self, batch: Sequence[RawRecord], known: Mapping[tuple[str, str], Complaint]) -> dict[int, Prediction]:
        unknown = [at for at, record in enumerate(batch) if (record.channel, record.external_id) not in known]
        texts = [(batch[at].title, batch[at].text) for at in unknown]
        return dict(zip(unknown, self._classifier.classify(texts), strict=True))

    def _step(self, before: Complaint, person: Person, step: Step) -> tuple[Complaint, Event]:
        """The complaint after the step, and the event that says so; Refused when the tables do not allow it."""
        move = find_move(before.status, step.command, person.role)
        if move.needs is Need.NOTE and not step.note.strip():
            raise Refused(Refusal.NOTE_MISSING, command=step.command.value, number=before.number)
        if person.role is Role.LIAISON and person.unit != before.lead:
            raise Refused(Refusal.MOVE_NOT_ALLOWED, command=step.command.value, status="协办", possible="查询")
        now = self._clock.now()
        if step.command is Command.RETURN:
            self._refuse_late_return(before, now)
        after = replace(before, status=move.to, version=before.version + 1, waiting_for=None)
        if move.needs is Need.UNIT:
            after = self._assigned(after, person, step, now)
        if step.command is Command.RETURN:
            after = replace(after, returns=before.returns + 1)
        after = replace(after, closed_at=now if move.to in (Status.CLOSED, Status.DECLINED) else None)
        event = Event(
            before.number, now, EventKind.MOVED, person.id, before.status, move.to, step.command.value, step.note,
            _facts(after, person, step),
        )  # fmt: skip
        return after, event

    def _assigned(self, complaint: Complaint, person: Person, step: Step, now: datetime) -> Complaint:
        if not step.unit:
            raise Refused(Refusal.UNIT_MISSING, command=step.command.value, number=complaint.number)
        unit = self._units.demand(step.unit)
        if unit == complaint.lead:
            raise Refused(Refusal.SAME_UNIT, number=complaint.number, unit=unit)
        assignment = self._judge.assign(unit, complaint, person.name, now)
        if step.co_units:
            co_units = dict.fromkeys(self._units.demand(name) for name in step.co_units)
            assignment = replace(assignment, co_units=tuple(name for name in co_units if name != unit))
        return replace(complaint, assignment=assignment)

    def _refuse_late_return(self, complaint: Complaint, now: datetime) -> None:
        if complaint.assignment is None:
            return
        until = self._judge.return_until(complaint.assignment)
        if now > until:
            raise Refused(
                Refusal.RETURN_TOO_LATE,
                number=complaint.number,
                until=f"{until:%m月%d日}",
                days=str(self._judge.rules.return_days),
            )


class _RolledBack(Exception):
    """Leaves a transaction without keeping it."""


def _facts(after: Complaint, person: Person, step: Step) -> dict[str, str]:
    """What the history keeps of a step: the unit it gave or suggested, and who took it."""
    needs_unit = step.command in (Command.DISPATCH, Command.REASSIGN)
    return {
        "unit": after.lead if needs_unit else step.unit,
        "by_name": person.name,
        "by_unit": person.unit,
    }
