"""The ledger is opened again with another library than the one that wrote it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from complaints.clocks import SHANGHAI
from complaints.complaint import Assignment, Complaint, Standing, Status
from complaints.records import Channel, RawRecord
from reports import ledger
from reports.ledger import COLUMNS, LedgerTooLong, ledger_row, write_ledger
from reports.sheets import TEXT_LIMIT, safe_text

MADE_AT = datetime(2021, 8, 30, 16, 5, tzinfo=SHANGHAI)
HEADINGS = [
    "序号", "编号", "来源", "来源编号", "反映时间", "企业", "镇街", "问题", "指标",
    "牵头", "责任", "责任人", "整改措施", "时限", "进展", "状态", "佐证", "销号日期",
]  # fmt: skip

ASSIGNMENT = Assignment(
    lead="区供电中心",
    co_units=("区住建局", "区行政审批服务局"),
    indicator="获得电力",
    matter="增容报装",
    assigned_at=datetime(2021, 8, 26, 10, 0, tzinfo=SHANGHAI),
    due_at=datetime(2021, 9, 2, 23, 59, 59, tzinfo=SHANGHAI),
    rule="第3行",
)
RECORD = RawRecord(
    channel=Channel.HOTLINE,
    external_id="20210826370304000017",
    title="增容报装慢",
    text="窑炉要增容，申请交上去一个月没人来看现场。",
    received_at=datetime(2021, 8, 26, 1, 30, tzinfo=UTC),
    reporter="孟凡青",
    company="淄博青禾窑具有限公司",
    place="山头街道",
)
COMPLAINT = Complaint(
    number="BS20210826-0001",
    record=RECORD,
    filed_at=datetime(2021, 8, 26, 9, 40, tzinfo=SHANGHAI),
    filed_by="system",
    standing=Standing(Status.HANDLING, ASSIGNMENT),
)


def wall_time(*parts: int) -> datetime:
    """A moment as a spreadsheet holds it, without a zone."""
    return datetime.fromisoformat("{:04}-{:02}-{:02}T{:02}:{:02}".format(*parts, *(0,) * (5 - len(parts))))


def told(**facts: object) -> Complaint:
    """The sample complaint with other facts in its record."""
    return replace(COMPLAINT, record=replace(RECORD, **facts))


def written(path: Path, complaints: Sequence[Complaint], progress: Mapping[str, str] | None = None) -> Worksheet:
    """The sheet of a ledger that was written and opened again."""
    write_ledger(path, complaints, made_at=MADE_AT, last_progress=progress or {})
    sheet = load_workbook(path)["办理问题清单"]
    assert isinstance(sheet, Worksheet)
    return sheet


def cell(sheet: Worksheet, heading: str, row: int = 4) -> Cell:
    """The cell below a heading."""
    found = sheet.cell(row, HEADINGS.index(heading) + 1)
    assert isinstance(found, Cell)
    return found


def value(complaint: Complaint, heading: str, progress: str = "", show_reporter: bool = True) -> object:
    """What the ledger's row holds below a heading."""
    return ledger_row(1, complaint, progress, show_reporter)[HEADINGS.index(heading)]


def test_a_row_has_the_offices_columns_in_the_offices_order(tmp_path: Path) -> None:
    sheet = written(tmp_path / "台账.xlsx", [COMPLAINT], {COMPLAINT.number: "已勘查现场"})
    assert [found.value for found in sheet[3]] == HEADINGS
    assert [found.value for found in sheet[4]] == [
        1, "BS20210826-0001", "12345热线", "20210826370304000017", wall_time(2021, 8, 26, 9, 30),
        "淄博青禾窑具有限公司", "山头街道", "增容报装慢\n窑炉要增容，申请交上去一个月没人来看现场。", "获得电力",
        "区供电中心", "区住建局、区行政审批服务局", None, None, wall_time(2021, 9, 2),
        "已勘查现场", "办理中", None, None,
    ]  # fmt: skip
    assert sheet.max_row == 4


def test_the_title_and_the_line_of_facts_stand_above_the_header(tmp_path: Path) -> None:
    sheet = written(tmp_path / "台账.xlsx", [COMPLAINT] * 3)
    assert sheet["A1"].value == "办理问题清单"
    assert sheet["A2"].value == "制表时间：2021-08-30 16:05　合计：3件"
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:R1", "A2:R2"}


