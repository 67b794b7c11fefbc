"""From linked cases to topics: what one whole group says gathers what its single cases could not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from classifier.topic_features import Features, Flags, Ints
from classifier.topic_links import likeness, link, single, sum_of, to_rest
from classifier.topic_parts import by_site, by_subject

JOINED_FROM = 0.25
"""Average likeness from which cases are one group."""
_SAME_NAME = 0.5
"""Likeness of names from which two centres speak of the same place; then less matter will do."""
_MERGED_FROM, _MERGED_MATTER, _MERGED_MATTER_THERE = 0.5, 0.2, 0.12
"""Likeness of two groups' centres, and of their matter alone, from which they are one; and of the matter at the
same place."""
_GATHERED_FROM, _GATHERED_MATTER, _GATHERED_MATTER_THERE = 0.36, 0.15, 0.1
"""The same of a case and a group's centre."""
_KEY_SHARE, _KEY_OWN, _KEY_OWN_ALONE, _KEY_LIKE = 0.6, 0.2, 0.6, 0.2
"""A key is a word that this share of a group has, and whose cases are in this share the group's own: with a name
beside it, and alone. A case with the key belongs to the group from this likeness to its centre's matter."""
_KEY_SITED = 0.25
"""Where more of the headlines name sites, and no name is common, the same word is said of different places."""
_KNOWN_FOR = 0.8
"""Share of a name's cases that are one group's, from which the rest of them are its, too, if their matter is alike
from `_KNOWN_LIKE`: who names the place means its trouble."""
_KNOWN_LIKE = 0.02
_STAYS_FROM = 0.12
"""Average likeness to the rest below which a case is none of them."""
_FEW = 3
_ROWS = 1_024
_PASSES = 4

Groups = list[list[int]]


def groups_of(features: Features) -> Groups:
    """The cases that tell the same matter of the same place: groups of two and more, each ascending, at any time."""
    groups = link(features, JOINED_FROM)
    groups = _merged(features, groups)
    groups = _gathered(features, groups)
    groups = _gathered_by_key(features, groups)
    groups = [_without_strays(features, group) for group in groups]
    for divide in (by_subject, by_site):
        groups = [part for group in groups if len(group) > 1 for part in divide(features, group)]
    return [sorted(group) for group in groups if len(group) > 1]


@dataclass(frozen=True, slots=True)
class _Least:
    """From where something belongs to a group: likeness, likeness of matter, and that at the same place."""

    like: float
    matter: float
    matter_there: float

    def reached(self, matter: float, names: float, like: float) -> bool:
        """Whether it belongs there."""
        if names >= _SAME_NAME:
            return matter >= self.matter_there
        return matter >= self.matter and like >= self.like


_TO_MERGE = _Least(_MERGED_FROM, _MERGED_MATTER, _MERGED_MATTER_THERE)
_TO_GATHER = _Least(_GATHERED_FROM, _GATHERED_MATTER, _GATHERED_MATTER_THERE)


class _Centres:
    """The centres of groups, as rows of length 1."""

    def __init__(self, features: Features, groups: Groups) -> None:
        self.matter = _centres(features.matter.matrix, groups)
        self.names = _centres(features.names.matrix, groups)
        self.sited = np.array([2 * features.sited[group].sum() >= len(group) for group in groups], dtype=np.bool_)

    def like(
        self, matter: csr_matrix, names: csr_matrix, sited: Flags, least: _Least
    ) -> Iterator[tuple[int, int, float]]:
        """(row, group, likeness) of the rows to each group that they are like enough."""
        across, names_across = self.matter.T.tocsr(), self.names.T.tocsr()
        named, groups_named = np.diff(names.indptr) > 0, np.diff(self.names.indptr) > 0
        for start in range(0, matter.shape[0], _ROWS):
            part = slice(start, start + _ROWS)
            found = (matter[part] @ across).tocoo()
            same = (names[part] @ names_across).tocsr()
            keep = found.data >= least.matter_there
            for row, group, value in zip(found.row[keep], found.col[keep], found.data[keep], strict=True):
                both = named[start + row] and groups_named[group]
                name = float(same[row, group]) if both else None
                like = likeness(float(value), name, bool(sited[start + row] and self.sited[group]))
                if least.reached(float(value), name or 0.0, like):
                    yield int(start + row), int(group), like


def _centres(matrix: csr_matrix, groups: Groups) -> csr_matrix:
    members = np.concatenate([np.asarray(group) for group in groups]) if groups else np.zeros(0, np.int64)
    rows = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    chosen = csr_matrix((np.ones(len(members), np.float32), (rows, members)), shape=(len(groups), matrix.shape[0]))
    centres = (chosen @ matrix).tocsr()
    lengths = np.sqrt(np.asarray(centres.multiply(centres).sum(axis=1)).ravel())
    centres.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(centres.indptr)).astype(np.float32)
    return centres


