"""The check of a unit's reply, with a relevance that the test sets: how texts are compared is the classifier's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from complaints.replies import ELEMENTS, WEAK, Overlap, ReplyCheck, ReplyQuality

NOW = datetime(2021, 9, 3, 10, tzinfo=UTC)
COMPLAINT = "我厂5月份申请变压器增容，从200千伏安增到400千伏安，三个月没有送电，新窑炉装好了点不了火，盼尽快解决。"
GOOD = "8月30日上午，供电所张所长带检修人员到厂里现场查看，9月2日已更换变压器并送电。根据《供电营业规则》办理，已电话告知厂方负责人。"
LABELS = ("做了什么", "何时", "何人", "依据", "结果告知")


@dataclass(frozen=True)
class Fixed:
    """Finds every reply as relevant as the test says."""

    score: float
    words: tuple[str, ...] = ("变压器", "送电")

    def relevance(self, complaint: str, reply: str) -> Overlap:
        return Overlap(self.score, self.words)


def check(
    reply: str, *, relevance: float = 1.0, complaint: str = COMPLAINT, due_at: datetime | None = NOW
) -> ReplyQuality:
    return ReplyCheck(Fixed(relevance)).check(complaint, reply, at=NOW, due_at=due_at)


def test_a_reply_that_says_everything_is_worth_everything() -> None:
    quality = check(GOOD)
    assert quality.score == pytest.approx(1)
    assert quality.present == LABELS
    assert quality.missing == ()
    assert quality.on_time
    assert not quality.weak
    assert quality.sentence == "质量100分：切题（变压器、送电）；已写明办理经过、时间、经办人、依据、结果告知；按时。"


def test_the_sentence_names_what_is_there_and_what_is_missing() -> None:
    quality = check("9月2日已更换变压器并送电。", relevance=0.9)
    assert quality.present == ("做了什么", "何时")
    assert quality.missing == ("何人", "依据", "结果告知")
    assert (
        quality.sentence == "质量70分：切题（变压器、送电）；已写明办理经过、时间；缺：经办人、依据、结果告知；按时。"
    )


def test_the_shares_of_the_elements_make_a_whole() -> None:
    assert tuple(element.label for element in ELEMENTS) == LABELS
    assert sum(element.share for element in ELEMENTS) == pytest.approx(1)


def test_what_relevance_found_is_handed_on() -> None:
    quality = check(GOOD, relevance=0.62)
    assert (quality.relevance, quality.shared) == (0.62, ("变压器", "送电"))


def test_the_sentence_names_three_words_at_most() -> None:
    fixed = Fixed(0.9, ("增容", "送电", "窑炉", "变压器"))
    sentence = ReplyCheck(fixed).check(COMPLAINT, GOOD, at=NOW, due_at=NOW).sentence
    assert "切题（增容、送电、窑炉）；" in sentence


@pytest.mark.parametrize(
    ("relevance", "says"),
    [(0.5, "：切题（变压器、送电）"), (0.49, "：切题程度低（变压器、送电）"), (0.09, "：未见回应诉求内容；")],
)
def test_the_sentence_says_how_far_the_reply_is_on_topic(relevance: float, says: str) -> None:
    assert says in check(GOOD, relevance=relevance).sentence


def test_the_best_account_of_another_matter_is_weak() -> None:
    quality = check(GOOD, relevance=0.1)
    assert quality.missing == ()
    assert quality.weak
    assert quality.score < 0.2


def test_more_relevance_is_never_worth_less() -> None:
    scores = [check(GOOD, relevance=step / 20).score for step in range(21)]
    assert scores == sorted(scores)
    assert scores[0] == 0
    assert scores[-1] <= 1


def test_a_reply_on_topic_that_says_none_of_the_elements_is_weak() -> None:
    quality = check("窑炉点火要用的变压器属于专线，容量确实偏小")
    assert quality.present == ()
    assert quality.weak
    assert quality.score == pytest.approx(0.4)


def test_a_reply_on_topic_that_says_what_was_done_is_not_weak() -> None:
    quality = check("变压器已更换为400千伏安并送电")
    assert quality.present == ("做了什么",)
    assert quality.score > WEAK
    assert not quality.weak


def test_an_answer_on_topic_that_gives_only_the_rule_is_not_weak() -> None:
    quality = check("按照目录电价政策执行，窑炉用电不另加价")
    assert quality.present == ("依据",)
    assert not quality.weak


@pytest.mark.parametrize(
    "reply",
    [
        "经核实，窑炉用电属实", "经我局与企业核对，容量不足", "据查属于计划停电", "到厂区现场勘查了线路", "现场查看变压器一台",
        "窑炉线路的隐患已全部整改", "予以更换变压器一台", "线路更换完毕送至窑炉", "约谈了施工队的老板", "责令施工队停工整顿",
        "召开供用电双方协调会", "对施工队立案两起", "9月2日送电到窑炉车间", "开展了变压器专项检查", "要求施工队拆除旧线路",
    ],
)  # fmt: skip
def test_what_was_done_is_found(reply: str) -> None:
    assert "做了什么" in check(reply).present


@pytest.mark.parametrize(
    "reply",
    ["我局将尽快整改窑炉线路", "需经核实后才能送到窑炉", "变压器容量和窑炉功率不相称", "请到大厅三号窗口咨询窑炉用电"],
)
def test_what_will_be_or_must_be_done_is_not_done(reply: str) -> None:
    assert "做了什么" in check(reply).missing


@pytest.mark.parametrize(
    "when",
    [
        "8月30日", "８月３０日", "2021年8月30日", "2021-08-30", "2021/8/30", "2021.8.30", "8.30日", "30号", "八月三十日", "8月底",
        "昨日", "昨天", "当日", "当天", "次日", "当场", "即日", "上午", "本周五", "上周", "星期三", "本月", "月底", "去年",
        "两日内", "24小时内", "3个工作日内", "十天后", "一个月前", "五日之内",
    ],
)  # fmt: skip
def test_a_time_is_found(when: str) -> None:
    assert "何时" in check(f"检修队{when}更换窑炉的变压器").present


@pytest.mark.parametrize(
    "reply",
    [
        "更换变压器12台，容量4.5兆瓦",
        "旧线路位于30号楼12单元",
        "办理时提供身份证和申请表两份",
        "窑炉功率降到400千伏安以下",
    ],
)
def test_a_number_is_not_a_time(reply: str) -> None:
    assert "何时" in check(reply).missing


@pytest.mark.parametrize(
    "who",
    [
        "我局工作人员", "我中心", "我镇", "执法人员", "检修人员", "张科长", "李主任", "王队长", "供电所", "派出所民警", "区市场监管局",
        "供电公司", "监察大队", "经办人", "帮办员", "工作专班", "调查组", "城东街道办", "镇政府", "网格员", "主审法官", "规划科已",
    ],
)  # fmt: skip
def test_a_person_or_team_is_found(who: str) -> None:
    assert "何人" in check(f"{who}把窑炉的变压器换了").present


@pytest.mark.parametrize("reply", ["大厅的布局已经作了调整", "车间排队用电的结局是窑炉停产", "相关部门把变压器换了"])
def test_a_place_or_an_unnamed_unit_is_nobody(reply: str) -> None:
    assert "何人" in check(reply).missing


@pytest.mark.parametrize(
    "basis",
    [
        "根据《供电营业规则》第二十条", "依据有关规定", "按照省里文件要求", "《山东省优化营商环境条例》", "第三十一条", "鲁政发〔2020〕8号",
        "鲁政发[2020]8号", "违反用电管理办法", "依法依规",
    ],
)  # fmt: skip
def test_a_basis_is_found(basis: str) -> None:
    assert "依据" in check(f"{basis}，更换窑炉的变压器").present


@pytest.mark.parametrize("reply", ["根据您的描述，窑炉停了三天", "《窑炉日报》报道了变压器"])
def test_a_description_or_a_newspaper_is_no_basis(reply: str) -> None:
    assert "依据" in check(reply).missing


@pytest.mark.parametrize(
    "told",
    [
        "已告知企业", "已电话回复", "电话告知了厂长", "企业表示满意", "企业满意", "已与来电人联系", "来电人对结果无异议", "并向其致歉",
        "与王先生进行了沟通", "已将结果书面告知", "已当面向业主说明", "批复已送达企业", "咨询电话：见公示栏", "来电人已领取",
        "诉求人表示认可", "已将处理情况答复投诉人",
    ],
)  # fmt: skip
def test_telling_the_enterprise_is_found(told: str) -> None:
    assert "结果告知" in check(f"窑炉的变压器换了，{told}").present


@pytest.mark.parametrize(
    "promise",
    [
        "如您不满意可再来电",
        "将及时回复您",
        "有结果后会尽快告知企业",
        "待查清后再向您反馈",
        "感谢您的理解",
        "若企业满意请评价",
    ],
)
def test_a_promise_or_a_condition_tells_nothing(promise: str) -> None:
    assert "结果告知" in check(f"窑炉的变压器换了一台，{promise}").missing


@pytest.mark.parametrize("reply", ["", "  \n　"])
def test_an_empty_reply_is_worth_nothing(reply: str) -> None:
    quality = check(reply, relevance=0)
    assert quality.score == 0
    assert quality.weak
    assert quality.missing == LABELS
    assert quality.sentence == "质量0分：答复为空；缺：办理经过、时间、经办人、依据、结果告知；按时。"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("收到", "答复敷衍"),
        ("已处理", "答复敷衍"),
        ("已处理。", "答复敷衍"),
        ("已按要求办理完毕，谢谢！", "答复敷衍"),
        ("感谢您的来电，您反映的问题已办结。", "答复敷衍"),
        ("您的来信收悉，我们高度重视，将尽快回复您。", "答复敷衍"),
        ("您好！您反映的变压器增容三个月没有送电的问题已收悉。", "答复敷衍"),
        ("2021年9月3日", "答复敷衍"),
        ("已转相关科室", "只写转办"),
        ("您好，您的诉求已转交供电所办理。", "只写转办"),
        ("现已转区供电中心处理，感谢您的监督", "只写转办"),
        ("已移交乡镇处理", "只写转办"),
        ("昨日已送电", "过于简短"),
        ("OK", "过于简短"),
        (COMPLAINT, "照抄诉求原文"),
        (COMPLAINT + "已处理。", "照抄诉求原文"),
        (COMPLAINT.replace("，", ",").replace("200", "２００"), "照抄诉求原文"),
    ],
)
def test_a_hollow_reply_is_worth_little_and_the_sentence_says_why(reply: str, reason: str) -> None:
    quality = check(reply)
    assert quality.score <= 0.2
    assert quality.weak
    assert f"分：{reason}" in quality.sentence


def test_copying_the_complaint_adds_nothing_to_what_the_reply_says() -> None:
    complaint = COMPLAINT + "我厂9月1日经核实根据《供电营业规则》第二十条已电话告知企业。"
    assert check(complaint, complaint=complaint).present == ()
    assert check(complaint + "容量确实偏小，属于专线用户", complaint=complaint).present == ()


def test_a_reply_that_quotes_the_complaint_and_then_answers_it_is_not_hollow() -> None:
    assert check(f"您反映“{COMPLAINT}”收悉。{GOOD}").score == pytest.approx(1)


def test_copying_half_of_a_complaint_is_copying() -> None:
    assert "照抄诉求原文" in check(COMPLAINT[len(COMPLAINT) // 2 :]).sentence


def test_the_words_of_a_very_short_complaint_are_not_copied() -> None:
    assert check("窑炉停电因窑炉停电闸损坏", complaint="窑炉停电").score > 0.2


def test_a_name_that_both_write_is_not_copied() -> None:
    complaint = "博山区人力资源和社会保障局把补贴拖了半年"
    assert "何人" in check("博山区人力资源和社会保障局已发补贴到厂里", complaint=complaint).present


@pytest.mark.parametrize(
    "greeting",
    [
        "您于8月20日向我局反映的变压器增容问题收悉。",
        "您于8月20日向我局反映变压器增容问题，",
        "张经理您好：",
        "网友“李主任”：",
    ],
)
def test_the_greeting_that_restates_the_complaint_is_no_answer(greeting: str) -> None:
    assert check(greeting + "窑炉线路属于专线，容量确实偏小").present == ()


def test_the_date_of_the_signature_is_not_a_time_of_the_handling() -> None:
    assert "何时" in check("变压器已更换为400千伏安并送电。2021年9月3日").missing
    assert "何时" in check("变压器已更换为400千伏安并送电。供电中心9月3日").missing
    assert "何时" in check("变压器已于9月2日更换为400千伏安。2021年9月3日").present


def test_moving_power_lines_is_not_forwarding() -> None:
    assert check("商场已由转供电改为直供电").score > 0.2


def test_handing_a_case_to_the_police_is_not_mere_forwarding() -> None:
    assert "转办" not in check("偷电的线索已移交公安机关，窑炉恢复供电").sentence


def test_a_reply_at_the_due_time_is_in_time() -> None:
    assert check(GOOD, due_at=NOW).on_time
    assert check(GOOD, due_at=NOW).sentence.endswith("；按时。")


@pytest.mark.parametrize(
    ("late", "days"), [(timedelta(seconds=1), 1), (timedelta(days=1), 1), (timedelta(hours=25), 2)]
)
def test_a_late_reply_is_worth_less_and_says_by_how_many_days(late: timedelta, days: int) -> None:
    quality = check(GOOD, due_at=NOW - late)
    assert not quality.on_time
    assert quality.score == pytest.approx(0.9)
    assert quality.sentence.endswith(f"；超期{days}天。")


def test_a_reply_without_due_date_is_not_late() -> None:
    quality = check(GOOD, due_at=None)
    assert quality.on_time
    assert quality.score == pytest.approx(1)
    assert quality.sentence.endswith("；未定时限。")


def test_a_very_long_reply_is_read_at_its_beginning_only() -> None:
    assert check(GOOD + "，" * 3_000).present == LABELS
    assert check("，" * 3_000 + GOOD).present == ()


@pytest.mark.parametrize("complaint", ["", "停电", "。"])
@pytest.mark.parametrize("reply", [GOOD, "停电", "🙂", "。。。", "a" * 500])
def test_any_text_gets_one_sentence_and_a_score_between_nothing_and_one(complaint: str, reply: str) -> None:
    quality = check(reply, complaint=complaint)
    assert 0 <= quality.score <= 1
    assert sorted(quality.present + quality.missing) == sorted(LABELS)
    assert quality.sentence.count("。") == 1
