"""What is shown of a group of cases: its telling words, and the name that it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.topic_features import Block, Features
from classifier.topic_groups import often
from classifier.topic_told import HIDDEN, head_of
from classifier.words import SEPARATOR, normalise_batch
from complaints.topics import Case

MOST_WORDS = 6
_MOST_KEYS = 24
_LEAST_SHARE = 0.3
"""Share of a topic's cases that have a word that is shown for it."""
_NAME_SHARE = 0.4
_NAMED_HEADS = 0.3
"""Share of the headlines that have the topic's name: what only stands in the texts may be quoted by them all."""
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """The telling words of a topic with their weights, the name that it is about, and the words to show."""

    keys: Mapping[str, float]
    name: str
    words: tuple[str, ...]


class Showing:
    """Says what to show of a group, given how many of all cases have a word."""

    def __init__(self, seen: Features) -> None:
        self._blocks = [(block, np.diff(block.matrix.tocsc().indptr)) for block in (seen.matter, seen.names)]

    def of(self, rows: Collection[int], cases: Sequence[Case]) -> Shown:
        """What to show of the cases, whose different tellings are these rows."""
        group = sorted(rows)
        heads = _heads(cases)
        keys = self._keys(group)
        return Shown(keys, self._name(group, heads), _distinct(keys, heads))

    def _keys(self, group: Sequence[int]) -> dict[str, float]:
        """The telling words and names with their weights, the most telling first.

        A word's weight is the harmonic mean of two shares: of the group's cases that have it, and of its cases that
        are the group's.
        """
        weights: dict[str, float] = {}
        for block, having in self._blocks:
            for column, own in _common(block, group, _LEAST_SHARE):
                word = block.columns[column]
                if not word.startswith(HIDDEN):
                    weights[word] = max(weights.get(word, 0.0), 2 * own / (len(group) + int(having[column])))
        strongest = sorted(weights.items(), key=lambda item: (-round(item[1], 6), item[0]))[:_MOST_KEYS]
        return dict(strongest)

    def _name(self, group: Sequence[int], heads: Sequence[str]) -> str:
        """The name that most headlines have, or an empty string; of equals the longest."""
        block, _ = self._blocks[1]
        names = [block.columns[column] for column, _ in _common(block, group, _NAME_SHARE)]
        counts = {name: sum(name in head for head in heads) for name in names if len(name) <= _LONGEST_NAME}
        common = [name for name, count in counts.items() if count >= _NAMED_HEADS * len(heads)]
        return min(common, key=lambda name: (-counts[name], -len(name), name), default="")


def _common(block: Block, group: Sequence[int], share: float) -> Iterator[tuple[int, int]]:
    columns, counts = often(block.matrix, group, max(share * len(group), min(2, len(group))))
    return zip(columns.tolist(), counts.tolist(), strict=True)


def _heads(cases: Sequence[Case]) -> list[str]:
    joined = normalise_batch([head_of(case) for case in cases])
    return ["".join(head.split()) for head in joined.split(SEPARATOR)]


def _distinct(keys: Mapping[str, float], heads: Sequence[str]) -> tuple[str, ...]:
    """The first words none of which is a part of another: those of the headlines, where these have any."""
    said = [word for word in keys if sum(word in head for head in heads) >= min(2, len(heads))]
    chosen: list[str] = []
    for word in said or keys:
        if len(chosen) < MOST_WORDS and not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return tuple(chosen)
