"""Hot topics: cases are grouped by matter, place and time, titled in their own words, and ranked by their heat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from classifier.topic_features import Background, Block, Features, features, tell
from classifier.topic_groups import groups_of
from classifier.topic_people import companies_of, voices_of
from classifier.topic_titles import title_of
from classifier.words import Words
from complaints.topics import Case, Topic, heat_of
from complaints.towns import Towns

MOST_WORDS = 6
_MOST_KEYS = 24
_LEAST_SHARE = 0.3
"""Share of a topic's cases that have a word that is shown for it."""
_NAME_SHARE = 0.5
_READ = 300
_MASKED = re.compile(r"[A-Z]\d{1,3}[市区县]")


class Topics:
    """Finds topics; `towns` reads the place of cases that have none in a field of their own.

    `background` are texts of other complaints, which say what is common in any of them: a week's few cases do not
    know that themselves. It is cut once, here, at about 20,000 texts a second.
    """

    def __init__(self, words: Words, towns: Towns | None = None, background: Sequence[str] = ()) -> None:
        self._words = words
        self._towns = towns
        self._background = Background.of(words, background)

    def find(self, cases: Sequence[Case], now: datetime) -> list[Topic]:
        """The topics of at least two cases, the hottest first; the same for the same cases in any order.

        Cases from one person alone are a topic too, of one voice. Raises ValueError for two cases of one id.
        """
        ordered = sorted(cases, key=lambda case: (case.at, case.id))
        if len({case.id for case in ordered}) < len(ordered):
            raise ValueError("two cases have the same id")
        if len(ordered) < 2:
            return []
        seen = features(tell(self._words, ordered), self._background)
        groups = groups_of(seen, [case.at for case in ordered])
        show = _Shown(seen)
        topics = [self._topic(show, group, [ordered[case] for case in group], now) for group in groups]
        topics.sort(key=lambda topic: (-topic.heat, -topic.count, topic.first, topic.cases))
        return [replace(topic, rank=rank) for rank, topic in enumerate(topics, start=1)]

    def _topic(self, show: _Shown, group: list[int], cases: list[Case], now: datetime) -> Topic:
        voices = voices_of(cases)
        heat = heat_of(voices, sum(case.followers for case in cases), cases[-1].at, now)
        keys, name = show.keys(group), show.name(group)
        return Topic(
            rank=0,
            heat=heat.value,
            title=title_of(cases, keys, name),
            count=len(cases),
            people=len(voices),
            companies=companies_of(cases),
            place=self._place(cases),
            first=cases[0].at,
            last=cases[-1].at,
            words=_distinct(keys),
            cases=tuple(case.id for case in cases),
            measures=heat,
        )

    def _place(self, cases: Sequence[Case]) -> str:
        """The place of at least half of the cases, or an empty string."""
        places = Counter(place for case in cases if (place := self._place_of(case)))
        place, count = min(places.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
        return place if 2 * count >= len(cases) else ""

    def _place_of(self, case: Case) -> str:
        if case.place:
            return case.place
        text = f"{case.title} {case.text[:_READ]}"
        if self._towns and (town := self._towns.find(text)):
            return town
        masked = [place for place in _MASKED.findall(text) if not place.endswith("市")]
        return masked[0] if masked else ""


class _Shown:
    """What is shown of a group: the words that are its own."""

    def __init__(self, seen: Features) -> None:
        self._blocks = [(block, _having(block)) for block in (seen.matter, seen.names)]

    def keys(self, group: Sequence[int]) -> dict[str, float]:
        """The telling words and names with their weights, the most telling first.

        A word's weight is the harmonic mean of two shares: of the group's cases that have it, and of its cases that
        are the group's.
        """
        weights: dict[str, float] = {}
        for block, having in self._blocks:
            own = np.bincount(block.matrix[list(group)].indices, minlength=len(having))
            for at in np.flatnonzero(own >= max(_LEAST_SHARE * len(group), 2)).tolist():
                if not block.columns[at].startswith("~"):
                    word = block.columns[at]
                    weights[word] = max(weights.get(word, 0.0), 2 * own[at] / (len(group) + having[at]))
        strongest = sorted(weights.items(), key=lambda item: (-round(item[1], 6), item[0]))[:_MOST_KEYS]
        return dict(strongest)

    def name(self, group: Sequence[int]) -> str:
        """The name that most of the cases have, or an empty string; of equals the longest."""
        block, having = self._blocks[1]
        own = np.bincount(block.matrix[list(group)].indices, minlength=len(having))
        common = np.flatnonzero(own >= max(_NAME_SHARE * len(group), 2)).tolist()
        best = min(common, key=lambda at: (-own[at], -len(block.columns[at]), block.columns[at]), default=None)
        return block.columns[best] if best is not None else ""


def _having(block: Block) -> np.ndarray:
    return np.bincount(block.matrix.indices, minlength=block.matrix.shape[1])


def _distinct(keys: Mapping[str, float]) -> tuple[str, ...]:
    """The first words none of which is a part of another."""
    chosen: list[str] = []
    for word in keys:
        if len(chosen) == MOST_WORDS:
            break
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return tuple(chosen)
