"""Whether two stretches of a text are two matters, by what they speak of and whose each would be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from classifier.matters import MATTER, Matters, read_matters
from classifier.split_cues import ANYWHERE, goes_on, related, substance, suffers, tells
from classifier.split_prose import Passage, Turn
from classifier.words import normalise
from complaints.ports import Classifier
from complaints.prediction import NOT_A_COMPLAINT, OUTSIDE, Prediction

_AGREED = {Turn.START: 0.2, Turn.SENTENCE: 0.85, Turn.LINE: 0.5, Turn.ALSO: 0.35, Turn.ANOTHER: 0.2, Turn.NUMBERED: 0.2}
"""How probable a passage's unit must be where the passage names a matter of that unit."""
_ALONE = {Turn.START: 0.85, Turn.SENTENCE: 1.1, Turn.LINE: 0.9, Turn.ALSO: 0.75, Turn.ANOTHER: 0.4, Turn.NUMBERED: 0.4}
"""The same where it names none."""
_HOME, _SURE_HOME = 0.25, 0.8
"""From which probability a unit may answer for a matter, and below which nobody may."""
_POSSIBLE = 0.08
"""How probable a unit must be at least for a matter of its own to count."""
_COVERED = 0.3
"""A unit that is as probable as this before is no other one after."""
_LIKELY, _SURELY, _HARDLY = 0.7, 0.9, 0.02
_CHATTER = 0.9
_SHORTEST, _SHORT = 7, 10
"""Characters of a remark that names a matter, and of one that names none."""
_CLAUSE = re.compile(r"[，,。；;\s]")


@dataclass(frozen=True, slots=True)
class Sight:
    """A stretch of text as judged: the matters that it speaks of, and the chances of units if it is a complaint.

    `own` are those of the matters that are commonly one of its likely units'.
    """

    topics: frozenset[str]
    own: frozenset[str]
    chances: Mapping[str, float]
    tells: bool

    @property
    def unit(self) -> str:
        """The likeliest unit; empty when the text is nobody's."""
        return max(self.chances, key=lambda unit: self.chances[unit], default="")

    def stands(self, turn: Turn) -> bool:
        """Whether it is a complaint by itself, said after such a turn."""
        chance = self.chances.get(self.unit, 0.0)
        if self.unit == OUTSIDE and not self.own and turn is not Turn.NAMED:
            # What the model does not know looks like nobody's.
            return turn >= Turn.ANOTHER and chance >= _SURELY
        return turn is Turn.NAMED or chance >= (_AGREED if self.own else _ALONE)[turn]

    def begins(self) -> bool:
        """Whether it can be the first matter of a text; a greeting or who speaks is none."""
        return bool(self.chances) and (self.tells or (bool(self.own) and self.stands(Turn.LINE)))

    def with_more(self, other: Sight) -> Sight:
        """Return the sight of both stretches together."""
        units = self.chances.keys() | other.chances.keys()
        chances = {unit: max(self.chances.get(unit, 0.0), other.chances.get(unit, 0.0)) for unit in sorted(units)}
        return Sight(self.topics | other.topics, self.own | other.own, chances, self.tells or other.tells)


class SplitJudge:
    """Judges with a classifier and the table of matters."""

    def __init__(self, classifier: Classifier, matters: Matters | None = None) -> None:
        self._classifier = classifier
        self._given = matters

    def see(self, text: str, prediction: Prediction) -> Sight:
        """Return what there is to see in a stretch of text with its prediction."""
        topics = frozenset(self._matters.find(normalise(substance(text))).matters) - ANYWHERE
        chances = _chances(prediction)
        likely = {unit for unit, chance in chances.items() if chance >= _POSSIBLE}
        own = frozenset(topic for topic in topics if likely & self._homes.get(topic, frozenset()))
        return Sight(topics, own, chances, tells(text))

    def starts_new(self, before: Sight, passage: Passage, sight: Sight) -> bool:
        """Whether the passage is of another matter than what stands before it."""
        turn = passage.turn
        if goes_on(passage.text):
            return False
        if turn is Turn.NAMED:
            return True
        if turn is Turn.SENTENCE and (suffers(passage.text) or not before.own or before.chances[before.unit] < _LIKELY):
            return False
        if not sight.stands(turn) or not _says_enough(passage, sight):
            return False
        if before.chances.get(sight.unit, 0.0) < _COVERED:
            return not self._overlap(before, sight)
        return turn >= Turn.ANOTHER and bool(before.own and sight.own) and not related(before.topics, sight.topics)

    def may_differ(self, texts: Sequence[str]) -> bool:
        """Whether texts name matters of different units; asked before anything is classified."""
        named = [self._matters.find(normalise(substance(text))).matters.keys() - ANYWHERE for text in texts]
        homes = [frozenset[str]().union(*(self._homes.get(topic, ()) for topic in topics)) for topics in named]
        told = [one for one in homes if one]
        return any(not one & other for one, other in combinations(told, 2))

    def goes_with(self, earlier: Sight, passage: Passage, sight: Sight) -> bool:
        """Whether the passage takes up a matter that was told before the last one."""
        if passage.turn >= Turn.NUMBERED:
            return passage.turn is not Turn.NAMED and earlier.unit == sight.unit and related(earlier.own, sight.own)
        return not self.starts_new(earlier, passage, sight)

    def _overlap(self, before: Sight, sight: Sight) -> bool:
        """Whether both speak of one matter, and that is not only where both happen."""
        if not related(before.topics, sight.topics):
            return False
        return sight.chances[sight.unit] < _SURELY or sight.chances.get(before.unit, 0.0) > _HARDLY

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


def _says_enough(passage: Passage, sight: Sight) -> bool:
    """Whether the passage is no mere remark: 护栏也没装, 电话打不通."""
    owned, surely = bool(sight.own), sight.chances[sight.unit] >= _SURELY
    if passage.turn >= Turn.NUMBERED:
        return owned or sight.chances[sight.unit] >= _LIKELY or len(passage.text) >= _SHORT
    if len(passage.text) < (_SHORTEST if owned else _SHORT):
        return owned and (surely or passage.turn is Turn.ANOTHER)
    first = _CLAUSE.split(passage.text, maxsplit=1)[0]
    if len(first) < _SHORTEST and not tells(first) and passage.turn <= Turn.ALSO:
        # 先要租赁合同，还有环评备案，…: one more of what is counted up.
        return False
    return sight.tells or (owned and passage.turn is Turn.ANOTHER)


def _chances(prediction: Prediction) -> dict[str, float]:
    """Return the chances of units, given that the text is no chatter; none where it surely is."""
    of_chatter = sum(one.probability for one in prediction.alternatives if one.unit == NOT_A_COMPLAINT)
    if of_chatter > _CHATTER:
        return {}
    return {
        one.unit: one.probability / (1 - of_chatter) for one in prediction.alternatives if one.unit != NOT_A_COMPLAINT
    }


def _home(prediction: Prediction) -> frozenset[str]:
    """Return the units that a matter may be of; one that is nobody's for sure may be outside of all."""
    units = {one.unit for one in prediction.alternatives if one.probability >= _HOME} - {NOT_A_COMPLAINT}
    if prediction.alternatives[0].probability < _SURE_HOME:
        units.add(OUTSIDE)
    return frozenset(units)
