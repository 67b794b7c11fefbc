from __future__ import annotations

import io
import json
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from classifier import detector_files
from classifier.chatter import FILE, ChatterRefused, other_talk, read_chatter, written_complaints
from classifier.complaining import MOST_WORDS, ComplaintDetector, DetectorRefused, alike
from classifier.detector_files import current_detector, load_detector, save_detector, train_detector
from classifier.detector_grams import Grams
from classifier.detector_signs import Message, Signs, only_asks, sign_matrix, table
from classifier.examples import Example, read_examples
from classifier.packing import ModelUnreadable
from complaints.prediction import NOT_A_COMPLAINT

EXAMPLES = FILE.parent / "examples.csv"
COMPLAINTS = [
    "车间停电一天了，电话没人接",
    "退税三个月没到账，专管员不回消息",
    "窗口让我跑了四趟，每次都少一张纸",
    "水管爆了两天没人修",
    "系统又崩了，申报不上",
    "保证金半年不退，推来推去",
    "判决一年了，一分钱没执行",
    "又停了",
    "谁管管",
    "天天来检查，活没法干",
]
TALK = [
    "收到，谢谢",
    "大家早上好",
    "明天停电检修，请各企业提前准备",
    "请问年报截止到哪天？",
    "招聘电工两名，包吃住",
    "水来了，感谢师傅",
    "已安排人员现场查看",
    "今天食堂的菜真难吃",
    "欢迎拨打举报电话",
    "我们公司报名两人",
]


@pytest.fixture(scope="module")
def detector() -> ComplaintDetector:
    """The shipped detector, trained once: no test changes it."""
    return train_detector(EXAMPLES)


@pytest.fixture(scope="module")
def small() -> ComplaintDetector:
    """A detector of twenty messages."""
    return ComplaintDetector.train(COMPLAINTS, TALK)


@pytest.mark.parametrize(
    "text",
    [
        "今天又停电三个小时，窑里的货全废了，打电话也没人接",
        "打了三天电话都没人接，年报到底怎么报",
        "这网速，真是醉了，电子税务局又崩",
        "材料交了两个月，一直说在审核",
        "又停了",
        "谁管管",
        "还没好？",
        "俺那补贴咋还木有下来，恁给问问",
        "就是那个退税嘛我们交上去三个月了打电话也没人接去大厅让找专管员专管员又说没看到",
        "1、路灯不亮\n2、井盖丢了\n报了三次没人处理",
        "「王会计：停电了」\n- - - - - - -\n我们这也是",
        "😡又让补材料，第四趟了",
    ],
)
def test_a_grievance_reads_like_a_complaint_in_whatever_voice(detector: ComplaintDetector, text: str) -> None:
    assert detector.reads_like_complaint(text).is_complaint


@pytest.mark.parametrize(
    "text",
    [
        "收到",
        "谢谢大家",
        "严查乱收费，欢迎拨打投诉举报电话",
        "停电通知：因检修，8月31日8时至17时城东片区停电，敬请谅解",
        "专业办理营业执照 代理记账，加微信",
        "急招电焊工两名，包吃住，工资月结",
        "请问个体户年报截止到哪天？",
        "供电中心昨晚抢修到两点，点赞",
        "上次说的停电已经好了，谢谢",
        "已安排人员现场查看",
        "今天食堂的菜真难吃",
        "堵车烦死了",
        "听说外省那边天天限电",
        "#接龙 企业诉求\n1. 某某陶瓷 无\n2. 某某泵业 无",
        "「王会计：停电了」\n- - - - - - -\n收到，已安排抢修，预计六点恢复",
        "[图片]",
        "",
        " \n ",
        "👍👍👍",
    ],
)
def test_other_talk_does_not_even_with_the_words_of_complaints(detector: ComplaintDetector, text: str) -> None:
    assert not detector.reads_like_complaint(text).is_complaint


def test_held_out_messages_reach_what_the_threshold_promises(detector: ComplaintDetector) -> None:
    assert detector.scores["precision"] >= 0.9
    assert detector.scores["recall"] >= 0.75
    assert 0.3 <= detector.threshold < 0.9


