"""Further layouts, written after the reader was made for those of test_families.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from inbox.read import FileReader
from tests.inbox.families import BODY, NUMBER, row, told, wanted
from tests.inbox.make import LANDLINE, MOBILE, Table, csv_file, xlsx
from tests.inbox.test_families import Made, Maker, one

FAMILIES: dict[str, Maker] = {}


def family(maker: Maker) -> Maker:
    FAMILIES[maker.__name__] = maker
    return maker


@family
def serial_number_called_number_beside_the_orders_own(path: Path) -> Made:
    heads = [
        "编号",
        "工单编码",
        "诉求时间",
        "事项标题",
        "事项内容",
        "反映人",
        "反映人联系方式",
        "所涉企业",
        "承办部门",
        "办理进度",
        "办理反馈",
    ]
    cells = row("1", "no", "at", "title", "body", "person", "phone", "company", "unit", "status", "result")
    return one(path, [heads, cells], "no", "at", "title", "body", "phone", "company", "unit", "status", "result")


@family
def upper_heading_repeated_in_every_cell(path: Path) -> Made:
    rows: Table = [
        ["工单信息", "工单信息", "工单信息", "来电人信息", "来电人信息", "办理信息", "办理信息"],
        ["编号", "受理时间", "内容", "姓名", "联系电话", "承办单位", "联系电话"],
        row("no", "at", "body", "person", "phone", "unit", "unit_phone"),
    ]
    return one(path, rows, "no", "at", "body", "phone", "unit", phone_number=MOBILE, person="王会计")


@family
def form_of_a_city_platform(path: Path) -> Made:
    rows: Table = [
        ["淄博市12345政务服务便民热线", None, None, None],
        ["工 单 详 情", None, None, None],
        row("工单号", "no", "工单状态", "status"),
        row("来电人", "person", "来电号码", "phone"),
        row("来电时间", 44438.5868055556, "是否保密", "是"),
        row("涉及企业", "company", "事发地点", "area"),
        row("工单标题", "title"),
        row("工单内容", "body"),
        ["办理情况"],
        row("承办单位", "unit", "办结时间", ""),
        row("办理结果", "result"),
        ["附件：无"],
    ]
    return one(
        path, rows, "no", "at", "title", "body", "phone", "company", "area", "unit", "status", "result", secret=True
    )


@family
def forms_on_sheets_of_their_own(path: Path) -> Made:
    def form(number: str) -> Table:
        return [
            row("工单编号", number),
            row("受理时间", "at"),
            row("联系电话", "phone"),
            row("诉求内容", "body"),
            row("承办单位", "unit"),
        ]

    path = xlsx(path / "x.xlsx", form("202108300001"), sheet="1", **{"2": form("202108300002")})
    return path, [wanted("at", "body", "phone", "unit", no=no) for no in ("202108300001", "202108300002")]


@family
def form_with_the_answer_below_its_label(path: Path) -> Made:
    rows: Table = [
        row("工单编号", "no", "受理日期", "2021年8月30日 14:05"), row("企业名称", "company", "联系方式", "phone"),
        ["诉求内容"], row("body"), ["办理结果"], row("result"), ["承办单位：区供电中心", None, None, "经办人：某某"],
    ]  # fmt: skip
    return one(path, rows, "no", "at", "body", "phone", "company", "result", "unit")


@family
def text_that_speaks_of_labels(path: Path) -> Made:
    text = "诉求内容：停电。联系电话：以登记为准\n工单编号：见上"
    rows: Table = [["工单编号", "受理时间", "诉求内容", "承办单位"], row("no", "at", text, "unit")]
    return xlsx(path / "x.xlsx", rows), [wanted("no", "at", "unit", body=text)]


@family
def status_and_confidential_as_numbers_and_words(path: Path) -> Made:
    rows: Table = [
        ["工单编号", "诉求内容", "是否要求保密", "工单状态"], row("A00001", "body", 1, "已办结"), row("A00002", "body", 0, "办理中"),
        row("A00003", "body", "要求保密", ""), row("A00004", "body", "不要求", "待签收"), row("A00005", "body", True, "x"), row("A00006", "body", "保密（不公开姓名）", "x"),
    ]  # fmt: skip
    marks = (True, False, True, False, True, True)
    return xlsx(path / "x.xlsx", rows), [
        wanted("body", no=f"A0000{at}", secret=mark) for at, mark in enumerate(marks, 1)
    ]


@family
def semicolons_and_quoted_breaks(path: Path) -> Made:
    lines = [
        '"工单编号";"来电时间";"诉求内容";"承办单位"',
        f'"{NUMBER}";"2021-08-30 14:05";"第一行',
        '第二行；""引号""";"区供电中心"',
    ]
    return csv_file(path / "x.csv", *lines, encoding="gb18030", newline="\n"), [
        wanted("no", "at", "unit", body='第一行\n第二行；"引号"')
    ]


