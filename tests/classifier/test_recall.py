"""Texts are found again by what they have in common, as the classifier counts it."""

from __future__ import annotations

import pytest

from classifier.model import Model
from classifier.recall import LEAST, Memory

CASES = {
    "电": ("停电", "车间停电三次，变压器跳闸，增容申请没人看"),
    "费": ("电费", "电费账单对不上电表读数"),
    "院": ("", "判决生效半年，强制执行没有结果"),
}


@pytest.fixture
def memory(model: Model) -> Memory:
    memory = Memory(model.features)
    memory.hold(CASES)
    return memory


def test_the_same_text_is_found_with_all_of_its_likeness(memory: Memory) -> None:
    for key, text in CASES.items():
        found, likeness = memory.nearest(text, 1)[0]
        assert found == key
        assert likeness == pytest.approx(1, abs=1e-5)
        assert likeness <= 1


def test_what_has_more_in_common_comes_first_and_what_has_hardly_anything_not_at_all(memory: Memory) -> None:
    found = memory.nearest(("停电", "变压器又跳闸，车间停电，电费也翻倍"), 3)
    assert next(key for key, _ in found) == "电"
    assert "院" not in [key for key, _ in found]
    assert all(likeness >= LEAST for _, likeness in found)
    assert memory.nearest(("", "xyz"), 3) == []


def test_no_more_come_than_are_asked_for(memory: Memory) -> None:
    assert len(memory.nearest(("停电", "停电，电费，判决，执行，变压器，电表"), 2)) <= 2


def test_what_is_no_longer_held_is_not_found(memory: Memory) -> None:
    memory.hold({"院": CASES["院"], "又": CASES["电"]})
    assert [key for key, _ in memory.nearest(CASES["电"], 3)] == ["又"]
    memory.hold({})
    assert memory.nearest(CASES["电"], 3) == []


def test_what_was_held_before_gives_the_same_as_what_comes_at_once(model: Model) -> None:
    step_by_step, at_once = Memory(model.features), Memory(model.features)
    step_by_step.hold({"费": CASES["费"]})
    step_by_step.hold(CASES)
    at_once.hold(CASES)
    asked = ("停电", "变压器跳闸，电费翻倍")
    assert dict(step_by_step.nearest(asked, 3)) == pytest.approx(dict(at_once.nearest(asked, 3)))
