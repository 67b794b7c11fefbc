"""Hot topics: the same trouble told by many. What is grouped, what comes of it, and how hot it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

MONTH = timedelta(days=30)
FORTNIGHT = timedelta(days=14)
_FORGOTTEN_BY_HALF = 30.0
"""Days of silence after which half of the novelty is gone."""


@dataclass(frozen=True, slots=True)
class Case:
    """One complaint as it is grouped; `id` is unique, `at` aware, `followers` counts those who only agreed (点赞).

    `company` is the enterprise that complains and `reporter` the person, by any key; both may be empty. `weight` is
    what one reporter of this channel counts for.
    """

    id: str
    title: str
    text: str
    place: str
    at: datetime
    company: str = ""
    weight: float = 1.0
    followers: int = 0
    reporter: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """What the heat is made of; the four factors multiplied are the heat.

    `voices` is the weight of the reporters plus `3·log10(1 + followers)`. `concentration`, up to 1, is the share of
    the reporters who first spoke in the busiest thirty days. `recency`, 0.5 to 1, falls with the days since the
    last case; `growth`, 0.5 to 1.5, compares the last fourteen days with the fourteen before them.
    """

    voices: float
    concentration: float
    recency: float
    growth: float
    followers: int = 0
    busiest: int = 0  #: Reporters in the busiest thirty days.

    @property
    def value(self) -> float:
        """The heat, to one decimal."""
        return round(self.voices * self.concentration * self.recency * self.growth, 1)


@dataclass(frozen=True, slots=True)
class Topic:
    """The same trouble told by many: the hottest has rank 1. `cases` are the ids, the earliest first.

    `count` counts messages and `people` those who wrote them: what one person sends again counts once. `words` are
    the most telling first; `place` is empty where the cases name several.
    """

    rank: int
    heat: float
    title: str
    count: int
    people: int
    companies: int
    place: str
    first: datetime
    last: datetime
    words: tuple[str, ...]
    cases: tuple[str, ...]
    measures: Heat = Heat(0, 1, 1, 1)


class TopicFinder(Protocol):
    """Groups complaints by matter, place and time."""

    def find(self, cases: Sequence[Case], now: datetime) -> list[Topic]:
        """The topics of at least two cases, the hottest first."""
        ...


@dataclass(frozen=True, slots=True)
class Voice:
    """One reporter within a topic: when they first spoke, and what they count for."""

    at: datetime
    weight: float = 1.0


def heat_of(voices: Sequence[Voice], followers: int, last: datetime, now: datetime) -> Heat:
    """How hot a topic of these reporters is at `now`, with every factor; cases later than `now` are not old.

    The formula is the office's own; docs/hot.md says why each factor is as it is.
    """
    total = sum(voice.weight for voice in voices)
    moments = sorted(voice.at for voice in voices)
    busiest = max((sum(start <= at < start + MONTH for at in moments) for start in moments), default=0)
    quiet = max((now - last) / timedelta(days=1), 0.0)
    return Heat(
        voices=total + 3 * math.log10(1 + max(followers, 0)),
        concentration=busiest / max(len(moments), 1),
        recency=0.5 + 0.5 * 0.5 ** (quiet / _FORGOTTEN_BY_HALF),
        growth=_growth(moments, now),
        followers=followers,
        busiest=busiest,
    )


def _growth(moments: Sequence[datetime], now: datetime) -> float:
    lately = sum(moment > now - FORTNIGHT for moment in moments)
    before = sum(now - 2 * FORTNIGHT < moment <= now - FORTNIGHT for moment in moments)
    return 1 + 0.5 * (lately - before) / (lately + before) if lately + before else 1.0
