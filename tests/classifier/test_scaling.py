"""What labels' machines say of each other is learnt from held-out rows, and only where many speak for it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from classifier.linear import Parts
from classifier.scaling import Scaling, scaled_apart


def confusing(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Decisions of three machines: the second speaks up whenever the third should."""
    random = np.random.default_rng(0)
    correct = random.integers(0, 3, rows)
    decisions = 2 * np.eye(3)[correct] - 1 + random.normal(scale=0.6, size=(rows, 3))
    decisions[correct == 2] += (0.0, 2.2, -0.4)
    decisions[correct == 1] += (0.0, 0.6, -1.0)
    return decisions, correct


def test_a_machine_that_speaks_for_another_label_is_understood() -> None:
    decisions, correct = confusing(6_000)
    scaling = Scaling.fit(decisions[:4_000], correct[:4_000], np.ones(4_000))
    plain = (decisions[4_000:].argmax(axis=1) == correct[4_000:]).mean()
    scaled = (scaling.apply(decisions[4_000:]).argmax(axis=1) == correct[4_000:]).mean()
    assert scaled > plain + 0.1


def test_few_rows_leave_decisions_nearly_as_they_are() -> None:
    decisions, correct = confusing(20)
    scaling = Scaling.fit(decisions, correct, np.ones(20))
    np.testing.assert_allclose(scaling.matrix, np.eye(3), atol=0.2)
    np.testing.assert_allclose(Scaling.none(3).apply(decisions), decisions)
    assert Scaling.fit(decisions[:0], correct[:0], np.ones(0)).matrix.tolist() == np.eye(3).tolist()


def test_a_row_counts_by_its_weight() -> None:
    decisions, correct = confusing(500)
    twice = Scaling.fit(np.tile(decisions, (2, 1)), np.tile(correct, 2), np.ones(1_000))
    weighted = Scaling.fit(decisions, correct, np.full(500, 2.0))
    np.testing.assert_allclose(weighted.matrix, twice.matrix, atol=1e-3)
    np.testing.assert_allclose(weighted.shift, twice.shift, atol=1e-3)


def test_no_row_teaches_how_it_is_scaled_itself() -> None:
    decisions, correct = confusing(300)
    fold = np.arange(300) % 3
    apart = scaled_apart(decisions, correct, np.ones(300), fold)
    changed = correct.copy()
    changed[fold == 0] = (changed[fold == 0] + 1) % 3
    again = scaled_apart(decisions, changed, np.ones(300), fold)
    np.testing.assert_array_equal(apart[fold == 0], again[fold == 0])
    assert np.abs(apart[fold == 1] - again[fold == 1]).max() > 0.01


def test_a_scaled_model_says_what_its_scaled_decisions_say() -> None:
    random = np.random.default_rng(0)
    matrix = csr_matrix(random.uniform(size=(60, 12)).astype(np.float32))
    parts = Parts.fit(matrix, ["甲", "乙", "丙"] * 20, np.ones(60), seed=0)
    scaling = Scaling(np.eye(3) + random.normal(scale=0.2, size=(3, 3)), random.normal(size=3))
    plain, scaled = parts.mixed(0.05).decide(matrix), parts.mixed(0.05, scaling).decide(matrix)
    assert scaled == pytest.approx(scaling.apply(plain.astype(np.float64)), abs=0.01)
