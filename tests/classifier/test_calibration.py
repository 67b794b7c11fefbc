from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from classifier.calibration import ALWAYS_TRAINED, Calibration, HeldOut, best_share, folds, out_of_fold
from classifier.linear import SHARES
from classifier.scores import calibration_error


def test_every_fold_has_its_share_of_each_label() -> None:
    labels = ["甲"] * 20 + ["乙"] * 10

    numbers = folds(labels, [""] * 30, 5, seed=0)

    for fold in range(5):
        held_out = [label for label, number in zip(labels, numbers, strict=True) if number == fold]
        assert (held_out.count("甲"), held_out.count("乙")) == (4, 2)


def test_a_group_is_never_torn_apart() -> None:
    groups = [str(row // 3) for row in range(60)]

    numbers = folds(["甲", "乙"] * 30, groups, 5, seed=0)

    assert all(len(set(numbers[[own == group for own in groups]])) == 1 for group in set(groups))


def test_a_label_with_too_few_groups_always_trains() -> None:
    labels = ["甲"] * 10 + ["乙"] * 4 + ["丙"] * 6
    groups = [""] * 14 + ["同一件事"] * 6

    numbers = folds(labels, groups, 5, seed=0)

    assert set(numbers[:10]) == set(range(5))
    assert set(numbers[10:]) == {ALWAYS_TRAINED}


def test_the_sharpness_restores_the_probabilities_that_made_the_labels() -> None:
    random = np.random.default_rng(0)
    decisions = random.normal(size=(4_000, 3))
    true = Calibration(3.0).probabilities(decisions)
    labels = np.array([random.choice(3, p=row) for row in true])

    assert Calibration.fit(decisions, labels, np.ones(4_000)).sharpness == pytest.approx(3.0, rel=0.1)


def test_probabilities_of_a_row_add_up_to_one() -> None:
    sums = Calibration(8.0).probabilities(np.array([[9.0, -9.0], [0.0, 0.0]])).sum(axis=1)

    np.testing.assert_allclose(sums, 1.0)


def test_the_surest_label_stays_it_whatever_is_put_right() -> None:
    decisions = np.random.default_rng(0).normal(size=(500, 4))
    plain = Calibration(2.0).probabilities(decisions)
    for parameters in ((0.0, 0.0, -5.0), (0.2, 3.0, 1.0), (4.0, 0.1, -2.0)):
        moved = Calibration(2.0, *parameters).probabilities(decisions)
        np.testing.assert_array_equal(moved.argmax(axis=1), plain.argmax(axis=1))
        np.testing.assert_allclose(moved.sum(axis=1), 1.0)
        assert moved.min() >= 0
        # The others stand to each other as before.
        others = np.sort(moved, axis=1)[:, :3] / np.sort(plain, axis=1)[:, :3]
        np.testing.assert_allclose(others, others[:, :1] * np.ones((1, 3)), rtol=1e-6)


def test_what_is_too_sure_at_the_top_and_too_doubtful_below_is_put_right() -> None:
    random = np.random.default_rng(0)
    top = np.where(
        random.uniform(size=8_000) < 0.5, random.uniform(0.4, 0.6, 8_000), random.uniform(0.97, 0.999, 8_000)
    )
    said = np.stack([top, (1 - top) / 2, (1 - top) / 2], axis=1)
    right = random.uniform(size=8_000) < np.where(top < 0.9, top + 0.2, 0.88)
    correct = np.where(right, 0, random.integers(1, 3, 8_000))
    decisions = np.log(said)
    fitted = Calibration.fit(decisions, correct, np.ones(8_000))
    probability = fitted.probabilities(decisions)
    is_right = probability.argmax(axis=1) == correct
    temperature = Calibration(fitted.sharpness).probabilities(decisions)
    assert calibration_error(probability.max(axis=1), is_right) < 0.03
    assert calibration_error(temperature.max(axis=1), is_right) > 0.05


def test_few_rows_move_next_to_nothing() -> None:
    decisions = np.array([[1.0, 0.0], [0.0, 1.0]])
    fitted = Calibration.fit(decisions, np.array([0, 0]), np.ones(2))
    assert fitted.probabilities(decisions).max() < 0.99
    assert np.isfinite([fitted.low, fitted.high, fitted.shift]).all()


def test_one_label_is_certain() -> None:
    fitted = Calibration.fit(np.zeros((3, 1)), np.zeros(3, dtype=np.int64), np.ones(3))
    np.testing.assert_array_equal(fitted.probabilities(np.zeros((2, 1))), 1.0)


def test_decisions_come_from_models_that_have_not_seen_the_row() -> None:
    # Every row is told by a column of its own: learned by heart, and of no use to a row held out.
    labels = ["甲", "乙"] * 20
    fold = folds(labels, [""] * 40, 5, seed=0)

    said = out_of_fold(csr_matrix(np.eye(40, dtype=np.float32)), labels, np.ones(40), fold, seed=0)

    assert said.mixed(0.1).shape == (40, 2)
    assert np.ptp(said.mixed(0.1), axis=0).max() < 0.2


def test_naive_bayes_has_the_share_that_the_held_out_rows_give_it() -> None:
    random = np.random.default_rng(0)
    correct = random.integers(0, 3, 600)
    truth, noise = np.eye(3)[correct] + random.normal(size=(600, 3)), random.normal(size=(600, 3))

    assert best_share(HeldOut(truth, 5 * noise), correct, np.ones(600)) == 0.0
    assert best_share(HeldOut(noise / 5, 10 * truth), correct, np.ones(600)) == max(SHARES)
    assert best_share(HeldOut(truth[:0], noise[:0]), correct[:0], np.ones(0)) == 0.0
