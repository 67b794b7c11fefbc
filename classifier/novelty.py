"""Tells texts that are unlike all that training has seen, by the share of their pairs of characters that it knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.features import Batch, Features, batches

TOLD_NOVEL = 0.01
"""The share of ordinary texts that may be told novel."""
_LEAST_REPRESENTATIVE = 100
_STEADYING = 10
"""Characters as usual that are thought added to each text: a greeting of four is not novel for one odd pair."""
_KNOWN_WITHOUT = 2.5
"""A pair that three texts have is known by two without any one of them; the idf gives the count up to rounding."""

Counts = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Novelty:
    """What texts usually share with training, `usual`, and below what share, `least`, one is novel; 0 to 1 both."""

    usual: float
    least: float

    @classmethod
    def fit(
        cls, features: Features, texts: Sequence[tuple[str, str]], representative: npt.NDArray[np.bool_]
    ) -> Novelty:
        """Return what holds of the (title, text) pairs that `features` were fitted on, each seen without itself.

        One in a hundred of them is novel, or of the representative ones, shape (texts,), where there are a hundred.
        """
        counted = [_without_itself(features, features.read(part), len(texts)) for part in batches(texts)]
        known, length = (np.concatenate(column) for column in zip(*counted, strict=True))
        rows = representative if representative.sum() >= _LEAST_REPRESENTATIVE else np.ones(len(texts), np.bool_)
        usual = float(known[rows].sum() / max(1, length[rows].sum()))
        shares = _share(known[rows], length[rows], usual)
        return cls(usual, float(np.quantile(shares, TOLD_NOVEL, method="lower")))

    def is_novel(self, known: Counts, length: Counts) -> npt.NDArray[np.bool_]:
        """Return which texts are novel, by how many known pairs and how many characters they have, shape (texts,)."""
        novel: npt.NDArray[np.bool_] = _share(known, length, self.usual) < self.least
        return novel


def _share(known: Counts, length: Counts, usual: float) -> Doubles:
    shares: Doubles = (known + usual * _STEADYING) / (length + _STEADYING)
    return shares


def _without_itself(features: Features, batch: Batch, texts: int) -> tuple[Counts, Counts]:
    """Return of each text how many of its pairs would be known without it, and how many characters it has."""
    frequency = (1 + texts) / np.exp(features.blocks[0].idf.astype(np.float64) - 1) - 1
    is_known = np.append(False, frequency >= _KNOWN_WITHOUT)
    return batch.count(is_known[batch.pairs]), batch.lengths
