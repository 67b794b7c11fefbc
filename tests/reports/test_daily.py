"""The 走访台账 is opened again with another library, and its numbers are held against the visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from campaign.daily import Daily, UnitDay
from campaign.visits import Visit
from complaints.clocks import SHANGHAI
from complaints.complaint import Assignment, Complaint, Standing, Status
from complaints.records import Channel, PhoneKind, RawRecord
from reports.daily import COLUMNS, UNIT_COLUMNS, Shown, write_daily

MADE_AT = datetime(2021, 8, 30, 16, 5, tzinfo=SHANGHAI)
MONDAY = date(2021, 8, 30)
PHONE = "138" + "0013" + "8000"
KILN = Visit(
    "区供电中心", "博山清釉陶瓷有限公司", "清釉陶瓷", MONDAY, "山头街道", "李联络", "王会计", "机主", PHONE, PhoneKind.FULL,
    "实地", problem=f"清釉陶瓷增容没人勘察，王会计电话{PHONE}", problem_id="ZF-1", status="待办", in_group=True,
)  # fmt: skip
WIRE = Visit("山头街道", "淄博远山线缆有限公司", "远山线缆", MONDAY, person="=1+1", note="@SUM(A1)", in_group=False)
UNITS = (
    UnitDay("区供电中心", "牵头单位", 1, 4, 1, 8, 2, has_told=True),
    UnitDay("区水利局", "牵头单位", 0, 0, 0, 0, 0, has_told=False),
    UnitDay("山头街道", "镇街", 1, 3, 0, 12, 3, has_told=True),
    UnitDay("区公安分局", "其他", 0, 1, 0, 0, 0, has_told=False),
)


def complaint(**changes: object) -> Complaint:
    record = RawRecord(Channel.VISITS, "ZF-1", KILN.problem, company=KILN.company, reporter=KILN.person)
    due = datetime(2021, 9, 6, 23, 59, tzinfo=SHANGHAI)
    given = Assignment("区住建局", (), "办理建筑许可", "施工", MADE_AT, due, "第3行")
    known = Complaint("BS20210830-0001", record, MADE_AT, "p-1", Standing(Status.HANDLING, given))
    return replace(known, **changes)  # type: ignore[arg-type]


def written(path: Path, daily: Daily, shown: Shown | None = None) -> Workbook:
    write_daily(path, daily, made_at=MADE_AT, shown=shown or Shown())
    return load_workbook(path)


def day(*visits: Visit, **complaints: Complaint) -> Daily:
    return Daily(MONDAY, MONDAY, visits, UNITS, {one.record.external_id: one for one in complaints.values()}, 5, {})


def rows(book: Workbook, sheet: str = "走访台账") -> list[dict[str, object]]:
    lines = list(book[sheet].iter_rows(min_row=3, values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def words(book: Workbook) -> str:
    return "|".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def test_each_visit_is_a_row_in_the_annexs_columns(tmp_path: Path) -> None:
    row = rows(written(tmp_path / "d.xlsx", day(KILN, WIRE)))[0]
    assert list(row) == [column.heading for column in COLUMNS]
    assert (row["序号"], row["走访日期"], row["走访单位"], row["走访人"]) == (1, "2021-08-30", "区供电中心", "李联络")
    assert (row["企业名称"], row["所属镇街"], row["受访人"], row["受访人身份"]) == (
        "博山清釉陶瓷有限公司", "山头街道", "王会计", "机主",
    )  # fmt: skip
    assert (row["联系电话"], row["走访方式"], row["是否入微信群"], row["办理状态"]) == (
        "138****8000",
        "实地",
        "是",
        "待办",
    )


def test_units_have_their_sums_and_the_day_and_all_so_far_theirs(tmp_path: Path) -> None:
    sums = [row for row in rows(written(tmp_path / "d.xlsx", day(KILN, WIRE))) if not isinstance(row["序号"], int)]
    assert [(row["序号"], row["走访单位"], row["企业名称"], row["企业反映问题及诉求"]) for row in sums] == [
        ("小计", "区供电中心", 1, 1), ("小计", "山头街道", 1, 0), ("合计", None, 2, 1), ("累计", None, 8, 5),
    ]  # fmt: skip


def test_where_a_visits_problem_stands_is_what_its_complaint_says(tmp_path: Path) -> None:
    row = rows(written(tmp_path / "d.xlsx", day(KILN, one=complaint())))[0]
    assert (row["责任单位"], row["问题类别（指标）"], row["办理时限"], row["办理状态"]) == (
        "区住建局", "办理建筑许可", "2021-09-06", "办理中",
    )  # fmt: skip


@pytest.mark.parametrize("secret_by", ["visit", "complaint"])
def test_a_confidential_visit_names_nobody(tmp_path: Path, secret_by: str) -> None:
    known = complaint()
    visit = KILN
    if secret_by == "visit":
        visit = replace(KILN, confidential=True)
    else:
        known = replace(known, record=replace(known.record, confidential=True))
    book = written(tmp_path / "d.xlsx", day(visit, one=known))
    assert rows(book)[0]["企业名称"] == "匿名（保密）"
    told = words(book)
    assert not any(name in told for name in ("清釉", "王会计", "8000"))
    assert "增容没人勘察" in told


def test_a_case_about_a_units_people_is_told_to_the_office_alone(tmp_path: Path) -> None:
    staff = complaint(standing=Standing(Status.WAITING, avoids=("区供电中心",)))
    told = words(written(tmp_path / "a.xlsx", day(replace(KILN, handling_unit="区住建局"), one=staff)))
    assert not any(word in told for word in ("增容没人勘察", "清釉", "王会计", "区住建局"))
    assert "增容没人勘察" in words(written(tmp_path / "b.xlsx", day(KILN, one=staff), Shown(staff_cases=True)))


def test_whoever_may_not_see_people_sees_none(tmp_path: Path) -> None:
    told = words(written(tmp_path / "d.xlsx", day(KILN), Shown(people=False)))
    assert "王会计" not in told
    assert "8000" not in told
    assert "博山清釉陶瓷有限公司" in told


def test_nothing_in_it_runs(tmp_path: Path) -> None:
    row = rows(written(tmp_path / "d.xlsx", day(WIRE)))[0]
    assert (row["受访人"], row["备注"]) == ("‘=1+1", "‘@SUM(A1)")
    for sheet in load_workbook(tmp_path / "d.xlsx"):
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_the_second_sheet_tells_who_is_missing_and_the_coverage(tmp_path: Path) -> None:
    book = written(tmp_path / "d.xlsx", day(KILN, WIRE))
    lines = rows(book, "报送与覆盖")
    assert list(lines[0]) == [column.heading for column in UNIT_COLUMNS]
    assert [(line["单位"], line["末日报送"], line["覆盖率"]) for line in lines] == [
        ("区供电中心", "已报", 0.25), ("区水利局", "未报", None), ("山头街道", "已报", 0.25),
        ("区公安分局", "—", None), (None, None, 0.25),
    ]  # fmt: skip
    assert (lines[-1]["累计走访"], lines[-1]["应走访企业"], lines[-1]["已走访企业"]) == (8, 20, 5)
    assert "2021-08-30未报：区水利局" in str(book["报送与覆盖"]["A2"].value)
    assert book["报送与覆盖"]["I4"].number_format == "0.0%"


def test_it_prints_on_a4_across_with_its_header_on_each_page(tmp_path: Path) -> None:
    for sheet in written(tmp_path / "d.xlsx", day(KILN, WIRE)):
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.print_area
        assert sheet.freeze_panes == "C4"
    sheet = load_workbook(tmp_path / "d.xlsx")["走访台账"]
    assert sheet["A1"].value == "样本企业走访台账"
    assert "A1:U1" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert sheet["I4"].number_format == "@"
