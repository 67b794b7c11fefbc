from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from classifier.examples import ExamplesRefused
from classifier.relevance import LONGEST, MOST_WORDS, PairRelevance
from classifier.words import Words

EXAMPLES = Path(__file__).parents[2] / "classifier" / "examples.csv"
ON_TOPIC = 0.5

PAIRS = (
    (
        "厂里申请变压器增容，三个月还没有送电，新窑炉开不了工",
        "9月2日已更换变压器并送电，新窑炉具备点火条件，已告知厂长",
    ),
    (
        "琉璃厂门前的下水道堵了，污水倒灌进车间",
        "排水队8月30日疏通了厂门前的下水道，更换破损管道40米，车间不再倒灌",
    ),
    (
        "超市的食品经营许可证到期换证，窗口让补了四次材料",
        "食品经营许可证已于当日换发，对未一次告知所需材料的窗口人员作了批评",
    ),
    (
        "采购中心拖欠我公司办公桌椅货款，质保期都过了",
        "办公桌椅货款18万元已拨付到账，质保金同时退还",
    ),
    (
        "职工子女从外地转学过来，附近小学说没有学位",
        "已协调附近小学增加学位两个，职工子女可于下周办理转学",
    ),
)


@pytest.fixture(scope="module")
def pairs() -> PairRelevance:
    return PairRelevance(EXAMPLES)


def small(folder: Path, *texts: str) -> PairRelevance:
    path = folder / "examples.csv"
    path.write_text("text,unit,indicator\n" + "".join(f"{text},区供电中心,获得电力\n" for text in texts), "utf-8")
    return PairRelevance(path)


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_a_reply_is_more_relevant_to_its_own_complaint_than_to_any_other(pairs: PairRelevance, number: int) -> None:
    reply = PAIRS[number][1]
    scores = [pairs.relevance(complaint, reply).score for complaint, _ in PAIRS]
    own = scores.pop(number)
    assert own > ON_TOPIC
    assert max(scores) < 0.2


def test_the_words_that_both_use_are_named(pairs: PairRelevance) -> None:
    words = pairs.relevance(*PAIRS[0]).words
    assert {"变压器", "送电"} <= set(words)
    assert all(word in PAIRS[0][0] and word in PAIRS[0][1] for word in words)


def test_a_rare_word_is_named_before_a_common_one(tmp_path: Path) -> None:
    relevance = small(tmp_path, "车间停电", "车间没水", "车间漏雨", "变压器坏了")
    assert relevance.relevance("车间的变压器烧了", "变压器已送到车间").words == ("变压器", "车间")


def test_a_word_that_is_repeated_is_named_before_one_that_is_not(tmp_path: Path) -> None:
    relevance = small(tmp_path, "门口积水")
    assert relevance.relevance("路灯坏了，井盖也坏了，井盖砸了人", "井盖换了，路灯修了").words[0] == "井盖"


def test_a_rare_word_in_common_weighs_more_than_a_common_one(tmp_path: Path) -> None:
    relevance = small(tmp_path, *(f"车间有事{number}" for number in range(30)), "窑炉冷了")
    complaint = "车间窑炉"
    assert relevance.relevance(complaint, "窑炉大修").score > relevance.relevance(complaint, "车间大修").score


def test_no_more_words_are_named_than_promised(pairs: PairRelevance) -> None:
    text = "变压器 窑炉 琉璃 下水道 许可证 学位 货款 质保 增容 车间 消防 环评 社保 工伤 税务 发票"
    assert len(pairs.relevance(text, text).words) == MOST_WORDS


def test_the_complaint_repeated_is_wholly_relevant(pairs: PairRelevance) -> None:
    complaint = PAIRS[0][0]
    assert pairs.relevance(complaint, complaint).score > 0.99


