"""The 督办单 is opened again as Word would open it; what it looks like was seen on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

from complaints.clocks import SHANGHAI, end_of_day
from reports.supervision import Supervision, write_supervision

LETTER = Supervision(
    number="BS20210830-0007",
    serial="博营商督〔2021〕7号",
    unit="区供电中心",
    co_units=("区住建局", "区行政审批服务局"),
    title="窑炉增容报装一个月无人看现场",
    text="窑炉要增容，申请交上去一个月没人来看现场。\n联系电话138****5678。",
    channel="12345热线",
    company="淄博青禾窑具有限公司",
    filed_at=datetime(2021, 8, 30, 1, 12, tzinfo=UTC),
    due_at=end_of_day(date(2021, 9, 6)),
    new_due_at=end_of_day(date(2021, 9, 13)),
    demand="9月9日前到企业现场勘查。\n一次性书面告知所需资料。",
    reason="超过原办理时限2个工作日未办结。",
    course=(
        (datetime(2021, 8, 30, 9, 40, tzinfo=SHANGHAI), "中心经办", "分派区供电中心"),
        (datetime(2021, 9, 1, 2, 20, tzinfo=UTC), "区供电中心联络员", "反馈：线路余量正在核算"),
    ),
    returns=1,
    redos=2,
    issued_at=datetime(2021, 9, 7, 23, 30, tzinfo=UTC),
    office="区优化营商环境服务中心",
)
FACTS, COURSE, COPIES, ANSWER = range(4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "督办单.docx"


def written(path: Path, **facts: object) -> Document:
    """The sample letter with other facts, written and opened again."""
    write_supervision(path, replace(LETTER, **facts))
    return docx.Document(str(path))


def rows(table: Table) -> list[list[str]]:
    """The texts of the table's cells, a merged cell once."""
    return [
        ["\n".join(p.text for p in cell.paragraphs) for cell in unmerged(table, at)] for at in range(len(table.rows))
    ]


def unmerged(table: Table, at: int) -> list[docx.table._Cell]:
    return list({id(cell._tc): cell for cell in table.rows[at].cells}.values())


def body(document: Document) -> list[str]:
    """The paragraphs outside of the tables."""
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def tags(table: Table, at: int) -> set[str]:
    """What row `at` is besides its cells: w:tblHeader, w:cantSplit."""
    properties = table.rows[at]._tr.trPr
    return set() if properties is None else {element.tag for element in properties}


def all_runs(document: Document) -> list[docx.oxml.text.run.CT_R]:
    section = document.sections[0]
    roots = (document.element, section.footer._element, section.even_page_footer._element)
    return [run for root in roots for run in root.iter(qn("w:r"))]


def test_the_head_names_the_office_the_sheet_its_number_and_the_unit(path: Path) -> None:
    assert body(written(path))[:4] == ["区优化营商环境服务中心", "督办单", "博营商督〔2021〕7号", "区供电中心："]


def test_the_opening_names_who_helps(path: Path) -> None:
    assert "由你单位牵头办理，区住建局、区行政审批服务局协办，现予督办" in body(written(path))[4]


def test_every_fact_is_in_the_table(path: Path) -> None:
    assert rows(written(path).tables[FACTS]) == [
        ["编号", "BS20210830-0007", "来源", "12345热线"],
        ["企业", "淄博青禾窑具有限公司", "反映时间", "2021年8月30日09:12"],
        ["原办理时限", "2021年9月6日", "督办时限", "2021年9月13日"],
        ["退单次数", "1次", "重办次数", "2次"],
        ["协办单位", "区住建局、区行政审批服务局"],
        ["诉求标题", "窑炉增容报装一个月无人看现场"],
        ["诉求内容", "窑炉要增容，申请交上去一个月没人来看现场。\n联系电话138****5678。"],
    ]


def test_the_course_is_told_in_its_order_and_in_the_offices_time(path: Path) -> None:
    assert rows(written(path).tables[COURSE]) == [
        ["序号", "时间", "办理人", "办理情况"],
        ["1", "2021年8月30日09:40", "中心经办", "分派区供电中心"],
        ["2", "2021年9月1日10:20", "区供电中心联络员", "反馈：线路余量正在核算"],
    ]


def test_reason_demand_and_answer_follow_under_counted_headings(path: Path) -> None:
    told = body(written(path))
    start = told.index("三、督办原因")
    assert told[start : start + 7] == [
        "三、督办原因",
        "超过原办理时限2个工作日未办结。",
        "四、督办要求",
        "（一）9月9日前到企业现场勘查。",
        "（二）一次性书面告知所需资料。",
        "五、反馈要求",
        "（一）请于2021年9月13日前（含当日）将办理结果书面反馈区优化营商环境服务中心。",
    ]


