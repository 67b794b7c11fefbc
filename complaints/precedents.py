"""Decided complaints that are like one: what the office reads beside the classifier's suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from complaints.complaint import Complaint, Status
from complaints.people import Person
from complaints.ports import Clock, Query, Store
from complaints.ports_intake import Recall
from complaints.rights import Right, may

DECIDED = frozenset(
    {
        Status.HANDLING, Status.EXTENSION, Status.REPORTED, Status.FOLLOW_UP, Status.SHELVED, Status.CLOSED,
        Status.ARCHIVED,
    }
)  # fmt: skip
"""A unit has signed for it and not given it back: whose it is has been settled."""
HELD_AT_MOST = 5_000
SHOWN = 3
_SOUGHT = 12
"""More than are shown: some may have changed since they were learned."""
_FRESH = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decided complaint and how like it is, 0 to 1."""

    complaint: Complaint
    likeness: float


class Precedents:
    """Finds among the newest decided complaints those that are like another; looks for new ones every few minutes."""

    def __init__(self, store: Store, recall: Recall, clock: Clock) -> None:
        self._store = store
        self._recall = recall
        self._clock = clock
        self._learned_at: datetime | None = None

    def of(self, person: Person, complaint: Complaint, most: int = SHOWN) -> list[Precedent]:
        """Up to `most`, the likest first; none for a person who may not decide whose complaints are."""
        if not may(person, Right.TRIAGE):
            return []
        self._learn()
        record = complaint.record
        found: list[Precedent] = []
        for number, likeness in self._recall.nearest((record.title, record.text), _SOUGHT):
            other = self._store.complaint(number) if number != complaint.number else None
            if other is not None and _settles(other, complaint):
                found.append(Precedent(other, likeness))
            if len(found) == most:
                break
        return found

    def _learn(self) -> None:
        now = self._clock.now()
        if self._learned_at is not None and timedelta() <= now - self._learned_at < _FRESH:
            return
        decided = self._store.find(Query(statuses=DECIDED, limit=HELD_AT_MOST))
        self._recall.hold({one.number: (one.record.title, one.record.text) for one in decided})
        self._learned_at = now


def _settles(other: Complaint, complaint: Complaint) -> bool:
    """Whether the other tells anything of this one: its own parts, or the whole that it is a part of, do not."""
    return other.status in DECIDED and complaint.number != other.parent and complaint.parent != other.number
