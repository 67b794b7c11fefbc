"""The coverage's workbook is opened again with another library than the one that wrote it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from campaign.coverage import cover
from campaign.ledger_ports import Visited
from complaints.companies.registered import Registered
from reports.coverage import write_coverage
from tests.campaign.samples import code
from tests.kit import MONDAY, TOWNS

LIST = (
    Registered(code(1), "博山清釉陶瓷有限公司", code(1), "山头街道", "工业路1号", "在营", "有限责任公司"),
    Registered(code(2), "=禾笙机泵有限公司", code(2), "博山镇"),
    Registered(code(3), "博山云岭建材有限公司", code(3), "博山镇"),
    Registered(code(4), "博山瑞祥建材有限公司", code(4), "博山镇", state="注销"),
)
VISITS = [
    Visited("", code(1), visitor="山头街道"),
    Visited("", code(3), visitor="区税务局"),
    Visited("没有的陶瓷厂", place="博山镇", visitor="博山镇", day=date(2021, 8, 31)),
]


def test_the_three_sheets_say_what_was_counted(tmp_path: Path) -> None:
    path = tmp_path / "覆盖.xlsx"
    write_coverage(path, cover(LIST, VISITS, TOWNS.names, TOWNS.find), MONDAY)
    book = load_workbook(path)
    rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert list(rows) == ["覆盖情况", "未走访企业", "对不上的走访"]
    assert rows["覆盖情况"][1][0] == (
        "制表时间：2021-08-30 09:00　注册企业3家，镇街已走访1家，未走访2家；注销、吊销等1家不计"
    )
    assert rows["覆盖情况"][3:] == [
        (1, "山头街道", 1, 1, 1, 0, 0), (2, "博山镇", 2, 0, 0, 2, 1), (3, "合计", 3, 1, 1 / 3, 2, 1),
    ]  # fmt: skip
    assert book["覆盖情况"]["E4"].number_format == "0.0%"
    assert rows["未走访企业"][3:] == [
        (1, "博山镇", "‘=禾笙机泵有限公司", code(2), None, None, None, None),
        (2, "博山镇", "博山云岭建材有限公司", code(3), None, None, None, "区税务局"),
    ]
    assert rows["对不上的走访"][3:] == [
        (1, "博山镇", datetime.combine(date(2021, 8, 31), datetime.min.time()), "没有的陶瓷厂", None, "博山镇",
         "注册名单里没有这个名称或代码"),
    ]  # fmt: skip
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_area