@family
def heading_with_a_remark_and_required_marks(path: Path) -> Made:
    rows: Table = [
        ["填写说明：带*的为必填项；日期格式为yyyy-mm-dd"],
        [
            "*工单编号\n（由系统生成，勿改）",
            "*受理时间\n格式：2021-01-01",
            "*诉求内容（500字以内）",
            "联系电话\n（选填）",
            "承办单位（全称）",
            "企业名称（与执照一致）",
        ],
        row("no", "at", "body", "phone", "unit", "company"),
    ]
    return one(path, rows, "no", "at", "body", "phone", "unit", "company")


@family
def subtotals_between_units(path: Path) -> Made:
    rows: Table = [
        ["承办单位", "工单编号", "受理时间", "诉求内容"], row("unit", "202108300001", "at", "body"), ["小计", None, "1件"],
        ["区税务局", "202108300002", "2021-08-30 14:05", BODY], ["小计（1件）"], ["总计", 2],
    ]  # fmt: skip
    return xlsx(path / "x.xlsx", rows), [
        wanted("unit", "at", "body", no="202108300001"),
        wanted("at", "body", no="202108300002", unit="区税务局"),
    ]


@family
def two_sheets_one_without_its_own_header(path: Path) -> Made:
    rows: Table = [["工单编号", "受理时间", "诉求内容"], row("no", "at", "body")]
    return xlsx(path / "x.xlsx", rows, sheet="工单", 说明=[["说明", "本表由系统导出"], ["咨询电话", "0533-4000000"]]), [
        wanted("no", "at", "body")
    ]


@family
def opposite_question_whether_it_may_be_public(path: Path) -> Made:
    rows: Table = [
        ["受理单号", "反映内容", "是否愿意公开"],
        row("A00001", "body", "否"),
        row("A00002", "body", "是"),
        row("A00003", "body", ""),
    ]
    return xlsx(path / "x.xlsx", rows), [
        wanted("body", no=f"A0000{at}", secret=mark) for at, mark in enumerate((True, False, False), 1)
    ]


@family
def person_and_unit_both_called_contact(path: Path) -> Made:
    rows: Table = [
        ["工单编号", "反映内容", "企业名称", "联系人", "联系方式", "责任单位", "联系人", "联系方式"],
        row("no", "body", "company", "person", "phone", "unit", "李科长", "unit_phone"),
    ]
    return one(path, rows, "no", "body", "company", "phone", "unit", person="王会计", phone_number=MOBILE)


@family
def dates_as_texts_of_numbers_in_a_1904_book(path: Path) -> Made:
    import xlsxwriter

    file = path / "x.xlsx"
    with xlsxwriter.Workbook(file, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["工单编号", "受理时间", "诉求内容"])
        sheet.write_row(1, 0, [NUMBER, "42976.5868055556", BODY])
    return file, [wanted("no", "at", "body")]


@family
def day_with_chinese_words_for_the_hour(path: Path) -> Made:
    forms = [
        "2021年8月30日下午2点05分",
        "2021年8月30日 14点5分",
        "2021-8-30 14:5",
        "2021/08/30下午02:05:00",
        "2021.8.30 14.05",
        "2021年8月30号14:05",
    ]
    rows: Table = [["工单编号", "来电时间", "诉求内容"], *[[f"A{at:05}", form, BODY] for at, form in enumerate(forms)]]
    return xlsx(path / "x.xlsx", rows), [wanted("at", "body", no=f"A{at:05}") for at in range(len(forms))]


