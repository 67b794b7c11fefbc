from __future__ import annotations

import pytest

from app.settings import ROOT
from complaints.towns import read_towns
from inbox.hotline import place_in_text
from inbox.places import Places


@pytest.mark.parametrize(
    ("area", "place"),
    [
        ("淄博市博山区山头街道", "山头街道"),
        ("博山区-博山镇", "博山镇"),
        ("源泉镇工业园内", "源泉镇"),
        ("城东街道创业路12号", "城东街道"),
        ("经济开发区", "博山经济开发区"),
        ("开发区管委会", "博山经济开发区"),
        ("博山区城西街道办事处", "城西街道"),
        ("八陡", "八陡镇"),
        ("博山区池上办", "池上镇"),
        ("博山区", "博山区"),
        ("岚山头街道", "岚山头街道"),
        ("淄博高新技术产业开发区", "淄博高新技术产业开发区"),
        ("", ""),
    ],
)
def test_a_town_is_recognised_and_other_words_are_kept(area: str, place: str) -> None:
    assert Places().place(area) == place


def test_another_district_brings_its_own_towns() -> None:
    assert Places(["昆仑镇"]).place("淄川区昆仑镇") == "昆仑镇"
    assert Places([]).place("博山区山头街道") == "博山区山头街道"


def test_an_old_name_in_a_cell_and_a_town_in_the_text_are_found_by_the_districts_own_table() -> None:
    towns = read_towns(ROOT / "tables" / "towns.csv")
    places = Places(towns.names, towns.find)
    assert places.town("南博山镇") == "博山镇"
    assert place_in_text("我厂位于源泉镇工业园，增容没人勘察。备注：已转城东街道", places) == "源泉镇"
    assert place_in_text("车间停电三次，没人来修", places) == ""
