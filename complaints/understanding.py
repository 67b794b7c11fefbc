"""What is made of a text before it is filed, done here and now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from complaints.companies.naming import find_companies
from complaints.intake import Understanding
from complaints.judging import AGREED_PROBABILITY
from complaints.likeness import Told
from complaints.matters import may_turn
from complaints.ports import Classifier
from complaints.ports_intake import Likenesses, Part, Splitter
from complaints.prediction import Decision, Prediction

_SECOND, _SECOND_TURNED = 0.02, 0.0005
"""How likely another unit must be for its matter to be looked for in a text: without, and with, words that turn to it.
Of the texts of two units in benchmarks/splits_tune.csv that would be dispatched, nine in ten pass."""


def understand(
    classifier: Classifier, likenesses: Likenesses, told: Sequence[Told], splitter: Splitter | None = None
) -> list[Understanding]:
    """Of each text whose it is, its signature, the company that speaks in it where no field names one, and its matters.

    The matters are looked for only in what may be dispatched without a person, and where a glance finds reason to.
    """
    if not told:
        return []
    companies = [one.company or next(iter(find_companies(f"{one.title}\n{one.text}")), "") for one in told]
    predictions = classifier.classify([(one.title, one.text) for one in told])
    signatures = likenesses.sign(told)
    parts = _parts(splitter, told, predictions) if splitter else [()] * len(told)
    return [Understanding(*one) for one in zip(predictions, signatures, companies, parts, strict=True)]


def _parts(splitter: Splitter, told: Sequence[Told], predictions: Sequence[Prediction]) -> list[tuple[Part, ...]]:
    """The matters of each text that holds several and may be dispatched; nothing for the others."""
    found: list[tuple[Part, ...]] = [()] * len(told)
    places = [
        at
        for at, (one, prediction) in enumerate(zip(told, predictions, strict=True))
        if _may_be_dispatched(prediction) and _may_hold_several(one.text, prediction)
    ]
    for at, parts in zip(places, splitter.split_all([told[at].text for at in places]), strict=True):
        found[at] = tuple(parts) if len(parts) > 1 else ()
    return found


def _may_be_dispatched(prediction: Prediction) -> bool:
    """Whether no person need look at it: surely a unit's, or likely enough where the channel names the same unit."""
    if prediction.decision is Decision.TRIAGE:
        return prediction.probability >= AGREED_PROBABILITY
    return prediction.decision is Decision.DISPATCH


def _may_hold_several(text: str, prediction: Prediction) -> bool:
    """Whether another unit is likely at all; less is enough where the text may turn to another matter by its words."""
    second = max((one.probability for one in prediction.alternatives[1:]), default=0.0)
    return second >= _SECOND or (second >= _SECOND_TURNED and may_turn(text))


class UnderstandHere:
    """An Understander that does its work when the result is waited for."""

    def __init__(self, classifier: Classifier, likenesses: Likenesses, splitter: Splitter | None = None) -> None:
        self._classifier = classifier
        self._likenesses = likenesses
        self._splitter = splitter

    def begin(self, told: Sequence[Told]) -> Callable[[], list[Understanding]]:
        """Remember these; they are understood when the result is asked for."""
        return partial(understand, self._classifier, self._likenesses, told, self._splitter)
