from __future__ import annotations

import pytest

from classifier.promotion import LEAST_ROWS, Measure, Reason, UnitChange, compare

TRUTH = ["甲"] * 40 + ["乙"] * 40 + ["丙"] * 20


def _said(**wrong: int) -> list[str]:
    """The truth, but for the first so many rows of a label."""
    said = list(TRUTH)
    for label, count in wrong.items():
        start = TRUTH.index(label)
        said[start : start + count] = ["丁"] * count
    return said


def _reason(before: list[str], after: list[str]) -> Reason:
    return compare(TRUTH, before, after, Measure.OUT_OF_FOLD).reason


def test_a_model_that_says_the_same_may_take_the_place() -> None:
    verdict = compare(TRUTH, _said(甲=4), _said(甲=4), Measure.RECENT_CASES)

    assert (verdict.reason, verdict.allows, verdict.rows) == (Reason.NOT_WORSE, True, 100)
    assert (verdict.before, verdict.after, verdict.error, verdict.losses) == (0.96, 0.96, 0.0, ())
    assert verdict.measure is Measure.RECENT_CASES


@pytest.mark.parametrize(("lost", "allowed"), [(0, True), (1, True), (2, False), (4, False)])
def test_rows_that_are_only_lost_count_against_it_from_the_second_on(lost: int, allowed: bool) -> None:
    # One row alone is exactly one standard error of the paired difference; two are 1.4 of it.
    verdict = compare(TRUTH, TRUTH, _said(甲=lost), Measure.OUT_OF_FOLD)

    assert verdict.allows is allowed
    assert verdict.reason is (Reason.NOT_WORSE if allowed else Reason.WORSE)


def test_rows_that_are_won_elsewhere_make_a_loss_uncertain() -> None:
    before = [*TRUTH[:92], *["丁"] * 8]

    # Ten lost and eight won: a difference of 0.02 with a standard error of 0.042.
    verdict = compare(TRUTH, before, _said(甲=4, 乙=4), Measure.OUT_OF_FOLD)
    assert verdict.allows
    assert verdict.error == pytest.approx(0.0402, abs=1e-3)
    assert _reason(before, _said(甲=12, 乙=12)) is Reason.WORSE


def test_a_unit_that_loses_badly_stops_it_however_good_the_rest() -> None:
    before = [*["丁"] * 30, *TRUTH[30:]]

    verdict = compare(TRUTH, before, _said(乙=5), Measure.OUT_OF_FOLD)

    assert verdict.after > verdict.before
    assert (verdict.reason, verdict.allows) == (Reason.UNIT_WORSE, False)
    assert verdict.losses == (UnitChange("乙", 40, 1.0, 0.875),)
    assert _reason(before, _said(乙=4)) is Reason.NOT_WORSE


def test_a_unit_of_few_rows_cannot_stop_it() -> None:
    truth = [*["甲"] * 91, *["乙"] * 9]
    before = [*["丁"] * 20, *truth[20:]]

    verdict = compare(truth, before, [*truth[:91], *["丁"] * 9], Measure.OUT_OF_FOLD)

    assert verdict.allows
    assert [(loss.unit, loss.is_bad) for loss in verdict.losses] == [("乙", False)]


def test_too_few_rows_tell_nothing() -> None:
    few = ["甲"] * (LEAST_ROWS - 1)

    verdict = compare(few, few, few, Measure.RECENT_CASES)

    assert (verdict.reason, verdict.allows) == (Reason.TOO_FEW, False)
    assert compare([*few, "甲"], [*few, "甲"], [*few, "甲"], Measure.RECENT_CASES).allows


@pytest.mark.parametrize(("lost", "allowed"), [(2, True), (3, False)])
def test_two_rows_of_a_small_unit_are_chance_and_three_are_not(lost: int, allowed: bool) -> None:
    truth = ["区法院"] * 12 + ["区供电中心"] * 60
    before = [*truth[:12], *["区法院"] * 10, *truth[22:]]
    after = ["区供电中心"] * lost + truth[lost:]
    assert compare(truth, before, after, Measure.OUT_OF_FOLD).allows is allowed
