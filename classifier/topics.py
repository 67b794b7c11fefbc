"""Hot topics: cases are grouped by matter, place and time, titled in their own words, and ranked by their heat."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from classifier.topic_features import features
from classifier.topic_groups import groups_of
from classifier.topic_parts import by_time
from classifier.topic_people import companies_of, people_of
from classifier.topic_shown import Showing, Shown
from classifier.topic_titles import title_of
from classifier.topic_told import Background, Told, tell
from classifier.words import Words
from complaints.topics import Case, Least, State, Topic, heat_of
from complaints.towns import Towns

_READ = 300
_MASKED = re.compile(r"[A-Z]\d{1,3}[市区县]")


class Topics:
    """Finds topics; `towns` reads the place of cases that have none in a field of their own.

    `background` are texts of other complaints, which say what is common in any of them: a week's few cases do not
    know that themselves. It is cut once, here, at about 20,000 texts a second. `least` says what is a topic.
    """

    def __init__(
        self, words: Words, towns: Towns | None = None, background: Sequence[str] = (), least: Least | None = None
    ) -> None:
        self._words = words
        self._towns = towns
        self._background = Background.of(words, background)
        self._least = least or Least()

    def find(self, cases: Sequence[Case], now: datetime) -> list[Topic]:
        """The topics that reach the least, the hottest first; the same for the same cases in any order.

        Raises ValueError for two cases of one id.
        """
        ordered = sorted(cases, key=lambda case: (case.at, case.id))
        if len({case.id for case in ordered}) < len(ordered):
            raise ValueError("two cases have the same id")
        if len(ordered) < self._least.cases:
            return []
        found = list(self._found(ordered, now))
        found.sort(key=lambda topic: (-topic.heat, -topic.count, topic.first, topic.cases))
        return [replace(topic, rank=rank) for rank, topic in enumerate(found, start=1)]

    def _found(self, ordered: list[Case], now: datetime) -> Iterator[Topic]:
        told, copies = _distinct_ones(tell(self._words, ordered))
        seen = features(told, self._background)
        row_of = {case: row for row, same in enumerate(copies) for case in same}
        groups = groups_of(seen)
        # What nobody told in other words may still have been told many times in the same.
        grouped = {row for group in groups for row in group}
        tells = np.diff(seen.matter.matrix.indptr) > 0
        alone = (row for row, same in enumerate(copies) if len(same) >= self._least.cases and row not in grouped)
        groups += [[row] for row in alone if tells[row]]
        show = Showing(seen)
        moments = [case.at for case in ordered]
        for group in groups:
            for part in by_time([case for row in group for case in copies[row]], moments):
                members = [ordered[case] for case in part]
                people = people_of(members)
                if self._least.reached(members, people):
                    yield self._topic(show.of({row_of[case] for case in part}, members), members, people, now)

    def _topic(self, shown: Shown, cases: list[Case], people: list[int], now: datetime) -> Topic:
        companies = companies_of(cases)
        heat = heat_of(cases, people, companies, now)
        place = self._place(cases)
        return Topic(
            rank=0,
            heat=heat.value,
            title=title_of(cases, shown, place),
            count=len(cases),
            people=len(set(people)),
            companies=companies,
            place=place,
            first=cases[0].at,
            last=cases[-1].at,
            words=shown.words,
            cases=tuple(case.id for case in cases),
            measures=heat,
            open=sum(case.state in (State.OPEN, State.OVERDUE) for case in cases),
            overdue=sum(case.state is State.OVERDUE for case in cases),
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


def _distinct_ones(told: Sequence[Told]) -> tuple[list[Told], list[list[int]]]:
    """Each different telling once, and which cases tell it; numbers make no difference."""
    copies: defaultdict[tuple[tuple[str, ...], ...], list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        copies[_without_numbers(one.head), _without_numbers(one.body)].append(at)
    return [told[same[0]] for same in copies.values()], list(copies.values())


def _without_numbers(text: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in text if not word.isdigit())
