"""Files that belong to complaints: who may add one, and who may see it."""

from __future__ import annotations

from complaints.attachments import Attachment
from complaints.audit import desk_event
from complaints.complaint import Complaint
from complaints.errors import Refusal, Refused
from complaints.events import Event, EventKind
from complaints.people import Person, Role
from complaints.ports import Clock, Store
from complaints.rights import sees, sees_reporter


class Attaching:
    """Notes which files belong to which complaint; the files themselves are kept by whoever got them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def attach(self, person: Person, number: str, digest: str, name: str) -> Complaint:
        """Add a file, by its digest, to a complaint that the person filed or the office handles; Refused otherwise."""
        complaint = self._store.complaint(number)
        if complaint is None or not (complaint.filed_by == person.id or person.role is Role.CLERK):
            raise Refused(Refusal.UNKNOWN_NUMBER, number=number)
        now = self._clock.now()
        facts = {"by_name": person.name_in_history, "by_unit": person.unit}
        with self._store.begin() as transaction:
            transaction.attach(Attachment(number, digest, name, now, person.id))
            transaction.append([Event(number, now, EventKind.ATTACHED, person.id, note=f"附件：{name}", facts=facts)])
        return complaint

    def count(self, number: str) -> int:
        """How many files a complaint has."""
        return len(self._store.attachments(number))

    def files(self, person: Person, complaint: Complaint) -> list[Attachment]:
        """The complaint's files; Refused where they could tell who wishes not to be named. Looking is logged."""
        if not sees(person, complaint):
            raise Refused(Refusal.UNKNOWN_NUMBER, number=complaint.number)
        if complaint.record.confidential and not sees_reporter(person, complaint):
            raise Refused(Refusal.CONFIDENTIAL, number=complaint.number)
        found = self._store.attachments(complaint.number)
        if found and person.id != complaint.filed_by:
            with self._store.begin() as transaction:
                note = f"查看{complaint.number}附件"
                transaction.append([desk_event(EventKind.VIEWED, person, self._clock.now(), note)])
        return found
