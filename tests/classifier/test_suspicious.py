from __future__ import annotations

import numpy as np
import pytest

from classifier.examples import Example
from classifier.suspicious import suspicious
from classifier.training import train
from tests.classifier.small import COURT, POWER, WORDS, examples


def test_a_row_is_suspicious_where_another_label_is_as_sure_as_that_labels_own_rows() -> None:
    probabilities = np.array(
        [
            [0.90, 0.05, 0.05],
            [0.80, 0.15, 0.05],
            [0.05, 0.90, 0.05],
            [0.10, 0.85, 0.05],
            [0.05, 0.90, 0.05],
            [0.30, 0.40, 0.30],
        ]
    )
    given = np.array([0, 0, 1, 1, 0, 0])

    found = suspicious(probabilities, given)

    # Of the last row label 1 is the likeliest too, but far from as sure as of its own rows.
    assert [(one.row, one.given, one.likely, one.probability) for one in found] == [(4, 0, 1, 0.9)]
    assert found[0].margin == pytest.approx(-0.85)


def test_a_label_of_which_models_are_never_sure_is_measured_by_its_own_rows() -> None:
    # Label 1 reaches 0.4 at most, so 0.45 for it is much; 0.5 for label 0 is little.
    probabilities = np.array([[0.9, 0.1], [0.9, 0.1], [0.6, 0.4], [0.6, 0.4], [0.55, 0.45]])
    given = np.array([0, 0, 1, 1, 0])

    assert [(one.row, one.likely) for one in suspicious(probabilities, given)] == [(4, 1)]


def test_the_worst_comes_first() -> None:
    probabilities = np.array([[0.9, 0.1], [0.2, 0.8], [0.1, 0.9], [0.0, 1.0], [0.3, 0.7]])

    found = suspicious(probabilities, np.array([0, 0, 0, 1, 1]))

    assert [one.row for one in found] == [2]
    assert [one.margin for one in found] == sorted(one.margin for one in found)


def test_a_label_without_rows_is_never_believed() -> None:
    assert suspicious(np.array([[0.1, 0.9], [0.2, 0.8]]), np.array([0, 0])) == []
    assert suspicious(np.zeros((0, 2)), np.zeros(0, np.int64)) == []


def test_labels_that_were_exchanged_are_found_in_training() -> None:
    rows = examples()
    wrong = [next(at for at, row in enumerate(rows) if row.text.startswith(text)) for text in ("线路老化", "法官电话")]
    exchanged = dict(zip(wrong, (COURT, POWER), strict=True))
    taught = [Example(row.text, exchanged.get(at, row.unit), row.indicator) for at, row in enumerate(rows)]

    held_out = train(taught, words=WORDS).held_out

    found = suspicious(held_out.probabilities, held_out.given)
    assert {int(held_out.rows[one.row]) for one in found[:3]} >= set(wrong)
    assert {held_out.labels[one.likely] for one in found if held_out.rows[one.row] == wrong[0]} == {POWER}
