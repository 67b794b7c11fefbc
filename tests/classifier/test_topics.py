"""What is a topic at all, who is behind it, and that numbers, size and order do not break the finding."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from classifier.examples import read_examples
from classifier.topic_people import companies_of, people_of
from classifier.topic_titles import LONGEST, trim
from classifier.topic_words import FILE, name_words, read_name_words
from classifier.topics import Topics
from classifier.words import Words
from complaints.clocks import SHANGHAI
from complaints.errors import TableError
from complaints.topics import Case, Least

AT = datetime(2021, 8, 2, 9, 0, tzinfo=SHANGHAI)
ROOT = Path(__file__).resolve().parents[2]
BACKGROUND = [one.text for one in read_examples(ROOT / "classifier" / "examples.csv")]
NOW = AT + timedelta(days=10)
TEXTS = ("云锦产业园又停电了，窑炉停火", "云锦产业园今天停电三次，没有通知", "云锦产业园停电，生产线停了半天")


@pytest.fixture(scope="module")
def finder() -> Topics:
    return Topics(Words(()), background=BACKGROUND)


def told(*texts: str, days: int = 1, reporter: str = "r") -> list[Case]:
    return [
        Case(str(at), "", text, "", AT + timedelta(days=days * at), reporter=reporter and f"{reporter}{at}")
        for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize("texts", [(), TEXTS[:1], TEXTS[:2], ("", "", ""), ("的", "的", "的"), ("？", "！", "。")])
def test_nothing_and_too_little_make_no_topic(finder: Topics, texts: tuple[str, ...]) -> None:
    assert finder.find(told(*texts), NOW) == []


def test_three_people_with_one_trouble_are_a_topic(finder: Topics) -> None:
    (topic,) = finder.find(told(*TEXTS), NOW)
    assert (topic.rank, topic.count, topic.people, topic.cases) == (1, 3, 3, ("0", "1", "2"))


def test_one_person_three_times_is_none(finder: Topics) -> None:
    same = [Case(str(at), "", text, "", AT + timedelta(days=at), reporter="r") for at, text in enumerate(TEXTS)]
    assert finder.find(same, NOW) == []


def test_three_people_over_many_months_are_none(finder: Topics) -> None:
    assert finder.find(told(*TEXTS, days=40), NOW + timedelta(days=90)) == []
    loose = Topics(Words(()), background=BACKGROUND, least=Least(within=timedelta(days=365)))
    assert len(loose.find(told(*TEXTS, days=40), NOW + timedelta(days=90))) == 1


def test_two_cases_of_one_number_are_refused(finder: Topics) -> None:
    case = told(*TEXTS)
    with pytest.raises(ValueError, match="same id"):
        finder.find([*case, case[0]], NOW)


def test_five_thousand_identical_messages_of_many_people_are_one_topic(finder: Topics) -> None:
    cases = [Case(str(at), "", TEXTS[0], "", AT + timedelta(minutes=at), reporter=f"r{at}") for at in range(5_000)]
    (topic,) = finder.find(cases, NOW)
    assert (topic.count, topic.people) == (5_000, 5_000)
    assert "云锦产业园" in topic.title


def test_five_thousand_messages_that_differ_in_a_number_are_one_topic(finder: Topics) -> None:
    texts = [f"云锦产业园{at}号车间停电，窑炉停火" for at in range(5_000)]
    (topic,) = finder.find(told(*texts, days=0), NOW)
    assert topic.count == 5_000


def test_a_mass_of_nameless_copies_is_one_person_and_no_topic(finder: Topics) -> None:
    text = "云锦产业园又停电了，窑炉停火，坯子全部报废。请供电部门尽快派人来查线路。"
    cases = [Case(str(at), "", text, "", AT + timedelta(minutes=at)) for at in range(500)]
    assert finder.find(cases, NOW) == []


def test_who_sends_the_same_again_with_a_word_changed_is_one_person() -> None:
    text = "云锦产业园昨天又停电。窑炉里的坯子全部报废，损失三万多元。请供电部门尽快派人来查线路。"
    again = text.replace("昨天", "今天")
    other = "云锦产业园停电没有提前通知。我们注塑机里的料全部凝住。希望供电公司说明原因并赔偿。"
    cases = [Case(str(at), "", text, "", AT) for at, text in enumerate((text, again, other))]
    assert people_of(cases) == [0, 0, 2]


def test_two_names_are_two_people_though_the_text_is_the_same() -> None:
    text = "云锦产业园昨天又停电。窑炉里的坯子全部报废，损失三万多元。请供电部门尽快派人来查线路。"
    cases = [Case("1", "", text, "", AT, reporter="a"), Case("2", "", text, "", AT, reporter="b")]
    assert people_of(cases) == [0, 1]


def test_a_company_is_counted_once_however_it_is_spaced() -> None:
    cases = [
        Case(str(at), "", "", "", AT, company=name) for at, name in enumerate(("清釉 陶瓷", "清釉陶瓷", "", "颜山"))
    ]
    assert companies_of(cases) == 2


@pytest.mark.parametrize(
    ("line", "short"),
    [("关于青禾路停电的投诉", "青禾路停电"), ("强烈要求解决青禾路停电问题", "青禾路停电"), ("反映房屋质量问题", "房屋质量问题"),
     ("请问青禾路何时通车？", "青禾路何时通车")],
)  # fmt: skip
def test_a_headline_loses_what_every_headline_has(line: str, short: str) -> None:
    assert trim(line) == short


def test_a_title_has_room_for_a_name_or_does_without(finder: Topics) -> None:
    texts = ["停电了没有人来修也没有人通知我们这些租户", "停电半天没有人通知租户", "停电以后没有人来修，租户没法开工"]
    cases = [Case(str(at), "", text, "博山经济开发区", AT, reporter=f"r{at}") for at, text in enumerate(texts)]
    for topic in finder.find(cases, NOW):
        assert len(topic.title) <= LONGEST
        assert topic.place == "博山经济开发区"


def test_the_shipped_words_are_readable_and_hold_what_the_sections_say() -> None:
    words = read_name_words(FILE)
    assert words == name_words()
    assert "投诉" in words.stop
    assert "小区" in words.kind


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("[stop]\n的 的\n", "第2行：“的”在第2行已有"), ("[奇怪]\n的\n", "第1行：节名只能是"), ("的\n", "第1行：节名只能是"),
     ("[stop]\n的\n[kind]\n\n", "缺少 [kind]"), ("[stop]\n的\n[no_name]\n的\n", "第4行：“的”在第2行已有")],
)  # fmt: skip
def test_a_broken_word_file_names_the_line(tmp_path: Path, text: str, wrong: str) -> None:
    path = tmp_path / "words.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_name_words(path)
    assert wrong in str(refused.value)


def test_a_missing_or_foreign_word_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "gb.txt").write_bytes("[stop]\n的".encode("gb18030"))
    for name in ("none.txt", "gb.txt"):
        with pytest.raises(TableError, match="UTF-8"):
            read_name_words(tmp_path / name)