def test_times_are_dates_with_a_format_and_not_texts(tmp_path: Path) -> None:
    closed_at = datetime(2021, 8, 31, 17, 30, tzinfo=UTC)
    sheet = written(
        tmp_path / "台账.xlsx", [replace(COMPLAINT, standing=Standing(Status.CLOSED, ASSIGNMENT, closed_at=closed_at))]
    )
    formats = {heading: cell(sheet, heading).number_format for heading in ("反映时间", "时限", "销号日期")}
    assert formats == {"反映时间": "yyyy-mm-dd hh:mm", "时限": "yyyy-mm-dd", "销号日期": "yyyy-mm-dd"}
    assert cell(sheet, "销号日期").value == wall_time(2021, 9, 1)


def test_the_sheet_prints_on_a4_with_its_header_on_every_page(tmp_path: Path) -> None:
    sheet = written(tmp_path / "台账.xlsx", [COMPLAINT] * 40)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert str(sheet.print_area).endswith("$A$1:$R$43")
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:R43"


def test_cells_are_wrapped_and_bordered_and_columns_have_widths(tmp_path: Path) -> None:
    sheet = written(tmp_path / "台账.xlsx", [COMPLAINT])
    for found in (*sheet[3], *sheet[4]):
        assert found.alignment.wrap_text
        assert found.border.left.style == found.border.bottom.style == "thin"
    assert sheet.column_dimensions["H"].width > sheet.column_dimensions["A"].width


def test_a_row_is_as_high_as_its_text_and_never_higher_than_excel_allows(tmp_path: Path) -> None:
    texts = ["停电", "停电" * 60, "停电" * 20_000]
    sheet = written(tmp_path / "台账.xlsx", [told(title="", text=text) for text in texts])
    short, long, longest = (sheet.row_dimensions[row].height for row in (4, 5, 6))
    # A line of 问题 holds 22 Chinese characters.
    assert short < 6 * 13.5 < long < 100 < longest <= 409


def test_a_row_has_room_for_an_id_that_is_broken_at_its_dash(tmp_path: Path) -> None:
    ids = ["20210826370304000017", "WZ-87d5b928d7603e589f07"]
    waiting = [replace(told(title="", text="停电", external_id=one), standing=Standing()) for one in ids]
    sheet = written(tmp_path / "台账.xlsx", waiting)
    two_lines, three_lines = (sheet.row_dimensions[row].height for row in (4, 5))
    assert two_lines < 3 * 13.5 < three_lines


def test_an_order_number_stays_a_text_with_every_digit(tmp_path: Path) -> None:
    sheet = written(tmp_path / "台账.xlsx", [told(external_id="370304198001011234")])
    found = cell(sheet, "来源编号")
    assert (found.data_type, found.value) == ("s", "370304198001011234")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "\x00="])