def test_a_due_date_within_a_day_is_told_with_its_hour(path: Path) -> None:
    told = body(written(path, new_due_at=datetime(2021, 9, 13, 4, 0, tzinfo=UTC)))
    assert "（一）请于2021年9月13日12:00前将办理结果书面反馈区优化营商环境服务中心。" in told


def test_the_signature_is_dated_by_the_day_that_it_is_in_the_office(path: Path) -> None:
    told = body(written(path))
    assert told[told.index("附件：单位反馈") + 1 :][:2] == ["区优化营商环境服务中心", "2021年9月8日"]


def test_the_date_ends_four_characters_from_the_right_below_the_middle_of_the_office(path: Path) -> None:
    document = written(path)
    office, day = (
        paragraph for paragraph in document.paragraphs if paragraph.style.name in ("公文署名", "公文成文日期")
    )
    assert office.paragraph_format.left_indent == day.paragraph_format.left_indent
    # The date is six half characters and three whole ones, four free on either side of it.
    assert day.paragraph_format.left_indent == pytest.approx(Mm(156) - Pt(16 * (6 + 2 * 4)), abs=Pt(0.1))


def test_the_co_units_get_a_copy(path: Path) -> None:
    assert rows(written(path).tables[COPIES]) == [["抄送：区住建局，区行政审批服务局。"]]


def test_the_unit_finds_the_sheet_for_its_answer_on_a_page_of_its_own(path: Path) -> None:
    document = written(path)
    annex = next(paragraph for paragraph in document.paragraphs if paragraph.text == "附件")
    assert annex.paragraph_format.page_break_before
    assert rows(document.tables[ANSWER]) == [
        ["督办文号", "博营商督〔2021〕7号", "编号", "BS20210830-0007"],
        ["反馈单位", "区供电中心", "督办时限", "2021年9月13日"],
        ["诉求标题", "窑炉增容报装一个月无人看现场"],
        ["办理结果", ""],
        ["经办人", "", "联系电话", ""],
        ["负责人签字", "", "反馈日期", "年　　月　　日"],
        ["单位盖章", ""],
    ]
    assert document.tables[ANSWER].rows[3].height >= Mm(80)


def test_the_signature_never_stands_on_a_page_alone(path: Path) -> None:
    document = written(path)
    last = next(at for at, paragraph in enumerate(document.paragraphs) if paragraph.text.startswith("（四）对企业"))
    signed = next(at for at, paragraph in enumerate(document.paragraphs) if paragraph.text == "2021年9月8日")
    for paragraph in document.paragraphs[last : signed + 1]:
        assert paragraph.paragraph_format.keep_with_next or paragraph.style.paragraph_format.keep_with_next


def test_what_is_not_known_is_a_dash_and_what_is_empty_has_no_section(path: Path) -> None:
    document = written(
        path,
        co_units=(),
        due_at=None,
        new_due_at=None,
        course=(),
        company="",
        title="",
        text="",
        reason="",
        demand=" \n",
    )
    facts, course, answer = (rows(table) for table in document.tables)
    assert facts[1:] == [
        ["企业", "—", "反映时间", "2021年8月30日09:12"],
        ["原办理时限", "—", "督办时限", "—"],
        ["退单次数", "1次", "重办次数", "2次"],
        ["诉求标题", "—"],
        ["诉求内容", "—"],
    ]
    assert course[1:] == [["暂无办理记录"]]
    assert answer[2] == ["诉求标题", "—"]
    headings = [text for text in body(document) if text[1:2] == "、"]
    assert headings == ["一、督办事项", "二、办理经过", "三、反馈要求"]
    assert "（一）请抓紧办理，办结后及时将办理结果书面反馈区优化营商环境服务中心。" in body(document)
    assert "协办" not in "".join(body(document))


def test_every_run_names_a_chinese_face(path: Path) -> None:
    runs = all_runs(written(path))
    faces = [run.rPr.rFonts.get(qn("w:eastAsia")) for run in runs]
    assert set(faces) == {"方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"}
    assert len(runs) > 60


def test_the_title_is_in_size_2_and_the_text_in_size_3_at_28_points(path: Path) -> None:
    document = written(path)
    title, text = document.paragraphs[1], document.paragraphs[4]
    assert (title.runs[0].font.size, text.runs[0].font.size) == (Pt(22), Pt(16))
    assert title.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert text.style.paragraph_format.line_spacing == Pt(28)
    assert text.style.paragraph_format.first_line_indent == Pt(32)


