"""Joins cases to groups: average linkage over a sparse graph of neighbours.

The average likeness of two groups is exact, not estimated: as the rows have length 1, it is the product of the
groups' sums, divided by their sizes (Sokal and Michener 1958; Manning, Raghavan and Schütze 2008, 17.3).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from classifier.topic_features import Features

SAME_NAME = 3.0
"""How much more the same name counts: a likeness of matter is taken 1 + 3 times the likeness of names."""
_NO_NAME = 0.03
"""Below this average likeness of names, two groups name different things."""
_LEAST_MATTER = 0.1
_NEIGHBOURS = 12
_ROWS = 512
_COMMON = 2_000
"""A word that more cases have is left out when neighbours are looked for, though not when they are compared."""
_STRONGEST = 24
"""Words by which a case looks for its neighbours."""

Sparse = dict[int, float]


@dataclass(slots=True)
class Group:
    """Cases joined so far, with the sums of their rows."""

    members: list[int]
    matter: Sparse
    names: Sparse
    named: int
    sited: int


def likeness(matter: float, names: float | None, both_sited: bool) -> float:
    """How alike two groups are: by matter, more where they name the same, and not at all at two different sites.

    `names` is None where one of them names nothing. Two troubles of one place have too little matter in common.
    """
    if matter < _LEAST_MATTER:
        return 0.0
    if names is None:
        return matter
    if names < _NO_NAME and both_sited:
        return 0.0
    return matter * (1 + SAME_NAME * names)


def compare(one: Group, other: Group) -> float:
    """The average likeness of two groups."""
    matter = _product(one.matter, other.matter) / (len(one.members) * len(other.members))
    pairs = one.named * other.named
    names = _product(one.names, other.names) / pairs if pairs else None
    both_sited = 2 * one.sited >= len(one.members) and 2 * other.sited >= len(other.members)
    return likeness(matter, names, both_sited)


def link(features: Features, threshold: float) -> list[list[int]]:
    """The groups of two and more, each ascending, whose average likeness reaches the threshold."""
    return _Linking(features, threshold).run()


class _Linking:
    def __init__(self, features: Features, threshold: float) -> None:
        self._threshold = threshold
        self._features = features
        self._groups: dict[int, Group] = {}
        self._near: dict[int, set[int]] = {}
        self._heap: list[tuple[float, int, int]] = []

    def run(self) -> list[list[int]]:
        for one, other, like in neighbours(self._features, self._threshold / 2):
            self._near.setdefault(one, set()).add(other)
            self._near.setdefault(other, set()).add(one)
            if like >= self._threshold:
                self._heap.append((-like, one, other))
        heapq.heapify(self._heap)
        number = self._features.matter.matrix.shape[0]
        while self._heap:
            _, one, other = heapq.heappop(self._heap)
            if one in self._near and other in self._near:
                self._join(one, other, number)
                number += 1
        return sorted(sorted(group.members) for group in self._groups.values() if len(group.members) > 1)

    def _join(self, one: int, other: int, number: int) -> None:
        near = (self._near.pop(one) | self._near.pop(other)) - {one, other}
        joined = self._groups[number] = _sum(self._take(one), self._take(other))
        self._near[number] = near
        for neighbour in sorted(near):
            self._near[neighbour] -= {one, other}
            self._near[neighbour].add(number)
            like = compare(joined, self._groups.get(neighbour) or single(self._features, neighbour))
            if like >= self._threshold:
                heapq.heappush(self._heap, (-like, neighbour, number))

    def _take(self, number: int) -> Group:
        return self._groups.pop(number, None) or single(self._features, number)


def sum_of(features: Features, members: Sequence[int]) -> Group:
    """The group of these cases, one at least."""
    group = single(features, members[0])
    for case in members[1:]:
        group = _sum(group, single(features, case))
    return group


def to_rest(one: Group, whole: Group) -> float:
    """The average likeness of a single case to the others of its group, two at least."""
    others = len(whole.members) - 1
    matter = (_product(one.matter, whole.matter) - _product(one.matter, one.matter)) / others
    named = whole.named - one.named
    names = (_product(one.names, whole.names) - _product(one.names, one.names)) / named if one.named and named else None
    return matter * (1 + SAME_NAME * (names or 0.0))


def single(features: Features, case: int) -> Group:
    """The group of one case."""
    names = _row(features.names.matrix, case)
    return Group([case], _row(features.matter.matrix, case), names, int(bool(names)), int(features.sited[case]))


def _sum(one: Group, other: Group) -> Group:
    if len(one.members) < len(other.members):
        one, other = other, one
    for into, add in ((one.matter, other.matter), (one.names, other.names)):
        for column, value in add.items():
            into[column] = into.get(column, 0.0) + value
    one.members += other.members
    one.named += other.named
    one.sited += other.sited
    return one


def _row(matrix: csr_matrix, case: int) -> Sparse:
    part = slice(matrix.indptr[case], matrix.indptr[case + 1])
    return dict(zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True))


def _product(one: Sparse, other: Sparse) -> float:
    if len(one) > len(other):
        one, other = other, one
    get = other.get
    return sum(value * get(column, 0.0) for column, value in one.items())


def neighbours(features: Features, floor: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of cases, each once, that are among each other's nearest, with their likeness; ascending."""
    matter = _searchable(features.matter.matrix)
    names = _searchable(features.names.matrix)
    across, names_across = matter.T.tocsr(), names.T.tocsr()
    found: list[npt.NDArray[np.int64]] = []
    for start in range(0, matter.shape[0], _ROWS):
        part = slice(start, start + _ROWS)
        like = (matter[part] @ across).tocsr()
        same = (names[part] @ names_across).tocsr()
        like = like + SAME_NAME * like.multiply(same)
        found.append(_nearest(like.tocsr(), start, floor))
    pairs = np.unique(np.concatenate(found), axis=0) if found else np.zeros((0, 2), np.int64)
    yield from _compared(features, pairs.tolist())


def _compared(features: Features, pairs: Iterable[list[int]]) -> Iterator[tuple[int, int, float]]:
    last, group = -1, None
    for one, other in pairs:
        if one != last or group is None:
            last, group = one, single(features, one)
        like = compare(group, single(features, other))
        if like > 0:
            yield one, other, like


def _searchable(matrix: csr_matrix) -> csr_matrix:
    """The matrix with each row's strongest words, and none that very many rows have or one alone."""
    having = np.bincount(matrix.indices, minlength=matrix.shape[1])
    keep = (having[matrix.indices] > 1) & (having[matrix.indices] <= _COMMON)
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))[keep]
    column, value = matrix.indices[keep], matrix.data[keep]
    order = np.lexsort((column, -value, row))
    row, column, value = row[order], column[order], value[order]
    first = np.searchsorted(row, row)
    strong = np.arange(len(row)) - first < _STRONGEST
    return csr_matrix((value[strong], (row[strong], column[strong])), shape=matrix.shape)


def _nearest(like: csr_matrix, start: int, floor: float) -> npt.NDArray[np.int64]:
    """The pairs (lower, higher) of each row with its nearest."""
    row = np.repeat(np.arange(like.shape[0]), np.diff(like.indptr)) + start
    keep = (like.data >= floor) & (row != like.indices)
    row, column, value = row[keep], like.indices[keep].astype(np.int64), like.data[keep]
    order = np.lexsort((column, -value, row))
    row, column = row[order], column[order]
    near = np.arange(len(row)) - np.searchsorted(row, row) < _NEIGHBOURS
    pairs: npt.NDArray[np.int64] = np.column_stack((np.minimum(row, column), np.maximum(row, column)))[near]
    return pairs
