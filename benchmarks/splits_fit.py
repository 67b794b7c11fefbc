"""python -m benchmarks.splits_fit [--write]: how much does each piece of evidence weigh for a new matter?

Learns from benchmarks/splits_tune.csv where its texts turn to another matter, and prints how well texts that were
left out are split, by folds of whole texts. --write puts the weights of all of them into classifier/split_weights.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.splits import Case, Scored, first_model, read, report
from classifier.split_evidence import Place, evidence
from classifier.split_groups import grouped, led
from classifier.split_plans import Plan
from classifier.split_prose import Passage, Turn
from classifier.split_sight import Seer, Sight
from classifier.split_weights import ALWAYS, LISTED, TURNED, WEIGHTS, SplitWeights, kinds
from classifier.splitting import Splitter
from complaints.ports import Classifier
from complaints.prediction import Prediction

TUNE = Path(__file__).parent / "splits_tune.csv"
FOLDS = 5
STRENGTH = 0.3
"""Of the regression's penalty: the sum of squared weights counts this much beside the places' losses."""
THRESHOLD = 0.6
"""Log-odds from which a new matter begins: for one matter that is split, a good many more must be split rightly."""
KINDS = (ALWAYS, TURNED, LISTED)

# How much a mark says by itself that another matter follows, where the units of a text leave the place open.
_MARKED = {Turn.LINE: 0.5, Turn.ALSO: 0.6, Turn.ANOTHER: 1.0, Turn.NUMBERED: 1.1, Turn.NAMED: 1.1}
_UNMARKED = 0.2

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A place in the text of that number with its evidence, and whether a new matter begins there."""

    case: int
    turn: Turn
    evidence: dict[str, float]
    is_new: bool


class Remembering:
    """A classifier that is asked the same of the same texts, fold after fold."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self.known: dict[tuple[str, str], Prediction] = {}

    def classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        """The predictions, in order."""
        new = [one for one in dict.fromkeys(texts) if one not in self.known]
        if new:
            self.known.update(zip(new, self._classifier.classify(new), strict=True))
        return [self.known[one] for one in texts]


def main() -> None:
    """Print the folds' figures and the heaviest weights, and on demand write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write classifier/split_weights.json")
    parser.add_argument("--thresholds", action="store_true", help="also print the figures of other thresholds")
    options = parser.parse_args()
    cases = read(TUNE)
    classifier = Remembering(first_model())
    if not WEIGHTS.exists():
        _write(SplitWeights({kind: {} for kind in KINDS}, dict.fromkeys(KINDS, 0.0), THRESHOLD))
    found = list(examples(classifier, cases))
    fold = np.random.default_rng(0).permutation(len(cases)) % FOLDS
    for threshold in (0.0, 0.2, THRESHOLD, 0.6, 0.8, 1.0) if options.thresholds else (THRESHOLD,):
        scored = left_out(classifier, cases, found, fold, threshold)
        print(f"\nthreshold {threshold}, {len(found)} places, {FOLDS} folds of {len(cases)} texts")
        print("\n".join(report(scored)))
    weights = fit(found, THRESHOLD)
    for kind in KINDS:
        heaviest = sorted(weights.values[kind].items(), key=lambda one: -abs(one[1]))[:12]
        print(f"{kind}: " + ", ".join(f"{name} {value:+.2f}" for name, value in heaviest))
    if options.write:
        _write(weights)
        print(f"{WEIGHTS.name} written")


def examples(classifier: Classifier, cases: Sequence[Case]) -> Iterator[Example]:
    """Yield the places of all the texts' plans; where a text has more of them than matters, the units say which count."""
    splitter, seer = Splitter(classifier), Seer(classifier)
    for number, case in enumerate(cases):
        for plan in _teaching(splitter.plans(case.text), len(case.units)):
            texts = list(dict.fromkeys([case.text, *plan.pieces()]))
            said = dict(zip(texts, classifier.classify([("", text) for text in texts]), strict=True))
            seen = splitter.see(plan, said)
            yield from _places(number, case, plan, seen, seer.see(case.text, said[case.text]))


