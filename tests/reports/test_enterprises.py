"""The office's 附件1 is opened again with another library than the one that wrote it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from campaign.filings import filings
from campaign.sample_lists import SampleList
from campaign.samples import merge
from complaints.clocks import SHANGHAI
from reports.enterprises import COLUMNS, write_enterprises
from tests.campaign.samples import code, line
from tests.kit import MONDAY, SAMPLES_DUE, UNITS

PHONE = "138" + "0013" + "8000"
HANDLED = datetime(2021, 3, 2, tzinfo=SHANGHAI)
LINES = [
    line("博山清釉陶瓷有限公司", "区税务局", code(1), place="山头街道", indicator="纳税", matter="退税", phone=PHONE,
         person="王会计", handled_at=HANDLED, disputes=True, extra={"nature": "民营", "note": "=1+1"}),
    line("清釉陶瓷", "区供电中心", "", place="山头街道", indicator="获得电力", matter="增容",
         handled_at=HANDLED.replace(year=2020, month=9)),
    line("博山禾笙机泵有限公司", "区供电中心", code(2), place="博山镇"),
    line("博山鑫源建材有限公司", "没有的局", code(3)),
]  # fmt: skip
PROBLEMS = {("博山清釉陶瓷有限公司", "区税务局"): [f"退税没到账，电话{PHONE}"]}


def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    merged = merge(LINES, UNITS.resolve)
    found = SampleList(tuple(merged), tuple(filings(merged, UNITS.leads, SAMPLES_DUE)), SAMPLES_DUE)
    write_enterprises(path, found, PROBLEMS, MONDAY)
    book = load_workbook(path)
    assert all(sheet.page_setup.paperSize == 9 for sheet in book)
    assert all(sheet.page_setup.orientation == "landscape" for sheet in book)
    assert all(sheet.print_area and sheet.print_title_rows == "$3:$3" for sheet in book)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_four_sheets_hold_the_offices_form(tmp_path: Path) -> None:
    found = sheets(tmp_path / "样本.xlsx")
    assert list(found) == ["汇总", "按单位", "按镇街", "未报单位"]
    assert found["汇总"][0][0] == "样本企业汇总表"
    assert found["汇总"][1][0] == "制表时间：2021-08-30 09:00　合计：3家，其中标注分歧或投诉1家"
    assert list(found["汇总"][2]) == [column.heading for column in COLUMNS]
    assert found["汇总"][3] == (
        1, "纳税、获得电力", "区税务局、区供电中心", "博山清釉陶瓷有限公司", code(1), "山头街道", "民营", None, None,
        None, "王会计", "138****8000", "退税、增容", "2020-09-02至2021-03-02（2次）", None, "是", None,
        "退税没到账，电话138****8000", "‘=1+1",
    )  # fmt: skip
    assert len(found["汇总"]) == 3 + 3


def test_units_and_towns_hold_every_line_below_their_own_heading(tmp_path: Path) -> None:
    found = sheets(tmp_path / "样本.xlsx")
    assert [row[3] or row[0] for row in found["按单位"][3:]] == [
        "区供电中心：2家，其中标注分歧或投诉0家", "清釉陶瓷", "博山禾笙机泵有限公司",
        "区税务局：1家，其中标注分歧或投诉1家", "博山清釉陶瓷有限公司",
        "牵头单位不明：1家，其中标注分歧或投诉0家", "博山鑫源建材有限公司",
    ]  # fmt: skip
    assert [row[3] or row[0] for row in found["按镇街"][3:]] == [
        "博山镇：1家，其中标注分歧或投诉0家", "博山禾笙机泵有限公司",
        "山头街道：1家，其中标注分歧或投诉1家", "博山清釉陶瓷有限公司",
        "属地不明：1家，其中标注分歧或投诉0家", "博山鑫源建材有限公司",
    ]  # fmt: skip


def test_those_that_owe_stand_first(tmp_path: Path) -> None:
    found = sheets(tmp_path / "样本.xlsx")
    assert found["未报单位"][1][0] == "截止2021-08-30 12:00：未报2个单位，迟报0个；以首次导入时间计"
    assert [row[1:3] for row in found["未报单位"][3:]] == [
        ("区水利局", "未报"), ("区住建局", "未报"), ("区供电中心", "按时"), ("区税务局", "按时"),
    ]  # fmt: skip
    assert [row[4:] for row in found["未报单位"][5:]] == [(2, 0, 1), (1, 1, 1)]


def test_no_full_phone_is_in_the_file(tmp_path: Path) -> None:
    assert not any(
        PHONE in str(cell) for rows in sheets(tmp_path / "样本.xlsx").values() for row in rows for cell in row
    )
