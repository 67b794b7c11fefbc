"""Which waiting complaints the office should decide first: those from which the classifier would learn most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from complaints.complaint import Complaint, Status, WaitingFor
from complaints.people import Person
from complaints.ports import Query, Store
from complaints.rights import Right, demand

LOOKED_AT = 2_000
"""Waiting complaints that are compared with each other, the newest."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text to ask about, by its place among those given.

    `margin` is the lead of its likeliest label (0 to 1), `candidates` the two likeliest, `alike` how many other texts
    its answer would settle too.
    """

    row: int
    margin: float
    candidates: tuple[str, ...]
    alike: int


class Curious(Protocol):
    """Knows what it does not know."""

    def questions(self, texts: Sequence[tuple[str, str]], limit: int) -> Sequence[Question]:
        """Of these (title, text) up to `limit`, the one first from which most would be learned."""
        ...


@dataclass(frozen=True, slots=True)
class Worthwhile:
    """A waiting complaint that is worth a decision before others."""

    complaint: Complaint
    question: Question


class DecideFirst:
    """Finds them among what waits because the classifier was not sure."""

    def __init__(self, store: Store, curious: Curious) -> None:
        self._store = store
        self._curious = curious

    def find(self, by: Person, limit: int) -> list[Worthwhile]:
        """The most worthwhile first; Refused for whom triage is not."""
        demand(by, Right.TRIAGE, "先看")
        waiting = self._store.find(Query(statuses=frozenset({Status.WAITING}), limit=LOOKED_AT))
        cases = [one for one in waiting if one.standing.waiting_for in (WaitingFor.DOUBTFUL, WaitingFor.NOVEL)]
        if not cases:
            return []
        texts = [(one.record.title, one.record.text) for one in cases]
        return [Worthwhile(cases[one.row], one) for one in self._curious.questions(texts, limit)]
