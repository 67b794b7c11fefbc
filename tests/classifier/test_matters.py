from __future__ import annotations

from pathlib import Path

import pytest

from classifier.matters import MattersRefused, Spoken, read_matters


def table(folder: Path, *rows: str) -> Path:
    path = folder / "matters.csv"
    path.write_text("类,事项,说法\n" + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def spoken(folder: Path, text: str, *rows: str) -> Spoken:
    return read_matters(table(folder, *rows)).find(text)


def test_a_matter_is_found_in_each_way_to_say_it(tmp_path: Path) -> None:
    row = "事项,停电,停电、跳闸、没电"
    for text in ("厂里停电了", "又跳闸", "没电"):
        assert set(spoken(tmp_path, text, row).matters) == {"停电"}
    assert spoken(tmp_path, "停电又跳闸", row).matters == {"停电": frozenset({"停电", "跳闸"})}
    assert spoken(tmp_path, "停水了", row).matters == {}


def test_of_sayings_inside_one_another_the_longest_counts(tmp_path: Path) -> None:
    rows = ("事项,出口退税,出口退税", "事项,退税,退税")
    assert set(spoken(tmp_path, "出口退税没到账", *rows).matters) == {"出口退税"}
    assert set(spoken(tmp_path, "退税没到账", *rows).matters) == {"退税"}


def test_other_words_may_stand_in_a_gap_but_no_comma(tmp_path: Path) -> None:
    row = "事项,发票,票…不够"
    assert set(spoken(tmp_path, "这票每月不够用", row).matters) == {"发票"}
    assert spoken(tmp_path, "这票，人手不够", row).matters == {}
    assert spoken(tmp_path, "这票我们一家工厂一个月都不够", row).matters == {}


def test_matters_things_and_manners_are_kept_apart_and_may_share_words(tmp_path: Path) -> None:
    found = spoken(tmp_path, "变压器拖了俩月", "事项,增容,变压器", "事物,变压器,变压器", "情形,拖延,拖")
    assert (set(found.matters), set(found.things), set(found.manners)) == ({"增容"}, {"变压器"}, {"拖延"})


def test_the_table_is_read_as_texts_are_normalised(tmp_path: Path) -> None:
    assert set(spoken(tmp_path, "ca锁坏了", "事项,CA锁,ＣＡ锁").matters) == {"CA锁"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("别的,停电,停电", "第2行：类应为"),
        ("事项,,停电", "第2行：事项或说法为空"),
        ("事项,停电,", "第2行：事项或说法为空"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(MattersRefused, match=message):
        read_matters(table(tmp_path, row))


def test_a_missing_file_column_or_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MattersRefused, match="文件不存在"):
        read_matters(tmp_path / "matters.csv")
    (tmp_path / "matters.csv").write_text("类,事项\n", "utf-8")
    with pytest.raises(MattersRefused, match="缺少列 说法"):
        read_matters(tmp_path / "matters.csv")
    (tmp_path / "matters.csv").write_bytes("类,事项,说法\n事项,停电,停电\n".encode("gb18030"))
    with pytest.raises(MattersRefused, match="UTF-8"):
        read_matters(tmp_path / "matters.csv")


def test_the_shipped_table_is_right() -> None:
    assert set(read_matters().find("申请变压器增容两个月没送电").matters) == {"增容报装"}
