from __future__ import annotations

from collections.abc import Callable

import pytest

from classifier.differences import NONE, Differences, find_differences


def same_weight(weight: float) -> Callable[[str], float]:
    return lambda letter: weight * len(letter)


def differences(one: str, other: str) -> Differences:
    return find_differences(one, other, same_weight(5.0))


def test_equal_texts_differ_nowhere() -> None:
    assert differences("桥头路灯不亮", "桥头路灯不亮") == NONE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第二期24万没付", "第三期24万没付"),
        ("罚款2000元要求听证", "罚款5000元要求听证"),
        ("欠六万八没给", "欠七万二没给"),
    ],
)
def test_another_number_in_the_same_place_is_seen(one: str, other: str) -> None:
    assert differences(one, other).numbers == 1.0
    assert differences(other, one).numbers == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("合计2.16万元没发", "合计21600元没发"),
        ("外线报价六万八", "外线报价6.8万"),
        ("报了37人,给了19人的", "共37人,只给19人的"),
    ],
)
def test_the_same_number_written_otherwise_is_none(one: str, other: str) -> None:
    assert differences(one, other).numbers == 0.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("芦泉村供水点每天只来两小时水", "枣林村供水点每天只来两小时水"),
        ("金象超市芦泉店核查约不上", "金象超市枣林店核查约不上"),
        ("区图书馆旧馆废标两次", "区体育馆旧馆废标两次"),
    ],
)
def test_another_place_in_the_same_place_is_seen(one: str, other: str) -> None:
    assert differences(one, other).places == 1.0


def test_one_character_for_another_is_no_other_place_and_no_other_word() -> None:
    found = differences("厂门前的井盖漏水十天", "厂门口的井盖漏水十天")
    assert found.places == found.words == 0.0


def test_rare_words_in_each_others_place_tell_more_than_common_ones() -> None:
    one, other = "厂房抵押登记要重做清单", "厂房首次登记要重做清单"
    rare = find_differences(one, other, same_weight(6.0)).words
    common = find_differences(one, other, same_weight(1.0)).words
    assert 0.0 < common < rare <= 1.0
