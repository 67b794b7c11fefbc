from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from classifier.examples import read_examples
from classifier.model import Model
from classifier.split_prose import Turn, passages
from classifier.split_weights import SplitWeightsRefused, read_split_weights
from classifier.splitting import Splitter
from complaints.prediction import NOT_A_COMPLAINT, Decision, Prediction

EXAMPLES = Path(__file__).parents[2] / "classifier" / "examples.csv"


@pytest.fixture(scope="module")
def shipped() -> Model:
    """The model of the shipped examples; no test changes it."""
    return Model.train(read_examples(EXAMPLES), words=("增容", "报装"))


@pytest.fixture(scope="module")
def splitter(shipped: Model) -> Splitter:
    return Splitter(shipped)


class Counting:
    """A classifier that remembers what it was asked."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.asked: list[list[str]] = []

    def classify(self, texts: Sequence[tuple[str, str]]) -> list[Prediction]:
        self.asked.append([text for _, text in texts])
        return self.model.classify(texts)


SEVERAL = [
    (
        "地址：山头街道新博路东首\n事项一：变压器增容申请两个月没人勘察。\n事项二：门口自来水管漏水没人修。备注：转山头街道",
        "区供电中心 区水利局",
    ),
    (
        "我们厂增容一直没人管，另外门口的路坑坑洼洼大车进不来，还有上个月的退税也没到账",
        "区供电中心 区交通运输局 区税务局",
    ),
    ("一是稳岗返还没到账，二是厂区夜里停电没人修", "区人社局 区供电中心"),
    (
        "执照变更交了半个月没审核。\n\n我们园区职工的孩子上小学没有学位，希望教育部门放宽。",
        "区行政审批服务局 区教体局",
    ),
    (
        "来电人反映工厂拖欠工资四个月。来电人还反映车间粉尘大，从不安排职业病体检，请求调查。",
        "区人社局 区卫健局",
    ),
    ("厂里停电停了四次没人修 对了孩子转学找谁啊学校说满了", "区供电中心 区教体局"),
    ("1、出口退税函调半年没结果；2、税控盘锁死，办税厅不给解锁。", "区税务局 区税务局"),
]


@pytest.mark.parametrize(("text", "units"), SEVERAL)
def test_each_matter_is_a_part_with_its_own_unit(splitter: Splitter, text: str, units: str) -> None:
    assert [part.prediction.unit for part in splitter.split(text)] == units.split()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "车间停电三次，变压器跳闸，要求尽快修复。",
        "6月打过热线，7月又去窗口，8月还没办，增容申请一直拖着。另外5月份打过一次电话，没人接。",
        "我厂申请增容两个月没人勘察。要求：1.尽快勘察；2.书面答复；3.追究责任人。",
        "公司拖欠我工资四个月，证据有：1、劳动合同；2、考勤记录；3、工资条。",
        "1.白天跳闸；2.晚上电压低；3.一刮风就停电。",
        "变压器烧了五天没人换，导致全厂停产、工人放假、订单违约，另外影响了银行还款和退税。",
        "停车场手续，审批局说归住建局，住建局说归规划，还有规划说让找审批局。",
        "【来电记录】市民来电\n【诉求】反映单位拖欠工资三个月\n【影响】孩子上学学费交不上\n【要求】尽快发放\n【备注】转城东街道",
        "增容申请两个月没动静，另外我们已经提交过两次材料了，还有现场也清理好了。",
        "窗口说：“另外你们的税务登记也要改，还有社保也得变。”可我们只是来办执照变更，办了二十天。",
        "燃气开户费三万八太高，另外隔壁厂子去年才收两万，怎么收费不一样？",
        "留抵退税没到账，想问卡在哪里。此外再拖下去工资也发不出来了。",
    ],
)
def test_one_matter_stays_whole_and_word_for_word(splitter: Splitter, text: str) -> None:
    assert [part.text for part in splitter.split(text)] == [text]


def test_a_notice_with_points_is_no_complaint_to_be_split(splitter: Splitter) -> None:
    text = "大家好，明天上午九点开会，一是传达文件，二是布置走访，三是报台账，收到请回复。"
    (part,) = splitter.split(text)
    assert part.prediction.unit == NOT_A_COMPLAINT


def test_the_parts_are_pieces_of_the_text_with_the_place_before_each(splitter: Splitter) -> None:
    text = "地址：白塔镇因阜村北\n事项一：退税没到账。\n事项二：门口县道坑洼不平。\n备注：请转山头街道"
    assert [part.text for part in splitter.split(text)] == [
        "地址：白塔镇因阜村北，退税没到账。",
        "地址：白塔镇因阜村北，门口县道坑洼不平。",
    ]


def test_who_speaks_stands_once_before_each_part(splitter: Splitter) -> None:
    text = "我们是山头街道的清釉陶瓷厂，变压器增容没人管。另外，出口退税半年没到账。"
    first, second = splitter.split(text)
    assert first.text == "我们是山头街道的清釉陶瓷厂，变压器增容没人管。"
    assert second.text == "我们是山头街道的清釉陶瓷厂，出口退税半年没到账。"


def test_a_wish_at_the_end_goes_with_the_last_matter(splitter: Splitter) -> None:
    parts = splitter.split("1.变压器增容没人勘察；2.门口水管漏水没人修；3.请尽快书面答复。")
    assert len(parts) == 2
    assert "书面答复" in parts[1].text


def test_a_matter_taken_up_again_is_no_third_one(splitter: Splitter) -> None:
    parts = splitter.split("一、厂里老停电；二、门口的路坑洼大车进不来；三、停电抢修来得太慢，停一次半天。")
    assert [part.prediction.unit for part in parts] == ["区供电中心", "区交通运输局"]


def test_a_part_is_never_taken_for_chatter(splitter: Splitter) -> None:
    for text, _ in SEVERAL:
        for part in splitter.split(text):
            assert part.prediction.unit != NOT_A_COMPLAINT
            assert part.prediction.decision is not Decision.NOT_COMPLAINT


def test_a_text_without_marks_costs_one_question(shipped: Model) -> None:
    counting = Counting(shipped)
    splitter = Splitter(counting)
    splitter.split("车间停电三次，变压器跳闸。")
    counting.asked.clear()
    splitter.split("车间停电三次，变压器跳闸，要求尽快修复。")
    assert counting.asked == [["车间停电三次，变压器跳闸，要求尽快修复。"]]


def test_many_texts_are_asked_for_together_and_come_out_as_one_by_one(shipped: Model, splitter: Splitter) -> None:
    texts = [text for text, _ in SEVERAL]
    counting = Counting(shipped)
    assert Splitter(counting).split_all(texts) == [splitter.split(text) for text in texts]
    # What the passages are, whose each matter is, and the parts in their last words.
    assert len(counting.asked) <= 3
    assert Splitter(counting).split_all([]) == []


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("停电了，另外路也坏了", [Turn.START, Turn.ALSO]),
        ("停电了。还有一件事，路坏了", [Turn.START, Turn.ANOTHER]),
        ("停电了\n路坏了", [Turn.START, Turn.LINE]),
        ("停电了\n\n另外，路坏了", [Turn.START, Turn.ALSO]),
        ("停电停了三天没人修另外退税也没到账", [Turn.START, Turn.ANOTHER]),
        ("要卖给另外两家厂子", [Turn.START]),
        ("去问，说报上去了；再问，说没钱", [Turn.START, Turn.SENTENCE]),
        ("停电了没人修。还有一件事一起说了吧。退税没到账", [Turn.START, Turn.ANOTHER]),
        ("来电人称厂里停电。来电人还称退税没到账", [Turn.START, Turn.ANOTHER]),
        ("停电三天。没人管。都坏了", [Turn.START]),
        ("他答应我，“另外再补一份”", [Turn.START]),
        ("想了解停电怎么赔", [Turn.START]),
    ],
)
def test_prose_is_cut_where_its_writer_turns(text: str, turns: list[Turn]) -> None:
    assert [passage.turn for passage in passages(text)] == turns


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("厂里的变压器报修半个月没人来换。五月份申请的留抵退税到现在没到账。", 2),
        ("变压器烧了五天没人换。全厂停产，工人工资发不出来。银行贷款也还不上了。", 1),
        ("我公司申请增容三个月没人勘察。多次联系供电所没有结果。", 1),
    ],
)
def test_sentences_without_a_turn_are_parted_only_where_each_is_a_matter(
    splitter: Splitter, text: str, count: int
) -> None:
    assert len(splitter.split(text)) == count


def test_a_document_of_many_points_is_left_whole(splitter: Splitter) -> None:
    text = "\n".join(f"{number}、{what}" for number, what in enumerate(["车间停电没人修", "退税没到账"] * 20, start=1))
    assert len(splitter.split(text)) == 1


LONG = (
    "我公司成立于2006年，现有职工一百二十人。今年六月银行在没有通知的情况下把我们的授信从两千万压到八百万，"
    "理由是行业政策，跟行长谈过两次，答复都是总行系统打分。另外，公司用的是公用线路，谁家出故障大家一起停电，"
    "今年已经停了十一次，最长一次十六个小时，供电所说线路改造没有计划。"
)
STORY = (
    "我们厂从去年冬天就报了增容，供电所的同志来量过尺寸，也画了图。另外他们还让我们自己去找设计院，花了一万二出图。"
    "图交上去以后，说要走招标。还有人说要交高可靠性费用。再就是招的大学生走了四个。请给个痛快话，什么时候能送电。"
)


@pytest.mark.parametrize(("text", "count"), [(LONG, 2), (STORY, 1)])
def test_a_long_letter_is_parted_by_its_matters_and_not_by_its_turns(splitter: Splitter, text: str, count: int) -> None:
    assert len(splitter.split(text)) == count


@pytest.mark.parametrize("content", ["", "{}", '{"threshold": "a", "intercepts": {}, "weights": {}}', "[1]"])
def test_a_file_that_holds_no_weights_is_refused_with_the_command_that_writes_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "split_weights.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SplitWeightsRefused, match=r"benchmarks\.splits_fit --write"):
        read_split_weights(path)


def test_the_shipped_weights_name_every_piece_of_evidence(splitter: Splitter) -> None:
    weights = read_split_weights()
    names = [tuple(sorted(of_kind)) for of_kind in weights.values.values()]
    assert len(set(names)) == 1
    assert {"goes_on", "topic_apart", "units_surely_apart"} < set(names[0])
    assert weights.values["always"]["goes_on"] < 0 < weights.values["always"]["topic_apart_rest"]
