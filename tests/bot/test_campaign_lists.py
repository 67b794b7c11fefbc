"""样本企业 in chat: the office sees all units, a unit its own part, others nothing."""

from pathlib import Path

import pytest

from complaints.companies.registered import Register
from complaints.people import Role
from complaints.records import Channel, Enterprise
from storage.store import SqlStore
from tests.campaign.samples import code
from tests.kit import SAMPLES_DUE, District, district, says, talk


@pytest.fixture
def place(store: SqlStore, tmp_path: Path) -> District:
    return district(store, tmp_path)


def asked(place: District, name: str, word: str, at: int = 1) -> str:
    [answer] = talk(place).hear(says(name, word, at))
    return answer.text


def test_the_office_sees_who_is_missing_and_what_to_check(place: District) -> None:
    place.person("赵主任", Role.CLERK)
    book = place.services.senses.book
    book.learn(Channel.ENTERPRISES, [
        Enterprise("博山清釉陶瓷有限公司", code(1), unit="税务局", disputes=True),
        Enterprise("博山禾笙机泵有限公司", code(2), unit="区税务局"),
        Enterprise("博山瑞祥建材有限公司", unit=""),
    ])  # fmt: skip
    place.clock.at = SAMPLES_DUE.replace(hour=13)
    book.learn(Channel.ENTERPRISES, [Enterprise("博山清釉陶瓷有限公司", code(3), unit="区水利局")])
    assert asked(place, "赵主任", "样本企业").splitlines() == [
        "样本企业共4家，标注分歧或投诉1家；2个单位已报，2个未报（截止8月30日12:00）。",
        "未报：区供电中心、区住建局。",
        "迟报：区水利局。",
        "区水利局：1家，标注0家，迟报",
        "区税务局：2家，标注1家，按时",
        "1家没有写明牵头单位，请在原表补上后重新导入。",
        "请核对2家：",
        f"博山清釉陶瓷有限公司：同名企业的代码不同，没有合并，请核对：博山清釉陶瓷有限公司（{code(3)}）",
        f"博山清釉陶瓷有限公司：同名企业的代码不同，没有合并，请核对：博山清釉陶瓷有限公司（{code(1)}）",
    ]


def test_a_unit_sees_its_own_part(place: District) -> None:
    place.person("孙联络", Role.LIAISON, "区水利局")
    place.person("李联络", Role.LIAISON, "区供电中心")
    place.person("周警官", Role.LIAISON, "区公安分局")
    place.services.senses.book.learn(Channel.ENTERPRISES, [
        Enterprise("博山清釉陶瓷有限公司", unit="区水利局", disputes=True),
        Enterprise("清釉陶瓷", unit="区税务局"),
        Enterprise("博山禾笙机泵有限公司", unit="区税务局"),
    ])  # fmt: skip
    assert (
        asked(place, "孙联络", "样本企业") == "区水利局已报样本企业1家（按时），标注分歧或投诉1家，1家别的单位也报了。"
    )
    assert asked(place, "李联络", "样本企业").startswith("区供电中心还没有报样本企业（截止8月30日12:00）")
    assert asked(place, "周警官", "样本企业") == "区公安分局不是牵头单位，不用报样本企业。"


def test_nobody_else_may_ask(place: District) -> None:
    for name, role, where in (("王会计", Role.ENTERPRISE, ""), ("钱干事", Role.TOWN, "山头街道")):
        place.person(name, role, where)
        assert asked(place, name, "样本企业").startswith("“样本企业”是中心、单位使用的指令")


# 覆盖


def register(place: District) -> None:
    Register(place.store).keep([
        Enterprise("博山清釉陶瓷有限公司", code(1), "山头街道"),
        Enterprise("博山禾笙机泵有限公司", code(2), "山头街道"),
        Enterprise("博山云岭建材有限公司", code(3), "博山镇"),
    ])  # fmt: skip
    visits = [("清釉陶瓷", "山头街道"), ("禾笙机泵", "区税务局"), ("没有的陶瓷厂", "博山镇")]
    book = place.services.senses.book
    book.learn(Channel.VISITS, [Enterprise(name, unit=visitor) for name, visitor in visits])


def test_the_office_sees_every_towns_rate(place: District) -> None:
    place.person("赵主任", Role.CLERK)
    assert "还没有注册企业名单" in asked(place, "赵主任", "覆盖")
    register(place)
    assert asked(place, "赵主任", "覆盖", at=2).splitlines() == [
        "注册企业3家，镇街已走访1家（33.3%），未走访2家：",
        "山头街道：1/2（50.0%）",
        "博山镇：0/1（0.0%）",
        "名单见 sujie report coverage。",
        "有1次走访对不上注册名单，请在走访台账写企业全称或统一社会信用代码。",
    ]


def test_a_town_sees_its_own_and_whom_it_has_not_visited(place: District) -> None:
    place.person("钱干事", Role.TOWN, "山头街道")
    place.person("吴干事", Role.TOWN, "博山镇")
    assert asked(place, "吴干事", "覆盖") == "注册企业名单里没有博山镇的企业，请向中心核对名单。"
    register(place)
    assert asked(place, "钱干事", "覆盖").splitlines() == [
        "山头街道注册企业2家，镇街已走访1家（50.0%），未走访1家。",
        "其中1家只有部门走访过。",
        "还没走访的：博山禾笙机泵有限公司。",
    ]
    assert asked(place, "吴干事", "覆盖", at=2).splitlines()[-1].startswith("有1次走访对不上注册名单")


def test_a_unit_may_not_ask_for_the_coverage(place: District) -> None:
    place.person("孙联络", Role.LIAISON, "区水利局")
    assert asked(place, "孙联络", "覆盖").startswith("“覆盖”是中心、镇街使用的指令")
