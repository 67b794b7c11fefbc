"""What is made of a text before it is filed, done here and now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from complaints.companies.naming import find_companies
from complaints.intake import Understanding
from complaints.likeness import Told
from complaints.ports import Classifier
from complaints.ports_intake import Likenesses


def understand(classifier: Classifier, likenesses: Likenesses, told: Sequence[Told]) -> list[Understanding]:
    """Of each text whose it is, its signature, and the company that speaks in it where no field names one."""
    if not told:
        return []
    companies = [one.company or next(iter(find_companies(f"{one.title}\n{one.text}")), "") for one in told]
    predictions = classifier.classify([(one.title, one.text) for one in told])
    signatures = likenesses.sign(told)
    return [Understanding(*one) for one in zip(predictions, signatures, companies, strict=True)]


class UnderstandHere:
    """An Understander that does its work when the result is waited for."""

    def __init__(self, classifier: Classifier, likenesses: Likenesses) -> None:
        self._classifier = classifier
        self._likenesses = likenesses

    def begin(self, told: Sequence[Told]) -> Callable[[], list[Understanding]]:
        """Remember these; they are understood when the result is asked for."""
        return partial(understand, self._classifier, self._likenesses, told)
