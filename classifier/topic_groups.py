"""From linked cases to topics: what one whole group says gathers what its single cases could not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from scipy.sparse import csr_matrix

from classifier.topic_features import Features, Flags
from classifier.topic_links import likeness, link, single, sum_of, to_rest

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
_STAYS_FROM = 0.12
"""Average likeness to the rest below which a case is none of them."""
SILENCE = timedelta(days=90)
"""A topic that nobody speaks of for a quarter has ended; what comes later is another."""
_FEW = 3
_ROWS = 1_024
_PASSES = 4

Groups = list[list[int]]


def groups_of(features: Features, moments: Sequence[datetime]) -> Groups:
    """The topics among the cases: groups of two and more, each in time's order."""
    groups = link(features, JOINED_FROM)
    groups = _merged(features, groups)
    groups = _gathered(features, groups)
    groups = _gathered_by_key(features, groups)
    groups = [_without_strays(features, group) for group in groups]
    for divide in (_by_subject, _by_site):
        groups = [part for group in groups if len(group) > 1 for part in divide(features, group)]
    return [part for group in groups for part in _by_time(group, moments) if len(part) > 1]


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
        for case in _with_key(features, group, (words, names, having)):
            if case not in moved and _FEW * size.get(case, 0) <= len(group):
                moved[case] = number
    groups = [[case for case in group if case not in moved] for group in groups]
    for case, number in moved.items():
        groups[number].append(case)
    return [sorted(group) for group in groups]


def _present(matrix: csr_matrix) -> csr_matrix:
    return csr_matrix((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape).tocsc()


def _with_key(features: Features, group: list[int], tables: tuple[csr_matrix, csr_matrix, np.ndarray]) -> list[int]:
    words, names, having = tables
    own = np.bincount(features.matter.matrix[group].indices, minlength=len(having))
    own_names = np.bincount(features.names.matrix[group].indices, minlength=names.shape[1])
    name_keys = np.flatnonzero(2 * own_names >= len(group))
    if not len(name_keys) and features.sited[group].mean() > _KEY_SITED:
        return []
    least = _KEY_OWN if len(name_keys) else _KEY_OWN_ALONE
    keys = np.flatnonzero((own >= _KEY_SHARE * len(group)) & (own >= least * having))
    found = set(words[:, keys].indices.tolist())
    if len(name_keys):
        found &= set(names[:, name_keys].indices.tolist())
    cases = sorted(found - set(group))
    if not cases:
        return []
    centre = _centres(features.matter.matrix, [group])
    like = np.asarray((features.matter.matrix[cases] @ centre.T).todense()).ravel()
    return [case for case, value in zip(cases, like.tolist(), strict=True) if value >= _KEY_LIKE]


def _without_strays(features: Features, group: list[int]) -> list[int]:
    """The cases that are like the rest of their group in the average."""
    if len(group) < 2:
        return []
    whole = sum_of(features, group)
    return [case for case in group if to_rest(single(features, case), whole) >= _STAYS_FROM]


def _by_site(features: Features, group: list[int]) -> Groups:
    """The group; or where its headlines name many sites and most have none in common, its part at each site."""
    if 2 * features.sited[group].sum() < len(group):
        return [group]
    names = features.names.matrix
    return _by_column(group, {case: {at for at in _columns(names, case) if features.sites[at]} for case in group})


def _by_subject(features: Features, group: list[int]) -> Groups:
    """The group; or where no word is common to most headlines, its part for each such word.

    Somebody who writes about everything in the same phrases makes no topic.
    """
    return _by_column(group, {case: set(_columns(features.heads.matrix, case)) for case in group})


def _by_column(group: list[int], having: dict[int, set[int]]) -> Groups:
    parts: Groups = []
    left = dict(having)
    while left:
        column, count = _commonest(left)
        if not parts and 2 * count >= len(group):
            return [group]
        if count < 2:
            break
        part = [case for case, columns in left.items() if column in columns]
        parts.append(part)
        left = {case: columns for case, columns in left.items() if column not in columns}
    return parts


def _commonest(having: dict[int, set[int]]) -> tuple[int, int]:
    counts = Counter(column for columns in having.values() for column in columns)
    return min(counts.items(), key=lambda item: (-item[1], item[0]), default=(-1, 0))


def _columns(matrix: csr_matrix, case: int) -> list[int]:
    columns: list[int] = matrix.indices[matrix.indptr[case] : matrix.indptr[case + 1]].tolist()
    return columns


def _by_time(group: list[int], moments: Sequence[datetime]) -> Groups:
    """The parts of the group between which nobody spoke for as long as SILENCE."""
    parts: Groups = []
    for case in sorted(group, key=lambda case: (moments[case], case)):
        if parts and moments[case] - moments[parts[-1][-1]] <= SILENCE:
            parts[-1].append(case)
        else:
            parts.append([case])
    return parts
