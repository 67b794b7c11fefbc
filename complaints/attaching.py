"""Files that belong to complaints: who may add one, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from complaints.attachments import Attachment
from complaints.audit import desk_event
from complaints.complaint import Complaint
from complaints.errors import Refusal, Refused
from complaints.events import Event, EventKind
from complaints.people import Person, Role
from complaints.ports import Clock, Store
from complaints.rights import sees, sees_reporter

_ADDED, _TAKEN_BACK = "digest", "taken_back"


class Attaching:
    """Notes which files belong to which complaint; the files themselves are kept by whoever got them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def attach(self, person: Person, number: str, digest: str, name: str) -> Complaint:
        """Add a file, by its digest, to a complaint; Refused where the person neither filed nor handles it."""
        complaint = self._store.complaint(number)
        if complaint is None or not _may_add(person, complaint):
            raise Refused(Refusal.UNKNOWN_NUMBER, number=number)
        now = self._clock.now()
        with self._store.begin() as transaction:
            transaction.attach(Attachment(number, digest, name, now, person.id))
            transaction.append([_event(person, number, now, f"附件：{name}", {_ADDED: digest})])
        return complaint

    def take_back(self, person: Person, number: str, digest: str, name: str) -> None:
        """Show a file to nobody any more: whoever sent it has recalled it. Refused for a file of somebody else."""
        found = [one for one in self._store.attachments(number) if one.digest == digest and one.by == person.id]
        if not found:
            raise Refused(Refusal.UNKNOWN_NUMBER, number=number)
        with self._store.begin() as transaction:
            now = self._clock.now()
            transaction.append([_event(person, number, now, f"附件撤回：{name}", {_TAKEN_BACK: digest})])

    def count(self, person: Person, complaint: Complaint) -> int:
        """How many files the person could look at."""
        return 0 if _is_hidden_from(person, complaint) else len(self._shown(complaint.number))

    def files(self, person: Person, complaint: Complaint) -> list[Attachment]:
        """The complaint's files; Refused where they could tell who wishes not to be named. Looking is logged."""
        if not sees(person, complaint):
            raise Refused(Refusal.UNKNOWN_NUMBER, number=complaint.number)
        if _is_hidden_from(person, complaint):
            raise Refused(Refusal.CONFIDENTIAL, number=complaint.number)
        found = self._shown(complaint.number)
        if found and person.id != complaint.filed_by:
            with self._store.begin() as transaction:
                note = f"查看{complaint.number}附件"
                transaction.append([desk_event(EventKind.VIEWED, person, self._clock.now(), note)])
        return found

    def _shown(self, number: str) -> list[Attachment]:
        found = self._store.attachments(number)
        hidden = _taken_back(self._store.history(number)) if found else frozenset()
        return [one for one in found if one.digest not in hidden]


def _is_hidden_from(person: Person, complaint: Complaint) -> bool:
    """Whether a file could tell the person who wishes not to be named."""
    return complaint.record.confidential and not sees_reporter(person, complaint)


def _may_add(person: Person, complaint: Complaint) -> bool:
    """Whoever filed it, the office, and the units that work on it."""
    if complaint.filed_by == person.id or person.role is Role.CLERK:
        return True
    return person.role is Role.LIAISON and sees(person, complaint)


def _taken_back(history: Sequence[Event]) -> frozenset[str]:
    """The digests of the files that were taken back and not sent again."""
    hidden: set[str] = set()
    for event in history:
        if event.kind is EventKind.ATTACHED:
            hidden.discard(event.facts.get(_ADDED, ""))
            hidden |= {event.facts[_TAKEN_BACK]} if _TAKEN_BACK in event.facts else set()
    return frozenset(hidden)


def _event(person: Person, number: str, at: datetime, note: str, facts: Mapping[str, str]) -> Event:
    by = {"by_name": person.name_in_history, "by_unit": person.unit}
    return Event(number, at, EventKind.ATTACHED, person.id, note=note, facts={**by, **facts})
