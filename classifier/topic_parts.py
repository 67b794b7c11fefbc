"""Divides a group of cases that proved to be several topics: by subject, by site, and by time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from scipy.sparse import csr_matrix

from classifier.topic_features import Features

SILENCE = timedelta(days=90)
"""A topic that nobody speaks of for a quarter has ended; what comes later is another."""
_SPREAD_FROM = 0.4
"""Share of the headlines that name a site, from which a group without a common one is spread over the sites."""

Groups = list[list[int]]


def by_time(group: Sequence[int], moments: Sequence[datetime]) -> Groups:
    """The parts of the group between which nobody spoke for as long as SILENCE, each in time's order."""
    parts: Groups = []
    for case in sorted(group, key=lambda case: (moments[case], case)):
        if parts and moments[case] - moments[parts[-1][-1]] <= SILENCE:
            parts[-1].append(case)
        else:
            parts.append([case])
    return parts


def by_site(features: Features, group: list[int]) -> Groups:
    """The group; or where many of its headlines name sites and most have none in common, its part at each site."""
    if features.sited[group].mean() < _SPREAD_FROM:
        return [group]
    names = features.names.matrix
    return _by_column(group, {case: {at for at in _columns(names, case) if features.sites[at]} for case in group})


def by_subject(features: Features, group: list[int]) -> Groups:
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
