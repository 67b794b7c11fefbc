from __future__ import annotations

import numpy as np
import pytest

from classifier.thresholds import NEVER, Judged, quick_threshold, threshold
from complaints.prediction import Decision

PROBABILITY = np.linspace(1.0, 0.01, 100)


def test_the_threshold_is_the_smallest_that_keeps_the_precision() -> None:
    right = np.arange(100) < 57

    least = threshold(PROBABILITY, right, np.ones(100), precision=0.95)

    assert least == PROBABILITY[59]
    assert right[least <= PROBABILITY].mean() == 0.95


def test_equal_probabilities_are_accepted_or_refused_together() -> None:
    probability = np.array([0.9] * 10 + [0.5] * 10)
    right = np.array([True] * 15 + [False] * 5)

    assert threshold(probability, right, np.ones(20), precision=0.95) == 0.9


@pytest.mark.parametrize("right", [np.zeros(100, bool), np.arange(100) < 3])
def test_what_is_not_proved_is_never_accepted(right: np.ndarray) -> None:
    assert threshold(PROBABILITY, right, np.ones(100), precision=0.95) == NEVER


def test_too_few_rows_prove_nothing() -> None:
    assert threshold(np.array([0.9] * 4), np.ones(4, bool), np.ones(4), precision=0.95) == NEVER
    assert threshold(np.array([]), np.array([], bool), np.array([]), precision=0.95) == NEVER


def test_a_heavy_mistake_counts_as_often_as_its_weight() -> None:
    right = np.arange(100) != 30
    heavy = np.where(right, 1.0, 10.0)

    assert threshold(PROBABILITY, right, np.ones(100), precision=0.95) == PROBABILITY[-1]
    assert threshold(PROBABILITY, right, heavy, precision=0.95) == PROBABILITY[29]


def test_thresholds_are_chosen_on_representative_rows_where_there_are_enough() -> None:
    rows = 240
    representative = np.arange(rows) < 120
    judged = Judged(
        decision_of=np.array([Decision.DISPATCH, Decision.OUTSIDE]),
        probabilities=np.tile([0.8, 0.2], (rows, 1)),
        correct=np.where(representative, 0, 1),
        weights=np.ones(rows),
        representative=representative,
    )

    assert judged.thresholds(0.95)[Decision.DISPATCH] == 0.8
    assert judged.thresholds(0.95)[Decision.OUTSIDE] == NEVER


def test_nothing_is_decided_against_the_odds() -> None:
    probabilities = np.array([[0.4, 0.3, 0.3]] * 200)
    decisions = np.array([Decision.NOT_COMPLAINT, Decision.DISPATCH, Decision.OUTSIDE])
    judged = Judged(decisions, probabilities, np.zeros(200, np.int64), np.ones(200), np.ones(200, bool))

    assert judged.thresholds(0.95)[Decision.NOT_COMPLAINT] == 0.5


def test_the_quick_model_decides_where_it_is_right_as_often_as_the_other() -> None:
    everywhere, low = np.ones(100, bool), np.arange(100) < 60

    assert quick_threshold(PROBABILITY, low, low, np.ones(100)) == pytest.approx(PROBABILITY[60])
    assert quick_threshold(PROBABILITY, low, everywhere, np.ones(100)) == pytest.approx(PROBABILITY[59])


def test_a_quick_model_that_is_never_right_decides_nothing() -> None:
    assert quick_threshold(PROBABILITY, np.zeros(100, bool), np.ones(100, bool), np.ones(100)) == NEVER
