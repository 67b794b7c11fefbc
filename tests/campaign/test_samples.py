"""Lines of the units' 附件1 that mean one enterprise become one, and what is doubtful is said."""

import random

import pytest

from campaign.samples import SampleEnterprise, merge
from complaints.companies.credit_codes import is_credit_code
from complaints.records import Enterprise
from tests.campaign.samples import code, line
from tests.kit import UNITS

FULL = "博山清釉陶瓷有限公司"


def merged(*lines: object) -> list[SampleEnterprise]:
    return merge(lines, UNITS.resolve)  # type: ignore[arg-type]


def names(found: list[SampleEnterprise]) -> list[list[str]]:
    return [[one.line.enterprise.name for one in enterprise.lines] for enterprise in found]


def test_one_code_is_one_enterprise_whatever_units_call_it() -> None:
    [one] = merged(line("清釉陶瓷", "税务局", code(1)), line(FULL, "区供电中心", code(1)))
    assert (one.name, one.uscc, one.units, one.remarks) == (FULL, code(1), ("区税务局", "区供电中心"), ())


@pytest.mark.parametrize(
    "other", ["清釉陶瓷", "清釉公司", "博山清釉陶瓷有限责任公司", "淄博市博山清釉陶瓷厂", "博山清釉陶瓷 有限公司"]
)
def test_a_name_without_a_code_finds_the_enterprise_that_has_one(other: str) -> None:
    for lines in ([line(FULL, uscc=code(1)), line(other)], [line(other), line(FULL, uscc=code(1))]):
        [one] = merged(*lines)
        assert (one.uscc, one.name, one.remarks) == (code(1), max(FULL, one.name, key=len), ())


def test_names_without_any_code_find_each_other() -> None:
    assert names(merged(line("清釉陶瓷"), line("博山禾笙机泵有限公司"), line(FULL))) == [
        ["清釉陶瓷", FULL],
        ["博山禾笙机泵有限公司"],
    ]


def test_a_code_that_contradicts_the_same_name_is_said_and_not_merged() -> None:
    found = merged(line(FULL, "区税务局", code(1)), line(FULL, "区供电中心", code(2)), line(FULL))
    assert names(found) == [[FULL], [FULL], [FULL]]
    assert [one.uscc for one in found] == [code(1), code(2), ""]
    assert code(2) in found[0].remarks[0]
    assert code(1) in found[1].remarks[0]
    assert "2个代码" in found[2].remarks[0]


def test_a_short_name_that_several_may_be_stays_apart_with_a_remark() -> None:
    found = merged(
        line("博山清釉陶瓷有限公司", uscc=code(1)), line("博山清釉机泵有限公司", uscc=code(2)), line("清釉公司")
    )
    assert len(found) == 3
    assert "名称相近" in found[2].remarks[0]


def test_places_that_exclude_each_other_are_two() -> None:
    assert len(merged(line("博山清釉陶瓷有限公司"), line("淄川清釉陶瓷有限公司"))) == 2


def test_general_words_are_no_name_to_merge_by() -> None:
    assert names(merged(line("陶瓷厂", "区税务局"), line("陶瓷公司"), line("陶瓷厂", "区水利局"))) == [
        ["陶瓷厂", "陶瓷厂"],
        ["陶瓷公司"],
    ]


def test_a_wrong_check_character_is_said_and_does_not_merge_by_itself() -> None:
    wrong = code(1)[:-1] + ("0" if code(1)[-1] != "0" else "1")
    assert is_credit_code(code(1))
    assert not is_credit_code(wrong)
    found = merged(line(FULL, uscc=wrong), line("博山禾笙机泵有限公司", uscc=wrong), line("清釉陶瓷", uscc=wrong))
    assert names(found) == [[FULL, "清釉陶瓷"], ["博山禾笙机泵有限公司"]]
    assert all(f"统一社会信用代码{wrong}校验不通过" in one.remarks for one in found)


def test_one_code_under_two_unlike_names_and_two_towns_is_to_be_checked() -> None:
    [one] = merged(
        line(FULL, uscc=code(1), place="山头街道"), line("博山禾笙机泵有限公司", uscc=code(1), place="八陡镇"),
        line(FULL, uscc=code(1), place="山头街道"),
    )  # fmt: skip
    assert one.place == "山头街道"
    assert one.remarks == (f"同一代码的企业名称不同：{FULL}、博山禾笙机泵有限公司", "所属镇街不一致：山头街道、八陡镇")


def test_a_units_own_part_keeps_its_own_lines() -> None:
    [one] = merged(line(FULL, "区税务局", matter="退税", disputes=True), line(FULL, "区水利局", matter="供水报装"))
    assert (one.matters, one.disputes) == (("退税", "供水报装"), True)
    own = one.of_unit("区水利局")
    assert (own.matters, own.disputes, own.units) == (("供水报装",), False, ("区水利局",))


def test_every_line_is_in_one_enterprise_and_the_order_of_the_lines_changes_nothing() -> None:
    propers = [one + other for one in "清禾鑫博云瑞" for other in "釉笙源川岭祥"]
    trades = ["陶瓷", "机泵", "耐火材料"]
    forms = ["有限公司", "有限责任公司", "厂", ""]
    chance = random.Random(7)
    lines = []
    for at in range(600):
        serial = chance.randrange(100)
        name = (
            f"{chance.choice(['博山', ''])}{propers[serial % len(propers)]}{trades[serial % 3]}{chance.choice(forms)}"
        )
        lines.append(line(name, chance.choice(UNITS.leads), chance.choice([code(serial), "", ""]), matter=str(at)))
    parts = {frozenset(one.matters) for one in merged(*lines)}
    assert sorted(int(matter) for part in parts for matter in part) == list(range(600))
    for _ in range(3):
        chance.shuffle(lines)
        assert {frozenset(one.matters) for one in merged(*lines)} == parts


def test_codes_that_differ_are_never_in_one_enterprise() -> None:
    lines = [line("清釉陶瓷", uscc=code(at % 5)) for at in range(20)] + [line("清釉陶瓷")]
    found = merged(*lines)
    assert all(len({one.line.enterprise.uscc for one in enterprise.lines}) == 1 for enterprise in found)
    assert len(found) == 6
    assert isinstance(found[0].lines[0].line.enterprise, Enterprise)
