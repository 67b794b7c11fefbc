from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from classifier.likeness import MOST_WORDS, Comparer, Weights, WeightsRefused, read_weights
from classifier.words import Words
from complaints.likeness import Likeness, Told
from complaints.towns import read_towns

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2021, 8, 30, 9, tzinfo=UTC)

GLAZE = "淄博清釉陶瓷有限公司"
HOTLINE = f"来电人反映{GLAZE}申请变压器增容，至今已两个月仍未装表送电，影响新窑投产，请相关部门核实处理。"
CHAT = "清釉陶瓷这边的增容还没批下来，变压器等了俩月了，新窑干瞪眼"


@pytest.fixture(scope="module")
def comparer() -> Comparer:
    towns = read_towns(ROOT / "tables" / "towns.csv")
    return Comparer(Words(towns.words()), towns)


def compare(comparer: Comparer, one: str, other: str) -> Likeness:
    return comparer.compare(Told(one), Told(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HOTLINE, HOTLINE),
        (HOTLINE, "【企业诉求】" + HOTLINE.replace("来电人反映", "诉求人称") + "望尽快回复。"),
        (HOTLINE, f"{GLAZE}：变压器增容两个月未送电。"),
        (HOTLINE, CHAT),
        (
            "市民反映翠景花园小区楼下饭店夜间油烟大、噪声扰民，请查处。",
            "翠景花园底商那家饭店半夜吵得睡不着，油烟往屋里灌",
        ),
    ],
    ids=["exact", "boilerplate", "summary", "other words", "no company but the same place"],
)
def test_the_same_matter_is_recognised(comparer: Comparer, one: str, other: str) -> None:
    assert compare(comparer, one, other).same


@pytest.mark.parametrize(
    ("other", "against"),
    [
        (
            HOTLINE.replace(GLAZE, "山东鲁窑机械制造有限公司"),
            "企业不同：淄博清釉陶瓷有限公司、山东鲁窑机械制造有限公司",
        ),
        (f"来电人反映{GLAZE}电费账单看不懂，力调电费比上月多出一倍，请说明。", "事项不同："),
    ],
    ids=["another company", "another matter"],
)
def test_what_only_looks_the_same_is_told_apart_and_the_difference_is_named(
    comparer: Comparer, other: str, against: str
) -> None:
    likeness = compare(comparer, HOTLINE, other)
    assert not likeness.same
    assert any(fact.startswith(against) for fact in likeness.against)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("6月3日", "8月20日", "时间不同：6月、8月"),
        ("二季度", "四季度", "时间不同：4月5月6月、10月11月12月"),
        ("上个月", "这个月", "时间不同：上个月、本月"),
        ("8月3日", "8月26日", "日期不同：8月3日、8月26日"),
    ],
)
def test_the_same_trouble_at_another_time_is_another_complaint(
    comparer: Comparer, first: str, second: str, said: str
) -> None:
    likeness = compare(comparer, f"{GLAZE}{first}停电，烧坏电机", f"{GLAZE}反映{second}停电，损坏设备")
    assert not likeness.same
    assert said in likeness.against


def test_last_month_is_reckoned_from_the_day_it_was_said(comparer: Comparer) -> None:
    early = Told("清釉陶瓷上个月的电费多收了两万", at=MONDAY)
    later = Told(f"{GLAZE}反映7月电费多收两万元", at=MONDAY + timedelta(days=1))
    autumn = Told(f"{GLAZE}反映9月电费多收两万元", at=MONDAY + timedelta(days=1))
    assert comparer.compare(early, later).same
    assert not comparer.compare(early, autumn).same


def test_another_village_is_another_place(comparer: Comparer) -> None:
    likeness = compare(comparer, "东高村道路破损，雨后积水", "麻庄村道路破损，雨后积水严重")
    assert not likeness.same
    assert likeness.against


