"""What a line of 走访 and an answer to one of its questions tell."""

from __future__ import annotations

import pytest

from bot.visit_words import read_answer, read_line
from campaign.visits import VisitFact
from tests.kit import TOWNS

PHONE = "138" + "0013" + "8000"


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("", {}),
        ("实地 受访人 王会计 机主 问题 增容没人勘察，电话也打不通",
         {"method": "实地", "person": "王会计", "problem": "增容没人勘察，电话也打不通"}),
        ("问题 无 政策 稳岗返还 已入群", {"policies": "稳岗返还", "in_group": True, "skipped": "problem"}),
        ("政策 没有 问题 没有发票领", {"problem": "没有发票领", "skipped": "policies"}),
        ("方式：上门，受访人：王会计，身份：法人代表，政策：稳岗补贴，问题：无",
         {"method": "实地", "person": "王会计", "person_role": "法人", "policies": "稳岗补贴"}),
        ("电话 法人 已入群", {"method": "电话", "person_role": "法人", "in_group": True}),
        (f"实地 电话 {PHONE} 未加微信群", {"method": "实地", "phone": PHONE, "in_group": False}),
        ("问题 停电三次 电话 没人接 备注 下周再去", {"problem": "停电三次 电话 没人接", "note": "下周再去"}),
        ("满意度 满意 诉求 水压不足", {"satisfaction": "满意", "problem": "水压不足"}),
    ],
)  # fmt: skip
def test_a_line_tells_what_its_words_say(line: str, facts: dict[str, object]) -> None:
    company, told = read_line(f"博山清釉陶瓷有限公司 {line}", TOWNS)
    assert company == "博山清釉陶瓷有限公司"
    assert {name: told.get(name) for name in facts} == facts
    assert set(told) - set(facts) <= {"person_role", "skipped"}, told


def test_who_was_visited_is_read_behind_the_name() -> None:
    _, told = read_line("清釉陶瓷 受访人 王会计 机主 实地", TOWNS)
    assert told == {"person": "王会计", "person_role": "机主", "method": "实地"}


@pytest.mark.parametrize(
    ("fact", "words", "facts"),
    [
        (VisitFact.METHOD, "2", {"method": "电话"}),
        (VisitFact.METHOD, "上门看的", {"method": "实地"}),
        (VisitFact.ROLE, "法人代表", {"person_role": "法人"}),
        (VisitFact.ROLE, "1", {"person_role": "机主"}),
        (VisitFact.ROLE, "财务主管", {"person_role": "财务主管"}),
        (VisitFact.PERSON, "王会计", {"person": "王会计"}),
        (VisitFact.PERSON, f"王会计 机主 {PHONE}", {"person": "王会计", "person_role": "机主", "phone": PHONE}),
        (VisitFact.PHONE, PHONE, {"phone": PHONE}),
        (VisitFact.GROUP, "已入", {"in_group": True}),
        (VisitFact.GROUP, "还没有", {"in_group": False}),
        (VisitFact.PROBLEM, "没有问题的电费单一直不给", {"problem": "没有问题的电费单一直不给"}),
    ],
)
def test_an_answer_tells_the_fact_that_was_asked(fact: VisitFact, words: str, facts: dict[str, object]) -> None:
    told = read_answer(fact, words, TOWNS)
    assert told is not None
    assert (told.facts, told.skipped) == (facts, False)


@pytest.mark.parametrize("fact", list(VisitFact))
def test_every_fact_can_be_skipped(fact: VisitFact) -> None:
    told = read_answer(fact, "跳过", TOWNS)
    assert told is not None
    assert told.skipped


@pytest.mark.parametrize("words", ["没有", "无", "暂无问题", "目前没有什么诉求"])
def test_no_problem_is_no_problem(words: str) -> None:
    told = read_answer(VisitFact.PROBLEM, words, TOWNS)
    assert told is not None
    assert (told.facts, told.skipped) == ({}, True)


@pytest.mark.parametrize(
    ("fact", "words"),
    [(VisitFact.METHOD, "书面"), (VisitFact.METHOD, "4"), (VisitFact.GROUP, "明天"), (VisitFact.PHONE, "三楼")],
)
def test_other_words_are_no_answer(fact: VisitFact, words: str) -> None:
    assert read_answer(fact, words, TOWNS) is None
