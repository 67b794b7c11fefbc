"""What there is to see in a stretch of text: the matters that it speaks of, and whose it would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from classifier.matters import MATTER, Matters, read_matters
from classifier.split_cues import ANYWHERE, substance, tells
from classifier.words import normalise
from complaints.ports import Classifier
from complaints.prediction import NOT_A_COMPLAINT, OUTSIDE, Prediction

_HOME, _SURE_HOME = 0.25, 0.8
"""From which probability a unit may answer for a matter, and below which nobody may."""
_POSSIBLE = 0.08
"""How probable a unit must be at least for a matter of its own to count."""
_CHATTER = 0.9


@dataclass(frozen=True, slots=True)
class Sight:
    """A stretch of text as judged: the matters that it speaks of, and the chances of units if it is a complaint.

    `own` are those of the matters that are commonly one of its likely units'; `tells` that something is wrong.
    """

    topics: frozenset[str]
    own: frozenset[str]
    chances: Mapping[str, float]
    tells: bool

    @property
    def unit(self) -> str:
        """The likeliest unit; empty when the text is nobody's."""
        return max(self.chances, key=lambda unit: self.chances[unit], default="")

    @property
    def chance(self) -> float:
        """The likeliest unit's."""
        return max(self.chances.values(), default=0.0)

    def begins(self) -> bool:
        """Whether it can be a matter; a greeting or who speaks is none."""
        return bool(self.chances) and (self.tells or bool(self.own))

    def with_more(self, other: Sight) -> Sight:
        """Return the sight of both stretches together."""
        units = self.chances.keys() | other.chances.keys()
        chances = {unit: max(self.chances.get(unit, 0.0), other.chances.get(unit, 0.0)) for unit in sorted(units)}
        return Sight(self.topics | other.topics, self.own | other.own, chances, self.tells or other.tells)


class Seer:
    """Sees with a classifier and the table of matters."""

    def __init__(self, classifier: Classifier, matters: Matters | None = None) -> None:
        self._classifier = classifier
        self._given = matters

    def see(self, text: str, prediction: Prediction) -> Sight:
        """Return what there is to see in a stretch of text with its prediction."""
        topics = frozenset(self._topics(text))
        chances = _chances(prediction)
        likely = {unit for unit, chance in chances.items() if chance >= _POSSIBLE}
        own = frozenset(topic for topic in topics if likely & self._homes.get(topic, frozenset()))
        return Sight(topics, own, chances, tells(text))

    def may_differ(self, texts: Sequence[str]) -> bool:
        """Whether texts name matters of different units; asked before anything is classified."""
        told = self._told_homes("，".join(texts))
        if not _disjoint(told):
            return False
        return _disjoint([frozenset[str]().union(*self._told_homes(text)) for text in texts])

    def _told_homes(self, text: str) -> list[frozenset[str]]:
        """The homes of each matter that the text names."""
        return [self._homes.get(topic, frozenset()) for topic in self._topics(text)]

    def _topics(self, text: str) -> set[str]:
        return self._matters.find(normalise(substance(text))).matters.keys() - ANYWHERE

    @cached_property
    def _matters(self) -> Matters:
        return self._given or read_matters()

    @cached_property
    def _homes(self) -> Mapping[str, frozenset[str]]:
        """Whose each matter is, as the classifier sees the ways to say it."""
        sayings: dict[str, list[str]] = {}
        for saying in self._matters.sayings:
            if saying.kind == MATTER:
                sayings.setdefault(saying.name, [saying.name]).append(saying.words.replace("…", ""))
        predictions = self._classifier.classify([("", "、".join(words)) for words in sayings.values()])
        return {name: _home(prediction) for name, prediction in zip(sayings, predictions, strict=True)}


def _chances(prediction: Prediction) -> dict[str, float]:
    """Return the chances of units, given that the text is no chatter; none where it surely is."""
    of_chatter = sum(one.probability for one in prediction.alternatives if one.unit == NOT_A_COMPLAINT)
    if of_chatter > _CHATTER:
        return {}
    return {
        one.unit: one.probability / (1 - of_chatter) for one in prediction.alternatives if one.unit != NOT_A_COMPLAINT
    }


def _disjoint(homes: Sequence[frozenset[str]]) -> bool:
    return any(not one & other for one, other in combinations(filter(None, homes), 2))


def _home(prediction: Prediction) -> frozenset[str]:
    """Return the units that a matter may be of; one that is nobody's for sure may be outside of all."""
    units = {one.unit for one in prediction.alternatives if one.probability >= _HOME} - {NOT_A_COMPLAINT}
    if prediction.alternatives[0].probability < _SURE_HOME:
        units.add(OUTSIDE)
    return frozenset(units)
