"""The index of stored complaints by their signatures: which of a million may be the one that was told before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import numpy as np
import numpy.typing as npt

from classifier.signatures import COMMON_OF_KIND, COMPANY, WEIGHT_OF_KIND, kind_of

Numbers = npt.NDArray[np.int64]
Postings = npt.NDArray[np.uint64]

_ROW_BITS = np.uint64(32)
_ROW_MASK = np.uint64(0xFFFFFFFF)
_LARGEST = 1 << 18
"""Entries of a segment that is not merged any more: merging never takes more than some 50 MB."""
_BATCH = 1 << 16
_QUERIES = 32
"""Queries that are looked up together."""
_LEAST = 0.35
"""The least weight of what two must have in common: one rare word, or several less rare ones."""
_BESIDE_COMPANY = 1.5
"""The same where the company is one of it, and the beginning of its name another: a matter, or some rare words."""
_MOSTLY = 0.6
"""The share of a query's keys that one of another company must have: nearly the same words, and a slip in the name."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """Entries in the order of their days, shape (entries,), and every key with its row, ascending.

    `alive` is False where a newer entry has taken the place of an old one.
    """

    numbers: Numbers
    days: npt.NDArray[np.int32]
    alive: npt.NDArray[np.bool_]
    named: npt.NDArray[np.bool_]  #: Whether it names a company.
    postings: Postings  #: key << 32 | row

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The keys of all queries one after the other, each with its query, and of each query its days and whether it
    names a company."""

    keys: npt.NDArray[np.uint32]
    query: npt.NDArray[np.int64]
    named: npt.NDArray[np.bool_]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Lists:
    """For each key that is asked for, where its entries within the days asked for stand in a segment."""

    segment: _Segment
    start: npt.NDArray[np.int64]
    length: npt.NDArray[np.int64]


class Neighbours:
    """An index in memory, of about 150 bytes an entry. Entries are complaints by a number of their own, int64.

    Segments are sorted arrays; small ones are merged into larger ones as they come (log-structured merge, O'Neil
    1996). Days are ordinals (`date.toordinal`).
    """

    def __init__(self) -> None:
        self._segments: list[_Segment] = []
        self._highest = -1

    def __len__(self) -> int:
        return sum(int(segment.alive.sum()) for segment in self._segments)

    @classmethod
    def of(cls, entries: Iterable[tuple[int, bytes, int]]) -> Neighbours:
        """Return the index of (number, signature, day) entries; of entries with the same number the last counts."""
        index = cls()
        rest = iter(entries)
        while part := list(islice(rest, _BATCH)):
            numbers, signatures, days = zip(*part, strict=True)
            index.add(numbers, signatures, days)
        return index

    def copy(self) -> Neighbours:
        """Return one with the same entries, which learns and forgets for itself; their keys are not copied."""
        other = Neighbours()
        other._segments = [replace(segment, alive=segment.alive.copy()) for segment in self._segments]
        other._highest = self._highest
        return other

    def add(self, numbers: Sequence[int], signatures: Sequence[bytes], days: Sequence[int]) -> None:
        """Add entries; one whose number is there already takes its place, and of equals in the batch the last."""
        if not len(numbers):
            return
        last = {number: at for at, number in enumerate(numbers)}
        kept = list(last.values())
        ours = np.array([numbers[at] for at in kept], dtype=np.int64)
        if ours.min() <= self._highest:
            self.remove(ours)
        self._highest = max(self._highest, int(ours.max()))
        self._segments.append(_segment(ours, [signatures[at] for at in kept], [days[at] for at in kept]))
        self._merge()

    def remove(self, numbers: Sequence[int] | Numbers) -> None:
        """Forget entries; a number that is not there changes nothing."""
        gone = np.asarray(numbers, dtype=np.int64)
        for segment in self._segments:
            found = segment.numbers == gone[0] if len(gone) == 1 else np.isin(segment.numbers, gone)
            segment.alive[found] = False

    def find(self, signature: bytes, day: int, limit: int = 50, within_days: int = 45) -> list[int]:
        """Return up to `limit` numbers of entries with keys in common, the most and weightiest first."""
        return self.find_all([signature], [day], limit, within_days)[0]

    def find_all(
        self, signatures: Sequence[bytes], days: Sequence[int], limit: int = 50, within_days: int = 45
    ) -> list[list[int]]:
        """Return for each signature what `find` returns for it."""
        found: list[list[int]] = []
        for at in range(0, len(signatures), _QUERIES):
            asked = _asked(signatures[at : at + _QUERIES], days[at : at + _QUERIES], within_days)
            found += self._find(asked, limit)
        return found

    def _find(self, asked: _Asked, limit: int) -> list[list[int]]:
        lists = [_lists(segment, asked) for segment in self._segments]
        length = sum((one.length for one in lists), np.zeros(len(asked.keys), dtype=np.int64))
        kind = kind_of(asked.keys)
        weight = np.where(length <= COMMON_OF_KIND[kind], WEIGHT_OF_KIND[kind] / np.log(length + 2.0), 0)
        hits = [_hits(one, asked, weight, kind == COMPANY) for one in lists]
        if not hits:
            return [[] for _ in asked.first]
        queries, numbers, weights = (np.concatenate(some) for some in zip(*hits, strict=True))
        order = np.lexsort((-numbers, -weights, queries))
        queries, numbers = queries[order], numbers[order]
        bounds = np.searchsorted(queries, np.arange(len(asked.first) + 1))
        return [numbers[start : min(end, start + limit)].tolist() for start, end in pairwise(bounds)]

    def nbytes(self) -> int:
        """Return the bytes that the index takes."""
        arrays = [a for one in self._segments for a in (one.numbers, one.days, one.alive, one.named, one.postings)]
        return sum(array.nbytes for array in arrays)

    def _merge(self) -> None:
        """Keep the sizes of segments at least halving, so that there are few of them."""
        segments = self._segments
        while len(segments) > 1 and len(segments[-2]) < 2 * len(segments[-1]):
            if len(segments[-1]) + len(segments[-2]) > _LARGEST:
                break
            newer, older = segments.pop(), segments.pop()
            segments.append(_merged(older, newer))


