"""The same matter told twice, through whatever channel: looked for when a complaint comes in, decided by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from complaints.clocks import local_day
from complaints.complaint import Complaint, Status
from complaints.likeness import Likeness, Told
from complaints.ports_intake import IntakeWrites, Likenesses, LikenessIndex, Signed, StoredTold
from complaints.records import RawRecord

PROPOSED_AT_MOST = 3
"""Proposals for one complaint: more would not be read."""
COMPARED_AT_MOST = 16
REMADE_AT_ONCE = 200
"""Signatures that are made anew before a look: few enough that nobody waits for them."""
WITHIN_DAYS = 45
"""Complaints further apart are another incident; the scorer looks at the days more closely."""
_EPOCH = date(2000, 1, 1)
_NOT_TOLD_AGAIN = frozenset({Status.WITHDRAWN, Status.DECLINED})
"""What was taken back or not taken on is no complaint that another could repeat."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """That a complaint tells the same matter as an earlier one; open until a person merges or rejects it."""

    number: str
    other: str
    likeness: Likeness
    at: datetime


def told_of(record: RawRecord, filed_at: datetime) -> Told:
    """What of a record is compared."""
    return Told(record.text, record.title, record.company, record.place, record.received_at or filed_at)


def day_number(told: Told) -> int:
    """The day on which it was made, counted from 2000; 0 where nobody says."""
    return (local_day(told.at) - _EPOCH).days if told.at else 0


class DuplicateSearch:
    """Finds for new complaints the earlier ones that they may repeat; threads may share it.

    The index in memory holds what is stored already, and learns before each look what has been stored since.
    """

    def __init__(self, likenesses: Likenesses, index: LikenessIndex | None = None) -> None:
        self._likenesses = likenesses
        self._index = likenesses.index() if index is None else index
        self._lock = Lock()

    def apart(self) -> DuplicateSearch:
        """A search that begins with what this one knows and learns for itself: for what may be rolled back."""
        with self._lock:
            return DuplicateSearch(self._likenesses, self._index.copy())

    def sign(self, told: Sequence[Told]) -> list[bytes]:
        """The signatures of these texts, in order."""
        return self._likenesses.sign(told)

    def look(
        self, transaction: IntakeWrites, new: Sequence[tuple[Complaint, Told, bytes]], now: datetime
    ) -> Callable[[], list[Proposal]]:
        """Begin to look for what complaints repeat that are not signed yet; what comes back waits for the proposals."""
        if not new:
            return list
        signed = [Signed(at, signature, day_number(told)) for at, (_, told, signature) in enumerate(new, start=1)]
        stored = self._stored(transaction, signed)
        fetched = transaction.told(sorted({one for ids in stored for one in ids}))
        earlier = [StoredTold(c.number, told, c.status, "", c.parent) for c, told, _ in new]
        pairs: list[tuple[Complaint, Told, StoredTold]] = []
        for (complaint, told, _), ids, before in zip(new, stored, self._within(signed), strict=True):
            others = [fetched[one] for one in ids if one in fetched] + [earlier[at - 1] for at in before]
            pairs += [(complaint, told, other) for other in others if _is_eligible(complaint, other)]
        compared = self._likenesses.begin([(told, other.told) for _, told, other in pairs])

        def proposals() -> list[Proposal]:
            found: dict[str, list[tuple[StoredTold, Likeness]]] = {}
            for (complaint, _, other), likeness in zip(pairs, compared(), strict=True):
                found.setdefault(complaint.number, []).append((other, likeness))
            return [one for number, others in found.items() for one in _best(number, others, now)]

        return proposals

    def _stored(self, transaction: IntakeWrites, signed: Sequence[Signed]) -> list[tuple[int, ...]]:
        """For each of these the ids of the stored ones that come into question."""
        with self._lock:
            self._index.learn(transaction.signed_after(self._index.last))
            self._remake(transaction)
            return self._index.nearest(signed, COMPARED_AT_MOST, WITHIN_DAYS)

    def _remake(self, transaction: IntakeWrites) -> None:
        """Sign some of those anew that were signed before the tables changed; until then their old keys are used."""
        outdated = self._index.outdated(REMADE_AT_ONCE)
        if outdated:
            stored = transaction.told(outdated)
            told = [stored[one].told for one in outdated if one in stored]
            made = self._likenesses.sign(told)
            known = [one for one in outdated if one in stored]
            remade = [Signed(*one) for one in zip(known, made, map(day_number, told), strict=True)]
            self._index.learn(remade)
            transaction.resign([(one.id, one.signature) for one in remade])

    def _within(self, signed: Sequence[Signed]) -> list[tuple[int, ...]]:
        """For each of these the places of those before it among them."""
        if len(signed) < 2:
            return [()] * len(signed)
        batch = self._likenesses.index()
        batch.learn(signed)
        found = batch.nearest(signed, COMPARED_AT_MOST, WITHIN_DAYS)
        return [tuple(at for at in others if at < one.id) for one, others in zip(signed, found, strict=True)]


def _best(number: str, alike: Iterable[tuple[StoredTold, Likeness]], now: datetime) -> list[Proposal]:
    """The proposals for one complaint, the likest first; one that is merged is followed under its main one."""
    best: dict[str, Likeness] = {}
    for other, likeness in alike:
        main = other.merged_into or other.number
        if likeness.same and main != number and (main not in best or likeness.score > best[main].score):
            best[main] = likeness
    ranked = sorted(best.items(), key=lambda item: (-item[1].score, item[0]))
    return [Proposal(number, main, likeness, now) for main, likeness in ranked[:PROPOSED_AT_MOST]]


def by_number(proposals: Iterable[Proposal]) -> Mapping[str, tuple[Proposal, ...]]:
    """The proposals by the later complaint's number."""
    grouped: dict[str, tuple[Proposal, ...]] = {}
    for proposal in proposals:
        grouped[proposal.number] = (*grouped.get(proposal.number, ()), proposal)
    return grouped


def _is_eligible(complaint: Complaint, other: StoredTold) -> bool:
    if other.number == complaint.number or other.status in _NOT_TOLD_AGAIN:
        return False
    same_whole = complaint.parent != "" and complaint.parent in (other.parent, other.number)
    return not same_whole and other.status is not Status.SPLIT
