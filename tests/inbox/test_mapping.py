"""Files whose columns nobody knows: what is guessed, saved, corrected, and read by it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from complaints.errors import TableError
from complaints.records import Channel, RefusedFile
from inbox.mapping import (
    ColumnMapping,
    MappedColumn,
    UnknownLayout,
    index_of,
    letter_of,
    list_mappings,
    read_mapping,
    save_mapping,
)
from inbox.read import FileReader
from tests.inbox.families import BODY, COMPANY, NUMBER, RESULT, row, told, wanted
from tests.inbox.make import MOBILE, Table, csv_file, xlsx

NAMES = ("no", "at", "title", "body", "person", "phone", "company", "area", "unit", "status", "result", "secret")
MEANINGS = (
    "工单编号",
    "受理时间",
    "标题",
    "内容",
    "诉求人",
    "联系电话",
    "企业名称",
    "属地",
    "承办单位",
    "工单状态",
    "办理结果",
    "是否保密",
)
SPOKEN = (
    "单子",
    "啥时候打的",
    "一句话",
    "说的啥",
    "谁打的",
    "咋联系",
    "哪家",
    "哪片",
    "谁管",
    "到哪步了",
    "咋办的",
    "能不能说",
)
PINYIN = (
    "dan hao",
    "shi jian",
    "biao ti",
    "nei rong",
    "ren",
    "dian hua",
    "qi ye",
    "di qu",
    "dan wei",
    "zhuang tai",
    "jie guo",
    "bao mi",
)


def orders(heads: tuple[str, ...] | None) -> Table:
    other = row(
        *NAMES, no="20210830370304000013", at="2021-08-31 09:10", title="退税慢", body="退税申请提交两个月，一直没有到账，请核实。",
        person="李经理", phone="139****1234", company="淄博金釉瓷厂", area="山头街道", unit="区税务局", status="已办结", result="经查，已到账。",
        secret="是",
    )  # fmt: skip
    return [*([list(heads)] if heads else []), row(*NAMES), other]


def guessed(reader: FileReader, path: Path) -> ColumnMapping:
    with pytest.raises(UnknownLayout) as refused:
        reader.open(path)
    return refused.value.guess


@pytest.fixture
def reader(tmp_path: Path) -> FileReader:
    return FileReader(mappings=tmp_path / "mappings")


@pytest.mark.parametrize("heads", [SPOKEN, PINYIN, None], ids=["spoken", "pinyin", "none"])
def test_the_cells_tell_what_the_headings_do_not(
    heads: tuple[str, ...] | None, tmp_path: Path, reader: FileReader
) -> None:
    guess = guessed(reader, xlsx(tmp_path / "x.xlsx", orders(heads)))
    assert guess.header_row == (1 if heads else 0)
    assert tuple(one.meaning for one in guess.columns) == MEANINGS
    assert guess.is_numbered


def test_the_guess_is_told_in_lines_without_anybodys_number(tmp_path: Path, reader: FileReader) -> None:
    reading = reader.read(xlsx(tmp_path / "x.xlsx", [["某区导出"], *orders(SPOKEN)]))
    assert reading.refused_file is RefusedFile.UNKNOWN_LAYOUT
    assert "F列“咋联系”：联系电话，例 130****0012" in reading.message.splitlines()
    assert "E列“谁打的”：诉求人，例 王某" in reading.message.splitlines()
    assert MOBILE not in reading.message
    assert "王会计" not in reading.message
    assert reading.message.endswith("。")


def test_a_new_name_saves_the_guess_and_the_corrected_one_reads_the_file(tmp_path: Path, reader: FileReader) -> None:
    path = xlsx(tmp_path / "x.xlsx", orders(SPOKEN))
    first = reader.read(path, mapping="某区热线")
    assert first.refused_file is RefusedFile.UNKNOWN_LAYOUT
    assert "某区热线.csv" in first.message
    assert list_mappings(tmp_path / "mappings") == ["某区热线"]
    records = [told(record) for _, record in reader.read(path, mapping="某区热线").records]
    expected = wanted(*NAMES)
    assert {name: records[0][name] for name in expected} == expected
    assert records[1]["secret"] is True


def test_columns_that_have_moved_are_found_by_their_headings(tmp_path: Path, reader: FileReader) -> None:
    reader.read(xlsx(tmp_path / "x.xlsx", orders(SPOKEN)), mapping="甲")
    moved = [[None, *reversed(line)] for line in orders(SPOKEN)]
    reading = reader.read(xlsx(tmp_path / "y.xlsx", [["标题行"], [], *moved]), mapping="甲")
    assert next((record.external_id, record.text) for _, record in reading.records) == (NUMBER, BODY)


def test_a_missing_heading_is_named(tmp_path: Path, reader: FileReader) -> None:
    reader.read(xlsx(tmp_path / "x.xlsx", orders(SPOKEN)), mapping="甲")
    fewer = [line[:3] + line[4:] for line in orders(SPOKEN)]
    reading = reader.read(xlsx(tmp_path / "y.xlsx", fewer), mapping="甲")
    assert reading.refused_file is RefusedFile.UNKNOWN_LAYOUT
    assert "缺少表头“说的啥”" in reading.message


def save(
    folder: Path, *lines: tuple[str, str, str], channel: str = "12345热线", row_: str = "1", numbered: str = "有"
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "甲.csv"
    settings = [("渠道", channel, "", ""), ("表头行", row_, "", ""), ("编号", numbered, "", "")]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([("列", "表头", "含义", "示例"), *settings, *((*line, "") for line in lines)])
    return path


def test_columns_of_one_name_are_told_apart_by_their_letters(tmp_path: Path, reader: FileReader) -> None:
    save(
        tmp_path / "mappings",
        ("A", "号", "工单编号"),
        ("B", "内容", "内容"),
        ("C", "电话", ""),
        ("D", "电话", "联系电话"),
    )
    path = xlsx(tmp_path / "x.xlsx", [["号", "内容", "电话", "电话"], [NUMBER, BODY, "0533-4000058", MOBILE]])
    ((_, record),) = reader.read(path, mapping="甲").records
    assert record.phone == MOBILE


def test_columns_without_headings_are_read_by_their_letters(tmp_path: Path, reader: FileReader) -> None:
    save(tmp_path / "mappings", ("C", "", "内容"), ("A", "", "工单编号"), row_="0")
    path = csv_file(tmp_path / "x.csv", f"{NUMBER},甲,{BODY},乙", f"A{NUMBER},甲,{BODY},乙")
    assert [record.external_id for _, record in reader.read(path, mapping="甲").records] == [NUMBER, f"A{NUMBER}"]


def test_orders_without_numbers_get_one_from_their_words(tmp_path: Path, reader: FileReader) -> None:
    save(
        tmp_path / "mappings",
        ("A", "说的啥", "内容"),
        ("B", "哪家", "企业名称"),
        ("C", "咋办的", "办理结果"),
        numbered="无",
    )
    rows = [["说的啥", "哪家", "咋办的"], [BODY, COMPANY, ""]]
    ((_, one),) = reader.read(xlsx(tmp_path / "x.xlsx", rows), mapping="甲").records
    rows[1][2] = RESULT
    ((_, two),) = reader.read(xlsx(tmp_path / "x.xlsx", rows), mapping="甲").records
    assert one.external_id == two.external_id
    assert (one.result, two.result) == ("", RESULT)


@pytest.mark.parametrize(
    ("channel", "meaning", "heads"),
    [
        ("问政山东", "反映问题", Channel.WENZHENG),
        ("接诉即办", "内容", Channel.JIESUJIBAN),
        ("走访", "企业反映问题及诉求", Channel.VISITS),
    ],
)
def test_a_mapping_may_be_of_any_channel(
    channel: str, meaning: str, heads: Channel, tmp_path: Path, reader: FileReader
) -> None:
    save(
        tmp_path / "mappings", ("A", "哪家", "企业名称"), ("B", "说的啥", meaning), *([("C", "号", "工单编号")] if heads is Channel.JIESUJIBAN else []),
        channel=channel,
    )  # fmt: skip
    reading = reader.read(xlsx(tmp_path / "x.xlsx", [["哪家", "说的啥", "号"], [COMPANY, BODY, NUMBER]]), mapping="甲")
    assert (reading.channel, [record.text for _, record in reading.records]) == (heads, [BODY])


def test_every_wrong_line_of_a_mapping_is_named(tmp_path: Path, reader: FileReader) -> None:
    path = save(
        tmp_path / "mappings",
        ("1", "号", "工单编号"),
        ("B", "话", "随便"),
        ("B", "另", "内容"),
        channel="电话",
        row_="三",
        numbered="没",
    )
    with pytest.raises(TableError) as wrong:
        read_mapping(path)
    assert [problem.split("：")[0] for problem in wrong.value.problems] == [
        "甲.csv 第2行",
        "甲.csv 第3行",
        "甲.csv 第4行",
    ]
    path = save(tmp_path / "mappings", ("1", "号", "工单编号"), ("B", "话", "随便"), ("B", "另", "标题"))
    with pytest.raises(TableError) as wrong:
        read_mapping(path)
    assert [problem.split("：")[0] for problem in wrong.value.problems] == [
        "甲.csv 第5行",
        "甲.csv 第6行",
        "甲.csv 第7行",
    ]
    reading = reader.read(xlsx(tmp_path / "x.xlsx", orders(SPOKEN)), mapping="甲")
    assert "甲.csv 第6行：含义“随便”不认识" in reading.message


def test_a_mapping_without_what_a_channel_needs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"没有一列的含义是“内容”或“标题”"):
        read_mapping(save(tmp_path, ("A", "号", "工单编号")))
    with pytest.raises(TableError, match=r"把“编号”一行写成“无”"):
        read_mapping(save(tmp_path, ("A", "话", "内容")))


@pytest.mark.parametrize("name", ["../甲", "a/b", "", ".甲", "甲" * 50, "a\\b", "甲\n"])
def test_a_name_that_no_file_may_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(TableError):
        save_mapping(tmp_path, name, ColumnMapping(Channel.HOTLINE, 1, ()))


def test_a_saved_mapping_is_not_overwritten(tmp_path: Path) -> None:
    mapping = ColumnMapping(
        Channel.HOTLINE, 1, (MappedColumn("A", "号", "工单编号", "1"), MappedColumn("B", "话", "内容", "2"))
    )
    path = save_mapping(tmp_path, "甲", mapping)
    assert read_mapping(path) == mapping
    with pytest.raises(TableError, match="已经有了"):
        save_mapping(tmp_path, "甲", mapping)


@pytest.mark.parametrize(
    ("at", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_and_numbers_of_columns_agree(at: int, letter: str) -> None:
    assert (letter_of(at), index_of(letter)) == (letter, at)


def test_an_example_is_never_a_formula(tmp_path: Path, reader: FileReader) -> None:
    rows = [["甲甲", "乙乙", "丙丙"], ["=cmd|x", BODY, "+1"], ["=1+2", BODY, "@sum"]]
    guess = guessed(reader, xlsx(tmp_path / "x.xlsx", rows))
    assert not any(one.example.startswith(("=", "+", "-", "@")) for one in guess.columns)
