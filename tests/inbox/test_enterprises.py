"""附件1 and 附件2 as 24 units fill them in by hand: every enterprise comes in, and of its problems each once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from complaints.records import Channel, Enterprise, PhoneKind, RawRecord, RefusedFile, RefusedRow, RowRefusal
from inbox.credit_codes import is_credit_code
from inbox.dates import CHINA
from inbox.disputes import mark_of, reports_nothing, reports_trouble
from inbox.read import FileReader
from tests.inbox.make import MOBILE, Table, csv_file, xlsx

TROUBLE = "增容报装三个月没有人来查勘，多次催问没有结果。"
HEADS = [
    "序号",
    "指标名称",
    "牵头单位",
    "企业名称",
    "统一社会信用代码",
    "所属镇街",
    "企业性质",
    "行业",
    "规模",
    "法定代表人",
    "联系人",
    "联系电话",
    "办理事项",
    "办理时间",
    "办理结果",
    "是否存在分歧或投诉",
    "来源",
    "问题摘要",
    "备注",
]
CODE = "91370304000003009F"


def line(number: object, name: str, mark: object = "", text: str = "", **other: object) -> list[object]:
    cells: dict[str, object] = {
        "序号": number, "指标名称": "获得电力", "牵头单位": "区供电中心", "企业名称": name, "统一社会信用代码": CODE, "所属镇街": "博山区-源泉镇",
        "企业性质": "民营", "行业": "陶瓷", "规模": "小型", "法定代表人": "赵某", "联系人": "王会计", "联系电话": MOBILE, "办理事项": "增容",
        "办理时间": "2021-03-28", "办理结果": "已办结", "是否存在分歧或投诉": mark, "来源": "12345", "问题摘要": text, "备注": "无",
    }  # fmt: skip
    return [other.get(head, cells[head]) for head in HEADS]


def outcomes(path: Path, channel: Channel | None = None) -> list[tuple[int, Enterprise | RawRecord] | RowRefusal]:
    return [*FileReader().open(path, channel).rows()]


def enterprises(path: Path, channel: Channel | None = None) -> list[Enterprise]:
    return [one[1] for one in outcomes(path, channel) if isinstance(one, tuple) and isinstance(one[1], Enterprise)]


def test_a_line_of_the_ledger_is_an_enterprise_with_all_its_columns(tmp_path: Path) -> None:
    (one,) = enterprises(
        xlsx(tmp_path / "x.xlsx", [["附件1"], ["样本企业汇总表"], HEADS, line(1, "博山清釉陶瓷有限公司", "否")])
    )
    assert one == Enterprise(
        name="博山清釉陶瓷有限公司", uscc=CODE, place="源泉镇", unit="区供电中心", indicator="获得电力", matter="增容",
        handled_at=datetime(2021, 3, 28, tzinfo=CHINA), legal_person="赵某", person="王会计", phone=MOBILE, phone_kind=PhoneKind.FULL,
        disputes=False,
        extra={"nature": "民营", "industry": "陶瓷", "size": "小型", "outcome": "已办结", "source": "12345", "area": "博山区-源泉镇"},
    )  # fmt: skip


def test_a_disputed_line_is_its_enterprise_and_then_its_complaint(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "x.xlsx", [HEADS, line(1, "甲公司", "否"), line(2, "乙公司", "是", TROUBLE), line(3, "丙公司", "是")]
    )
    told = [
        (one.row, one.reason) if isinstance(one, RowRefusal) else (one[0], type(one[1]).__name__)
        for one in outcomes(path)
    ]
    assert told == [
        (2, "Enterprise"),
        (3, "Enterprise"),
        (3, "RawRecord"),
        (4, "Enterprise"),
        (4, RefusedRow.TEXT_MISSING),
    ]
    (_, record) = [one for one in outcomes(path) if isinstance(one, tuple)][2]
    assert isinstance(record, RawRecord)
    assert (record.text, record.company, record.source_unit) == (TROUBLE, "乙公司", "区供电中心")
    assert (record.extra["handled_at"], record.received_at) == ("2021-03-28", None)


@pytest.mark.parametrize(
    "mark",
    [
        "是",
        "有",
        "√",
        "存在分歧",
        "是（12345）",
        "★",
        "存在投诉",
        "有分歧",
        "Y",
        "☑是□否",
        "是☑否□",
        "曾投诉",
        "12345投诉",
        True,
        "已标注",
    ],
)
def test_every_form_of_a_mark_is_a_dispute(mark: object, tmp_path: Path) -> None:
    (one,) = enterprises(xlsx(tmp_path / "x.xlsx", [HEADS, line(1, "甲公司", mark, TROUBLE)]))
    assert one.disputes


@pytest.mark.parametrize(
    "mark", ["否", "无", "×", "不存在", "无分歧", "没有", "N", "□是☑否", "是□否☑", "/", "否（已解决）", "无投诉", False]
)
def test_every_form_of_its_opposite_is_none_whatever_else_is_told(mark: object, tmp_path: Path) -> None:
    (one,) = enterprises(xlsx(tmp_path / "x.xlsx", [HEADS, line(1, "甲公司", mark, TROUBLE)]))
    assert not one.disputes


@pytest.mark.parametrize(
    ("text", "disputes"),
    [
        (TROUBLE, True),
        ("", False),
        ("无", False),
        ("已办结", False),
        ("办理顺利，非常满意", False),
        ("未反映问题", False),
        ("希望降低收费", True),
        ("正常", False),
    ],
)
def test_without_a_mark_the_words_decide(text: str, disputes: bool, tmp_path: Path) -> None:
    (one,) = enterprises(xlsx(tmp_path / "x.xlsx", [HEADS, line(1, "甲公司", "", text)]))
    assert one.disputes is disputes
    without = [[cell for at, cell in enumerate(cells) if at != 15] for cells in (HEADS, line(1, "甲公司", "", text))]
    (one,) = enterprises(xlsx(tmp_path / "附件1.xlsx", [["样本企业汇总表"], *without]))
    assert one.disputes is disputes


def test_a_wrong_code_and_an_early_day_are_told_and_keep_their_line(tmp_path: Path) -> None:
    lines = [
        line(1, "甲公司", 统一社会信用代码="91370304000003009A"), line(2, "乙公司", 办理时间="2019-01-05"), line(3, "丙公司", 办理时间="2021年3月"),
        line(4, "丁公司", 统一社会信用代码=9.1370304e17), line(5, "戊公司", 统一社会信用代码="办理中"),
    ]  # fmt: skip
    reading = FileReader().read(xlsx(tmp_path / "x.xlsx", [HEADS, *lines]))
    assert [one.name for _, one in reading.enterprises] == ["甲公司", "乙公司", "丙公司", "丁公司", "戊公司"]
    assert "信用代码校验不通过，请核对：甲公司、丁公司" in reading.message
    assert "早于 2020-08-01，请核对：乙公司" in reading.message
    assert "没有写到日，请核对：丙公司" in reading.message
    assert [one.uscc for _, one in reading.enterprises] == ["91370304000003009A", CODE, CODE, "", ""]


@pytest.mark.parametrize(
    ("titles", "file"),
    [
        ([["附件1"], ["样本企业汇总表"], ["填报单位（盖章）：区供电中心　　填报时间：2021年8月30日"]], "x.xlsx"),
        ([["附件1：样本企业汇总表"], ["填报单位：", "区供电中心", None, "日期：2021.8.30"]], "x.xlsx"),
        ([["区供电中心2021年样本企业汇总表"]], "x.xlsx"),
        ([["样本企业汇总表（区供电中心）"]], "x.xlsx"),
        ([["样本企业汇总表"]], "附件1-区供电中心.xlsx"),
        ([["样本企业汇总表"], ["单位：家"]], "区供电中心样本企业.xlsx"),
        ([["样本企业汇总表"], ["报送单位:区供电中心", None, None, "联系人：某某"]], "x.xlsx"),
    ],
)
def test_the_unit_may_stand_once_above_the_table(titles: Table, file: str, tmp_path: Path) -> None:
    heads = ["序号", "企业名称", "联系电话", "办理事项", "有无投诉", "问题摘要"]
    rows: Table = [*titles, heads, [1, "甲公司", MOBILE, "增容", "有", TROUBLE], [2, "乙公司", "", "增容", "无", ""]]
    assert [one.unit for one in enterprises(xlsx(tmp_path / file, rows))] == ["区供电中心", "区供电中心"]


def test_merged_cells_count_for_the_lines_below_them(tmp_path: Path) -> None:
    lines = [
        line(1, "甲公司"), line(2, "乙公司", 指标名称="", 牵头单位=""), line(3, "丙公司", 指标名称="纳税", 牵头单位="区税务局"),
        line(4, "丁公司", 指标名称="", 牵头单位=""), line(5, "戊公司", 指标名称="", 牵头单位="区财政局"),
    ]  # fmt: skip
    got = [(one.indicator, one.unit) for one in enterprises(xlsx(tmp_path / "x.xlsx", [HEADS, *lines]))]
    assert got == [("获得电力", "区供电中心")] * 2 + [("纳税", "区税务局")] * 2 + [("纳税", "区财政局")]


def test_a_hand_made_ledger_with_two_rows_of_headings_and_everything_around_it(tmp_path: Path) -> None:
    rows: Table = [
        ["附件1"],
        ["2021年营商环境样本企业情况汇总表"],
        ["填报单位：区税务局（盖章）", None, None, None, None, None, "填报日期：8月30日"],
        ["序号", "企业基本情况", None, None, "经办人员", None, "办理业务", None, "是否有分歧投诉", "分歧投诉情况"],
        [None, "名称", "信用代码", "镇办", "姓名", "手机号", "事项", "时间", None, None],
        ["例", "某某公司", "913703xxxx", "某镇", "张三", "138xxxx", "开户", "2021.1.1", "是", "例：办理慢"],
        [1, "甲公司", CODE, "八陡镇", "王会计", "138****1234", "退税", 44284, "有", TROUBLE],
        [2, "乙公司", CODE, "域城镇", "李会计", "保密", "登记", "2021/3/28", "无", None],
        [3], [4], [5],
        ["合计", "2家"],
        ["填表人：某某", None, None, "审核人：某某", None, None, "联系电话：0533-4000000"],
        ["注：有分歧或投诉的要标注"],
    ]  # fmt: skip
    path = xlsx(tmp_path / "x.xlsx", rows)
    assert FileReader().open(path).channel is Channel.ENTERPRISES
    one, two = enterprises(path)
    assert (one.name, one.unit, one.place, one.person, one.phone, one.disputes) == (
        "甲公司",
        "区税务局",
        "八陡镇",
        "王会计",
        "138****1234",
        True,
    )
    assert (one.handled_at, one.matter, one.uscc) == (datetime(2021, 3, 29, tzinfo=CHINA), "退税", CODE)
    assert (two.phone, two.phone_kind, two.disputes) == ("", PhoneKind.SECRET, False)


def test_a_star_before_the_name_marks_where_no_column_does(tmp_path: Path) -> None:
    rows: Table = [
        ["样本企业汇总表（有分歧投诉的标★）"],
        ["序号", "企业名称", "办理事项", "问题摘要"],
        [1, "★甲公司", "增容", TROUBLE],
        [2, "乙公司", "增容", ""],
    ]
    assert [(one.name, one.disputes) for one in enterprises(xlsx(tmp_path / "x.xlsx", rows))] == [
        ("甲公司", True),
        ("乙公司", False),
    ]


VISITS = [
    "序号",
    "走访日期",
    "走访单位",
    "走访人",
    "企业名称",
    "所属镇街",
    "受访人",
    "受访人身份",
    "联系电话",
    "走访方式",
    "送政策情况",
    "企业反映问题及诉求",
    "问题类别",
    "责任单位",
    "办理措施",
    "办理时限",
    "办理状态",
    "企业满意度",
    "企业状态",
    "是否入微信群",
    "备注",
]


def test_every_visit_tells_of_its_enterprise_and_some_of_a_problem(tmp_path: Path) -> None:
    rows: Table = [
        ["附件2 走访台账（2021年8月31日）"], VISITS,
        [1, "8月31日", "区税务局", "某某", "甲公司", "源泉镇", "王会计", "机主", MOBILE, "实地", "已送", TROUBLE, "获得电力", "区供电中心", "协调", "9月6日", "办理中", "满意", "正常", "是", ""],
        [2, None, None, None, "乙公司", "域城镇", "李总", "法人", "139****1234", "电话", "", "企业运行平稳，暂无诉求", "", "", "", "", "", "", "正常", "", ""],
        [3], ["累计", 2], ["填表人：某某"],
    ]  # fmt: skip
    path = xlsx(tmp_path / "x.xlsx", rows)
    first, record, second = [one[1] for one in outcomes(path) if isinstance(one, tuple)]
    assert isinstance(first, Enterprise)
    assert isinstance(second, Enterprise)
    assert isinstance(record, RawRecord)
    assert (first.name, first.unit, first.place, first.indicator, first.person) == (
        "甲公司",
        "区税务局",
        "源泉镇",
        "获得电力",
        "王会计",
    )
    assert (first.extra["visited_at"], first.extra["person_role"], first.extra["method"]) == (
        "2021-08-31",
        "机主",
        "实地",
    )
    assert (second.unit, second.phone_kind, second.extra["company_state"]) == ("区税务局", PhoneKind.MASKED, "正常")
    assert (record.source_unit, record.source_status, record.result) == ("区供电中心", "办理中", "协调")
    assert record.received_at == datetime(2021, 8, 31, tzinfo=CHINA)
    assert record.deadline_at == datetime(2021, 9, 6, tzinfo=CHINA)


@pytest.mark.parametrize(
    "text", ["无", "暂无", "没有问题。", "企业表示目前没有需要解决的问题", "无诉求，企业满意", "生产经营正常", "未反映问题和困难", "/", "—", "均无", "无任何困难和诉求", "暂无意见建议", "企业对政策表示感谢，无问题"]
)  # fmt: skip
def test_words_for_no_problem_are_none(text: str) -> None:
    assert reports_nothing(text)
    assert not reports_trouble(text)


@pytest.mark.parametrize(
    "text",
    [
        "无法正常用电",
        "没有人来查勘",
        "不满意，来回跑",
        "无人解答政策",
        "运行不正常",
        "希望政策兑现",
        "无钱发工资，请协调",
        "暂无进展，已催三次",
        "正常生产受停电影响",
        "用工难",
    ],
)
def test_a_problem_is_not_taken_for_none(text: str) -> None:
    assert not reports_nothing(text)


def test_the_same_ledger_again_tells_the_same(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "x.xlsx", [HEADS, line(1, "甲公司", "是", TROUBLE)])
    assert outcomes(path) == outcomes(path)


def test_a_ledger_of_names_only_is_read_where_its_channel_is_given(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "x.csv", "序号,企业名称,联系电话", f"1,甲公司,{MOBILE}")
    assert FileReader().read(path).refused_file is RefusedFile.UNKNOWN_LAYOUT
    assert [one.name for one in enterprises(path, Channel.ENTERPRISES)] == ["甲公司"]


@pytest.mark.parametrize(
    ("code", "right"), [(CODE, True), (CODE[:-1] + "A", False), (CODE.lower(), False), ("", False), (CODE[:-1], False)]
)
def test_the_last_character_of_a_code_tells_whether_it_is_right(code: str, right: bool) -> None:
    assert is_credit_code(code) is right


def test_a_mark_that_says_neither_is_none() -> None:
    assert mark_of("") is None
    assert mark_of("待核实") is None
