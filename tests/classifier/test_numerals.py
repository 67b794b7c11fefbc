from __future__ import annotations

import pytest

from classifier.numerals import DAYS, MONEY, OTHER, Quantity, find_quantities


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("47万元", MONEY, 470_000),
        ("四十七万", MONEY, 470_000),
        ("三万八", MONEY, 38_000),
        ("三万八千五", MONEY, 38_500),
        ("一百二十万没给", MONEY, 1_200_000),
        ("12.6万元", MONEY, 126_000),
        ("一块三一度", MONEY, 1.3),
        ("1200元", MONEY, 1200),
        ("两个月", DAYS, 60),
        ("俩月了", DAYS, 60),
        ("半年", DAYS, 182.5),
        ("15天", DAYS, 15),
        ("23人", OTHER, 23),
        ("一百零五户", OTHER, 105),
        ("六千零八户", OTHER, 6008),
        ("800米", OTHER, 800),
    ],
)
def test_a_number_is_read_with_what_it_counts(text: str, kind: str, value: float) -> None:
    assert find_quantities(text) == (Quantity(kind, value),)


@pytest.mark.parametrize(
    "text", ["2021年8月30日", "六月二十号", "8月", "138****1234", "拨打12345", "百川酒业", "五老峰", "一二三四"]
)
def test_dates_phones_and_names_are_no_numbers(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("六十多万", "61万元"), ("近50万", "47万元"), ("二十多人", "23人"), ("三千二", "3200元"), ("俩月", "2个月")],
)
def test_the_same_number_told_in_other_words_agrees(one: str, other: str) -> None:
    assert find_quantities(one)[0].agrees(find_quantities(other)[0])
    assert find_quantities(other)[0].agrees(find_quantities(one)[0])


@pytest.mark.parametrize(
    ("one", "other"), [("47万元", "12万元"), ("23人", "23天"), ("六十多万", "90万"), ("5趟", "5元")]
)
def test_another_number_does_not_agree(one: str, other: str) -> None:
    assert not find_quantities(one)[0].agrees(find_quantities(other)[0])


@pytest.mark.parametrize(
    ("text", "value"), [("多缴18,320元", 18_320), ("欠31万5", 315_000), ("一度1块2", 1.2), ("27万6月到账", 270_000)]
)
def test_grouped_figures_and_what_follows_the_unit_are_read(text: str, value: float) -> None:
    assert value in [quantity.value for quantity in find_quantities(text)]
