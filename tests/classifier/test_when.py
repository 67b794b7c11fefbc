from __future__ import annotations

from datetime import UTC, datetime

import pytest

from classifier.when import When, find_when


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("6月停电", {6}),
        ("六月三号停电", {6}),
        ("十二月的工资", {12}),
        ("6、7月份工资", {6, 7}),
        ("6-8月", {6, 7, 8}),
        ("二季度", {4, 5, 6}),
        ("下半年", {7, 8, 9, 10, 11, 12}),
        ("国庆期间", {10}),
        ("2021-08-30", {8}),
        ("2021年8月", {8}),
        ("三个月", set()),
        ("十几个月", set()),
        ("月子中心", set()),
        ("没有时间", set()),
    ],
)
def test_months_are_read(text: str, months: set[int]) -> None:
    assert find_when(text).months == months


def test_days_and_years_are_read() -> None:
    assert find_when("2021年6月3日停电").days == {(6, 3)}
    assert find_when("2021年6月3日停电").years == {2021}
    assert find_when("2020年度奖励").years == {2020}
    assert find_when("二〇二〇").years == set()


def test_last_month_is_a_month_only_where_the_day_is_known() -> None:
    assert find_when("上个月停电") == When(back=frozenset({1}))
    assert find_when("上上个月停电").back == {2}
    assert find_when("去年的补贴").years_back == {1}
    january = datetime(2022, 1, 5, tzinfo=UTC)
    assert find_when("上个月停电", january).months == {12}
    assert find_when("去年的补贴", january).years == {2021}


def test_a_day_called_by_its_numbers_and_two_months_at_once_are_read() -> None:
    assert find_when("6·18那天断网").days == {(6, 18)}
    assert find_when("4、5两月没结").months == {4, 5}
    assert find_when("3和5俩月没结").months == {3, 5}