def test_a_higher_precision_asks_for_a_higher_probability() -> None:
    lines = read_chatter(FILE)[::4]
    complaints = [line.text for line in lines if line.is_complaint]
    talk = [line.text for line in lines if not line.is_complaint]

    bold, careful = (ComplaintDetector.train(complaints, talk, precision=wanted) for wanted in (0.7, 0.95))

    assert bold.threshold < careful.threshold
    assert careful.scores["recall"] < bold.scores["recall"]


def test_the_words_named_are_the_message_s_own_and_speak_for_a_complaint(detector: ComplaintDetector) -> None:
    text = "等了三个月没人管，电话打不通"

    words = detector.reads_like_complaint(text).words

    assert "没人管" in words
    assert 0 < len(words) <= MOST_WORDS
    assert all(word in text for word in words)


def test_many_messages_are_judged_as_each_alone(detector: ComplaintDetector) -> None:
    texts = [line.text for line in read_chatter(FILE)[::50]]

    together = detector.probabilities(texts)

    assert together == pytest.approx([detector.reads_like_complaint(text).probability for text in texts], abs=1e-5)
    assert detector.probabilities([]).shape == (0,)


def test_who_is_addressed_makes_no_complaint(detector: ComplaintDetector) -> None:
    plain, addressed = "路灯还没修", "@投诉办-小王 路灯还没修"

    assert detector.probabilities([addressed]) == pytest.approx(detector.probabilities([plain]))


def test_only_the_beginning_of_a_long_message_is_read(detector: ComplaintDetector) -> None:
    start = "今日走访企业情况通报如下，" * 30

    assert detector.probabilities([start]) == pytest.approx(detector.probabilities([start + "没人管没人管"]))


def test_training_twice_gives_the_same_detector(small: ComplaintDetector) -> None:
    again = ComplaintDetector.train(COMPLAINTS, TALK)

    assert again.threshold == small.threshold
    np.testing.assert_array_equal(again.weights.signs, small.weights.signs)


def test_too_few_messages_are_refused() -> None:
    with pytest.raises(DetectorRefused, match=r"chatter\.csv"):
        ComplaintDetector.train(COMPLAINTS[:4], TALK)
    with pytest.raises(DetectorRefused):
        ComplaintDetector.train(COMPLAINTS, [])


def test_written_complaints_teach_matters_that_the_group_has_not_had() -> None:
    text = "塔吊备案退件理由不写"

    without = ComplaintDetector.train(COMPLAINTS, TALK)
    taught = ComplaintDetector.train(COMPLAINTS, TALK, written=["塔吊备案提交后退件，理由没有写明"] * 20)

    assert taught.probabilities([text])[0] > without.probabilities([text])[0]


def test_nearly_the_same_messages_are_one_group() -> None:
    first, second, other = alike(["车间停电一天了没人修", "车间停电一天了，没人修！", "补贴到账了谢谢"])

    assert first == second != other


# What a message is taken apart into.


def test_a_quotation_is_kept_apart_from_what_its_speaker_says() -> None:
    message = Message.of("「李会计：系统好了」\n- - - - - -\n还是登不上")

    assert (message.own, message.quote) == ("还是登不上", "李会计:系统好了")


def test_a_quotation_mark_alone_is_no_quotation() -> None:
    assert Message.of("“马上就好”，马上了一个月").quote == ""


def test_everybody_addressed_is_the_sign_of_a_notice() -> None:
    signs = Signs.of(Message.of("@所有人 周五交表"))

    assert signs.found[table().signs.index("notice")]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("请问大厅周六上班吗", True),
        ("变更法人需要带什么材料", True),
        ("请问为什么交了两个月没人理", False),
        ("停了三天了怎么还不修？", False),
        ("收到，谢谢", False),
    ],
)
def test_a_consultation_asks_and_has_no_grievance(text: str, asks: bool) -> None:
    assert only_asks(text) is asks


