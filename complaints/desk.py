"""The desk's use cases that change something. Each is one transaction: change, event and notice together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace

from complaints.casework import Casework
from complaints.complaint import Complaint
from complaints.completing import completed, follow_text
from complaints.duplicates import DuplicateSearch
from complaints.errors import Conflict, Refusal, Refused
from complaints.events import Event, EventKind
from complaints.facts.finding import Facts
from complaints.intake import Receipt
from complaints.joining import linked
from complaints.judging import Judge
from complaints.likeness import Told
from complaints.limits import Item
from complaints.moves import Step
from complaints.people import SYSTEM, Person
from complaints.ports import Clock, Store, Transaction
from complaints.ports_intake import Understander
from complaints.prediction import Prediction
from complaints.receiving import Begin, Receiving
from complaints.records import Channel, PhoneKind, RawRecord
from complaints.replies import ReplyQuality
from complaints.rights import Right, demand, may, sees, sees_phone, sees_reporter
from complaints.steps import Steps


class Desk:
    """Receives complaints and moves them by the table of moves."""

    def __init__(
        self,
        store: Store,
        understander: Understander,
        judge: Judge,
        search: DuplicateSearch,
        steps: Steps,
        clock: Clock,
    ) -> None:
        self._store = store
        self._understander = understander
        self._judge = judge
        self._search = search
        self._steps = steps
        self._clock = clock

    def receive(self, record: RawRecord, filed_by: Person = SYSTEM) -> Receipt:
        """Take one complaint in; Refused when it has no words or the person may not file."""
        demand(filed_by, Right.FILE, "登记")
        if not record.text.strip():
            raise Refused(Refusal.TEXT_MISSING)
        return next(receipt for _, receipt in self.receive_all([record], filed_by))

    def receive_all(self, records: Iterable[RawRecord], filed_by: Person = SYSTEM) -> Iterator[tuple[int, Receipt]]:
        """Take many in, a transaction a batch: the place of each and what became of it.

        A record that is known already changes something or does nothing. Changes come last.
        """
        yield from self._receiving(self._store.begin, self._search, filed_by).run(records)

    def preview(self, records: Iterable[RawRecord], filed_by: Person = SYSTEM) -> Iterator[tuple[int, Receipt]]:
        """What `receive_all` would answer now; in the end all is rolled back, and the numbers are given again."""
        with suppress(_RolledBack), self._store.begin() as transaction:
            inside: Transaction = transaction
            yield from self._receiving(lambda: nullcontext(inside), self._search.apart(), filed_by).run(records)
            raise _RolledBack

    def _receiving(self, begin: Begin, search: DuplicateSearch, filed_by: Person) -> Receiving:
        return Receiving(begin, self._understander, self._judge, search, filed_by, self._clock)

    def act(self, person: Person, number: str, step: Step, seen_version: int | None = None) -> Complaint:
        """Take one step of the table; Refused says why not, Conflict that somebody else was first.

        With `seen_version` the step is taken only on the complaint as the person saw it. What the desk does by
        rule after it is in the same transaction.
        """
        # Classified before the transaction: nobody waits for it.
        predictions = self._predict(step.parts)
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

    def complete(self, person: Person, number: str, facts: Mapping[str, str]) -> Complaint:
        """Add what the record lacks: company, place, reporter, phone; only its reporter and the office may.

        `facts` are by field; `declined` names what the reporter does not wish to tell. It is an update like any other.
        """
        record = self._own_record(person, number, "补全")
        return self._tell_anew(completed(record, facts), person)

    def retell(
        self, person: Person, number: str, text: str, extra: Mapping[str, str], find: Callable[[str], Facts]
    ) -> Complaint:
        """Put the reporter's words as they are now in place of the first ones; only its reporter and the office may.

        `find` tells a text's facts: those that only the first words told are forgotten with them.
        """
        record = self._own_record(person, number, "补充")
        told = replace(record, text=text, extra={**record.extra, **extra})
        return self._tell_anew(follow_text(told, find(record.text), find(text)), person)

    def _own_record(self, person: Person, number: str, command: str) -> RawRecord:
        with self._store.begin() as transaction:
            complaint = self._visible(transaction, person, number)
        if complaint.filed_by != person.id and not may(person, Right.TRIAGE):
            raise Refused(Refusal.NOT_YOURS, command=command, role=person.role.value)
        return complaint.record

    def _tell_anew(self, record: RawRecord, person: Person) -> Complaint:
        return [receipt for _, receipt in self.receive_all([record], person)][-1].complaint

    def reject(self, person: Person, number: str, other: str) -> bool:
        """Say that two complaints are not the same matter, so that nobody is asked again; False where nobody was."""
        demand(person, Right.TRIAGE, "不同")
        with self._store.begin() as transaction:
            one, two = self._visible(transaction, person, number), self._visible(transaction, person, other)
            rejected = transaction.reject(one.number, two.number, person.id)
            if rejected:
                note = f"经核对，与{two.number}不是同一件"
                transaction.append([linked(one.number, two.number, person, self._clock.now(), note)])
        return rejected

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
        return self._predict([text])[0]

    def quality(self, complaint: Complaint, reply: str) -> ReplyQuality:
        """What a report would be worth, before the unit makes it."""
        return self._steps.quality(complaint, reply, self._clock.now())

    def check(self, person: Person, complaint: Complaint, step: Step) -> None:
        """Refuse what `act` would refuse now, and change nothing: asked before a confirmation is."""
        predictions = self._predict(step.parts)
        with suppress(_RolledBack), self._store.begin() as transaction:
            present = self._visible(transaction, person, complaint.number)
            self._casework(transaction, person).take(present, step, predictions)
            raise _RolledBack

    def _predict(self, texts: Sequence[str]) -> list[Prediction]:
        understood = self._understander.begin([Told(text) for text in texts])() if texts else []
        return [one.prediction for one in understood]

    def _visible(self, transaction: Transaction, person: Person, number: str) -> Complaint:
        found = transaction.complaint(number)
        if found is None or not sees(person, found):
            raise Refused(Refusal.UNKNOWN_NUMBER, number=number)
        return found

    def _casework(self, transaction: Transaction, person: Person) -> Casework:
        return Casework(transaction, self._steps, self._judge, self._search, person, self._clock.now())


class _RolledBack(Exception):
    """Leaves a transaction without keeping it."""