def test_the_page_is_a4_with_the_margins_of_the_standard(path: Path) -> None:
    section = written(path).sections[0]
    sides = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    # Word counts in twentieths of a point.
    assert sides == pytest.approx((Mm(210), Mm(297)), abs=Pt(0.05))
    assert margins == pytest.approx((Mm(37), Mm(35), Mm(28), Mm(26)), abs=Pt(0.05))


def test_pages_are_numbered_on_their_outer_edge_by_a_field(path: Path) -> None:
    document = written(path)
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert [code.text.strip() for code in paragraph._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert [mark.get(qn("w:fldCharType")) for mark in paragraph._p.iter(qn("w:fldChar"))] == [
            "begin",
            "separate",
            "end",
        ]
        assert paragraph.style.paragraph_format.alignment.name == side
        assert paragraph.runs[0].font.size == Pt(14)


def test_tables_are_as_wide_as_the_text(path: Path) -> None:
    for table in written(path).tables:
        assert sum(column.width for column in table.columns) == pytest.approx(Mm(156), abs=Pt(0.5))


def test_a_course_of_200_steps_has_its_header_on_every_page_and_no_step_in_two(path: Path) -> None:
    started = datetime(2021, 8, 30, 9, 0, tzinfo=SHANGHAI)
    course = tuple((started + timedelta(hours=step), "联络员", f"第{step}次反馈") for step in range(200))
    table = written(path, course=course).tables[COURSE]
    assert len(table.rows) == 201
    assert qn("w:tblHeader") in tags(table, 0)
    assert all(tags(table, at) == {qn("w:cantSplit")} for at in range(1, 201))
    assert table.cell(200, 3).text == "第199次反馈"


def test_a_text_of_20000_characters_is_whole_and_may_go_over_pages(path: Path) -> None:
    text = "窑炉要增容没人来看现场。" * 1_667
    table = written(path, text=text[:20_000]).tables[FACTS]
    assert table.cell(6, 1).text == text[:20_000]
    assert qn("w:cantSplit") not in tags(table, 6)
    assert qn("w:tblHeader") in tags(table, 0)


def test_a_step_longer_than_a_page_may_go_over_it(path: Path) -> None:
    course = ((LETTER.filed_at, "联络员", "长" * 5_000), (LETTER.filed_at, "联络员", "一\n" * 100))
    table = written(path, course=course).tables[COURSE]
    assert qn("w:cantSplit") not in tags(table, 1) | tags(table, 2)


def test_characters_that_xml_cannot_hold_are_left_out_everywhere(path: Path) -> None:
    bad = "\x00\x08\x0b\x1b\x7f\x9f\ud800\ufffe\uffff\u202e"
    document = written(
        path,
        number=f"BS{bad}1",
        serial=f"文{bad}号",
        unit=f"区{bad}局",
        co_units=(f"协{bad}局",),
        title=f"标{bad}题",
        text=f"内{bad}容",
        channel=f"热{bad}线",
        company=f"公{bad}司",
        demand=f"要{bad}求",
        reason=f"原{bad}因",
        course=((LETTER.filed_at, f"人{bad}员", f"情{bad}况"),),
        office=f"中{bad}心",
    )
    told = "".join(text for text in document.element.itertext())
    assert not set(bad) & set(told)
    assert document.tables[COURSE].cell(1, 2).text == "人 员"
    assert document.core_properties.author == "中 心"


def test_lines_of_a_text_stay_lines_whatever_ended_them(path: Path) -> None:
    table = written(path, text="一\r\n二\r三\n\n\u2028四\t五").tables[FACTS]
    assert table.cell(6, 1).text == "一\n二\n三\n四 五"


def test_an_earlier_letter_is_replaced_and_nothing_else_is_left(path: Path) -> None:
    path.write_bytes(b"earlier")
    assert body(written(path))
    assert list(path.parent.iterdir()) == [path]


def test_a_path_that_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_supervision(tmp_path / "没有" / "督办单.docx", LETTER)
    taken = tmp_path / "督办单.docx"
    taken.mkdir()
    with pytest.raises(OSError, match=r"督办单\.docx"):
        write_supervision(taken, LETTER)
    assert list(tmp_path.iterdir()) == [taken]


def test_a_letter_that_breaks_off_while_it_is_written_leaves_the_earlier_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    path.write_bytes(b"earlier")
    monkeypatch.setattr("reports.letters.os.fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_supervision(path, LETTER)
    assert path.read_bytes() == b"earlier"
    assert list(path.parent.iterdir()) == [path]