def test_a_name_in_a_template_tells_two_complaints_apart_even_without_a_legal_form(comparer: Comparer) -> None:
    template = "{}那边的增容还没批下来，变压器等了俩月了，新窑干瞪眼"
    assert not compare(comparer, template.format("清釉"), template.format("鲁窑")).same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("营业执照怎么办", "办营业执照要带什么"),
        ("八陡镇停电了", "八陡镇有企业反映停电"),
        ("企业反映融资难", "有公司反映贷款难"),
        ("山头街道路灯不亮", "市民反映山头街道路灯损坏"),
    ],
)
def test_a_general_matter_without_anybody_or_anything_of_its_own_is_not_the_same(
    comparer: Comparer, one: str, other: str
) -> None:
    assert not compare(comparer, one, other).same


def test_the_reasons_are_given_for_a_person_to_read(comparer: Comparer) -> None:
    likeness = comparer.compare(Told(CHAT, at=MONDAY), Told(HOTLINE, at=MONDAY - timedelta(days=2)))
    assert likeness.words[:2] == ("增容", "变压器")
    assert likeness.company == GLAZE
    assert likeness.days == 2
    assert likeness.against == ()


def test_the_place_that_both_name_is_given(comparer: Comparer) -> None:
    assert compare(comparer, "五岭路的路灯不亮", "市民反映五岭路照明损坏").place == "五岭路"
    assert compare(comparer, "源泉镇停水了", "反映源泉镇自来水停水").place == "源泉镇"


def test_a_matter_told_in_other_words_stands_by_its_name(comparer: Comparer) -> None:
    assert "停电" in comparer.compare(Told("又掉闸了", company=GLAZE), Told("频繁断电", company=GLAZE)).words


def test_no_more_words_are_given_than_promised(comparer: Comparer) -> None:
    text = "变压器增容、外线收费、电费、停电、跳闸、发票、退税、环评、排污许可证都没有办下来"
    assert len(compare(comparer, text, text).words) == MOST_WORDS


def test_what_the_channel_told_in_a_field_counts_like_the_text(comparer: Comparer) -> None:
    power = Told("厂里又没电了，一天三回", company=GLAZE)
    assert comparer.compare(power, Told("频繁停电，一天三回，影响生产", company=GLAZE)).same
    assert not comparer.compare(power, Told("频繁停电，影响生产", company="博山鲁窑机械厂")).same
    assert comparer.compare(power, Told("频繁停电，影响生产", company="博山鲁窑机械厂")).score <= 0.1


def test_a_title_counts_like_the_text(comparer: Comparer) -> None:
    assert comparer.compare(Told("两个月了没人管", title=f"{GLAZE}申请变压器增容未送电"), Told(CHAT)).same


def test_what_was_told_long_after_is_another_complaint(comparer: Comparer) -> None:
    likeness = comparer.compare(Told(HOTLINE, at=MONDAY), Told(HOTLINE, at=MONDAY + timedelta(days=60)))
    assert not likeness.same
    assert likeness.against == ("相隔60天",)


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), ("", HOTLINE), ("！！！", HOTLINE), ("收到", "收到"), ("好的", "谢谢")]
)
def test_a_text_that_says_nothing_is_like_no_other(comparer: Comparer, one: str, other: str) -> None:
    assert not compare(comparer, one, other).same


def test_the_order_does_not_change_the_score(comparer: Comparer) -> None:
    texts = [HOTLINE, CHAT, "东高村道路破损，雨后积水", "麻庄村道路破损，积水严重"]
    for one in texts:
        for other in texts:
            assert compare(comparer, one, other).score == compare(comparer, other, one).score


def test_one_against_many_says_the_same_as_one_by_one(comparer: Comparer) -> None:
    others = [Told(CHAT), Told("东高村道路破损"), Told("")]
    assert comparer.compare_all(Told(HOTLINE), others) == [comparer.compare(Told(HOTLINE), other) for other in others]
    assert comparer.compare_all(Told(HOTLINE), []) == []
    assert comparer.compare_pairs([(Told(HOTLINE), other) for other in others]) == comparer.compare_all(
        Told(HOTLINE), others
    )


