"""The list of registered enterprises: recognised by itself, each row with its town."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaints.records import Channel, Enterprise, RefusedFile
from inbox.read import FileReader
from tests.campaign.samples import code
from tests.inbox.make import csv_file, xlsx

HEAD = ["序号", "统一社会信用代码", "企业名称", "企业类型", "法定代表人", "住所", "成立日期", "登记状态", "所属镇办"]
ROWS = [
    [
        "1",
        code(1),
        "博山清釉陶瓷有限公司",
        "有限责任公司",
        "周某",
        "山东省淄博市博山区山头街道工业路1号",
        "2015-03-02",
        "在营",
        "山头街道",
    ],
    ["2", "", "大海面馆", "个体工商户", "孙某", "博山区八陡镇南街", "2019-01-01", "存续", ""],
    ["3", code(3)[:-1] + "I", "博山禾笙机泵有限公司", "有限责任公司", "李某", "北岭路", "2001-01-01", "注销", "镇外"],
    ["合计", "3", "", "", "", "", "", "", ""],
]
EXPECTED = [
    Enterprise("博山清釉陶瓷有限公司", code(1), "山头街道",
               extra={"address": "山东省淄博市博山区山头街道工业路1号", "state": "在营", "kind": "有限责任公司"}),
    Enterprise("大海面馆", "", "八陡镇", extra={"address": "博山区八陡镇南街", "state": "存续", "kind": "个体工商户"}),
    Enterprise("博山禾笙机泵有限公司", code(3)[:-1] + "I", "镇外",
               extra={"address": "北岭路", "state": "注销", "kind": "有限责任公司"}),
]  # fmt: skip


@pytest.mark.parametrize("form", ["xlsx", "csv", "gb18030"])
@pytest.mark.parametrize("channel", [None, Channel.REGISTERED])
def test_the_list_is_read_with_what_is_public(tmp_path: Path, form: str, channel: Channel | None) -> None:
    if form == "xlsx":
        path = xlsx(tmp_path / "a.xlsx", [["全区名单"], HEAD, *ROWS])
    else:
        lines = [",".join(row) for row in (HEAD, *ROWS)]
        path = csv_file(tmp_path / "a.csv", *lines, encoding="utf-8" if form == "csv" else form)
    reading = FileReader().read(path, channel)
    assert (reading.channel, reading.refused_file, reading.refused, reading.records) == (
        Channel.REGISTERED,
        None,
        (),
        (),
    )
    assert [one for _, one in reading.enterprises] == EXPECTED
    assert reading.message == ("共 3 家企业；统一社会信用代码校验不通过，请核对：博山禾笙机泵有限公司。")


@pytest.mark.parametrize(
    ("title", "sheet", "file", "town"),
    [
        ("博山镇注册企业名单", "Sheet1", "a.xlsx", "博山镇"),
        ("注册企业名单", "白塔镇", "a.xlsx", "白塔镇"),
        ("注册企业名单", "Sheet1", "石马镇注册企业.xlsx", "石马镇"),
        ("博山区注册企业名单", "Sheet1", "a.xlsx", "八陡镇"),
    ],
)
def test_a_list_of_one_town_names_it_outside_the_rows(
    tmp_path: Path, title: str, sheet: str, file: str, town: str
) -> None:
    path = xlsx(
        tmp_path / file,
        [[title], ["企业名称", "信用代码", "注册资本", "经营场所"], ["大海面馆", "", "1", "八陡镇南街"]],
        sheet,
    )
    [(row, one)] = FileReader().read(path).enterprises
    assert (row, one.place) == (3, town)


def test_sheets_of_towns_are_all_read(tmp_path: Path) -> None:
    head = ["企业名称", "统一社会信用代码", "成立日期"]
    path = xlsx(tmp_path / "注册企业.xlsx", [head, ["甲陶瓷厂", "", ""]], "白塔镇", 池上镇=[head, ["乙陶瓷厂", "", ""]])
    reading = FileReader().read(path)
    assert [(one.name, one.place) for _, one in reading.enterprises] == [("甲陶瓷厂", "白塔镇"), ("乙陶瓷厂", "池上镇")]


def test_a_row_without_a_town_is_told(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["企业名称", "统一社会信用代码", "注册资本"], ["甲陶瓷厂", "", ""]])
    assert "1 家看不出镇街，请补“所属镇街”一列后重新导入" in FileReader().read(path).message


def test_other_tables_of_enterprises_are_not_taken_for_it(tmp_path: Path) -> None:
    sample = xlsx(
        tmp_path / "a.xlsx",
        [["样本企业汇总表"], ["企业名称", "统一社会信用代码", "办理事项"], ["甲陶瓷厂", "", "退税"]],
    )
    assert FileReader().read(sample).channel is Channel.ENTERPRISES
    bare = xlsx(tmp_path / "b.xlsx", [["企业名称", "统一社会信用代码"], ["甲陶瓷厂", code(1)]])
    assert FileReader().read(bare).refused_file is RefusedFile.UNKNOWN_LAYOUT
    [(_, one)] = FileReader().read(bare, Channel.REGISTERED).enterprises
    assert (one.name, one.uscc) == ("甲陶瓷厂", code(1))