def test_every_sign_has_a_column_and_pairs_follow() -> None:
    matrix = sign_matrix([Message.of("又停了"), Message.of("收到")])

    assert matrix.shape == (2, table().columns)
    assert table().columns == len(table().signs) * (len(table().signs) + 1) // 2
    assert len(set(table().signs)) == len(table().signs)
    assert all(name.replace("_", "").isalpha() for name in table().names)
    assert not any(pattern.search("") for pattern in table().patterns)


def test_the_weights_of_a_message_s_signs_add_up_to_their_share_of_the_decision(detector: ComplaintDetector) -> None:
    signs = Signs.of(Message.of("又停了，三天没人管，谁负责？"))

    share = float(signs.values() @ detector.weights.signs)

    assert signs.weights(detector.weights.signs).sum() == pytest.approx(share, rel=1e-4)


def test_numbers_count_as_one_and_the_end_of_a_message_counts() -> None:
    grams = Grams.fit(["停了", "又停了", "12天", "3天"])

    assert grams.transform(["7天"]).nnz == grams.transform(["365天"]).nnz > 0
    assert (grams.transform(["停了"]) != grams.transform(["停了又"])).nnz > 0
    assert grams.transform([]).shape == (0, len(grams.vocabulary))


# What it learns from.


def test_the_shipped_talk_is_varied_and_free_of_phones_and_examples() -> None:
    lines = read_chatter(FILE)

    assert sum(line.is_complaint for line in lines) >= 350
    assert sum(not line.is_complaint for line in lines) >= 550
    assert not {line.text for line in lines} & set(written_complaints(read_examples(EXAMPLES)))
    assert {line.voice for line in lines if line.is_complaint} >= {"plain", "fragment", "sarcasm", "speech", "quote"}


def test_questions_among_the_examples_are_not_learned_as_complaints() -> None:
    examples = [
        Example("营业执照丢了怎么补办？", "区行政审批服务局", "开办企业"),
        Example("停电三天没人修", "区供电中心", "获得电力"),
        Example("收到", NOT_A_COMPLAINT, ""),
    ]

    assert written_complaints(examples) == ["停电三天没人修"]
    assert other_talk(examples) == ["收到"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("text,label\n又停了,complaint\n", "chatter.csv 第1行：缺少列 voice"),
        ("text,label,voice\n又停了,complaint,fragment\n ,not,ad\n", "chatter.csv 第3行：文本（text）为空"),
        ("text,label,voice\n又停了,投诉,fragment\n", "chatter.csv 第2行：标签（label）只能是"),
        ("text,label,voice\n又停了,complaint\n", "chatter.csv 第2行：列数与表头不一致"),
        ('text,label,voice\n"两\n行",not,ad\n好,not,ad\n好,not,ad\n', "chatter.csv 第5行：同一条文本"),
        ('text,label,voice\n又停了,"complaint\n', "chatter.csv：不是正确的 CSV"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "chatter.csv"
    file.write_text(content, "utf-8")

    with pytest.raises(ChatterRefused) as refusal:
        read_chatter(file)

    assert str(refusal.value).startswith(message)


def test_a_missing_file_and_another_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ChatterRefused, match="文件不存在"):
        read_chatter(tmp_path / "chatter.csv")
    (tmp_path / "chatter.csv").write_bytes("text,label,voice\n停电,complaint,plain\n".encode("gb18030"))
    with pytest.raises(ChatterRefused, match="不是 UTF-8"):
        read_chatter(tmp_path / "chatter.csv")


# How it is kept.


@pytest.fixture
def file(tmp_path: Path, small: ComplaintDetector) -> Path:
    file = tmp_path / "models" / detector_files.NAME
    save_detector(small, file, "these")
    return file


def test_a_stored_detector_answers_exactly_as_before(file: Path, small: ComplaintDetector) -> None:
    stored = load_detector(file)

    for text in (*COMPLAINTS, *TALK, "", "「甲：停电」\n- - - -\n我们也是"):
        assert stored.reads_like_complaint(text) == small.reads_like_complaint(text)
    assert (stored.threshold, stored.scores) == (small.threshold, small.scores)
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_loading_imports_no_scikit_learn(file: Path) -> None:
    program = (
        "import sys, pathlib; from classifier.detector_files import load_detector; "
        "load_detector(pathlib.Path(sys.argv[1])).reads_like_complaint('停电'); sys.exit('sklearn' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program, str(file)], check=False).returncode == 0


def test_a_detector_of_other_texts_is_refused(file: Path) -> None:
    load_detector(file, "these")
    with pytest.raises(ModelUnreadable, match="另外的样本"):
        load_detector(file, "others")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match="不存在"):
        load_detector(tmp_path / "none.npz")


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_half_a_file_is_refused(file: Path, share: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(ModelUnreadable, match="损坏"):
        load_detector(file)


def test_a_file_changed_in_any_place_never_passes_for_another_detector(file: Path, small: ComplaintDetector) -> None:
    whole = file.read_bytes()
    expected = small.probabilities(COMPLAINTS).tolist()
    for place in range(0, len(whole), max(1, len(whole) // 80)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            stored = load_detector(file)
        except ModelUnreadable:
            continue
        # A byte that no reader looks at, such as a member's date, may change.
        assert stored.probabilities(COMPLAINTS).tolist() == expected


def test_a_pickle_is_refused_whole_or_inside(file: Path) -> None:
    file.write_bytes(pickle.dumps({"threshold": 0.5}))
    with pytest.raises(ModelUnreadable):
        load_detector(file)
    content = io.BytesIO()
    np.savez(content, facts=np.array([{"recipe": 1}], dtype=object))
    file.write_bytes(content.getvalue())
    with pytest.raises(ModelUnreadable):
        load_detector(file)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"recipe": 0}, "另一版本"),
        ({"signs": ["wait"]}, "另一版本"),
        ({"vocabulary": ["停"]}, "前后不一致"),
        ({"recipe": None}, "另一版本"),
    ],
)
def test_a_file_whose_parts_do_not_fit_together_is_refused(file: Path, change: dict[str, object], message: str) -> None:
    with np.load(file) as stored:
        parts = {name: stored[name] for name in stored.files}
    facts = json.loads(parts["facts"].tobytes()) | change
    parts["facts"] = np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
    np.savez(file, **parts)

    with pytest.raises(ModelUnreadable, match=message):
        load_detector(file)