def _segment(numbers: Numbers, signatures: Sequence[bytes], days: Sequence[int]) -> _Segment:
    keys, row = _flat(signatures)
    day = np.array(days, dtype=np.int32)
    order = np.argsort(day, kind="stable")
    place = np.empty(len(order), dtype=np.uint64)
    place[order] = np.arange(len(order), dtype=np.uint64)
    postings = (keys.astype(np.uint64) << _ROW_BITS) | place[row]
    postings.sort()
    named = _named(keys, row, len(order))[order]
    return _Segment(numbers[order], day[order], np.ones(len(order), dtype=np.bool_), named, postings)


def _named(keys: npt.NDArray[np.uint32], row: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.bool_]:
    """Return for each of `count` signatures whether it has a company's key."""
    named: npt.NDArray[np.bool_] = np.bincount(row[kind_of(keys) == COMPANY], minlength=count) > 0
    return named


def _merged(older: _Segment, newer: _Segment) -> _Segment:
    """Return both as one, without the entries that are no longer alive."""
    day = np.concatenate([older.days, newer.days])
    alive = np.concatenate([older.alive, newer.alive])
    order = np.argsort(day, kind="stable")
    order = order[alive[order]]
    place = np.full(len(day), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    parts = []
    for segment, offset in ((older, 0), (newer, len(older))):
        moved = place[(segment.postings & _ROW_MASK).astype(np.int64) + offset]
        kept = moved >= 0
        parts.append((segment.postings[kept] & ~_ROW_MASK) | moved[kept].astype(np.uint64))
    postings = np.concatenate(parts)
    postings.sort()
    numbers, named = (np.concatenate(both) for both in ((older.numbers, newer.numbers), (older.named, newer.named)))
    return _Segment(numbers[order], day[order], np.ones(len(order), dtype=np.bool_), named[order], postings)


def _flat(signatures: Sequence[bytes]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Return all keys one after the other, and for each the signature that it is of."""
    keys = np.frombuffer(b"".join(signatures), dtype="<u4")
    lengths = np.fromiter(map(len, signatures), dtype=np.int64, count=len(signatures)) // 4
    return keys, np.repeat(np.arange(len(signatures), dtype=np.int64), lengths)


def _asked(signatures: Sequence[bytes], days: Sequence[int], within_days: int) -> _Asked:
    keys, query = _flat(signatures)
    middle = np.array(days, dtype=np.int64)
    return _Asked(keys, query, _named(keys, query, len(signatures)), middle - within_days, middle + within_days)


def _lists(segment: _Segment, asked: _Asked) -> _Lists:
    high = asked.keys.astype(np.uint64) << _ROW_BITS
    first = np.searchsorted(segment.days, asked.first, "left").astype(np.uint64)
    last = np.searchsorted(segment.days, asked.last, "right").astype(np.uint64)
    start = np.searchsorted(segment.postings, high | first[asked.query]).astype(np.int64)
    end = np.searchsorted(segment.postings, high | last[asked.query]).astype(np.int64)
    return _Lists(segment, start, end - start)


def _hits(
    lists: _Lists, asked: _Asked, weight: npt.NDArray[np.float64], is_company: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], Numbers, npt.NDArray[np.float64]]:
    """Return query, number and weight of the entries that have enough in common with a query."""
    segment = lists.segment
    told = np.flatnonzero((lists.length > 0) & (weight > 0))
    start, length = lists.start[told], lists.length[told]
    # The k-th element of a list stands k places behind its start.
    inside = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    row = (segment.postings[np.repeat(start, length) + inside] & _ROW_MASK).astype(np.int64)
    alive = segment.alive[row]
    code = (np.repeat(asked.query[told] << 32, length) | row)[alive]
    code, place = np.unique(code, return_inverse=True)
    added = np.repeat(weight[told], length)[alive]
    total = np.bincount(place, added, minlength=len(code)).astype(np.float64)
    company = np.bincount(place, added * np.repeat(is_company[told], length)[alive], minlength=len(code))
    query, row = code >> 32, code & int(_ROW_MASK)
    words = np.bincount(asked.query, weight * ~is_company, minlength=len(asked.named))
    is_other = asked.named[query] & segment.named[row] & (company == 0)
    least = np.where(company > 0, _BESIDE_COMPANY, _LEAST)
    least[is_other] = np.maximum(_MOSTLY * words[query[is_other]], _LEAST)
    enough = total - company >= least
    return query[enough], segment.numbers[row[enough]], total[enough]
