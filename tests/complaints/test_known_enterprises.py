"""A name held against the enterprises that the office knows."""

from __future__ import annotations

import pytest

from complaints.companies.known import KnownEnterprises, Match

CERAMICS = "博山清釉陶瓷有限公司"
PUMPS = "淄博博山禾笙机泵制造有限公司"
LOGISTICS = "山东三六五物流有限公司"
TWO = ("博山鑫源机械有限公司", "博山鑫源商贸有限公司")
KNOWN = KnownEnterprises([(CERAMICS, "K1"), (PUMPS, "K2"), (LOGISTICS, "K3"), (TWO[0], "K4"), (TWO[1], "K5")])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (CERAMICS, CERAMICS),
        ("清釉陶瓷", CERAMICS),
        ("淄博市博山区清釉陶瓷厂", CERAMICS),
        ("清釉", CERAMICS),
        ("清釉公司", CERAMICS),
        ("禾笙", PUMPS),
        ("禾笙机泵", PUMPS),
        ("三六五", LOGISTICS),
        ("鑫源机械", TWO[0]),
    ],
)
def test_a_variant_or_the_only_one_of_its_short_name_is_sure(name: str, found: str) -> None:
    assert KNOWN.match(name).found == found


def test_a_sure_match_brings_its_key() -> None:
    assert KNOWN.match("清釉陶瓷") == Match(found=CERAMICS, key="K1")


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("清柚陶瓷", CERAMICS),
        ("釉清陶瓷", CERAMICS),
        ("清釉陶磁", CERAMICS),
        ("清柚", CERAMICS),
        ("禾笙机蹦制造", PUMPS),
        ("禾生机泵制造", PUMPS),
        ("禾笙泵机制造", PUMPS),
    ],
)
def test_a_name_with_a_slip_is_proposed_and_not_taken(name: str, proposed: str) -> None:
    match = KNOWN.match(name)
    assert match.found == ""
    assert match.proposals[0] == proposed


def test_a_short_name_of_several_proposes_them() -> None:
    match = KNOWN.match("鑫源公司")
    assert match.found == ""
    assert set(match.proposals) == set(TWO)


def test_at_most_three_are_proposed() -> None:
    known = KnownEnterprises((f"博山鑫源{trade}有限公司", trade) for trade in ("机械", "商贸", "陶瓷", "物流", "食品"))
    assert len(known.match("鑫源").proposals) == 3


@pytest.mark.parametrize("name", ["", "陶瓷厂", "某公司", "清泉陶瓷", "上海宝马汽车", "清釉琉璃"])
def test_an_unrelated_or_general_name_finds_nothing(name: str) -> None:
    assert KNOWN.match(name) == Match()


def test_an_enterprise_added_later_is_found_and_the_same_line_again_changes_nothing() -> None:
    known = KnownEnterprises()
    for _ in range(2):
        known.add(CERAMICS, "K1")
    assert known.match("清釉").found == CERAMICS


def test_one_name_with_two_keys_is_not_taken_for_either_of_them() -> None:
    known = KnownEnterprises([("博山清釉陶瓷有限公司", "K1"), ("淄博清釉陶瓷厂", "K2")])
    assert known.match("清釉陶瓷").found == ""
    assert known.match("淄博清釉陶瓷厂").found == "淄博清釉陶瓷厂"