def test_the_detector_of_a_folder_is_trained_once_and_again_when_its_texts_change(tmp_path: Path) -> None:
    chatter, examples, folder = tmp_path / "chatter.csv", tmp_path / "examples.csv", tmp_path / "models"
    lines = [f"{text},complaint,plain" for text in COMPLAINTS] + [f"{text},not,other" for text in TALK]
    chatter.write_text("\n".join(["text,label,voice", *lines, ""]), "utf-8")
    examples.write_text("text,unit,indicator\n停电三天没人修,区供电中心,获得电力\n", "utf-8")

    first = current_detector(folder, examples, chatter)
    written = (folder / detector_files.NAME).stat().st_mtime_ns
    again = current_detector(folder, examples, chatter)
    assert (folder / detector_files.NAME).stat().st_mtime_ns == written
    assert again.probabilities(TALK).tolist() == first.probabilities(TALK).tolist()

    with chatter.open("a", encoding="utf-8") as more:
        more.write("水表坏了两个月没人换,complaint,plain\n")
    changed = current_detector(folder, examples, chatter)
    assert changed.scores["messages"] == first.scores["messages"] + 1


def test_a_damaged_file_of_a_folder_is_made_anew(tmp_path: Path, file: Path) -> None:
    chatter, examples = tmp_path / "chatter.csv", tmp_path / "examples.csv"
    lines = [f"{text},complaint,plain" for text in COMPLAINTS] + [f"{text},not,other" for text in TALK]
    chatter.write_text("\n".join(["text,label,voice", *lines, ""]), "utf-8")
    shutil.copy(EXAMPLES, examples)
    file.write_bytes(b"no model")

    assert current_detector(file.parent, examples, chatter).scores["messages"] > len(COMPLAINTS)
    load_detector(file)
