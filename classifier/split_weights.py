"""How much each piece of evidence weighs for a new matter; fitted, and kept in split_weights.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classifier.split_prose import Turn
from complaints.errors import SujieError

WEIGHTS = Path(__file__).parent / "split_weights.json"
"""Weights of a logistic regression on benchmarks/splits_tune.csv, made by `python -m benchmarks.splits_fit --write`."""

ALWAYS, TURNED, LISTED = "always", "turned", "listed"


class SplitWeightsRefused(SujieError):
    """The weights cannot be read; the message names the file and the command that writes it anew."""


def kinds(turn: Turn) -> tuple[str, ...]:
    """Return which weights add up after such a turn; what a word or a number there changes comes on top."""
    if turn <= Turn.SENTENCE:
        return (ALWAYS,)
    return (ALWAYS, LISTED if turn >= Turn.NUMBERED else TURNED)


@dataclass(frozen=True, slots=True)
class SplitWeights:
    """The weight of each piece of evidence by kind of place and name; a new matter begins above `threshold`."""

    values: Mapping[str, Mapping[str, float]]
    intercepts: Mapping[str, float]
    threshold: float

    def says_new(self, evidence: Mapping[str, float], turn: Turn) -> bool:
        """Whether a new matter begins with the passage that has this evidence."""
        return self.log_odds(evidence, turn) > self.threshold

    def log_odds(self, evidence: Mapping[str, float], turn: Turn) -> float:
        """Return the log-odds that a new matter begins there."""
        return sum(
            self.intercepts[kind] + sum(self.values[kind].get(name, 0.0) * value for name, value in evidence.items())
            for kind in kinds(turn)
        )


def read_split_weights(path: Path = WEIGHTS) -> SplitWeights:
    """Return the weights of the file; SplitWeightsRefused when it is no such file."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        values = {kind: {name: float(one) for name, one in kept["weights"][kind].items()} for kind in _KINDS}
        return SplitWeights(
            values, {kind: float(kept["intercepts"][kind]) for kind in _KINDS}, float(kept["threshold"])
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SplitWeightsRefused(
            f"{path.name}：读不出拆分的权重（{error}），请用 python -m benchmarks.splits_fit --write 重新生成"
        ) from error


_KINDS = (ALWAYS, TURNED, LISTED)
