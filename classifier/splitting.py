"""拆案: the matters of one text, each with the unit that it would go to; most texts hold one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from classifier.matters import Matters
from classifier.split_cues import goes_on
from classifier.split_evidence import Place, evidence
from classifier.split_groups import grouped
from classifier.split_plans import Plan, plans, worded
from classifier.split_prose import Turn
from classifier.split_sight import Seer, Sight
from classifier.split_weights import SplitWeights, read_split_weights
from complaints.ports import Classifier
from complaints.prediction import NOT_A_COMPLAINT, Decision, Prediction


@dataclass(frozen=True, slots=True)
class Part:
    """One matter in the words of the text, with whose it is."""

    text: str
    prediction: Prediction


class Splitter:
    """Proposes the parts of texts; the classifier says whose each would be, and so helps to tell them apart."""

    def __init__(
        self, classifier: Classifier, matters: Matters | None = None, weights: SplitWeights | None = None
    ) -> None:
        self._classifier = classifier
        self._seer = Seer(classifier, matters)
        self._weights = weights or read_split_weights()

    def split(self, text: str) -> list[Part]:
        """Return the parts of the text in their order; the whole text where it holds one matter."""
        return self.split_all([text])[0]

    def split_all(self, texts: Sequence[str]) -> list[list[Part]]:
        """Return the parts of each text, in their order."""
        planned = [self.plans(text) for text in texts]
        said: dict[str, Prediction] = {}
        self._classify(
            said,
            (one for text, some in zip(texts, planned, strict=True) for plan in some for one in (text, *plan.pieces())),
        )
        cut = [self._cut(text, some, said) for text, some in zip(texts, planned, strict=True)]
        self._classify(said, (words for parts in cut for _, words in parts))
        return [[Part(text, _of_a_part(said[words], len(parts))) for text, words in parts] for parts in cut]

    def plans(self, text: str) -> list[Plan]:
        """Return the ways in which the text may be cut; cheap, as nothing is classified yet.

        Sentences without any turn or mark between them are looked at only where they name matters of different units.
        """
        return [
            plan
            for plan in plans(text)
            if plan.turns() or self._seer.may_differ([passage.text for passage in plan.passages])
        ]

    def see(self, plan: Plan, said: Mapping[str, Prediction]) -> dict[str, Sight]:
        """Return what there is to see in each piece of a plan."""
        return {piece: self._seer.see(piece, said[piece]) for piece in dict.fromkeys(plan.pieces())}

    def _classify(self, said: dict[str, Prediction], texts: Iterable[str]) -> None:
        """Add the predictions of those texts that have none yet."""
        new = [text for text in dict.fromkeys(texts) if text not in said]
        if new:
            said.update(zip(new, self._classifier.classify([("", text) for text in new]), strict=True))

    def _cut(self, text: str, planned: Sequence[Plan], said: Mapping[str, Prediction]) -> list[tuple[str, str]]:
        """Return by the first plan that finds two matters or more each part's text, and its words to judge it by."""
        if planned and said[text].decision is not Decision.NOT_COMPLAINT:
            whole = self._seer.see(text, said[text])
            for plan in planned:
                groups = grouped(plan, whole, self.see(plan, said), self._is_new)
                if len(groups) >= 2:
                    return [worded(plan.context, group) for group in groups]
        return [(text, text)]

    def _is_new(self, place: Place) -> bool:
        """Whether a new matter begins; what the text itself calls one is believed."""
        turn, words = place.passage.turn, place.passage.text
        if turn is Turn.NAMED:
            return not goes_on(words)
        return self._weights.says_new(evidence(place), turn)


def _of_a_part(prediction: Prediction, parts: int) -> Prediction:
    """Return the prediction; a part of several is known to be a complaint, however short."""
    others = [one for one in prediction.alternatives if one.unit != NOT_A_COMPLAINT]
    if parts == 1 or prediction.unit != NOT_A_COMPLAINT or not others:
        return prediction
    best = others[0]
    return replace(prediction, unit=best.unit, probability=best.probability, decision=Decision.TRIAGE)
