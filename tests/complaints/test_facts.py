"""The facts of a complaint in its text, and the answers to the questions for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaints.facts.finding import FactAnswer, find_facts, read_fact
from complaints.records import PhoneKind
from complaints.towns import read_towns

TOWNS = read_towns(Path(__file__).parents[2] / "tables" / "towns.csv")
MINE = "138" + "12345678"
OTHER = "139" + "87654321"


def test_everything_that_a_text_tells_is_found() -> None:
    text = f"博山清釉陶瓷有限公司，地址：博山区白塔镇国家村，联系人：王会计，电话{MINE}，门口路灯坏了"
    facts = find_facts(text, TOWNS)
    assert (facts.company, facts.place, facts.address) == ("博山清釉陶瓷有限公司", "白塔镇", "博山区白塔镇国家村")
    assert (facts.contact, facts.phone, facts.phone_kind) == ("王会计", MINE, PhoneKind.FULL)
    assert facts.tells_matter


@pytest.mark.parametrize(
    "written",
    [
        MINE,
        f"{MINE[:3]} {MINE[3:7]} {MINE[7:]}",
        f"{MINE[:3]}-{MINE[3:7]}-{MINE[7:]}",
        f"+86{MINE}",
        f"+86 {MINE[:3]} {MINE[3:6]} {MINE[6:]}",
    ],
)
def test_a_mobile_is_read_however_it_is_written(written: str) -> None:
    assert find_facts(f"电话{written}，停电了", TOWNS).phone == MINE


def test_a_full_width_mobile_is_read() -> None:
    wide = "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in MINE)
    assert find_facts(f"手机{wide}", TOWNS).phone == MINE


def test_a_landline_keeps_its_area_and_extension() -> None:
    assert find_facts("电话0533-4181234转802", TOWNS).phone == "0533-4181234-802"
    assert find_facts("座机4181234", TOWNS).phone == "4181234"


@pytest.mark.parametrize(
    "text",
    [
        "电话138****1234",
        f"工单编号{MINE}",
        f"统一社会信用代码91370304{MINE[:8]}1K",
        f"身份证370304{MINE}0",
        f"欠款{MINE}元",
        "12345没人接",
    ],
)
def test_a_masked_number_an_order_number_a_code_and_an_amount_are_no_phones(text: str) -> None:
    facts = find_facts(text, TOWNS)
    assert facts.phone == ""
    assert facts.phone_kind is PhoneKind.NONE


def test_of_two_phones_the_speaker_s_is_taken() -> None:
    assert find_facts(f"打了物业电话{OTHER}没人接，我的手机{MINE}", TOWNS).phone == MINE
    assert find_facts(f"对方电话{OTHER}", TOWNS).phone == ""
    assert find_facts(f"{MINE}，{OTHER}", TOWNS).phone == MINE


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("联系人：王会计", "王会计"), ("我姓李", "李"), (f"张先生 {MINE}", "张先生"), ("我叫张建国，在博山", "张建国"),
        ("来电人张女士称其经营超市", "张女士"), (f"找小王 {MINE}", "小王"), ("税务局王科长态度差", ""), ("老王家常菜馆", ""),
    ],
)  # fmt: skip
def test_a_person_s_name_is_found_where_the_text_says_that_it_is_one(text: str, contact: str) -> None:
    assert find_facts(text, TOWNS).contact == contact


@pytest.mark.parametrize(
    "text",
    [
        "", "我要投诉", "你们管不管", "在吗", "我想反映个问题", "急急急", "投诉供电局", "博山清釉陶瓷有限公司", MINE, "举报一个单位",
        "我要投诉李主任", "反映博山清釉陶瓷有限公司的问题", "没人管吗", "我姓李，找你们领导", f"联系人：王会计，{MINE}",
    ],
)  # fmt: skip
def test_who_and_that_something_is_wrong_is_no_matter(text: str) -> None:
    assert not find_facts(text, TOWNS).tells_matter


@pytest.mark.parametrize(
    "text",
    [
        "停电", "又停水了", "路灯坏了没人修", "投诉环保局乱罚款", "怎么申请创业担保贷款", "投诉博山山泉饮品厂水里有虫子", "审批太慢",
        "请问稳岗返还什么时候发", "博山清釉陶瓷有限公司燃气不足", "我是瑞丰铸造的老板，公司门口修路",
    ],
)  # fmt: skip
def test_what_is_wrong_or_asked_is_a_matter(text: str) -> None:
    assert find_facts(text, TOWNS).tells_matter


@pytest.mark.parametrize(
    ("kind", "answer", "value"),
    [
        ("company", "我们是清釉陶瓷的", "清釉陶瓷"),
        ("company", "清釉", "清釉"),
        ("company", "公司名字是禾笙", "禾笙"),
        ("company", "博山禾笙机泵制造有限公司。", "博山禾笙机泵制造有限公司"),
        ("place", "在山头那边", "山头街道"),
        ("place", "白塔", "白塔镇"),
        ("place", "博山区中心路12号", "博山区中心路12号"),
        ("contact", "王会计", "王会计"),
        ("matter", "门口路灯坏了", "门口路灯坏了"),
    ],
)
def test_an_answer_is_read(kind: str, answer: str, value: str) -> None:
    assert read_fact(kind, answer, TOWNS) == FactAnswer(value)


def test_a_phone_that_comes_with_an_answer_is_read_too() -> None:
    assert read_fact("contact", f"找小王 {MINE}", TOWNS) == FactAnswer("小王", MINE)
    assert read_fact("phone", MINE, TOWNS) == FactAnswer(MINE, MINE)
    assert read_fact("company", f"清釉陶瓷 {MINE}", TOWNS) == FactAnswer("清釉陶瓷", MINE)


@pytest.mark.parametrize("kind", ["company", "place", "phone", "contact", "matter"])
@pytest.mark.parametrize("answer", ["不方便说", "跳过", "没有", "匿名", "不想留", "不知道。"])
def test_who_does_not_wish_to_say_has_declined(kind: str, answer: str) -> None:
    assert read_fact(kind, answer, TOWNS) == FactAnswer(declined=True)


@pytest.mark.parametrize("kind", ["company", "place", "phone"])
@pytest.mark.parametrize(
    "answer",
    ["", "为什么要问这个", "登记 0007", "帮助", "我们厂又停电了", "你好", "税务局说退税还要再等两个月，你们能不能问问"],
)
def test_a_question_back_a_command_and_a_new_complaint_are_no_answers(kind: str, answer: str) -> None:
    assert read_fact(kind, answer, TOWNS) is None
