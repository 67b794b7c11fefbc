"""python -m benchmarks.model_card: measure the classifier anew, and put its figures and pictures into docs/model.md."""

from __future__ import annotations

import json

from app.settings import ROOT
from benchmarks.card_pictures import draw
from benchmarks.card_scores import Scores, measure, to_json
from benchmarks.card_text import put_in

FIGURES = ROOT / "docs" / "model_figures.json"
PAGE = ROOT / "docs" / "model.md"
PICTURES = ROOT / "docs" / "pictures"


def main() -> None:
    """Train, measure, draw and write; a test holds the page against the figures, and these against what they are of."""
    FIGURES.write_text(to_json(measure()), encoding="utf-8")
    scores = read_figures()
    PICTURES.mkdir(exist_ok=True)
    for path in draw(scores, PICTURES):
        print(path.relative_to(ROOT))
    PAGE.write_text(put_in(PAGE.read_text(encoding="utf-8"), scores), encoding="utf-8")
    print(FIGURES.relative_to(ROOT), PAGE.relative_to(ROOT), sep="\n")


def read_figures() -> Scores:
    """The figures as they were measured last."""
    read: Scores = json.loads(FIGURES.read_text(encoding="utf-8"))
    return read


if __name__ == "__main__":
    main()