def fit(found: Sequence[Example], threshold: float) -> SplitWeights:
    """Return the weights of a logistic regression with a penalty on their squares."""
    names = list(found[0].evidence)
    rows = np.array([[*one.evidence.values(), 1.0] for one in found])
    gates = np.array([[kind in kinds(one.turn) for kind in KINDS] for one in found], dtype=np.float64)
    matrix = np.hstack([rows * gates[:, [at]] for at in range(len(KINDS))])
    signs = np.array([1.0 if one.is_new else -1.0 for one in found])
    width = len(names) + 1
    penalty = np.full(matrix.shape[1], STRENGTH)
    penalty[width - 1 :: width] = 0.01

    def loss(values: Floats) -> tuple[float, Floats]:
        margins = signs * (matrix @ values)
        slope = -signs / (1 + np.exp(margins))
        total = np.logaddexp(0, -margins).sum() + penalty @ values**2
        return float(total), matrix.T @ slope + 2 * penalty * values

    values = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B").x.reshape(len(KINDS), width)
    return SplitWeights(
        {kind: dict(zip(names, map(float, values[at, :-1]), strict=True)) for at, kind in enumerate(KINDS)},
        {kind: float(values[at, -1]) for at, kind in enumerate(KINDS)},
        threshold,
    )


def left_out(
    classifier: Classifier,
    cases: Sequence[Case],
    found: Sequence[Example],
    fold: npt.NDArray[np.int64],
    threshold: float,
) -> list[Scored]:
    """Return each text as it is split by weights that were fitted on the others' folds."""
    scored: dict[int, Scored] = {}
    for number in range(FOLDS):
        weights = fit([one for one in found if fold[one.case] != number], threshold)
        splitter = Splitter(classifier, weights=weights)
        mine = [at for at in range(len(cases)) if fold[at] == number]
        parts = splitter.split_all([cases[at].text for at in mine])
        scored |= {at: Scored(cases[at], some) for at, some in zip(mine, parts, strict=True)}
    return [scored[at] for at in range(len(cases))]


def _teaching(planned: Sequence[Plan], matters: int) -> list[Plan]:
    """The plans that show how the text is split; where its own numbers show it, its sentences would only confuse."""
    if matters == 1:
        return list(planned)
    return next(([plan] for plan in planned if len(plan.passages) >= matters), [])


def _places(number: int, case: Case, plan: Plan, seen: dict[str, Sight], whole: Sight) -> Iterator[Example]:
    told: list[Example] = []
    starts: dict[int, bool] = {}

    def is_new(place: Place) -> bool:
        answer = starts[place.at]
        told.append(Example(number, place.passage.turn, evidence(place), answer))
        return answer

    starts.update(enumerate(aligned(led(plan, seen), case.units, seen)))
    grouped(plan, whole, seen, is_new)
    yield from told


def aligned(found: Sequence[Passage], units: Sequence[str], seen: dict[str, Sight]) -> list[bool]:
    """Return for each passage whether a new matter begins with it, by the units of the matters in their order."""
    chances = np.array([[seen[one.text].chances.get(unit, 0.0) for unit in units] for one in found])
    best = np.full(chances.shape, -np.inf)
    best[:, 0] = list(accumulate(chances[:, 0]))
    for at, one in enumerate(found[1:], start=1):
        bonus = _MARKED.get(one.turn, _UNMARKED)
        for unit in range(1, len(units)):
            best[at, unit] = max(best[at - 1, unit], best[at - 1, unit - 1] + bonus) + chances[at, unit]
    starts = [False] * len(found)
    unit = len(units) - 1
    for at in range(len(found) - 1, 0, -1):
        if unit and best[at - 1, unit - 1] + _MARKED.get(found[at].turn, _UNMARKED) > best[at - 1, unit]:
            starts[at] = True
            unit -= 1
    return starts


def _write(weights: SplitWeights) -> None:
    kept = {
        "threshold": weights.threshold,
        "intercepts": {kind: round(weights.intercepts[kind], 4) for kind in KINDS},
        "weights": {kind: {name: round(one, 4) for name, one in weights.values[kind].items()} for kind in KINDS},
    }
    WEIGHTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