@family
def company_under_a_heading_of_the_complaint(path: Path) -> Made:
    heads = [
        "任务编号",
        "任务来源",
        "交办时间",
        "问题描述",
        "反映单位（企业）",
        "经营地址",
        "联系人/电话",
        "主责部门",
        "配合部门",
        "完成情况",
        "备注",
    ]
    cells = row(
        "no",
        "热线",
        "at",
        "body",
        "company",
        "博山区源泉镇某路1号",
        f"王会计/{MOBILE}",
        "unit",
        "区税务局",
        "result",
        "",
    )
    return one(path, [heads, cells], "no", "at", "body", "company", "area", "phone", "unit")


@family
def answers_of_two_levels(path: Path) -> Made:
    heads = [
        "工单编号",
        "工单内容",
        "派单单位",
        "一级承办单位",
        "二级承办单位",
        "二级单位办理意见",
        "最终答复",
        "当前节点",
        "催办次数",
        "是否超期",
    ]
    cells = row("no", "body", "区热线办", "区住建局", "unit", "转所属科室", "result", "办理中", 0, "否")
    return one(path, [heads, cells], "no", "body", "status")


@family
def platform_form_with_telephone_of_two(path: Path) -> Made:
    rows: Table = [
        ["企业诉求“接诉即办”交办单"],
        row("诉求编号", "JSJB2021080001", "提报时间", "at"), row("企业名称", "company", "所在镇街", "area"),
        row("联系人", "person", "联系电话", "phone"), row("诉求类别", "咨询"), row("企业诉求", "body"),
        row("责任单位", "unit", "联系电话", "unit_phone"), row("答复内容", "result"),
    ]  # fmt: skip
    return one(
        path,
        rows,
        "at",
        "body",
        "company",
        "area",
        "phone",
        "unit",
        "result",
        no="JSJB2021080001",
        phone_number=MOBILE,
        channel="jiesujiban",
    )


@family
def orders_of_a_mayor_mailbox_with_network_names(path: Path) -> Made:
    heads = [
        "留言编号",
        "留言日期",
        "留言标题",
        "留言内容",
        "网友昵称",
        "联系手机",
        "留言类别",
        "答复单位",
        "答复时间",
        "答复内容",
        "处理状态",
        "是否公开显示",
    ]
    cells = row("no", "at", "title", "body", "person", "phone", "投诉", "unit", "", "result", "status", "是")
    return one(path, [heads, cells], "no", "at", "title", "body", "phone", "unit", "result", "status")


@family
def event_export_with_coordinates(path: Path) -> Made:
    heads = [
        "事件ID",
        "上报日期",
        "上报人",
        "上报人手机",
        "事件标题",
        "事件详情",
        "所属网格",
        "街道/镇",
        "经度",
        "纬度",
        "处置单位",
        "处置意见",
        "当前状态",
    ]
    cells = row(
        "no", "at", "person", "phone", "title", "body", "第三网格", "area", 117.8, 36.5, "unit", "result", "status"
    )
    return one(path, [heads, cells], "no", "at", "phone", "title", "body", "area", "unit", "result", "status")


@family
def daily_sheet_of_a_town_with_written_columns(path: Path) -> Made:
    rows: Table = [
        ["源泉镇12345热线工单办理台账（2021年8月）"],
        ["序号", "工单号", "来电时间", "诉求人及电话", "反映内容", "承办单位", "办理情况", "办结时限", "备注"],
        [1, NUMBER, "8.30 14:05", f"王会计{MOBILE}", BODY, "区供电中心", "已派人现场查勘，本周送电。", "9.6", ""],
    ]
    return one(path, rows, "no", "at", "body", "phone", "unit", "result")


@family
def export_with_index_column_and_json_names(path: Path) -> Made:
    lines = [
        ",workOrderNo,createTime,orderTitle,orderContent,callerName,callerPhone,companyName,areaName,handleUnit,orderStatus,handleResult,isSecret",
        f"0,{NUMBER},2021-08-30 14:05:00,增容慢,{BODY},王会计,{MOBILE},博山清釉陶瓷有限公司,源泉镇,区供电中心,办理中,已派人现场查勘，本周送电。,0",
    ]
    return csv_file(path / "x.csv", *lines), [
        wanted("no", "at", "title", "body", "phone", "company", "area", "unit", "status", "result", "secret")
    ]


