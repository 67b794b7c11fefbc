"""The desk's use cases that change something. Each is one transaction: change, event and notice together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial

from complaints.casework import Casework
from complaints.complaint import Complaint
from complaints.errors import Conflict, Refusal, Refused
from complaints.events import Event, EventKind
from complaints.intake import Intake, Key, Receipt, known_records, last_words
from complaints.judging import Judge
from complaints.limits import Item
from complaints.moves import Step
from complaints.people import SYSTEM, Person
from complaints.ports import Classifier, Clock, Store, Transaction
from complaints.prediction import Prediction
from complaints.records import Channel, PhoneKind, RawRecord
from complaints.replies import ReplyQuality
from complaints.rights import Right, demand, sees, sees_phone, sees_reporter
from complaints.steps import Steps

BATCH = 1000
"""Records taken in by one transaction: large enough for speed, small enough not to keep others waiting."""


class Desk:
    """Receives complaints and moves them by the table of moves."""

    def __init__(self, store: Store, classifier: Classifier, judge: Judge, steps: Steps, clock: Clock) -> None:
        self._store = store
        self._classifier = classifier
        self._judge = judge
        self._steps = steps
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

        With `seen_version` the step is taken only on the complaint as the person saw it. What the desk does by
        rule after it is in the same transaction.
        """
        # Classified before the transaction: nobody waits for it.
        predictions = self._classifier.classify([("", text) for text in step.parts]) if step.parts else []
        with self._store.begin() as transaction:
            before = self._visible(transaction, person, number)
            if seen_version is not None and before.version != seen_version:
                raise Conflict(number)
            return self._casework(transaction, person).take(before, step, predictions)

    def undo(self, person: Person) -> tuple[Complaint, Event]:
        """Take back the person's last write of the last minutes by an event that undoes it.

        The complaint as it stands then, and the event that was undone; Refused when there is none or something has
        happened to the complaint since.
        """
        now = self._clock.now()
        since = now - self._judge.deadlines.minutes(Item.UNDO, Channel.CHAT)
        with self._store.begin() as transaction:
            return self._casework(transaction, person).undo(transaction.writes_of(person.id, since))

    def unjoin(self, person: Person, number: str) -> Complaint:
        """Take a merge or a split back, whenever it was made; only the office may."""
        demand(person, Right.TRIAGE, "撤并")
        with self._store.begin() as transaction:
            complaint = self._visible(transaction, person, number)
            return self._casework(transaction, person).unjoin(complaint)

    def view_phone(self, person: Person, number: str) -> str:
        """The reporter's full phone; that it was looked at is written into the history."""
        with self._store.begin() as transaction:
            complaint = self._visible(transaction, person, number)
            if complaint.record.confidential and not sees_reporter(person, complaint):
                raise Refused(Refusal.CONFIDENTIAL, number=number)
            if not sees_phone(person, complaint):
                raise Refused(Refusal.NOT_YOURS, command="电话", role=person.role.value)
            if complaint.record.phone_kind is not PhoneKind.FULL:
                raise Refused(Refusal.NO_FULL_PHONE, number=number)
            facts = {"by_name": person.name, "by_unit": person.unit}
            transaction.append(
                [Event(number, self._clock.now(), EventKind.VIEWED, person.id, note="查看完整电话", facts=facts)]
            )
            return complaint.record.phone

    def predict(self, text: str) -> Prediction:
        """What the classifier says of a text that nobody has filed yet."""
        return self._classifier.classify([("", text)])[0]

    def quality(self, complaint: Complaint, reply: str) -> ReplyQuality:
        """What a report would be worth, before the unit makes it."""
        return self._steps.quality(complaint, reply, self._clock.now())

    def check(self, person: Person, complaint: Complaint, step: Step) -> None:
        """Refuse what `act` would refuse now, and change nothing: asked before a confirmation is."""
        predictions = self._classifier.classify([("", text) for text in step.parts]) if step.parts else []
        with suppress(_RolledBack), self._store.begin() as transaction:
            present = self._visible(transaction, person, complaint.number)
            self._casework(transaction, person).take(present, step, predictions)
            raise _RolledBack

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

    def _visible(self, transaction: Transaction, person: Person, number: str) -> Complaint:
        found = transaction.complaint(number)
        if found is None or not sees(person, found):
            raise Refused(Refusal.UNKNOWN_NUMBER, number=number)
        return found

    def _casework(self, transaction: Transaction, person: Person) -> Casework:
        return Casework(transaction, self._steps, self._judge, person, self._clock.now())


class _RolledBack(Exception):
    """Leaves a transaction without keeping it."""