def test_an_endless_text_is_compared_by_its_beginning(comparer: Comparer) -> None:
    assert compare(comparer, HOTLINE + "。" * 50_000, CHAT).same


def test_weights_that_are_missing_are_refused_with_the_way_to_make_them(tmp_path: Path) -> None:
    path = tmp_path / "likeness.json"
    with pytest.raises(WeightsRefused, match="--fit"):
        read_weights(path)
    path.write_text(json.dumps({"threshold": 0.5, "intercept": 0, "weights": {"matter": 1}}), "utf-8")
    with pytest.raises(WeightsRefused, match=r"likeness\.json"):
        read_weights(path)


def test_a_stricter_threshold_proposes_less() -> None:
    given, towns = read_weights(), read_towns(ROOT / "tables" / "towns.csv")
    strict = Comparer(Words(()), towns, weights=Weights(given.values, given.intercept, 1.0))
    assert not strict.compare(Told(HOTLINE), Told(CHAT)).same


def test_topics_far_apart_speak_against(comparer: Comparer) -> None:
    class Apart:
        """Takes every two texts to be about something else."""

        def probabilities(self, texts: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
            return np.eye(len(texts))

    doubting = Comparer(Words(()), read_towns(ROOT / "tables" / "towns.csv"), Apart())
    assert doubting.compare(Told(HOTLINE), Told(CHAT)).score < compare(comparer, HOTLINE, CHAT).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("沁岚滤材反映厂区电压不稳，要求检查线路", "翠屿过滤反映厂区电压不稳，要求检查线路"),
        ("青岚小贷先扣利息，我们沁岚机械吃了亏", "青岚小贷先扣利息，我们翠屿模具吃了亏"),
        ("沁岚超市芦泉店核查约不上，等了十天", "沁岚超市枣林店核查约不上，等了十天"),
        ("沁岚电缆合同款第二期24万元没付", "沁岚电缆合同款第三期11万元没付"),
        ("沁岚食品给学校送菜，3月份货款没结", "沁岚食品给学校送菜，3月份货款已经付清，4、5两月没结"),
        ("芦泉路8号厂房登记退件，代码重复", "枣林镇赵庄厂房登记退件，代码重复，跟芦泉路那处不是一回事"),
    ],
    ids=["name", "own name", "branch", "instalment", "settled month", "settled place"],
)
def test_one_thing_changed_in_the_same_sentence_makes_another_complaint(
    comparer: Comparer, one: str, other: str
) -> None:
    assert not compare(comparer, one, other).same
    assert not compare(comparer, other, one).same


def test_another_name_is_given_as_a_reason(comparer: Comparer) -> None:
    likeness = compare(comparer, "沁岚滤材反映厂区电压不稳", "翠屿过滤反映厂区电压不稳")
    assert [fact for fact in likeness.against if "沁岚" in fact and "翠屿" in fact]
    own = compare(comparer, "青岚小贷先扣利息，我们沁岚宠物吃了亏", "青岚小贷先扣利息，我们翠屿宠物吃了亏")
    assert not [fact for fact in own.against if "青岚" in fact]
    assert [fact for fact in own.against if "沁岚" in fact and "翠屿" in fact]


def test_a_branch_called_by_less_of_its_name_is_the_same_company(comparer: Comparer) -> None:
    likeness = compare(
        comparer, "沁岚大药房第七店反映医保系统联调被要求交1.6万元", "沁岚七店想接医保系统，联调张嘴要一万六"
    )
    assert not [fact for fact in likeness.against if fact.startswith(("企业", "名称"))]


def test_the_company_is_told_as_the_fuller_of_both_names(comparer: Comparer) -> None:
    assert compare(comparer, f"{GLAZE}停电", "清釉陶瓷公司停电").company == GLAZE
