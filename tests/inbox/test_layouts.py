"""Layouts that no sample shows: other words, other places, other sheets."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from complaints.records import Channel, PhoneKind, RawRecord, RefusedFile, RefusedRow
from inbox.dates import CHINA
from inbox.read import FileReader
from tests.inbox.make import LANDLINE, MOBILE, Table, csv_file, xlsx

BODY = "我公司申请用电增容，已经一个月没有人来查勘，请协调。"
NUMBER = "20210830370304000012"


def only(reader: FileReader, path: Path, channel: Channel | None = None) -> RawRecord:
    reading = reader.read(path, channel)
    assert reading.refused_file is None, reading.message
    assert not reading.refused
    ((_, record),) = reading.records
    return record


@pytest.mark.parametrize(
    "headings",
    [
        ("工单编号", "受理时间", "诉求标题", "市民诉求", "诉求人手机号", "所属区域", "处理部门", "公司名称"),
        ("热线单号", "登记时间", "标题", "主要内容", "来电人电话/账号", "被反映街乡镇", "承办单位", "企业名称"),
        ("*工单号（必填）", "来件时间", "工单标题", "工单内容", "联系方式", "事发地点", "主办单位", "涉事主体"),
        ("诉求单号", "推 送\n时 间", "诉求主题", "诉求描述", "求助号码", "问题点位", "责任单位", "企业（单位）名称"),
        ("受理编号", "创建日期", "投诉标题", "投诉内容", "来电电话", "镇街", "办理单位", "涉及企业"),
        (
            "工单流水编码",
            "来电登记时间",
            "信件标题",
            "诉求具体描述",
            "反映人手机",
            "所属街道",
            "具体承办部门",
            "反映企业名称",
        ),
    ],
)
def test_the_same_row_is_read_under_other_headings(
    headings: tuple[str, ...], tmp_path: Path, reader: FileReader
) -> None:
    row = (NUMBER, "2021-08-30 14:05", "增容慢", BODY, MOBILE, "博山区源泉镇", "区供电中心", "博山清釉陶瓷有限公司")
    record = only(reader, xlsx(tmp_path / "x.xlsx", [headings, row]))
    assert (record.external_id, record.title, record.text) == (NUMBER, "增容慢", BODY)
    assert record.received_at == datetime(2021, 8, 30, 14, 5, tzinfo=CHINA)
    assert (record.phone, record.phone_kind) == (MOBILE, PhoneKind.FULL)
    assert (record.place, record.source_unit) == ("源泉镇", "区供电中心")
    assert record.company == "博山清釉陶瓷有限公司"


def test_a_header_of_two_rows_under_titles_is_found(tmp_path: Path, reader: FileReader) -> None:
    rows: Table = [
        ["热线工单汇总"],
        ["统计时间：2021年8月", None, None, "单位：件"],
        [],
        ["工单", None, "诉求人", None, "诉求内容", None, "企业信息", None, "承办", None],
        ["编号", "时间", "姓名", "电话", "标题", "正文", "名称", "镇街", "单位", "联系电话"],
        [
            NUMBER,
            "2021-08-30",
            "王会计",
            MOBILE,
            "增容慢",
            BODY,
            "博山清釉陶瓷有限公司",
            "池上镇",
            "区供电中心",
            LANDLINE,
        ],
        ["合计", "1件"],
        ["填表人：某某"],
    ]
    record = only(reader, xlsx(tmp_path / "x.xlsx", rows))
    assert (record.external_id, record.text, record.reporter) == (NUMBER, BODY, "王会计")
    assert (record.phone, record.company, record.place) == (MOBILE, "博山清釉陶瓷有限公司", "池上镇")
    assert record.source_unit == "区供电中心"


@pytest.mark.parametrize(
    "headings",
    [
        ["工单编号", "诉求内容", "联系人", "联系电话", "承办单位", "联系电话"],
        ["工单编号", "诉求内容", "承办单位", "联系电话", "联系人", "联系电话"],
        ["工单编号", "诉求内容", "诉求人", "联系电话", "承办单位", "经办人", "联系电话"],
        ["工单编号", "诉求内容", "承办单位", "单位联系电话", "诉求人", "诉求人电话"],
    ],
)
def test_of_two_telephones_the_complainants_is_taken(headings: list[str], tmp_path: Path, reader: FileReader) -> None:
    complainants = max(
        at for at, word in enumerate(headings) if "电话" in word and headings[at - 1] in ("联系人", "诉求人")
    )
    cells = {"工单编号": NUMBER, "诉求内容": BODY, "承办单位": "区供电中心"}
    row = [
        (MOBILE if at == complainants else LANDLINE) if "电话" in word else cells.get(word, "王会计")
        for at, word in enumerate(headings)
    ]
    assert only(reader, xlsx(tmp_path / "x.xlsx", [headings, row])).phone == MOBILE


def test_all_sheets_with_orders_are_read_and_the_message_says_so(tmp_path: Path, reader: FileReader) -> None:
    header = ["工单编号", "诉求内容"]
    path = xlsx(
        tmp_path / "x.xlsx",
        [["使用说明"], ["请勿修改表头"]],
        sheet="说明",
        八月=[header, ["202108300001", BODY]],
        九月=[header, ["202109010001", BODY], ["", BODY]],
    )
    reading = reader.read(path)
    assert [(row, record.external_id) for row, record in reading.records] == [(2, "202108300001"), (2, "202109010001")]
    assert "工作表“八月”读取 1 行" in reading.message
    assert "没有读取的工作表：“说明”" in reading.message
    assert "工作表“九月”第3行" in reading.refused[0].message


def test_page_headers_and_blank_rows_within_the_data_pass_silently(tmp_path: Path, reader: FileReader) -> None:
    header = ["工单编号", "诉求内容"]
    rows = [header, ["202108300001", BODY], [], header, ["202108300002", BODY], ["备注：以上为保密件"]]
    reading = reader.read(xlsx(tmp_path / "x.xlsx", rows))
    assert [row for row, _ in reading.records] == [2, 5]
    assert not reading.refused


def test_each_way_to_lose_a_row_has_its_reason(tmp_path: Path, reader: FileReader) -> None:
    rows = [
        ["工单编号", "受理时间", "诉求内容"],
        [2.0210830370304e19, "2021-08-30", BODY],
        [None, "2021-08-30", BODY],
        ["202108300003", "2021-08-30", None],
        ["202108300004", "2021-02-30", BODY],
        ["202108300005", None, BODY],
    ]
    reading = reader.read(xlsx(tmp_path / "x.xlsx", rows))
    assert [(one.row, one.reason) for one in reading.refused] == [
        (2, RefusedRow.ORDER_NO_PRECISION_LOST),
        (3, RefusedRow.ORDER_NO_MISSING),
        (4, RefusedRow.TEXT_MISSING),
        (5, RefusedRow.DATE_INVALID),
    ]
    assert all(f"第{one.row}行" in one.message and "请" in one.message for one in reading.refused)
    assert [(row, record.received_at) for row, record in reading.records] == [(6, None)]


def test_a_csv_row_with_too_many_or_too_few_cells_is_refused(tmp_path: Path, reader: FileReader) -> None:
    path = csv_file(
        tmp_path / "x.csv",
        "工单编号,标题,诉求内容,承办单位",
        "202108300001,慢,一切都慢,区供电中心",
        "202108300002,慢,没有引号,的逗号,区供电中心",
        "202108300003,慢",
        "202108300004,慢,一切都慢,区供电中心,,",
        "202108300005,慢,一切都慢,区供电中心",
    )
    reading = reader.read(path)
    assert [(one.row, one.reason) for one in reading.refused] == [
        (3, RefusedRow.ROW_MALFORMED),
        (4, RefusedRow.ROW_MALFORMED),
    ]
    assert [row for row, _ in reading.records] == [2, 5, 6]


def test_an_exporter_that_drops_empty_cells_at_the_end_is_no_reason_to_refuse(
    tmp_path: Path, reader: FileReader
) -> None:
    lines = [f"20210830000{at},一切都慢" for at in range(5)]
    path = csv_file(tmp_path / "x.csv", "工单编号,诉求内容,承办单位,办理结果", *lines)
    assert len(reader.read(path).records) == 5


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("gb18030", ","), ("utf-8", "\t"), ("utf-16", "\t"), ("utf-8", ";")]
)
def test_text_is_read_in_every_encoding_and_with_every_delimiter(
    encoding: str, delimiter: str, tmp_path: Path, reader: FileReader
) -> None:
    lines = [delimiter.join(line) for line in (["工单编号", "标题", "诉求内容"], [NUMBER, "䶮", BODY])]
    path = csv_file(tmp_path / "x.txt", *lines, encoding=encoding)
    assert only(reader, path).title == "䶮"


def test_a_day_and_a_time_in_two_columns_are_one_moment(tmp_path: Path, reader: FileReader) -> None:
    rows = [["工单编号", "来电日期", "来电时间", "诉求内容"], [NUMBER, "2021-08-30", "14:05", BODY]]
    record = only(reader, xlsx(tmp_path / "x.xlsx", rows))
    assert record.received_at == datetime(2021, 8, 30, 14, 5, tzinfo=CHINA)


def test_a_deadline_in_words_is_kept_and_one_as_a_date_is_a_moment(tmp_path: Path, reader: FileReader) -> None:
    header = ["工单编号", "诉求内容", "办结期限"]
    path = xlsx(tmp_path / "x.xlsx", [header, ["A1", BODY, "5个工作日"], ["A2", BODY, "2021-09-06"]])
    (_, words), (_, day) = reader.read(path).records
    assert (words.deadline_at, words.extra["deadline"]) == (None, "5个工作日")
    assert day.deadline_at == datetime(2021, 9, 6, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("mark", "text", "confidential"),
    [
        ("是", BODY, True), ("1", BODY, True), ("否", "诉求人要求对身份保密。", False), ("0", "请求保密。", False),
        (None, "诉求人要求对身份保密。", True), (None, "本人不愿透露姓名。", True), (None, "不要求保密。", False),
        (None, BODY, False), (None, "商业秘密被窃取，公开处罚结果。", False),
    ],
)  # fmt: skip
def test_the_mark_decides_on_secrecy_and_the_words_where_it_is_empty(
    mark: str | None, text: str, confidential: bool, tmp_path: Path, reader: FileReader
) -> None:
    rows = [["工单编号", "诉求内容", "是否保密"], [NUMBER, text, mark]]
    assert only(reader, xlsx(tmp_path / "x.xlsx", rows)).confidential is confidential


def test_a_title_alone_is_the_text(tmp_path: Path, reader: FileReader) -> None:
    rows = [["工单编号", "工单标题", "诉求内容"], [NUMBER, "增容慢", None]]
    assert only(reader, xlsx(tmp_path / "x.xlsx", rows)).text == "增容慢"


def test_the_first_line_of_a_text_tells_the_place_and_its_remark_does_not(tmp_path: Path, reader: FileReader) -> None:
    text = "地址：博山区山头街道某工业园\n事项一：停电\n备注：已转白塔镇协助联系。"
    assert only(reader, xlsx(tmp_path / "x.xlsx", [["工单编号", "诉求内容"], [NUMBER, text]])).place == "山头街道"


def test_a_programmes_problems_keep_their_identity_when_merged_cells_are_filled(
    tmp_path: Path, reader: FileReader
) -> None:
    header = ["序号", "期数", "播出日期", "曝光问题", "涉及企业", "责任单位", "整改时限", "是否销号"]
    merged = [header, [1, "第31期", "2021-08-05", BODY, "甲公司", "区供电中心", "立行立改", "否"],
              [2, None, None, "停水没有通知。", "乙公司", "区水利局", "2021-08-20", "是"]]  # fmt: skip
    filled = [
        header,
        merged[1],
        [7, "第31期", "2021年8月5日", "停水没有通知。", "乙公司", "区水利局", "2021-08-20", "是"],
    ]
    one, two = (reader.read(xlsx(tmp_path / f"{at}.xlsx", rows)) for at, rows in enumerate((merged, filled)))
    assert one.channel is two.channel is Channel.WENZHENG
    assert [record.external_id for _, record in one.records] == [record.external_id for _, record in two.records]
    second = one.records[1][1]
    assert second.received_at == datetime(2021, 8, 5, tzinfo=CHINA)
    assert (second.source_status, second.extra["episode"]) == ("已销号", "第31期")
    assert one.records[0][1].extra["deadline"] == "立行立改"


def test_a_visits_problem_becomes_a_record_and_a_visit_without_one_does_not(tmp_path: Path, reader: FileReader) -> None:
    rows = [
        ["附件2"],
        ["走访台账"],
        ["序号", "走访日期", "走访单位", "走访人", "企业名称", "所属镇街", "受访人", "联系电话", "企业反映问题及诉求"],
        [1, "2021-08-31", "区税务局", "某某", "甲公司", "域城镇", "王会计", MOBILE, BODY],
        [2, "2021-08-31", "区税务局", "某某", "乙公司", "域城镇", "李会计", MOBILE, "无"],
        [3, "2021-08-31", "区税务局", "某某", "丙公司", "域城镇", "李会计", MOBILE, "没有问题。"],
    ]
    reading = reader.read(xlsx(tmp_path / "x.xlsx", rows))
    assert reading.channel is Channel.VISITS
    assert [(row, record.company, record.place) for row, record in reading.records] == [(4, "甲公司", "域城镇")]
    assert "共 3 家企业，其中 1 家" in reading.message


def test_a_channel_that_is_given_is_not_guessed(tmp_path: Path, reader: FileReader) -> None:
    path = xlsx(tmp_path / "x.xlsx", [["工单编号", "诉求内容"], [NUMBER, BODY]])
    assert only(reader, path, Channel.JIESUJIBAN).channel is Channel.JIESUJIBAN
    assert reader.read(path, Channel.CHAT).refused_file is RefusedFile.UNKNOWN_LAYOUT


def test_a_table_whose_header_nobody_knows_says_what_to_do(tmp_path: Path, reader: FileReader) -> None:
    reading = reader.read(xlsx(tmp_path / "x.xlsx", [["甲", "乙"], ["1", "2"]]))
    assert reading.refused_file is RefusedFile.UNKNOWN_LAYOUT
    reading = reader.read(xlsx(tmp_path / "y.xlsx", [["标题", "诉求内容", "承办单位"], ["慢", BODY, "区供电中心"]]))
    assert reading.refused_file is RefusedFile.UNKNOWN_LAYOUT
    assert "工单编号" in reading.message


def test_the_office_can_add_its_own_headings(tmp_path: Path) -> None:
    reader = FileReader(synonyms={"order_no": ("博山单",), "body": ("群众说",)})
    path = xlsx(tmp_path / "x.xlsx", [["博山单", "群众说"], [NUMBER, BODY]])
    assert only(reader, path).external_id == NUMBER


def test_columns_whose_headings_are_read_by_their_words_are_told(tmp_path: Path, reader: FileReader) -> None:
    heads = ["工单编号", "接听时刻", "标题", "诉求内容", "整改经过说明", "不相干"]
    row = [NUMBER, "2021-08-30 14:05", "增容慢", BODY, "已看过", "x"]
    path = xlsx(tmp_path / "x.xlsx", [heads, row])
    told = [(one.letter, one.heading, one.meaning) for one in reader.open(path).assumed]
    assert told == [("B", "接听时刻", "受理时间"), ("E", "整改经过说明", "办理结果")]
    assert only(reader, path).received_at == datetime(2021, 8, 30, 14, 5, tzinfo=CHINA)


def test_of_a_layout_that_is_wholly_known_nothing_is_assumed(tmp_path: Path, reader: FileReader) -> None:
    path = xlsx(
        tmp_path / "x.xlsx", [["工单编号", "受理时间", "诉求标题", "主要内容"], [NUMBER, "2021-08-30", "增容慢", BODY]]
    )
    assert reader.open(path).assumed == ()


def test_what_a_table_may_mean_is_told_whether_or_not_it_is_known(tmp_path: Path, reader: FileReader) -> None:
    path = xlsx(tmp_path / "x.xlsx", [["工单编号", "接听时刻", "主要内容"], [NUMBER, "2021-08-30", BODY]])
    guess = reader.guess(path)
    assert guess is not None
    assert [one.meaning for one in guess.columns] == ["工单编号", "受理时间", "内容"]
    (tmp_path / "x.txt").write_bytes(b"")
    assert reader.guess(tmp_path / "x.txt") is None
