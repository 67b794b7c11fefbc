"""Files of the same families as the samples, in layouts that no sample has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from complaints.records import Channel, RefusedFile, RefusedRow
from inbox.read import FileReader
from tests.inbox.families import BODY, COMPANY, NUMBER, RESULT, row, told, wanted
from tests.inbox.make import LANDLINE, MOBILE, Table, csv_file, xlsx

Made = tuple[Path, list[dict[str, object]]]
Maker = Callable[[Path], Made]
FAMILIES: dict[str, Maker] = {}
ALL = ("no", "at", "title", "body", "phone", "company", "area", "unit", "status", "result", "secret")


def family(maker: Maker) -> Maker:
    FAMILIES[maker.__name__] = maker
    return maker


def one(path: Path, rows: Table, *names: str, **other: object) -> Made:
    """A workbook with one sheet that holds the order once."""
    return xlsx(path / "x.xlsx", rows), [wanted(*names, **other)]


@family
def district_import_of_21_columns(path: Path) -> Made:
    heads = [
        "工单编号",
        "工单标题",
        "诉求内容",
        "诉求类型",
        "区交办时间",
        "区交办办结期限",
        "诉求渠道",
        "诉求归口",
        "紧急程度",
        "工单状态",
        "求助人员",
        "求助号码",
        "性别",
        "事件发生地",
        "诉求详细地址",
        "是否疑难",
        "是否协办",
        "市交办主办单位",
        "市交办协办单位",
        "市交办时间",
        "市交办办结期限",
    ]
    cells = row(
        "no",
        "title",
        "body",
        "投诉",
        "at",
        "2021-09-06",
        "电话",
        "供电",
        "一般",
        "status",
        "person",
        "phone",
        "女",
        "area",
        "某路1号",
        "否",
        "否",
        "unit",
        "",
        "2021-08-30 15:00",
        "2021-09-07",
    )
    return one(
        path,
        [heads, cells],
        "no",
        "at",
        "title",
        "body",
        "phone",
        "company",
        "area",
        "unit",
        "status",
        company="",
        deadline="2021-09-06",
    )


@family
def supervision_import_with_two_numbers(path: Path) -> Made:
    heads = [
        "标题",
        "转办单工单编号",
        "联系号码",
        "诉求号码",
        "诉求内容",
        "转办单回复内容",
        "诉求类型",
        "转办单满意度",
        "线上督办单编号",
        "督办单回访时间",
        "督办单办结时间",
        "督办单回复内容",
        "是否为最终办理结果",
        "计划完成时间（非最终办理结果填写此列）",
        "承办单位",
        None,
    ]
    cells = row(
        "title",
        "no",
        "phone",
        LANDLINE,
        "body",
        "result",
        "投诉",
        "不满意",
        "DB2021001",
        "2021-09-01",
        "2021-09-05",
        "督办答复",
        "是",
        "2021-09-10",
        "unit",
        "甲",
    )
    return one(path, [heads, cells], "no", "title", "body", "phone", "unit", "result", phone_number=MOBILE)


@family
def fangshan(path: Path) -> Made:
    heads = [
        "工单编号",
        "工单类型",
        "问题分类",
        "标签",
        "标题",
        "主要内容",
        "工单状态",
        "来电人",
        "来电人电话/账号",
        "被反映区",
        "被反映街乡镇",
        "办理结果",
        "回复内容",
        "处理受理方式",
        "办结时间",
        "企业名称",
        "是否解决",
        "是否满意",
        "工单性质",
        "村/社区",
        "小区点位",
    ]
    cells = row(
        "热线-240501-000123",
        "投诉",
        "供电->报装->增容",
        "涉企",
        "title",
        "body",
        "status",
        "person",
        "138****1234",
        "博山区",
        "源泉镇",
        "result",
        "已回复",
        "电话",
        "2021-09-01 10:00",
        "company",
        "否",
        "否",
        "主办",
        "某村",
        "某小区",
    )
    return one(
        path,
        [heads, cells],
        "title",
        "body",
        "company",
        "area",
        "status",
        "result",
        no="热线-240501-000123",
        phone="masked",
    )


@family
def chaoyang_with_seven_blank_rows(path: Path) -> Made:
    heads = ["工单编号", "工单标题", "工单内容", "推送时间", "承办单位", "问题分类", "问题点位"]
    rows: Table = [
        heads,
        *[[] for _ in range(7)],
        row("no", "title", "body", "at", "unit", "城乡建设>施工管理>施工扰民", "area"),
    ]
    return one(path, rows, "no", "at", "title", "body", "unit", "area")


@family
def core_table_with_hash_columns(path: Path) -> Made:
    heads = [
        "姓名",
        "姓名Hash",
        "性别",
        "来电号码",
        "来电号码Hash",
        "联系方式",
        "公司名称",
        "来电人标签",
        "来电主体",
        "工单编号",
        "来电时间",
        "受理渠道",
        "来电类别",
        "被投诉人",
        "紧急程度",
        "办理类型",
        "问题分类编码",
        "问题分类名称",
        "是否保密",
        "事发地",
        "承办单位",
        "承办单位编码",
        "工单标题",
        "主要内容",
        "处理时限",
        "处理时限单位",
        "办理截止时间",
        "分派时间",
        "是否督办",
        "转派退回原因",
        "是否重新办理",
    ]
    cells = row(
        "person",
        "9f86d081884c7d65",
        "女",
        "phone",
        "60303ae22b998861",
        "phone",
        "company",
        "",
        "企业",
        "no",
        "at",
        "电话",
        "投诉",
        "某人",
        "一般",
        "2",
        "0301",
        "供电",
        "是",
        "area",
        "unit",
        "3703040012",
        "title",
        "body",
        5,
        "工作日",
        "2021-09-06 18:00",
        "2021-08-30 15:00",
        "否",
        "",
        "否",
    )
    return one(
        path,
        [heads, cells],
        "no",
        "at",
        "title",
        "body",
        "phone",
        "company",
        "area",
        "unit",
        secret=True,
        phone_number=MOBILE,
        person="王会计",
        deadline="2021-09-06",
    )


@family
def another_city_with_phone_of_the_person(path: Path) -> Made:
    heads = [
        "工单编号",
        "诉求人姓名",
        "诉求人手机号",
        "诉求标题",
        "市民诉求",
        "接诉分类一级",
        "接诉分类二级",
        "工单类型",
        "诉求类型",
        "所属区域",
        "受理时间",
        "工单状态",
        "来源渠道",
        "提交办结时间",
        "回复时间",
        "回复诉求人",
        "回访结果",
        "处理部门",
        "催单次数",
        "补单次数",
        "重复次数",
    ]
    cells = row(
        "no",
        "person",
        "1" + "38" + "××××" + "1234",
        "title",
        "body",
        "供电",
        "报装",
        "转办",
        "投诉",
        "area",
        "at",
        "status",
        "12345",
        "",
        "",
        "",
        "满意",
        "unit",
        0,
        0,
        0,
    )
    return one(path, [heads, cells], "no", "at", "title", "body", "area", "unit", "status", phone="masked")


@family
def three_level_header(path: Path) -> Made:
    rows: Table = [
        ["博山区12345热线工单明细表"],
        ["基本信息", None, None, "诉求人信息", None, None, "诉求信息", None, None, "办理信息", None, None, None],
        ["工单", None, "时间", "姓名", "联系", None, "标题", "内容", "涉及", "承办", None, "结果", "工单"],
        ["编号", "来源", None, None, "电话", "是否保密", None, None, "企业", "单位", "联系电话", None, "状态"],
        row(
            "no",
            "电话",
            "at",
            "person",
            "phone",
            "secret",
            "title",
            "body",
            "company",
            "unit",
            "unit_phone",
            "result",
            "status",
        ),
    ]
    return one(
        path,
        rows,
        "no",
        "at",
        "title",
        "body",
        "phone",
        "company",
        "unit",
        "status",
        "result",
        "secret",
        phone_number=MOBILE,
    )


@family
def one_order_as_a_form(path: Path) -> Made:
    rows: Table = [
        ["12345政务服务热线工单"],
        row("工单编号", "no", "受理时间", "at"),
        row("处理期限", "2021-09-06", "市民称呼", "person"),
        row("联系电话", "phone", "来电电话", "phone"),
        row("诉求标题", "title", "涉事主体", "company"),
        row("事发地点", "area", "诉求来源", "电话"),
        row("工单类型", "投诉", "受理部门", "unit"),
        row("市民诉求", "body"),
    ]
    return one(path, rows, "no", "at", "title", "body", "phone", "company", "area", "unit", deadline="2021-09-06")


@family
def form_with_colons_and_wide_cells(path: Path) -> Made:
    rows: Table = [
        ["转 办 单"],
        row("工单编号：", "", "no", "", "来电时间：", "", "at"),
        row("来 电 人：", "", "person", "", "联系方式：", "", "phone"),
        row("标    题：", "", "title"),
        row("诉求内容：", "", "body"),
        row("承办单位：", "", "unit", "", "是否保密：", "", "是"),
        row("办理结果：", "", "result"),
        ["经办人：", None, "某某", None, "审核人：", None, "某某"],
    ]
    return one(path, rows, "no", "at", "title", "body", "phone", "unit", "result", secret=True)


@family
def form_with_label_and_value_in_one_cell(path: Path) -> Made:
    rows: Table = [
        ["群众诉求交办单"],
        [f"工单编号：{NUMBER}", "受理时间：2021年8月30日14时05分"],
        [f"诉求人：王会计　　联系电话：{MOBILE}"],
        [f"企业名称：{COMPANY}", "属地：源泉镇"],
        [f"诉求内容：{BODY}"],
        ["承办单位：区供电中心"],
    ]
    return one(path, rows, "no", "at", "body", "phone", "company", "area", "unit")


@family
def transposed_table_with_orders_side_by_side(path: Path) -> Made:
    heads = ["no", "at", "title", "body", "person", "phone", "company", "area", "unit", "status"]
    labels = ["工单编号", "受理时间", "标题", "内容", "诉求人", "联系电话", "企业名称", "属地", "承办单位", "工单状态"]
    other = row(*heads, no="202108300002")
    rows = [[label, first, second] for label, first, second in zip(labels, row(*heads), other, strict=True)]
    both = [wanted(*heads, no=no) for no in (NUMBER, "202108300002")]
    return xlsx(path / "x.xlsx", rows), both


@family
def header_after_15_title_rows(path: Path) -> Made:
    rows: Table = [
        *[[f"第{at}条填报要求：请各单位认真核对，按时报送。"] for at in range(1, 16)],
        ["工单编号", "来电时间", "标题", "诉求内容", "联系电话", "承办单位"],
        row("no", "at", "title", "body", "phone", "unit"),
    ]
    return one(path, rows, "no", "at", "title", "body", "phone", "unit")


@family
def details_with_sums_and_dictionary(path: Path) -> Made:
    details: Table = [["工单编号", "受理时间", "诉求内容", "承办单位"], row("no", "at", "body", "unit")]
    sums: Table = [
        ["承办单位", "工单数", "办结数", "办结率"],
        ["区供电中心", 12, 11, "92%"],
        ["区税务局", 3, 3, "100%"],
    ]
    words: Table = [["编码", "名称", "说明"], ["01", "投诉", "类型"], ["02", "咨询", "类型"]]
    return xlsx(path / "x.xlsx", sums, sheet="汇总", 明细=details, 字典=words), [wanted("no", "at", "body", "unit")]


@family
def months_as_sheets(path: Path) -> Made:
    def month(number: str) -> Table:
        return [["受理编号", "登记时间", "反映内容", "办理单位"], [number, "2021-08-30 14:05", BODY, "区供电中心"]]

    path = xlsx(path / "x.xlsx", month("A2021070001"), sheet="7月", **{"8月": month("A2021080001")})
    return path, [wanted("at", "body", "unit", no=no) for no in ("A2021070001", "A2021080001")]


@family
def column_without_a_name_and_empty_columns(path: Path) -> Made:
    rows: Table = [
        ["工单编号", None, "受理时间", None, None, "诉求内容", None, "承办单位"],
        row("no", "", "at", "无名列的内容", "", "body", "", "unit"),
    ]
    return one(path, rows, "no", "at", "body", "unit")


@family
def headings_with_spaces_and_breaks(path: Path) -> Made:
    rows: Table = [
        [
            "工 单\n编 号",
            "受理\r\n时间",
            "标　题",
            "诉求 内容\n（必填）",
            " 联系_x000D_\n电话",
            "承办/单位",
            "工单\t状态",
        ],
        row("no", "at", "title", "body", "phone", "unit", "status"),
    ]
    return one(path, rows, "no", "at", "title", "body", "phone", "unit", "status")


@family
def traditional_headings(path: Path) -> Made:
    rows: Table = [
        [
            "工單編號",
            "受理時間",
            "訴求標題",
            "訴求內容",
            "聯繫電話",
            "企業名稱",
            "所屬鎮街",
            "承辦單位",
            "工單狀態",
            "辦理結果",
            "是否保密",
        ],
        row("no", "at", "title", "body", "phone", "company", "area", "unit", "status", "result", "secret"),
    ]
    return one(path, rows, *ALL)


@family
def full_width_and_bilingual_headings(path: Path) -> Made:
    rows: Table = [
        [
            "工单编号 Order No.",
            "受理时间(Time)",
            "Ｔｉｔｌｅ 标题",
            "诉求内容／Content",
            "联系电话 Phone",
            "承办单位【Unit】",
        ],
        row("no", "at", "title", "body", "phone", "unit"),
    ]
    return one(path, rows, "no", "at", "title", "body", "phone", "unit")


@family
def english_headings(path: Path) -> Made:
    rows: Table = [
        [
            "Order No",
            "Created Time",
            "Title",
            "Content",
            "Contact",
            "Phone Number",
            "Company Name",
            "District",
            "Department",
            "Status",
            "Result",
            "Confidential",
        ],
        row("no", "at", "title", "body", "person", "phone", "company", "area", "unit", "status", "result", "secret"),
    ]
    return one(path, rows, *ALL)


@family
def limits_with_units_in_their_headings(path: Path) -> Made:
    rows: Table = [
        ["工单编号", "来电时间", "诉求内容", "办理时限（工作日）", "延期天数（天）", "承办单位"],
        row("no", "at", "body", 5, 0, "unit"),
    ]
    return one(path, rows, "no", "at", "body", "unit", deadline="5")


@family
def numbers_that_look_like_dates(path: Path) -> Made:
    rows: Table = [
        ["工单编号", "受理日期", "诉求内容"],
        ["20210830", "2021-08-30", BODY],
        ["2021-08-31", "2021-08-31", BODY],
    ]
    return xlsx(path / "x.xlsx", rows), [
        wanted("body", no="20210830", at="2021-08-30T00:00:00+08:00"), wanted("body", no="2021-08-31", at="2021-08-31T00:00:00+08:00")
    ]  # fmt: skip


@family
def numbers_with_letters_quotes_and_separators(path: Path) -> Made:
    given = {"'202108300001": "202108300001", '="202108300002"': "202108300002", "ZB-202108300003-HBD1": "ZB-202108300003-HBD1",
             "202,108,300,004": "202108300004", "２０２１０８３０００５": "20210830005", "202108300006\u200b": "202108300006",
             "[2021]博山字第12号": "[2021]博山字第12号", "2021E08": "2021E08", "博诉〔2021〕8号": "博诉〔2021〕8号"}  # fmt: skip
    rows: Table = [["工单编号", "诉求内容"], *[[number, BODY] for number in given]]
    return xlsx(path / "x.xlsx", rows), [wanted("body", no=number) for number in given.values()]


@family
def dates_of_every_form(path: Path) -> Made:
    forms: list[object] = [
        "2021年8月30日14时05分", "2021/8/30 14:05", "2021.08.30 14:05:00", "20210830140500", "2021-08-30T14:05:00+08:00", "8/30/2021 2:05 PM",
        "2021年8月30日 下午2:05", "2021-08-30 14:05:00.0", "2021-08-30（周一）14:05", "44438.5868055556", 44438.5868055556,
        datetime.fromisoformat("2021-08-30T14:05:00"), "2021-08-29 24:00", "30-Aug-2021 14:05", "二〇二一年八月三十日", "1630303500000", "2021年08月30日  14：05",
    ]  # fmt: skip
    rows: Table = [["工单编号", "受理时间", "诉求内容"], *[[f"A{at:05}", form, BODY] for at, form in enumerate(forms)]]
    midnight = "2021-08-30T00:00:00+08:00"
    ats = [
        midnight if form in ("2021-08-29 24:00", "二〇二一年八月三十日") else "2021-08-30T14:05:00+08:00"
        for form in forms
    ]
    return xlsx(path / "x.xlsx", rows), [wanted("body", no=f"A{n:05}", at=at) for n, at in enumerate(ats)]


@family
def days_without_a_year_under_a_title_with_one(path: Path) -> Made:
    rows: Table = [
        ["2021年8月份12345热线工单"],
        ["工单编号", "来电时间", "诉求内容", "办理时限"],
        row("no", "8月30日 14:05", "body", "9月6日前"),
    ]
    return one(path, rows, "no", "at", "body", deadline="2021-09-06")


@family
def day_and_time_apart_as_excel_values(path: Path) -> Made:
    rows: Table = [["工单编号", "受理日期", "受理时间", "诉求内容"], row("no", date(2021, 8, 30), time(14, 5), "body")]
    return one(path, rows, "no", "at", "body")


@family
def phones_of_every_kind(path: Path) -> Made:
    given: list[tuple[object, str]] = [
        (MOBILE, "full"), (float(MOBILE), "full"), ("138****1234", "masked"), ("138xxxx1234", "masked"), ("138●●●●1234", "masked"), ("1380000＊＊＊＊", "masked"),
        ("转保密", "secret"), ("***", "secret"), ("保密", "secret"), ("无", "none"), (None, "none"), (LANDLINE + "转801", "full"),
        (f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}", "full"), (f"{MOBILE} / {LANDLINE}", "full"), (f"+86-{MOBILE}", "full"), (f"座机{LANDLINE}", "full"),
    ]  # fmt: skip
    rows: Table = [
        ["工单编号", "联系电话", "诉求内容"],
        *[[f"A{at:05}", phone, BODY] for at, (phone, _) in enumerate(given)],
    ]
    return xlsx(path / "x.xlsx", rows), [
        wanted("body", no=f"A{at:05}", phone=kind) for at, (_, kind) in enumerate(given)
    ]


@family
def same_named_telephones_of_person_and_unit(path: Path) -> Made:
    rows: Table = [
        ["序号", "工单编号", "诉求人", "联系电话", "诉求内容", "承办单位", "经办人", "联系电话"],
        row("1", "no", "person", "phone", "body", "unit", "李科长", "unit_phone"),
    ]
    return one(path, rows, "no", "body", "phone", "unit", phone_number=MOBILE, person="王会计")


@family
def formulas_control_characters_and_escapes(path: Path) -> Made:
    text = '=HYPERLINK("x")\n第一行_x000D_\n第二行\x0b\u202e末'
    rows: Table = [["工单编号", "标题", "诉求内容"], row("no", "=1+1", text)]
    return xlsx(path / "x.xlsx", rows), [wanted("no", title="=1+1", body='=HYPERLINK("x")\n第一行\n第二行末')]


@family
def sums_and_signatures_between_two_blocks(path: Path) -> Made:
    head = ["工单编号", "受理时间", "诉求内容", "承办单位", "联系电话"]
    rows: Table = [
        ["一、上旬"], head, row("202108300001", "at", "body", "unit", "phone"), ["合计", 1], ["填表人：某某", None, None, "审核人：某某"], ["打印时间：2021-08-31 10:00"], [],
        ["二、下旬"], head, row("202108300002", "at", "body", "unit", "phone"), ["合计：1件"], ["填表人：某某"],
    ]  # fmt: skip
    return xlsx(path / "x.xlsx", rows), [
        wanted("at", "body", "unit", "phone", no=no) for no in ("202108300001", "202108300002")
    ]


@family
def second_block_with_columns_in_another_order(path: Path) -> Made:
    rows: Table = [
        ["一、热线工单"], ["工单编号", "受理时间", "诉求内容", "承办单位"], row("202108300001", "at", "body", "unit"), [],
        ["二、补录工单"], ["承办单位", "工单编号", "诉求内容", "受理时间"], row("unit", "202108300002", "body", "at"),
    ]  # fmt: skip
    return xlsx(path / "x.xlsx", rows), [wanted("at", "body", "unit", no=no) for no in ("202108300001", "202108300002")]


@family
def notes_across_the_middle(path: Path) -> Made:
    rows: Table = [
        ["工单编号", "受理时间", "诉求内容", "承办单位"], row("202108300001", "at", "body", "unit"),
        ["以下为涉企类工单，请优先办理"], row("202108300002", "at", "body", "unit"), ["★重点件★"], row("202108300003", "at", "body", "unit"),
    ]  # fmt: skip
    return xlsx(path / "x.xlsx", rows), [wanted("at", "body", "unit", no=f"20210830000{at}") for at in (1, 2, 3)]


@family
def numbering_row_below_the_header(path: Path) -> Made:
    rows: Table = [
        ["工单编号", "受理时间", "诉求内容", "承办单位"],
        ["（1）", "（2）", "（3）", "（4）"],
        row("no", "at", "body", "unit"),
    ]
    return one(path, rows, "no", "at", "body", "unit")


@family
def field_names_of_a_database_below_the_header(path: Path) -> Made:
    rows: Table = [
        ["工单编号", "受理时间", "诉求内容", "承办单位"],
        ["order_no", "accept_time", "content", "unit_name"],
        row("no", "at", "body", "unit"),
    ]
    return one(path, rows, "no", "at", "body", "unit")


@family
def csv_with_a_title_line(path: Path) -> Made:
    lines = [
        "博山区热线工单导出,,,",
        "导出时间：2021-08-31,,,",
        "工单编号,受理时间,诉求内容,承办单位",
        f"{NUMBER},2021-08-30 14:05,{BODY},区供电中心",
        "合计,1,,",
    ]
    return csv_file(path / "x.csv", *lines, encoding="gb18030"), [wanted("no", "at", "body", "unit")]


@family
def platform_of_enterprises(path: Path) -> Made:
    heads = [
        "诉求单号",
        "诉求企业",
        "统一社会信用代码",
        "企业联系人",
        "联系方式",
        "所属行业",
        "诉求标题",
        "诉求内容",
        "诉求提交时间",
        "办理单位",
        "办理进度",
        "办理结果",
        "企业评价",
        "是否公开",
    ]
    cells = row(
        "no",
        "company",
        "91370304000003017A",
        "person",
        "phone",
        "制造业",
        "title",
        "body",
        "at",
        "unit",
        "status",
        "result",
        "满意",
        "否",
    )
    return one(
        path,
        [heads, cells],
        "no",
        "at",
        "title",
        "body",
        "phone",
        "company",
        "unit",
        "status",
        "result",
        channel="jiesujiban",
        secret=True,
    )


@family
def programme_with_other_words(path: Path) -> Made:
    rows: Table = [
        ["《问政山东》曝光问题整改台账（2021年）"],
        [
            "序号",
            "播出时间",
            "节目主题",
            "曝光的具体问题",
            "涉及单位",
            "整改牵头单位",
            "属地",
            "主要领导表态",
            "整改完成时限",
            "目前进展",
            "是否整改到位",
        ],
        [1, "8月26日", "办电", BODY, "区供电中心", "区供电中心", "源泉镇", "立即整改", "9月9日前", RESULT, "否"],
    ]
    return one(
        path,
        rows,
        "body",
        "area",
        "unit",
        "result",
        at="2021-08-26T00:00:00+08:00",
        channel="wenzheng",
        status="未销号",
        deadline="2021-09-09",
    )


@family
def visits_with_a_unit_in_the_title(path: Path) -> Made:
    rows: Table = [
        ["附件2"], ["2021年样本企业走访台账"], ["填报单位：区税务局", None, None, "2021年8月31日"],
        ["序号", "日期", "企业", None, "受访人", None, None, "走访形式", "企业反映的困难和诉求", "责任单位", "解决情况"],
        [None, None, "名称", "所在镇街", "姓名", "身份", "电话", None, None, None, None],
        row("1", "8月31日", "company", "源泉镇", "person", "法人", "phone", "实地", "body", "unit", "result"),
        row("2", "8月31日", "淄博某瓷厂", "域城镇", "李某", "机主", "138****1234", "电话", "生产经营正常，无诉求", "", ""),
        ["3"], ["4"], ["填表人：某某", None, None, "单位负责人：某某"],
    ]  # fmt: skip
    return one(
        path,
        rows,
        "body",
        "phone",
        "company",
        "area",
        "unit",
        "result",
        at="2021-08-31T00:00:00+08:00",
        channel="visits",
    )


@family
def wide_orders_with_processing_history(path: Path) -> Made:
    heads = [
        "案件编号",
        "案件来源",
        "上报时间",
        "案件标题",
        "案件描述",
        "当事人",
        "当事人电话",
        "主体名称",
        "所属街镇",
        "派遣单位",
        "处置单位",
        "处置结果",
        "案件状态",
        "父案件编号",
        "是否匿名",
    ]
    cells = row(
        "no",
        "热线",
        "at",
        "title",
        "body",
        "person",
        "phone",
        "company",
        "area",
        "指挥中心",
        "unit",
        "result",
        "status",
        "2021000",
        "否",
    )
    return one(path, [heads, cells], *ALL)


@family
def letters_to_the_mayor(path: Path) -> Made:
    heads = [
        "信件编号",
        "来信时间",
        "信件标题",
        "信件内容",
        "写信人",
        "手机",
        "办理部门",
        "信件状态",
        "回复内容",
        "回复时间",
        "是否公开",
    ]
    cells = row("no", "at", "title", "body", "person", "phone", "unit", "status", "result", "2021-09-02", "是")
    return one(
        path,
        [heads, cells],
        "no",
        "at",
        "title",
        "body",
        "phone",
        "unit",
        "status",
        "result",
        secret=False,
        person="王会计",
    )


@family
def html_named_xls(path: Path) -> Made:
    heads = "".join(
        f"<td>{word}</td>" for word in ("工单号", "创建时间", "工单主题", "工单描述", "当前处理部门", "流程状态")
    )
    cells = "".join(f"<td>{word}</td>" for word in row("no", "at", "title", "body", "unit", "status"))
    file = path / "x.xls"
    file.write_text(
        f"<html><meta charset=utf-8><table><tr><td colspan=6>工单</td></tr><tr>{heads}</tr><tr>{cells}</tr></table></html>",
        encoding="utf-8",
    )
    return file, [wanted("no", "at", "title", "body", "unit", "status")]


@family
def orders_with_company_in_a_joint_column(path: Path) -> Made:
    heads = [
        "流水号",
        "诉求人/企业名称",
        "联系人及电话",
        "诉求时间",
        "诉求事项及内容",
        "镇（街道）",
        "转办部门",
        "办结情况",
    ]
    cells = row("no", "company", f"王会计 {MOBILE}", "at", "body", "area", "unit", "result")
    return one(path, [heads, cells], "no", "at", "body", "phone", "area", "unit", "result", "company")


@pytest.mark.parametrize("maker", FAMILIES.values(), ids=FAMILIES)
def test_a_file_of_another_layout_comes_in_whole(maker: Maker, tmp_path: Path, reader: FileReader) -> None:
    path, expected = maker(tmp_path)
    reading = reader.read(path)
    assert reading.refused_file is None, reading.message
    assert [one.message for one in reading.refused] == []
    got = [told(record) for _, record in reading.records]
    assert [{name: record[name] for name in want} for record, want in zip(got, expected, strict=True)] == expected


@pytest.mark.parametrize("written", ["8月30日", "14:05", "30日", "2021年8月", "08/09/2021", "2021-02-30", "昨天"])
def test_a_date_that_cannot_be_known_is_refused(written: str, tmp_path: Path, reader: FileReader) -> None:
    path = xlsx(tmp_path / "x.xlsx", [["工单编号", "受理时间", "诉求内容"], ["A0001", written, BODY]])
    assert [one.reason for one in reader.read(path).refused] == [RefusedRow.DATE_INVALID]


def test_a_hidden_sheet_is_read_only_where_no_visible_one_can_be(tmp_path: Path, reader: FileReader) -> None:
    import xlsxwriter

    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, number in (("显示", "A0001"), ("隐藏", "A0002")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["工单编号", "诉求内容"])
            sheet.write_row(1, 0, [number, BODY])
        sheet.hide()
    assert [record.external_id for _, record in reader.read(path).records] == ["A0001"]


def test_sums_alone_are_no_orders(tmp_path: Path, reader: FileReader) -> None:
    rows = [["承办单位", "1月", "2月", "合计"], ["区供电中心", 3, 4, 7], ["区税务局", 1, 0, 1]]
    assert reader.read(xlsx(tmp_path / "x.xlsx", rows)).refused_file is RefusedFile.UNKNOWN_LAYOUT


def test_orders_without_numbers_need_a_channel_and_keep_their_identity(tmp_path: Path, reader: FileReader) -> None:
    rows = [["受理时间", "诉求内容", "企业名称", "办理结果"], ["2021-08-30", BODY, COMPANY, ""]]
    path = xlsx(tmp_path / "x.xlsx", rows)
    assert reader.read(path).refused_file is RefusedFile.UNKNOWN_LAYOUT
    ((_, first),) = reader.read(path, Channel.HOTLINE).records
    rows[1][3] = RESULT
    ((_, later),) = reader.read(xlsx(tmp_path / "y.xlsx", rows), Channel.HOTLINE).records
    assert first.external_id == later.external_id
    assert first.fingerprint() != later.fingerprint()
