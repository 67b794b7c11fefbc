from __future__ import annotations

import numpy as np
import pytest

from classifier.scores import calibration_error, coverage, held_out_scores


def test_probabilities_that_hold_have_no_calibration_error() -> None:
    probability = np.repeat([0.5, 0.9], [100, 100])
    right = np.concatenate([np.arange(100) < 50, np.arange(100) < 90])

    assert calibration_error(probability, right) == pytest.approx(0)
    assert calibration_error(probability, np.zeros(200, bool)) == pytest.approx(0.7)


def test_coverage_is_the_share_that_may_be_accepted() -> None:
    probability = np.linspace(1, 0, 100)

    assert coverage(probability, np.arange(100) < 57, 0.95) == pytest.approx(0.60)
    assert coverage(probability, np.zeros(100, bool), 0.95) == 0


def test_scores_are_those_of_the_guesses() -> None:
    probabilities = np.eye(4)[[0, 0, 1, 2]] * 0.6 + 0.1
    scores = held_out_scores(probabilities, np.array([0, 0, 1, 1]))

    assert scores["accuracy"] == 0.75
    assert scores["macro_f1"] == pytest.approx((1 + 2 / 3) / 2)
    assert scores["top3"] == 1.0


def test_without_rows_all_scores_are_nothing() -> None:
    assert set(held_out_scores(np.empty((0, 3)), np.array([], dtype=np.int64)).values()) == {0.0}
