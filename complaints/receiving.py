"""Many records on their way in: batch by batch, the next ones understood while one batch is stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import islice

from complaints.complaint import Complaint
from complaints.duplicates import DuplicateSearch, told_of
from complaints.errors import Conflict
from complaints.intake import Intake, Key, Outcome, Receipt, Understanding, known_records
from complaints.judging import Judge
from complaints.people import Person
from complaints.ports import Clock, Transaction
from complaints.ports_intake import Understander
from complaints.records import RawRecord, retold

BATCH = 1000
"""Records taken in by one transaction: large enough for speed, small enough not to keep others waiting."""
AHEAD = 2
"""Batches that are being understood while one is stored."""
HELD_AT_MOST = 20_000

Begin = Callable[[], AbstractContextManager[Transaction]]
Numbered = tuple[int, RawRecord]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Records with their places in the stream; `understood` waits for what is made of the unknown ones."""

    records: Sequence[Numbered]
    unknown: Sequence[int]
    understood: Callable[[], list[Understanding]]


class Receiving:
    """One stream of records into the store.

    Where a stream tells a stored order several times, its last word counts: changes of stored orders are held back
    until the stream ends (or too many are), so that the same file again changes nothing.
    """

    def __init__(
        self,
        begin: Begin,
        understander: Understander,
        judge: Judge,
        search: DuplicateSearch,
        filed_by: Person,
        clock: Clock,
    ) -> None:
        self._begin = begin
        self._understander = understander
        self._judge = judge
        self._search = search
        self._filed_by = filed_by
        self._clock = clock
        self._held: dict[Key, tuple[int, RawRecord, Complaint]] = {}

    def run(self, records: Iterable[RawRecord]) -> Iterator[tuple[int, Receipt]]:
        """Each record's place in the stream and what became of it; what was held back comes last."""
        stream = enumerate(records)
        ahead: deque[_Batch] = deque()
        while batch := list(islice(stream, BATCH)):
            fresh, superseded = self._hold_changes(batch)
            yield from superseded
            ahead.append(fresh)
            if len(ahead) > AHEAD:
                yield from self._store(ahead.popleft())
            if len(self._held) > HELD_AT_MOST:
                yield from self._release(HELD_AT_MOST // 2)
        while ahead:
            yield from self._store(ahead.popleft())
        yield from self._release(len(self._held))

    def _hold_changes(self, batch: Sequence[Numbered]) -> tuple[_Batch, list[tuple[int, Receipt]]]:
        """The batch without changes of stored orders, and the held ones that it tells again."""
        with self._begin() as transaction:
            known = known_records(transaction, [record for _, record in batch])
        kept: list[Numbered] = []
        superseded: list[tuple[int, Receipt]] = []
        for at, record in batch:
            key = (record.channel, record.external_id)
            present = known.get(key)
            if present is None:
                kept.append((at, record))
                continue
            if key in self._held:
                earlier, _, stored = self._held.pop(key)
                superseded.append((earlier, Receipt(Outcome.REPEATED, stored)))
            if present.record.fingerprint() == retold(present.record, record).fingerprint():
                kept.append((at, record))
            else:
                self._held[key] = (at, record, present)
        return self._understand(kept, known), superseded

    def _understand(self, records: Sequence[Numbered], known: Mapping[Key, Complaint]) -> _Batch:
        unknown = [
            place for place, (_, record) in enumerate(records) if (record.channel, record.external_id) not in known
        ]
        now = self._clock.now()
        return _Batch(
            records, unknown, self._understander.begin([told_of(records[place][1], now) for place in unknown])
        )

    def _store(self, batch: _Batch) -> Iterator[tuple[int, Receipt]]:
        understood = dict(zip(batch.unknown, batch.understood(), strict=True))
        records = [record for _, record in batch.records]
        try:
            receipts = self._take(records, understood)
        except Conflict:
            # Another process took the same record in between: now it is known, and the batch passes.
            receipts = self._take(records, understood)
        yield from zip((at for at, _ in batch.records), receipts, strict=True)

    def _take(self, records: Sequence[RawRecord], understood: Mapping[int, Understanding]) -> list[Receipt]:
        with self._begin() as transaction:
            intake = Intake(transaction, self._judge, self._search, self._filed_by, self._clock.now())
            return intake.take(records, understood)

    def _release(self, count: int) -> Iterator[tuple[int, Receipt]]:
        """Take in the changes that were held back longest."""
        held = [self._held.pop(key) for key in list(self._held)[:count]]
        for start in range(0, len(held), BATCH):
            part = [(at, record) for at, record, _ in held[start : start + BATCH]]
            yield from self._store(_Batch(part, (), list))
