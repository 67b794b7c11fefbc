from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from classifier.asking import questions
from classifier.model import Model
from tests.classifier.small import examples

APART = csr_matrix(np.eye(3))


def test_the_narrowest_lead_is_asked_about_first() -> None:
    probabilities = np.array([[0.9, 0.1, 0.0], [0.4, 0.35, 0.25], [0.6, 0.3, 0.1]])

    found = questions(probabilities, APART, 2)

    assert [one.row for one in found] == [1, 2]
    assert [one.margin for one in found] == pytest.approx([0.05, 0.3])


def test_a_text_stands_for_those_like_it_and_counts_for_them() -> None:
    matrix = csr_matrix(np.array([[1.0, 0, 0], [1.0, 0.1, 0], [1.0, 0, 0.2], [0, 1.0, 0], [0, 0, 1.0]]))
    probabilities = np.array([[0.7, 0.3], [0.72, 0.28], [0.71, 0.29], [0.6, 0.4], [0.9, 0.1]])

    found = questions(probabilities, matrix, 5)

    # Three alike at a lead of 0.4 teach more than a lone one at 0.2; the other two of them are not asked about.
    assert [(one.row, one.alike) for one in found] == [(0, 2), (3, 0), (4, 0)]


def test_a_text_without_known_words_and_a_model_of_one_label_are_no_error() -> None:
    assert [one.row for one in questions(np.array([[1.0], [1.0]]), csr_matrix((2, 4)), 5)] == [0, 1]


def test_two_reports_of_one_matter_are_alike_to_the_model(model: Model) -> None:
    texts = [("", one.text) for one in examples()[::6]]
    texts = [*texts, ("", f"{texts[0][1]}，请尽快")]

    found = questions(model.probabilities(texts), model.features.transform(texts), len(texts))

    assert len({0, len(texts) - 1} & {one.row for one in found}) == 1
    assert sum(one.alike for one in found) >= 1
