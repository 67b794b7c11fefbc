"""The model card's figures are those that were measured, of the texts as they are now."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from benchmarks.card_pictures import draw
from benchmarks.card_scores import bootstrap, digest, reliability, risk_coverage, wilson
from benchmarks.card_text import BEGIN, END, put_in
from benchmarks.model_card import PAGE, PICTURES, read_figures

AGAIN = "python -m benchmarks.model_card"


def test_the_page_says_what_was_measured() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert put_in(page, read_figures()) == page, AGAIN


def test_what_was_measured_is_what_is_shipped() -> None:
    assert read_figures()["inputs"] == digest(), AGAIN


def test_the_pictures_of_the_page_are_there() -> None:
    names = re.findall(r"\]\(pictures/(\w+\.png)\)", PAGE.read_text(encoding="utf-8"))
    assert len(names) == 2
    for name in names:
        assert (PICTURES / name).read_bytes().startswith(b"\x89PNG")


def test_the_pictures_are_drawn_from_the_figures(tmp_path: Path) -> None:
    figures = read_figures()
    first = [path.read_bytes() for path in draw(figures, tmp_path)]
    assert [path.read_bytes() for path in draw(figures, tmp_path)] == first
    figures["bins"] = figures["bins"][:2]
    figures["curves"] = {"other": [(0.5, 1.0), (1.0, 0.2)]}
    assert not set(first) & {path.read_bytes() for path in draw(figures, tmp_path)}


def test_a_page_without_marks_is_no_place_for_figures() -> None:
    with pytest.raises(ValueError, match="unpack"):
        put_in("# Model card", read_figures())
    assert put_in(f"a {BEGIN}old{END} b", read_figures()).startswith(f"a {BEGIN}\n\n")


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"), [(9, 10, 0.596, 0.982), (0, 10, 0.0, 0.278), (50, 50, 0.929, 1.0)]
)
def test_a_share_has_wilsons_interval(hits: int, count: int, low: float, high: float) -> None:
    share, least, most = wilson(hits, count)
    assert share == hits / count
    assert (least, most) == pytest.approx((low, high), abs=0.001)


def test_a_bootstrap_holds_the_score_and_narrows_with_more_rows() -> None:
    def widths(rows: int) -> float:
        right = np.arange(rows) % 4 > 0
        score, low, high = bootstrap(rows, lambda drawn: {"share": float(right[drawn].mean())})["share"]
        assert low <= score == 0.75 <= high
        return high - low

    assert widths(4_000) < widths(400) / 2


def test_the_surest_come_first_and_all_come_last() -> None:
    probability, right = np.array([0.2, 0.9, 0.6, 0.8]), np.array([False, True, False, True])
    assert risk_coverage(probability, right) == [(0.25, 1.0), (0.5, 1.0), (0.75, 0.6667), (1.0, 0.5)]


def test_a_bin_tells_what_was_said_and_what_was_so() -> None:
    probability, right = np.array([0.91, 0.93, 0.1, 1.0]), np.array([True, False, False, True])
    assert reliability(probability, right) == [(0.1, 0.0, 1), (0.92, 0.5, 2), (1.0, 1.0, 1)]
