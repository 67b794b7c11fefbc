"""Which waiting texts a person should decide first, because the model would learn most from them.

Information density: a text counts by how narrow the lead of its likeliest label is, and by how many texts like it
there are (Settles and Craven, An Analysis of Active Learning Strategies for Sequence Labeling Tasks, EMNLP 2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

ALIKE = 0.35
"""The cosine from which on two texts teach nearly the same."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text to ask about: its `row`, the lead of its likeliest label (0 to 1), how many others are `alike`."""

    row: int
    margin: float
    alike: int


def questions(probabilities: npt.NDArray[np.float64], matrix: csr_matrix, limit: int) -> list[Question]:
    """Return up to `limit` texts, the one first from which most would be learned.

    `probabilities` has shape (texts, labels), `matrix` (texts, columns). Of texts that are alike only one is asked
    about: it stands for the others.
    """
    margins = _margins(probabilities)
    alike = _alike(matrix)
    counts = np.diff(alike.indptr) - 1
    worth = (1 - margins) * (1 + counts)
    asked: list[Question] = []
    open_ = np.ones(len(worth), dtype=np.bool_)
    for row in np.argsort(-worth, kind="stable").tolist():
        if len(asked) == limit:
            break
        if open_[row]:
            asked.append(Question(row, float(margins[row]), int(counts[row])))
            open_[alike.indices[alike.indptr[row] : alike.indptr[row + 1]]] = False
    return asked


def _margins(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    if probabilities.shape[1] < 2:
        return np.ones(len(probabilities))
    two = np.sort(probabilities, axis=1)[:, -2:]
    margins: npt.NDArray[np.float64] = two[:, 1] - two[:, 0]
    return margins


def _alike(matrix: csr_matrix) -> csr_matrix:
    """Return which texts are alike, shape (texts, texts), each with itself too."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    unit = csr_matrix(matrix.multiply(1 / np.maximum(lengths, 1e-12)[:, None]))
    cosines = csr_matrix(unit @ unit.T)
    cosines.setdiag(1.0)
    cosines.data[cosines.data < ALIKE] = 0
    cosines.eliminate_zeros()
    return cosines
