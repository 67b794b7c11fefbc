"""What people write after a command's word. The sentences are ours; 2021-09-01 is a Wednesday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.arguments import (
    Misread,
    find_return_reason,
    narrow,
    read_choice,
    take_complaint,
    take_suggestion,
    whole_number,
)
from bot.dates import take_date, take_working_days
from bot.turn import Memories, Memory, Turn
from complaints.moves import ReturnReason
from complaints.people import Role
from complaints.units import Unit, Units
from storage.store import open_store
from tests.kit import UNITS, district

TODAY = date(2021, 9, 1)


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("2021-09-13 变压器未到", "2021-09-13", "变压器未到"),
        ("2021/9/13 变压器未到", "2021-09-13", "变压器未到"),
        ("2021.9.13变压器未到", "2021-09-13", "变压器未到"),
        ("2021年9月13日变压器未到", "2021-09-13", "变压器未到"),
        ("20210913 变压器未到", "2021-09-13", "变压器未到"),
        ("9月13日，变压器未到", "2021-09-13", "变压器未到"),
        ("9月13号变压器未到", "2021-09-13", "变压器未到"),
        ("9-13 变压器未到", "2021-09-13", "变压器未到"),
        ("9/13，变压器未到", "2021-09-13", "变压器未到"),
        ("9.13", "2021-09-13", ""),
        ("9.13前 变压器未到", "2021-09-13", "变压器未到"),
        ("9.13日 变压器未到", "2021-09-13", "变压器未到"),
        ("9-13之前，变压器未到", "2021-09-13", "变压器未到"),
        ("13日 变压器未到", "2021-09-13", "变压器未到"),
        ("13号，变压器未到", "2021-09-13", "变压器未到"),
        ("今天 能办完", "2021-09-01", "能办完"),
        ("明天变压器到货", "2021-09-02", "变压器到货"),
        ("后天 变压器到货", "2021-09-03", "变压器到货"),
        ("大后天 变压器到货", "2021-09-04", "变压器到货"),
        ("本周五 验收", "2021-09-03", "验收"),
        ("周五 验收", "2021-09-03", "验收"),
        ("星期五验收", "2021-09-03", "验收"),
        ("下周五前验收", "2021-09-10", "验收"),
        ("下下周一 验收", "2021-09-13", "验收"),
        ("本周日 验收", "2021-09-05", "验收"),
        ("本月底 验收", "2021-09-30", "验收"),
        ("月底前，验收", "2021-09-30", "验收"),
        ("9月底 验收", "2021-09-30", "验收"),
        ("月末 验收", "2021-09-30", "验收"),
        ("年底 验收", "2021-12-31", "验收"),
        ("十月十三日 验收", "2021-10-13", "验收"),
        ("十二月三十一日前验收", "2021-12-31", "验收"),
        ("二〇二一年十月八日 验收", "2021-10-08", "验收"),
        ("十三日 验收", "2021-09-13", "验收"),
        ("９月１３日　变压器未到", "2021-09-13", "变压器未到"),
        ("２０２１－０９－１３ 变压器未到", "2021-09-13", "变压器未到"),
        ("延期至9月13日 变压器未到", "2021-09-13", "变压器未到"),
        ("延至9月13日 变压器未到", "2021-09-13", "变压器未到"),
        ("延到下周五 变压器未到", "2021-09-10", "变压器未到"),
        ("至2021-09-13 变压器未到", "2021-09-13", "变压器未到"),
        ("到月底 变压器未到", "2021-09-30", "变压器未到"),
        ("9月13日之前 变压器未到", "2021-09-13", "变压器未到"),
        ("9月13日止 变压器未到", "2021-09-13", "变压器未到"),
        ("9月13日 需换１０ｋＶ开关（２台）", "2021-09-13", "需换１０ｋＶ开关（２台）"),
    ],
)
def test_a_day_is_read_at_the_beginning_of_the_words(text: str, day: str, rest: str) -> None:
    assert take_date(text, TODAY) == (on(day), rest)


@pytest.mark.parametrize(
    "text",
    [
        "3.5万元设备款未到", "1-2个月才能到货", "3.5 万元", "1-2 个月", "1-2日内送电", "3日内更换", "三日内更换变压器",
        "3号变压器未到货", "5个工作日 变压器未到", "变压器9月13日到货", "", "延期", "周一至周五停电", "9月13日至15日停电",
        "20210913-0001", "9月3次停电", "延期5日 变压器未到", "下周 变压器到货", "10kV线路改造", "8.5 kV线路", "三日 变压器未到",
    ],
)  # fmt: skip
def test_words_without_a_day_stay_as_they_are(text: str) -> None:
    assert take_date(text, TODAY) == (None, text)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("9月31日 变压器未到", "9月31日"),
        ("13月1日 变压器未到", "13月1日"),
        ("2021-02-30 变压器未到", "2021-02-30"),
        ("延期至9月31日前 变压器未到", "9月31日"),
        ("20211399 变压器未到", "20211399"),
        ("９月３１日", "９月３１日"),
        ("31号", "31号"),
        ("13月底", "13月底"),
        ("0月5日", "0月5日"),
    ],
)
def test_an_impossible_day_is_named(text: str, typed: str) -> None:
    with pytest.raises(Misread, match=f"没有“{typed}”这一天"):
        take_date(text, TODAY)


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        ("2021-09-14", "9月13日", "2021-09-13"),
        ("2021-09-14", "13日", "2021-09-13"),
        ("2021-09-28", "5日", "2021-10-05"),
        ("2021-12-28", "5日", "2022-01-05"),
        ("2021-12-28", "1月5日", "2022-01-05"),
        ("2021-12-28", "下月5号", "2022-01-05"),
        ("2021-09-01", "3月2日", "2021-03-02"),
        ("2021-09-01", "3月1日", "2022-03-01"),
        ("2023-12-01", "2月29日", "2024-02-29"),
        ("2023-12-01", "2月底", "2024-02-29"),
        ("2021-12-28", "明年1月5日", "2022-01-05"),
        ("2021-09-02", "周一", "2021-09-06"),
        ("2021-09-02", "本周一", "2021-08-30"),
        ("2021-09-05", "下周一", "2021-09-06"),
        ("2021-12-31", "月底", "2021-12-31"),
    ],
)
def test_a_day_without_a_year_is_the_nearest_one(today: str, text: str, day: str) -> None:
    assert take_date(text, on(today)) == (on(day), "")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("5个工作日 变压器未到", (5, "变压器未到")),
        ("延期五个工作日", (5, "")),
        ("三个工作日，变压器未到", (3, "变压器未到")),
        ("申请延期十五个工作日，变压器未到", (15, "变压器未到")),
        ("两个工作日 待审批", (2, "待审批")),
        ("１０个工作日　待审批", (10, "待审批")),
        ("10工作日内 待审批", (10, "待审批")),
        ("99个工作日", (99, "")),
        ("100个工作日", None),
        ("0个工作日", None),
        ("5天 变压器未到", None),
        ("5个工作日前已报", None),
        ("变压器5个工作日到货", None),
    ],
)
def test_working_days_are_read_up_to_99(text: str, taken: tuple[int, str] | None) -> None:
    assert take_working_days(text) == taken


@pytest.fixture(scope="module")
def turn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Turn]:
    folder = tmp_path_factory.mktemp("arguments")
    store = open_store(f"sqlite:///{folder / 'desk.db'}")
    place = district(store, folder).at("2021-09-01 09:00")
    for order in range(7):
        place.file("厂里停电" + "一二三四五六七"[order] * 6, f"order-{order}")
    clerk = place.person("赵主任", Role.CLERK)
    memory = Memory(("BS20210901-0003", "BS20210901-0005"))
    yield Turn(clerk, "", "1", "chat:赵主任", "", memory, place.services, Memories(), place.clock.at)
    store.close()


@pytest.mark.parametrize(
    ("args", "sequence", "rest"),
    [
        ("BS20210901-0007 已到现场", 7, "已到现场"),
        ("ＢＳ２０２１０９０１－０００１ 已到现场", 1, "已到现场"),
        ("０００７　已到现场", 7, "已到现场"),
        ("bs202109010007已到现场", 7, "已到现场"),
        ("20210901-7，已到现场", 7, "已到现场"),
        ("BS20210901—0007 已到现场", 7, "已到现场"),
        ("编号0007 已到现场", 7, "已到现场"),
        ("编号：0007 已到现场", 7, "已到现场"),
        ("No.0007 已到现场", 7, "已到现场"),
        ("编号：BS20210901-0007，已到现场", 7, "已到现场"),
        ("0007已到现场", 7, "已到现场"),
        ("7号已处理", 7, "已处理"),
        ("第7号已处理", 7, "已处理"),
        ("#7 已处理", 7, "已处理"),
        ("7", 7, ""),
        ("7已处理", 7, "已处理"),
        ("第2件 已处理", 5, "已处理"),
        ("第一件已处理", 3, "已处理"),
        ("0007 换装１００ｋＶＡ变压器①台", 7, "换装１００ｋＶＡ变压器①台"),
        ("0007。3日内送电", 7, "3日内送电"),
        ("0007个人缴费已退", 7, "个人缴费已退"),
        ("7号 3次停电", 7, "3次停电"),
    ],
)
def test_a_complaint_is_taken_by_its_number(turn: Turn, args: str, sequence: int, rest: str) -> None:
    complaint, words = take_complaint(replace(turn, args=args), "反馈 0007")
    assert (complaint.number, words) == (f"BS20210901-{sequence:04d}", rest)


@pytest.mark.parametrize(
    "args",
    ["7天内解决", "3次停电", "0.5元", "７个问题", "2年", "9月13日", "7日前", "8时", "8点", "5分", "3元", "3万", "7家企业", "5吨", "5%",
     "５％", "8小时", "2021年的事", "100万元", "20210830001", "20210913", "已处理", "编号", "7号楼停电", "0", "BS20211399-0001"],
)  # fmt: skip
def test_words_that_begin_with_an_amount_are_no_number(turn: Turn, args: str) -> None:
    with pytest.raises(Misread, match="不像编号"):
        take_complaint(replace(turn, args=args), "反馈 0007")


def test_a_missing_number_is_asked_for(turn: Turn) -> None:
    with pytest.raises(Misread, match="请写明编号，例：反馈 0007"):
        take_complaint(replace(turn, args="  "), "反馈 0007")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("职能不符 线路正常", ReturnReason.FUNCTION),
        ("职能不符，也属地不符", None),
        ("信息不足或重复", None),
        ("职能不符 不在我辖区", ReturnReason.FUNCTION),
        ("不归我们管", ReturnReason.FUNCTION),
        ("不在我辖区，厂在淄川", ReturnReason.AREA),
        ("不在我辖区，电话打不通", None),
        ("电话打不通", ReturnReason.INFORMATION),
        ("职能", ReturnReason.FUNCTION),
        ("属地", ReturnReason.AREA),
        ("权属。", ReturnReason.UNCLEAR),
        ("范围", ReturnReason.BEYOND),
        ("重复件", ReturnReason.DUPLICATE),
        (" 信息 ", ReturnReason.INFORMATION),
        ("职能部门答复过", None),
        ("用户侧设备", None),
    ],
)
def test_a_return_has_one_reason_or_the_caller_asks(text: str, reason: ReturnReason | None) -> None:
    assert find_return_reason(text) is reason


@pytest.mark.parametrize("text", ["2", "２", "第二个", "二", "选2", "2.", "②", "选第二项", "(2)", " 2。", "２．"])
def test_a_line_is_chosen_by_its_number(text: str) -> None:
    assert read_choice(text, 6) == 2


@pytest.mark.parametrize("text", ["7", "0", "第七个", "2 职能不符", "二是没电", "", "第", "选", "22", "-2", "十二"])
def test_other_words_choose_no_line(text: str) -> None:
    assert read_choice(text, 6) is None


@pytest.mark.parametrize(
    ("text", "reason", "unit"),
    [
        ("是供水问题 建议 区水利局", "是供水问题", "区水利局"),
        ("是供水问题，建议转区水利局办理。", "是供水问题", "区水利局"),
        ("是供水问题，建议由水利局承办", "是供水问题", "区水利局"),
        ("线路正常，请转供电公司", "线路正常", "区供电中心"),
        ("工地问题应由区住建局负责", "工地问题", "区住建局"),
        ("不归我们。建议退回水利局", "不归我们", "区水利局"),
        ("建议：区水利局", "建议：区水利局", "区水利局"),
        ("是供水问题，建议改派至：区水利局", "是供水问题", "区水利局"),
        ("是供水问题，故建议转水利局处理", "是供水问题", "区水利局"),
        ("企业建议转住建局，核实后应由水利局牵头办理", "企业建议转住建局，核实后", "区水利局"),
        ("需１０ｋＶ，建议转供电公司", "需１０ｋＶ", "区供电中心"),
        ("建议转区园林局办理", "建议转区园林局办理", ""),
        ("不应由区住建局负责", "不应由区住建局负责", ""),
        ("建议企业自行整改", "建议企业自行整改", ""),
        ("水利局已答复", "水利局已答复", ""),
        ("建议转区水利局和住建局会商", "建议转区水利局和住建局会商", ""),
    ],
)
def test_a_unit_is_suggested_at_the_end(text: str, reason: str, unit: str) -> None:
    assert take_suggestion(text, UNITS) == (reason, unit)


def test_a_unit_whose_name_begins_with_a_word_of_passing_on_is_found() -> None:
    units = Units([Unit("区交通局", ("交通局",), True)])
    assert take_suggestion("道路问题，建议转交通局办理", units) == ("道路问题", "区交通局")


def test_narrow_keeps_every_character_in_its_place() -> None:
    text = "ＢＳ２０２１㎡½—①　（甲）"
    assert narrow(text) == "BS2021㎡½-1 (甲)"
    assert len(narrow(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13", 13),
        ("十", 10),
        ("十三", 13),
        ("二十", 20),
        ("二十一", 21),
        ("廿三", 23),
        ("两", 2),
        ("十十", 0),
        ("甲", 0),
        ("", 0),
    ],
)
def test_whole_numbers_are_read_in_figures_and_in_words(text: str, number: int) -> None:
    assert whole_number(text) == number


# Written after the code was finished, and measured before any of it was mended.
@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("申请延期至9月15日，设备采购周期长", "2021-09-15", "设备采购周期长"),
        ("到下周三吧，厂家排产", "2021-09-08", "吧，厂家排产"),
        ("延长到9.20，等主变检修", "2021-09-20", "等主变检修"),
        ("9月15日前完成，因管材未到", "2021-09-15", "完成，因管材未到"),
        ("9月13日（周一）前，材料未到", "2021-09-13", "材料未到"),
        ("国庆后再办", None, "国庆后再办"),
        ("下个月10号 招标结束", "2021-10-10", "招标结束"),
        ("10月中旬 招标结束", None, "10月中旬 招标结束"),
        ("2021年年底 改造完成", "2021-12-31", "改造完成"),
        ("2021年12月底前改造完成", "2021-12-31", "改造完成"),
        ("礼拜天 停电施工", "2021-09-05", "停电施工"),
        ("2022-1-10 管网改造列入明年 计划：先接临时管", "2022-01-10", "管网改造列入明年 计划：先接临时管"),
        ("再延5天", None, "再延5天"),
        ("9月13日前往现场", "2021-09-13", "前往现场"),
    ],
)
def test_later_cases_of_days(text: str, day: str | None, rest: str) -> None:
    assert take_date(text, TODAY) == (on(day) if day else None, rest)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("延5个工作日 厂家排产", (5, "厂家排产")),
        ("再延期3个工作日", (3, "")),
        ("延长至5个工作日", None),
        ("二十个工作日；管材未到", (20, "管材未到")),
    ],
)
def test_later_cases_of_working_days(text: str, taken: tuple[int, str] | None) -> None:
    assert take_working_days(text) == taken


@pytest.mark.parametrize(
    ("args", "sequence", "rest"),
    [
        ("诉求编号0007 已到现场", 7, "已到现场"),
        ("0007-已到现场", 7, "已到现场"),
        ("【0007】已到现场", 7, "已到现场"),
        ("BS20210901 0007 已到现场", 7, "已到现场"),
        ("7号件已处理", 7, "已处理"),
    ],
)
def test_later_cases_of_numbers(turn: Turn, args: str, sequence: int, rest: str) -> None:
    complaint, words = take_complaint(replace(turn, args=args), "反馈 0007")
    assert (complaint.number, words) == (f"BS20210901-{sequence:04d}", rest)


@pytest.mark.parametrize(
    ("text", "reason", "unit"),
    [
        ("供水管网归水利局管，建议转水利局", "供水管网归水利局管", "区水利局"),
        ("经核实为施工问题，建议交由区住建局处理为妥", "经核实为施工问题", "区住建局"),
        ("非我单位职责，请转给税务局，谢谢！", "非我单位职责", "区税务局"),
        ("应由住建局来管", "应由住建局来管", "区住建局"),
        ("建议区公安分局依法处置。", "建议区公安分局依法处置。", "区公安分局"),
        ("建议贵中心转派供电中心", "建议贵中心转派供电中心", "区供电中心"),
        ("已建议企业找水利局", "已建议企业找水利局", ""),
    ],
)
def test_later_cases_of_suggestions(text: str, reason: str, unit: str) -> None:
    assert take_suggestion(text, UNITS) == (reason, unit)


@pytest.mark.parametrize(("text", "choice"), [("选第2个", 2), ("第2类", 2), ("2吧", None), ("选 ２", 2), ("二、", 2)])
def test_later_cases_of_choices(text: str, choice: int | None) -> None:
    assert read_choice(text, 6) == choice