def test_nothing_runs_even_after_saving_as_csv(tmp_path: Path, start: str) -> None:
    evil = start + 'HYPERLINK("http://a.example","看")'
    complaint = told(title="", text=evil, company=evil, place=evil, external_id=evil)
    sheet = written(tmp_path / "台账.xlsx", [complaint], {COMPLAINT.number: evil})
    texts = [found for found in sheet[4] if isinstance(found.value, str)]
    assert [found.data_type for found in texts] == ["s"] * len(texts)
    with (tmp_path / "台账.csv").open("w+", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([found.value for found in sheet[4]])
        file.seek(0)
        (saved,) = csv.reader(file)
    assert not [text for text in saved if text.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert sum(text.startswith("‘") for text in saved) == 5


@pytest.mark.parametrize("text", ["<r><f>1+1</f></r>", "<r></is></c></row></r>", "_x003D_1+1", "a & <b>"])
def test_a_text_that_looks_like_the_files_own_markup_stays_a_text(tmp_path: Path, text: str) -> None:
    found = cell(written(tmp_path / "台账.xlsx", [told(title="", text=text)]), "问题")
    assert found.data_type == "s"
    # Excel reads _x005F_ as the underscore that it stands for.
    assert str(found.value).replace("_x005F_", "_").lstrip("‘") == text


def test_an_honest_text_is_left_as_it_is() -> None:
    assert safe_text("一是停电；\n二是=号") == "一是停电；\n二是=号"


def test_control_characters_and_line_ends_are_tidied(tmp_path: Path) -> None:
    sheet = written(tmp_path / "台账.xlsx", [told(title="", text="停\x07电\r\n三\u202e次\ud800\x0b了\t吧\ufffe")])
    assert cell(sheet, "问题").value == "停电\n三次\n了 吧"


def test_a_text_too_long_for_a_cell_is_cut_with_an_ellipsis(tmp_path: Path) -> None:
    sheet = written(tmp_path / "台账.xlsx", [told(title="", text="电" * 40_000)])
    found = cell(sheet, "问题").value
    assert found == "电" * (TEXT_LIMIT - 1) + "…"


def test_characters_beyond_the_basic_plane_count_twice() -> None:
    assert safe_text("𬭎" * 16_383) == "𬭎" * 16_383
    assert safe_text("𬭎" * 16_384) == "𬭎" * 16_383 + "…"


def test_phones_and_identity_numbers_are_masked_in_every_text() -> None:
    complaint = told(text="请联系13805331234，身份证370304198001011234", company="摊位 13905335678")
    assert "联系138****1234，身份证370304********1234" in str(value(complaint, "问题"))
    assert value(complaint, "企业") == "摊位 139****5678"
    assert value(complaint, "进展", "已致电0533-4181234") == "已致电0533-****34"


def test_a_confidential_case_names_neither_company_nor_reporter() -> None:
    complaint = told(
        confidential=True,
        phone="138****1234",
        title="青禾窑具增容慢",
        text="我是淄博青禾窑具有限公司孟凡青，电话13805331234或138****1234，青禾窑具等电用",
    )
    row = " ".join(str(found) for found in ledger_row(1, complaint, "已电话联系孟凡青"))
    assert value(complaint, "企业") == "匿名（保密）"
    assert not [word for word in ("青禾", "孟凡青", "138", "5331234", "*1234") if word in row]
    assert "我是某企业反映人，电话***或***，某企业等电用" in row


@pytest.mark.parametrize("channel", [Channel.CHAT, Channel.GROUP, Channel.WEB])
def test_the_address_of_somebody_who_spoke_here_is_no_source_number(channel: Channel) -> None:
    assert value(told(channel=channel, external_id="wxid_mengfanqing:77"), "来源编号") == ""


def test_the_reporters_name_can_be_left_out_of_open_cases_too() -> None:
    complaint = told(text="孟凡青反映增容慢")
    assert "孟凡青" in str(value(complaint, "问题"))
    assert "孟凡青" not in str(value(complaint, "问题", show_reporter=False))


def test_the_progress_is_the_last_one_or_the_sources_result() -> None:
    complaint = told(result="热线已回复")
    assert value(complaint, "进展") == "热线已回复"
    assert value(complaint, "进展", "已送电") == "已送电"


def test_a_case_without_a_unit_shows_the_channels_deadline_and_no_unit() -> None:
    deadline = datetime(2021, 9, 6, 18, 0, tzinfo=SHANGHAI)
    waiting = replace(told(deadline_at=deadline), standing=Standing())
    assert [value(waiting, heading) for heading in ("指标", "牵头", "责任", "状态")] == ["", "", "", "待研判"]
    assert value(waiting, "时限") == deadline.date()


def test_a_declined_case_has_no_close_out_date() -> None:
    declined = replace(COMPLAINT, standing=Standing(Status.DECLINED, ASSIGNMENT, closed_at=MADE_AT))
    assert value(declined, "销号日期") is None


def test_a_text_that_begins_with_its_title_is_not_told_twice() -> None:
    assert value(told(title="窑炉要增容"), "问题") == RECORD.text


def test_a_ledger_without_cases_is_a_header_alone(tmp_path: Path) -> None:
    sheet = written(tmp_path / "台账.xlsx", [])
    assert sheet["A2"].value == "制表时间：2021-08-30 16:05　合计：0件"
    assert sheet.max_row == 3


def test_more_cases_than_a_sheet_holds_are_refused_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "ROW_LIMIT", 5)
    with pytest.raises(LedgerTooLong, match="3件"):
        write_ledger(tmp_path / "台账.xlsx", [COMPLAINT] * 3, made_at=MADE_AT, last_progress={})
    assert not (tmp_path / "台账.xlsx").exists()


def test_the_columns_are_as_many_as_the_headings() -> None:
    assert [column.heading for column in COLUMNS] == HEADINGS
