"""Units and towns by the names that people use."""

from pathlib import Path

import pytest

from complaints.errors import TableError
from complaints.towns import Towns, read_towns
from complaints.units import read_units
from tests.kit import UNITS


def test_a_unit_is_found_by_any_of_its_names() -> None:
    assert UNITS.resolve("供电公司") == UNITS.resolve(" 区供电中心 ") == "区供电中心"
    assert UNITS.resolve("电力所") is None


def test_a_town_is_found_by_its_old_name_and_the_first_one_named_counts() -> None:
    towns = Towns({"山头街道": ("山头办事处",), "博山镇": ("南博山镇",)})
    assert towns.find("我厂在南博山镇，总部在山头街道") == "博山镇"
    assert towns.find("淄博市博山区山头办事处") == "山头街道"
    assert towns.find("日照市岚山头街道") == ""
    assert towns.find("山头上的树") == ""


def test_one_name_for_two_units_and_a_wrong_kind_are_named(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        "单位,别名,类型\n区水利局,水利局,牵头\n区住建局,水利局、住建,牵头\n区某局,,其他\n甲\n", encoding="utf-8-sig"
    )
    with pytest.raises(TableError) as error:
        read_units(path)
    assert [problem.split("：")[0] for problem in error.value.problems] == [
        "units.csv 第5行", "units.csv 第3行", "units.csv 第4行",
    ]  # fmt: skip
    (tmp_path / "towns.csv").write_text("属地,旧名和别名\n山头街道,山头办事处、山头镇\n", encoding="utf-8-sig")
    assert read_towns(tmp_path / "towns.csv").names == ("山头街道",)
