from __future__ import annotations

import pytest

from classifier.names import find_names, may_be_same, own_names

ORDINARY = frozenset({"新装", "高压", "附近", "百姓", "加工"})


def names(text: str) -> tuple[str, ...]:
    return find_names(text, ORDINARY.__contains__)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青岚陶瓷的电费多收了", "青岚"),
        ("我们翠屿锅炉那个许可证还没下来", "翠屿"),
        ("来电人称其为博山沁岚机械有限公司", "沁岚"),
        ("芷兰鞋业反映进城通行证办不下来", "芷兰"),
        ("百姓缘药房反映核查没人来", "百姓缘"),
        ("在池上开“听竹”民宿", "听竹"),
        ("石马镇西沟的合作社(蜜语桃园)申请冷库", "蜜语"),
        ("要求退还保证金——沁岚众创", "沁岚"),
        ("淄博沁岚的二期项目", "沁岚"),
    ],
)
def test_a_proper_name_is_found_before_a_trade_in_quotes_in_brackets_or_behind_a_place(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    ["高压锅炉坏了", "附近饭店油烟大", "三家超市都涨价", "我们企业营业困难", "这家店不给发票", "食品加工点太脏"],
)
def test_ordinary_words_before_a_trade_are_no_name(text: str) -> None:
    assert names(text) == ()


def test_whoever_speaks_of_himself_is_told_from_those_he_speaks_of() -> None:
    text = "隔壁的沁岚电子也是这样,我们青岚电器报表被退了四次"
    assert own_names(names(text), text) == ("青岚",)
    text = "沁岚电子(白塔镇)反映报表被退"
    assert own_names(names(text), text) == ("沁岚",)


def test_a_name_is_the_same_when_one_holds_the_other_or_when_it_was_misspelt_before_the_same_trade() -> None:
    assert may_be_same("康禾", "康禾七", "康禾药房", "康禾七店")
    assert may_be_same("鑫诚", "鑫城", "鑫诚机械厂", "鑫城机械厂")
    assert not may_be_same("鑫诚", "鑫城", "鑫诚机械厂", "鑫城铸造厂")
    assert not may_be_same("沁岚", "翠屿", "沁岚机械", "翠屿机械")