def _merged(features: Features, groups: Groups) -> Groups:
    """Groups whose centres are alike become one, the likest first."""
    for _ in range(_PASSES):
        centres = _Centres(features, groups)
        pairs = sorted(
            (-like, one, other)
            for one, other, like in centres.like(centres.matter, centres.names, centres.sited, _TO_MERGE)
            if one < other
        )
        if not pairs:
            break
        taken: set[int] = set()
        for _, one, other in pairs:
            if not {one, other} & taken:
                taken |= {one, other}
                groups[one] = sorted(groups[one] + groups[other])
                groups[other] = []
        groups = [group for group in groups if group]
    return groups


def _gathered(features: Features, groups: Groups) -> Groups:
    """Each case that is in no group goes to the group whose centre it is most like, if it is like it."""
    inside = {case for group in groups for case in group}
    alone = np.array([case for case in range(len(features.sited)) if case not in inside], dtype=np.int64)
    best: dict[int, tuple[float, int]] = {}
    rows = _Centres(features, groups).like(
        features.matter.matrix[alone], features.names.matrix[alone], features.sited[alone], _TO_GATHER
    )
    for row, group, like in rows:
        best[row] = max(best.get(row, (0.0, 0)), (like, -group))
    for row, (_, group) in best.items():
        groups[-group].append(int(alone[row]))
    return groups


def _gathered_by_key(features: Features, groups: Groups) -> Groups:
    """A case that has a group's own word, and its name where it has one, goes there, also from a smaller group."""
    words, names = _present(features.matter.matrix), _present(features.names.matrix)
    having = np.asarray(words.sum(axis=0)).ravel()
    size = {case: len(group) for group in groups for case in group}
    moved: dict[int, int] = {}
    for number in sorted(range(len(groups)), key=lambda number: (-len(groups[number]), groups[number])):
        group = groups[number]
        if len(group) < _FEW:
            break
        for case in (*_with_key(features, group, (words, names, having)), *_with_name(features, group, names)):
            if case not in moved and _FEW * size.get(case, 0) <= len(group):
                moved[case] = number
    groups = [[case for case in group if case not in moved] for group in groups]
    for case, number in moved.items():
        groups[number].append(case)
    return [sorted(group) for group in groups]


def _present(matrix: csr_matrix) -> csr_matrix:
    return csr_matrix((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape).tocsc()


def _with_key(features: Features, group: list[int], tables: tuple[csr_matrix, csr_matrix, Ints]) -> list[int]:
    words, names, having = tables
    name_keys, _ = often(features.names.matrix, group, len(group) / 2)
    if not len(name_keys) and features.sited[group].mean() > _KEY_SITED:
        return []
    least = _KEY_OWN if len(name_keys) else _KEY_OWN_ALONE
    keys, own = often(features.matter.matrix, group, _KEY_SHARE * len(group))
    found = set(words[:, keys[own >= least * having[keys]]].indices.tolist())
    if len(name_keys):
        found &= set(names[:, name_keys].indices.tolist())
    cases = sorted(found - set(group))
    if not cases:
        return []
    like = _to_centre(features.matter.matrix, cases, group)
    return [case for case, value in zip(cases, like, strict=True) if value >= _KEY_LIKE]


def _with_name(features: Features, group: list[int], names: csr_matrix) -> list[int]:
    """The cases outside the group with a name that hardly anybody outside it has."""
    columns, own = often(features.names.matrix, group, len(group) / 2)
    having = np.diff(names.indptr)[columns]
    cases = sorted(set(names[:, columns[own >= _KNOWN_FOR * having]].indices.tolist()) - set(group))
    if not cases:
        return []
    same = _to_centre(features.names.matrix, cases, group)
    like = _to_centre(features.matter.matrix, cases, group)
    near = [name >= _SAME_NAME and matter >= _KNOWN_LIKE for name, matter in zip(same, like, strict=True)]
    return [case for case, is_near in zip(cases, near, strict=True) if is_near]


def _to_centre(matrix: csr_matrix, cases: list[int], group: list[int]) -> list[float]:
    """How like each case is to the group's centre."""
    found: list[float] = (matrix[cases] @ _centres(matrix, [group]).T).toarray().ravel().tolist()
    return found


def often(matrix: csr_matrix, rows: Sequence[int], least: float) -> tuple[Ints, Ints]:
    """The columns that at least so many of the rows have, ascending, and how many have each."""
    columns, counts = np.unique(matrix[list(rows)].indices, return_counts=True)
    return columns[counts >= least], counts[counts >= least]


def _without_strays(features: Features, group: list[int]) -> list[int]:
    """The cases that are like the rest of their group in the average."""
    if len(group) < 2:
        return []
    whole = sum_of(features, group)
    return [case for case in group if to_rest(single(features, case), whole) >= _STAYS_FROM]
