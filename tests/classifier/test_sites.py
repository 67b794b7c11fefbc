from __future__ import annotations

import pytest

from classifier.sites import SiteKind, find_sites


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("市民反映沿河西路路灯不亮", SiteKind.ROAD, "沿河西"),
        ("博山区西冶街37号", SiteKind.ROAD, "西冶"),
        ("来电反映东高村道路破损", SiteKind.VILLAGE, "东高"),
        ("南博山村村口桥梁损坏", SiteKind.VILLAGE, "南博山"),
        ("李家窑小区顶楼漏雨", SiteKind.ESTATE, "李家窑"),
        ("金苹果幼儿园多收费", SiteKind.HOUSE, "金苹果"),
        ("6路公交车晚点", SiteKind.LINE, "#6"),
    ],
)
def test_a_place_is_found_by_the_end_of_its_name(text: str, kind: SiteKind, name: str) -> None:
    assert [(site.kind, site.name) for site in find_sites(text)] == [(kind, name)]


@pytest.mark.parametrize(
    "text", ["我们村门口那条路", "附近小区", "给中学送的桌椅", "铁路", "城东街道", "路灯坏了", "农村公路", "一路走好"]
)
def test_what_has_no_name_is_no_place(text: str) -> None:
    assert find_sites(text) == ()


def test_a_longer_telling_of_the_name_is_the_same_place() -> None:
    (short,), (long,) = find_sites("五岭路"), find_sites("反映新五岭路")
    assert short.agrees(long)
    assert long.agrees(short)
    assert not short.agrees(find_sites("西冶街")[0])


def test_one_bus_line_is_not_another_that_ends_like_it() -> None:
    assert not find_sites("6路车")[0].agrees(find_sites("36路车")[0])
    assert not find_sites("6路车")[0].is_named_in("36路车")


def test_the_name_alone_is_recognised() -> None:
    assert find_sites("东高村的路烂了")[0].is_named_in("东高那条路烂得没法走")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青石关农贸市场摊位费上涨", "青石关"),
        ("凤凰城三期延期交房", "凤凰城"),
        ("石马水库上游有人钓鱼", "石马"),
        ("创业大道路灯不亮", "创业"),
        ("s236省道抛洒石子", "#236"),
        ("236省道抛洒石子", "#236"),
        ("政务服务大厅排队太久", "#政务大厅"),
        ("7路末班车太早", "#7"),
    ],
)
def test_markets_waters_avenues_and_what_there_is_one_of_are_places(text: str, name: str) -> None:
    assert name in [site.name for site in find_sites(text)]


def test_a_name_read_with_the_end_of_another_word_is_the_same_place_but_not_upper_and_lower() -> None:
    (one,), (other,) = find_sites("十分左右芦泉街停电"), find_sites("八点十分芦泉街停电")
    assert one.agrees(other)
    (upper,), (lower,) = find_sites("反映上芦泉村停电"), find_sites("反映下芦泉村停电")
    assert not upper.agrees(lower)