@pytest.mark.parametrize("reply", ["收到", "您好，您反映的问题已收悉，感谢您的监督。", "2021年8月30日", "……"])
def test_courtesies_are_no_topic_but_better_than_another_one(pairs: PairRelevance, reply: str) -> None:
    complaint = PAIRS[0][0]
    assert pairs.relevance(complaint, PAIRS[1][1]).score < pairs.relevance(complaint, reply).score < ON_TOPIC
    assert pairs.relevance(complaint, reply).words == ()


def test_courtesies_and_dates_in_common_are_no_evidence(pairs: PairRelevance) -> None:
    complaint = "尊敬的领导您好，2021年8月30日反映井盖丢失，希望有关部门及时处理，谢谢"
    reply = "您好，您2021年8月30日反映的问题已收悉，有关部门及时处理了校车超员，谢谢"
    assert pairs.relevance(complaint, reply).score < ON_TOPIC
    assert pairs.relevance(complaint, reply).words == ()


def test_a_few_words_prove_little_either_way(pairs: PairRelevance) -> None:
    complaint, other = PAIRS[0][0], PAIRS[1][1]
    assert pairs.relevance(complaint, other).score < 0.1 < pairs.relevance(complaint, "下水道").score < ON_TOPIC


def test_a_bare_number_is_not_a_word(pairs: PairRelevance) -> None:
    assert pairs.relevance("窑炉功率400", "窑炉400").words == ("窑炉",)


@pytest.mark.parametrize(
    ("complaint", "reply"), [("", "已送电"), ("停电", ""), ("", ""), ("  \n", "已送电"), ("停电", "　")]
)
def test_a_blank_text_has_nothing_in_common(pairs: PairRelevance, complaint: str, reply: str) -> None:
    assert pairs.relevance(complaint, reply).score == 0
    assert pairs.relevance(complaint, reply).words == ()


def test_the_words_in_common_do_not_depend_on_which_text_is_the_complaint(pairs: PairRelevance) -> None:
    complaint, reply = PAIRS[1]
    assert set(pairs.relevance(complaint, reply).words) == set(pairs.relevance(reply, complaint).words) != set()
    assert pairs.relevance(reply, complaint).score > ON_TOPIC


def test_full_width_signs_and_capitals_are_the_same_signs(pairs: PairRelevance) -> None:
    complaint = "CA锁读不出来，标书没有解密"
    assert (
        pairs.relevance(complaint, "ＣＡ锁已更换，标书解密").score
        == pairs.relevance(complaint, "ca锁已更换,标书解密").score
    )
    assert "ca" in pairs.relevance(complaint, "ＣＡ锁已更换").words


def test_two_readers_agree_to_the_last_digit(pairs: PairRelevance) -> None:
    again = PairRelevance(EXAMPLES, Words(()))
    assert [again.relevance(*pair) for pair in PAIRS] == [pairs.relevance(*pair) for pair in PAIRS]


def test_the_words_of_the_office_are_not_cut(tmp_path: Path) -> None:
    small(tmp_path, "停电")
    relevance = PairRelevance(tmp_path / "examples.csv", Words(("转供电加价",)))
    assert relevance.relevance("商场转供电加价", "转供电加价已清退").words == ("转供电加价",)


def test_what_stands_after_the_part_that_is_read_changes_nothing(pairs: PairRelevance) -> None:
    complaint, reply = PAIRS[0]
    long = complaint + "，" * LONGEST
    assert pairs.relevance(long, reply) == pairs.relevance(long + PAIRS[1][0], reply)


def test_the_examples_are_read_only_when_they_are_needed(tmp_path: Path) -> None:
    relevance = PairRelevance(tmp_path / "absent.csv")
    with pytest.raises(ExamplesRefused, match=r"absent\.csv"):
        relevance.relevance("停电", "已送电")


def test_scikit_learn_and_scipy_are_not_needed() -> None:
    code = "import sys, classifier.relevance; print(sorted({'sklearn', 'scipy'} & set(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=EXAMPLES.parents[1]
    )
    assert ran.stdout.strip() == "[]"
