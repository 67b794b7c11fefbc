from __future__ import annotations

import pytest

from complaints.matters import identity, outlines, propose_parts, without_announcement, without_quotes, without_tail
from complaints.numbering import find_runs

TWO = ("增容申请没人勘察", "厂门口水管漏水")


@pytest.mark.parametrize(
    "text",
    [
        "事项一：增容申请没人勘察\n事项二：厂门口水管漏水",
        "事项1、增容申请没人勘察；事项2、厂门口水管漏水",
        "【问题一】增容申请没人勘察【问题二】厂门口水管漏水",
        "诉求（一）增容申请没人勘察，诉求（二）厂门口水管漏水",
        "一、增容申请没人勘察 二、厂门口水管漏水",
        "1.增容申请没人勘察 2.厂门口水管漏水",
        "1）增容申请没人勘察\n2）厂门口水管漏水",
        "反映：（1）增容申请没人勘察；（2）厂门口水管漏水",
        "（一）增容申请没人勘察；（二）厂门口水管漏水",
        "①增容申请没人勘察②厂门口水管漏水",
        "⑴增容申请没人勘察⑵厂门口水管漏水",
        "1️⃣增容申请没人勘察 2️⃣厂门口水管漏水",
        "第一，增容申请没人勘察；第二，厂门口水管漏水",
        "第一个问题是增容申请没人勘察；第二个问题是厂门口水管漏水",
        "一是增容申请没人勘察，二是厂门口水管漏水",
        "其一，增容申请没人勘察；其二，厂门口水管漏水",
        "首先，增容申请没人勘察。其次，厂门口水管漏水",
        "1增容申请没人勘察\n2厂门口水管漏水",
        "- 增容申请没人勘察\n- 厂门口水管漏水",
        "● 增容申请没人勘察\n● 厂门口水管漏水",
    ],
)
def test_matters_are_cut_at_every_kind_of_mark(text: str) -> None:
    assert tuple(part.rstrip("。") for part in propose_parts(text)) == TWO


@pytest.mark.parametrize(
    "text",
    [
        "",
        "车间停电三次，损失1.5万元，找了2、3家单位",
        "事项一：停电没人修",
        "2021年8月30日停电，第2次了没人管",
        "2020年1、2月的房产税多缴了，至今没退",
        "增容没人管。要求：1.尽快勘察，不要再拖 2.书面答复",
        "拖欠工资四个月，证据有：1、劳动合同没给我；2、考勤记录",
        "窗口让准备：（一）申请表；（二）健康证，没有的不收",
        "事情经过：1、去窗口没办成；2、打电话没人接",
        "1、4月12日提交申请没受理；2、5月8日补齐；3、至今未核发",
        "网上办理步骤：1、注册账号 2、上传合同没成功",
        "办证要1.申请表 2.租赁合同",
        "根据条例第三十二条，（一）不得拖欠；（二）应当赔偿损失",
        "他说：“一、你们的申请没批；二、线路没钱改”，就这样拖着",
        "第一次去没人，第二次去说材料不全，第三次去让等",
        "投了三个标，第一个没中，第二个流标没退保证金",
        "一、基本情况：我厂做陶瓷。二、反映问题：变压器不够用。三、诉求：尽快增容。",
    ],
)
def test_a_list_that_is_no_list_of_matters_is_left_whole(text: str) -> None:
    assert propose_parts(text) == ()


def test_what_stands_around_the_matters_belongs_to_none_of_them() -> None:
    text = (
        "地址：白塔镇因阜村北\n事项一：退税没到账\n事项二：门口县道坑洼不平\n备注：转办街道：山头街道\n"
        "联系电话：138****1234"
    )
    (outline,) = outlines(text)
    assert outline.items == ("退税没到账", "门口县道坑洼不平")
    assert identity(outline.lead) == "地址：白塔镇因阜村北"
    assert outline.named


def test_the_last_matter_ends_before_the_next_section() -> None:
    text = "一、反映问题：1.停电没人修 2.水管漏水\n二、诉求：尽快解决"
    assert ("停电没人修", "水管漏水") in [outline.items for outline in outlines(text)]


def test_counting_that_starts_again_is_another_run() -> None:
    runs = find_runs("一、电：1.停电 2.跳闸 二、水：1.漏水 2.发黄")
    assert [len(run.marks) for run in runs] == [2, 2, 2]


def test_who_speaks_is_kept_and_what_only_announces_is_not() -> None:
    lead = "您好，我们是山头街道的清釉陶瓷厂，反映以下两个问题："
    assert identity(lead) == "我们是山头街道的清釉陶瓷厂"
    assert without_announcement(lead) == "您好，我们是山头街道的清釉陶瓷厂"
    assert identity("我是业主，有两件事：") == ""
    assert without_announcement("停电问题：") == "停电问题："


@pytest.mark.parametrize(
    "text",
    [
        "水管漏水没人修。以上两点望答复。",
        "水管漏水没人修。\n望予解决，谢谢！",
        "水管漏水没人修。请相关部门尽快处理。谢谢！",
        "水管漏水没人修。备注：转办街道：城西街道",
        "水管漏水没人修。\n联系人：李先生",
    ],
)
def test_fields_and_courtesies_at_the_end_are_no_part_of_the_matter(text: str) -> None:
    assert without_tail(text).rstrip("。") == "水管漏水没人修"


def test_a_text_that_is_all_courtesy_stays() -> None:
    assert without_tail("谢谢领导！") == "谢谢领导！"


def test_quotes_are_covered_in_their_length() -> None:
    text = "他说“一、没钱”就走"
    assert without_quotes(text) == "他说□□□□□□就走"
    assert len(without_quotes(text)) == len(text)
