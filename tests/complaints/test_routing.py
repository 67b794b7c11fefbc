"""The routing table: the right row, and a sentence for every wrong line."""

from pathlib import Path

import pytest

from complaints.errors import TableError
from complaints.routing import read_routing_table
from complaints.units import OFFICE
from tests.kit import ROUTING_TEXT, UNITS, routing_table


def problems(folder: Path, text: str) -> list[str]:
    path = folder / "routing_table.csv"
    path.write_text(text, encoding="utf-8-sig")
    with pytest.raises(TableError) as error:
        read_routing_table(path, UNITS)
    return list(error.value.problems)


def insert(row: str) -> str:
    lines = ROUTING_TEXT.splitlines()
    return "\n".join([*lines[:2], row, *lines[2:]]) + "\n"


def test_the_row_with_the_most_keywords_is_taken(tmp_path: Path) -> None:
    route = routing_table(tmp_path).route("区供电中心", "获得电力", "增容报装交了一个月，昨天又停电")
    assert route is not None
    assert (route.matter, route.line) == ("增容报装", 3)


def test_without_a_keyword_the_units_first_row_is_taken_and_a_unit_without_a_row_has_none(tmp_path: Path) -> None:
    table = routing_table(tmp_path)
    route = table.route("区供电中心", "", "电表")
    assert route is not None
    assert route.matter == "停电"
    assert table.route("区公安分局", "", "户口") is None


def test_aliases_are_read_as_the_units_own_name(tmp_path: Path) -> None:
    table = routing_table(tmp_path, ROUTING_TEXT.replace("区供电中心,,停电", "供电公司,,停电"))
    assert table.routes[0].lead == "区供电中心"


def test_the_last_row_sends_to_the_office(tmp_path: Path) -> None:
    assert routing_table(tmp_path).routes[-1].lead == OFFICE


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("获得电力,电费,区电力所,,电费,5,", "第3行：牵头单位“区电力所”不认识"),
        ("获得电力,电费,,,电费,5,", "第3行：牵头单位为空"),
        ("获得电力,电费,区公安分局,,电费,5,", "第3行：“区公安分局”不是牵头单位"),
        ("获得电力,电费,区供电中心,区电力所,电费,5,", "第3行：责任单位“区电力所”不认识"),
        ("获得电力,停电,区供电中心,,断电,5,", "第3行：事项“停电”与第2行重复"),
        ("获得电力,又停电,区供电中心,,停电,5,", "第3行：永远轮不到，它的关键词都已在第2行"),
        ("获得电力,电费,区供电中心,,电费,五天,", "第3行：办理时限“五天”不是正整数"),
        ("获得电力,电费,区供电中心,,电费,0,", "第3行：办理时限“0”不是正整数"),
        ("获得电力,,区供电中心,,电费,5,", "第3行：事项为空"),
        ("获得电力,电费,区供电中心,,电费,5", "第3行：应有7列，实有6列"),
        (",兜底,待中心指派,,*,2,", "第4行：永远轮不到，因为第3行"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, row: str, sentence: str) -> None:
    assert any(problem.startswith(f"routing_table.csv {sentence}") for problem in problems(tmp_path, insert(row)))


def test_a_lead_unit_without_a_row_and_a_missing_last_row_are_named(tmp_path: Path) -> None:
    found = problems(tmp_path, "\n".join(line for line in ROUTING_TEXT.splitlines()[:-1] if "区税务局" not in line))
    assert "routing_table.csv：牵头单位“区税务局”没有任何一行" in found
    assert any("最后一行须为兜底行" in problem for problem in found)


def test_another_encoding_another_header_and_no_file_are_each_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "routing_table.csv"
    path.write_bytes(ROUTING_TEXT.encode("gb18030"))
    with pytest.raises(TableError, match="编码不是 UTF-8"):
        read_routing_table(path, UNITS)
    with pytest.raises(TableError, match=r"找不到 .*nowhere\.csv"):
        read_routing_table(tmp_path / "nowhere.csv", UNITS)
    assert problems(tmp_path, "单位,事项\n甲,乙\n")[0].startswith("routing_table.csv 第1行：表头应为")
