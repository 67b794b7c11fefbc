"""Finds texts again that are like another: cosine over the classifier's own features, held in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix, vstack

from classifier.features import Features

LEAST = 0.25
"""The cosine below which two texts mostly are of different units: of our examples two in three agree from here on."""
_LEARNED_AT_ONCE = 1_000


class Memory:
    """Texts by key; `features` as they are fitted, so that the words count as they do in the decision."""

    def __init__(self, features: Features) -> None:
        self._features = features
        self._keys: list[str] = []
        self._rows = csr_matrix((0, 0), dtype=np.float32)

    def hold(self, texts: Mapping[str, tuple[str, str]]) -> None:
        """Know these (title, text) pairs and no others; those that are known already are not read again."""
        kept = [at for at, key in enumerate(self._keys) if key in texts]
        known = {self._keys[at] for at in kept}
        new = [key for key in texts if key not in known]
        blocks = [self._rows[kept]] if kept else []
        for start in range(0, len(new), _LEARNED_AT_ONCE):
            blocks.append(self._vectors([texts[key] for key in new[start : start + _LEARNED_AT_ONCE]]))
        self._keys = [*(self._keys[at] for at in kept), *new]
        self._rows = vstack(blocks, format="csr") if blocks else csr_matrix((0, 0), dtype=np.float32)

    def nearest(self, text: tuple[str, str], most: int) -> list[tuple[str, float]]:
        """Up to `most` keys with their cosines, the greatest first, equal ones in the order in which they came."""
        if not self._keys:
            return []
        cosines = (self._rows @ self._vectors([text]).T).toarray().ravel()
        order = np.argsort(-cosines, kind="stable")[:most]
        return [(self._keys[at], min(float(cosines[at]), 1.0)) for at in order.tolist() if cosines[at] >= LEAST]

    def _vectors(self, texts: Sequence[tuple[str, str]]) -> csr_matrix:
        """Rows of length 1, shape (texts, columns); a text without anything known is a row of zeros."""
        rows = csr_matrix(self._features.transform(texts), dtype=np.float32)
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        return csr_matrix(rows.multiply(1 / np.maximum(lengths, 1e-12)[:, None]), dtype=np.float32)