@family
def four_row_header_with_units_of_measure(path: Path) -> Made:
    rows: Table = [
        ["附表2"], ["企业诉求接诉即办工单汇总表"], ["单位：件", None, None, None, "2021年8月31日"],
        ["诉求信息", None, None, "企业信息", None, None, "办理信息", None],
        ["编号", "提报时间", "诉求内容", "企业名称", "联系人", "联系电话", "责任单位", "办理结果"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        row("no", "at", "body", "company", "person", "phone", "unit", "result"),
    ]  # fmt: skip
    return one(path, rows, "no", "at", "body", "company", "phone", "unit", "result", channel="jiesujiban")


@family
def supervision_form(path: Path) -> Made:
    rows: Table = [
        ["诉求督办单"], ["编号：博督〔2021〕5号", None, None, "2021年9月1日"],
        row("工单编号", "no", "受理时间", "at"), row("承办单位", "unit", "办理时限", "2021-09-06"),
        row("诉求内容", "body"), row("企业名称", "company", "联系人", "person"), row("联系电话", "phone", "所属镇街", "area"),
        ["督办要求", "请于9月6日前办结并反馈"], ["签发：", None, "承办：", None],
    ]  # fmt: skip
    return one(path, rows, "no", "at", "unit", "body", "company", "phone", "area")


@family
def headings_in_the_second_column_block(path: Path) -> Made:
    rows: Table = [
        [None, None, "工单清单"], [], [None, None, "工单编号", "受理时间", "诉求内容", None, "承办单位"],
        [None, None, *row("no", "at", "body", "", "unit")], [None, None, "合计", 1],
    ]  # fmt: skip
    return one(path, rows, "no", "at", "body", "unit")


@family
def repeated_orders_in_a_call_log(path: Path) -> Made:
    heads = [
        "通话流水",
        "呼入时间",
        "主叫号码",
        "来话人姓名",
        "是否企业",
        "所属企业名称",
        "业务类型",
        "内容摘要",
        "通话内容",
        "转办部门",
        "处理结果",
        "是否要求回访",
    ]
    cells = row("no", "at", "phone", "person", "是", "company", "投诉", "title", "body", "unit", "result", "是")
    return one(path, [heads, cells], "no", "at", "phone", "company", "title", "body", "unit", "result", person="王会计")


@family
def programme_grouped_by_episode_lines(path: Path) -> Made:
    rows: Table = [
        ["《问政山东》整改清单"], ["序号", "问题", "责任单位", "整改时限", "完成情况"],
        ["第33期（2021年8月26日播出）"], [1, BODY, "区供电中心", "2021-09-09", "整改中"],
    ]  # fmt: skip
    return one(path, rows, "body", "unit", channel="wenzheng", deadline="2021-09-09")


@family
def visits_with_names_of_annex_two(path: Path) -> Made:
    rows: Table = [
        ["走访企业情况登记表"],
        ["走访单位：区税务局", None, None, "走访日期：2021年8月31日"],
        ["序号", "企业名称", "企业地址", "受访者", "联系方式", "存在困难和诉求", "是否解决", "备注"],
        row("1", "company", "源泉镇某路", "person", "phone", "body", "否", ""),
    ]
    return one(path, rows, "company", "area", "phone", "body", channel="visits", person="王会计")


@pytest.mark.parametrize("maker", FAMILIES.values(), ids=FAMILIES)
def test_a_further_layout_comes_in_whole(maker: Maker, tmp_path: Path, reader: FileReader) -> None:
    path, expected = maker(tmp_path)
    reading = reader.read(path)
    assert reading.refused_file is None, reading.message
    assert [one.message for one in reading.refused] == []
    got = [told(record) for _, record in reading.records]
    assert [{name: record[name] for name in want} for record, want in zip(got, expected, strict=True)] == expected


def test_the_units_telephone_is_never_the_complainants(tmp_path: Path, reader: FileReader) -> None:
    rows = [
        ["工单编号", "诉求内容", "承办单位", "经办人", "联系电话"],
        row("no", "body", "unit", "李科长", "unit_phone"),
    ]
    ((_, record),) = reader.read(xlsx(tmp_path / "x.xlsx", rows)).records
    assert (record.phone, LANDLINE in record.phone) == ("", False)
