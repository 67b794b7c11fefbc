"""Says how alike two complaints are, and why, for a person who decides whether they are of the same matter."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from operator import mul
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from classifier.evidence import Evidence, weigh
from classifier.reasons import against, company, place
from classifier.telling import Reader, Telling
from classifier.words import Words
from complaints.errors import SujieError
from complaints.likeness import Likeness, Told
from complaints.towns import Towns

WEIGHTS = Path(__file__).parent / "likeness.json"
"""Weights of a logistic regression on the pairs of benchmarks/, made by `python -m benchmarks.similar --fit`."""

EXAMPLES = Path(__file__).parent / "examples.csv"
"""What tells how common a word is."""


class Topics(Protocol):
    """What says of texts what they are about; the classifier's Model does."""

    def probabilities(self, texts: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        """A probability for each unit, for (title, text) pairs."""


MOST_WORDS = 5
_KEPT = 4_000
"""Readings that are kept: the candidates of one complaint are often those of the next."""
_TWICE = 0.99
"""The least score of a text that was sent twice, unless it says as little as a greeting."""
_LEAST_SAID = 8
_SAME_PAIRS = 0.95
_SAME_WEIGHT = 0.5
_ALIKE = 0.1
_USUAL = 0.7
"""How alike the topics of two complaints of one matter mostly are: taken where there is no classifier to say."""
_DOUBTED = {
    "company_other": 0.1,
    "name_other": 0.1,
    "month_other": 0.2,
    "site_other": 0.3,
    "label_other": 0.3,
    "number_other": 0.3,
    "spot_other": 0.3,
    "swapped": 0.3,
    "town_other": 0.3,
    "day_other": 0.35,
    "late": 0.4,
    "little": 0.4,
}
"""The highest score of a pair that has such a contradiction, whatever else it has in common."""


_IN_PLACE = ("number_other", "spot_other", "swapped")
"""Contradictions of texts in nearly the same words: they count where another fact says the same to a person."""


class WeightsRefused(SujieError):
    """The weights cannot be read, or are not those of this program's evidence."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each field of `Evidence`, what is added to their sum, and the score from which two are the same."""

    values: tuple[float, ...]
    intercept: float
    threshold: float

    def score(self, evidence: Evidence) -> float:
        """Return the probability that two complaints with this evidence are of the same matter."""
        total = self.intercept + sum(map(mul, self.values, evidence.values()))
        return 1 / (1 + math.exp(-total))


def read_weights(path: Path = WEIGHTS) -> Weights:
    """Return the weights of the file; WeightsRefused when one is missing or is no number."""
    try:
        read = json.loads(path.read_text("utf-8"))
        values = tuple(float(read["weights"][field.name]) for field in fields(Evidence))
        return Weights(values, float(read["intercept"]), float(read["threshold"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsRefused(
            f"{path.name} 无法读取（{error}），请运行 python -m benchmarks.similar --fit 重新生成"
        ) from None


class Comparer:
    """Compares complaints. `topics` is the classifier's model; without it the words alone decide.

    `words` cut the texts and `towns` are looked for in them. Examples and tables are read at the first comparison,
    in about 0.2 s; ExamplesRefused, MattersRefused or WeightsRefused say what is wrong with them.
    """

    def __init__(
        self,
        words: Words,
        towns: Towns,
        topics: Topics | None = None,
        examples: Path = EXAMPLES,
        weights: Weights | None = None,
    ) -> None:
        self._reader = Reader(words, towns, examples)
        self._topics = topics
        self._given = weights
        self._read = lru_cache(maxsize=_KEPT)(self._reader.read)

    def weighted(self, weights: Weights) -> Comparer:
        """Return one that has read the same and judges by other weights."""
        other = copy(self)
        other.__dict__.pop("_weights", None)
        other._given = weights
        return other

    def compare(self, one: Told, other: Told) -> Likeness:
        """Return how alike two complaints are; the order does not matter to the score."""
        return self.compare_all(one, [other])[0]

    def compare_all(self, told: Told, others: Sequence[Told]) -> list[Likeness]:
        """Return how alike each of the others is to the complaint, in their order."""
        mine = self._read(told)
        theirs = [self._read(other) for other in others]
        return [
            self._likeness(mine, other, self._weigh(mine, other, topic))
            for other, topic in zip(theirs, self._alike([mine] * len(theirs), theirs), strict=True)
        ]

    def compare_pairs(self, pairs: Sequence[tuple[Told, Told]]) -> list[Likeness]:
        """Return how alike the complaints of each pair are."""
        return [
            self._likeness(one, other, evidence)
            for (one, other), evidence in zip(self._tellings(pairs), self.evidence(pairs), strict=True)
        ]

    def evidence(self, pairs: Sequence[tuple[Told, Told]]) -> list[Evidence]:
        """Return the evidence of each pair: what the weights are learnt from."""
        read = self._tellings(pairs)
        topics = self._alike([one for one, _ in read], [other for _, other in read])
        return [self._weigh(one, other, topic) for (one, other), topic in zip(read, topics, strict=True)]

    def _weigh(self, one: Telling, other: Telling, topic: float) -> Evidence:
        # Always in the same order: which was told first must not change the score.
        first, second = (one, other) if one.text <= other.text else (other, one)
        return weigh(first, second, self._reader, topic)

    def _tellings(self, pairs: Sequence[tuple[Told, Told]]) -> list[tuple[Telling, Telling]]:
        return [(self._read(one), self._read(other)) for one, other in pairs]

    def _alike(self, ones: Sequence[Telling], others: Sequence[Telling]) -> list[float]:
        """Return how alike the topics of each two are (Bhattacharyya's coefficient, 0 to 1)."""
        if self._topics is None or not ones:
            return [_USUAL] * len(ones)
        talks = list(dict.fromkeys(telling.talk for telling in (*ones, *others)))
        roots = np.sqrt(self._topics.probabilities([("", talk) for talk in talks]))
        place = {talk: at for at, talk in enumerate(talks)}
        left, right = ([place[telling.talk] for telling in some] for some in (ones, others))
        return [float(value) for value in (roots[left] * roots[right]).sum(axis=1)]

    def _likeness(self, one: Telling, other: Telling, evidence: Evidence) -> Likeness:
        days = abs((one.at - other.at).days) if one.at and other.at else None
        score = self._weights.score(evidence) if one.text and other.text else 0.0
        if _is_told_twice(one, other, evidence):
            score = max(score, _TWICE)
        facts = against(one, other, evidence, days)
        doubted = {*facts, *(name for name in _IN_PLACE if getattr(evidence, name))}
        score = min([score, *(_DOUBTED[name] for name in doubted if name in _DOUBTED)])
        return Likeness(
            score=score,
            same=score >= self._weights.threshold,
            # Nobody reads the reasons of what is not alike at all.
            words=self._reader.shared_words(one, other, MOST_WORDS) if score >= _ALIKE else (),
            company=company(one, other) if evidence.company_same else "",
            place=place(one, other),
            days=days,
            against=tuple(facts.values()),
        )

    @cached_property
    def _weights(self) -> Weights:
        return self._given or read_weights()


def _is_told_twice(one: Telling, other: Telling, evidence: Evidence) -> bool:
    """Whether it is the same text but for a frame around it, and says more than a greeting."""
    if one.text == other.text:
        return len(one.talk.replace(" ", "")) >= _LEAST_SAID
    return evidence.pairs > _SAME_PAIRS and evidence.weight > _SAME_WEIGHT and not evidence.swapped
