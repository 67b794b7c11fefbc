"""Hot topics as a file and in chat: what was found, for whom, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from complaints.clocks import SHANGHAI
from complaints.people import Role
from complaints.records import Channel, RawRecord
from complaints.topics import Case, Heat, State, Topic, cases_of
from reports.hot import TITLE, write_hot, write_hot_csv
from storage.store import open_store
from tests.kit import District, district, says, talk
from tests.trained import Run, data_folder, sujie

__all__ = ["data_folder", "sujie"]

SAMPLES = Path(__file__).resolve().parents[1] / "inbox" / "samples"

AT = datetime(2021, 8, 30, 9, 0, tzinfo=SHANGHAI)


def test_each_topic_is_a_row_and_its_cases_stand_on_the_second_sheet(tmp_path: Path) -> None:
    cases = {f"BS20210830-000{at}": Case(f"BS20210830-000{at}", "停电", "园区停电", "山头街道", AT) for at in (1, 2)}
    topic = Topic(1, 4.5, "园区停电", 2, 2, 1, "山头街道", AT, AT, ("停电",), tuple(cases))
    write_hot(tmp_path / "hot.xlsx", [topic], cases)
    book = load_workbook(tmp_path / "hot.xlsx")
    ranking, details = book["热点排名"], book["明细"]
    assert ranking["A1"].value == TITLE
    assert [cell.value for cell in ranking[3]][:5] == [1, 4.5, "园区停电", 2, 2]
    assert [row[2].value for row in details.iter_rows(min_row=3)] == list(cases)


def test_a_title_like_a_formula_stays_text_and_a_phone_is_masked(tmp_path: Path) -> None:
    phone = "138" + "12345678"
    case = Case("1", "=1+1", f"=HYPERLINK(A1) 电话{phone}", "", AT)
    topic = Topic(1, 1.0, "=1+1", 2, 2, 0, "", AT, AT, (), ("1",))
    write_hot(tmp_path / "hot.xlsx", [topic], {"1": case})
    book = load_workbook(tmp_path / "hot.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any(phone in str(cell.value) for cell in cells)


def test_control_characters_and_a_cell_too_long_do_not_break_the_file(tmp_path: Path) -> None:
    case = Case("1", "停电\x0b", "停" * 40_000, "", AT)
    write_hot(tmp_path / "hot.xlsx", [Topic(1, 1.0, "停电\x01", 1, 1, 0, "", AT, AT, (), ("1",))], {"1": case})
    assert load_workbook(tmp_path / "hot.xlsx")["明细"]["F3"].value.startswith("停电")


def test_the_csv_has_a_line_for_each_case_with_its_topic_and_begins_like_no_formula(tmp_path: Path) -> None:
    phone = "138" + "12345678"
    cases = {"1": Case("1", "", "=1+1", "山头街道", AT), "2": Case("2", "停电", f"电话{phone}", "", AT)}
    heat = Heat(agreed=7)
    topic = Topic(1, 4.5, "园区停电", 2, 2, 0, "山头街道", AT, AT, ("停电",), ("1", "2"), heat, open=2, overdue=1)
    write_hot_csv(tmp_path / "hot.csv", [topic], cases)
    with (tmp_path / "hot.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["热点"], first["件数"], first["未办结"], first["逾期"], first["点赞数"]) == (
        "园区停电",
        "2",
        "2",
        "1",
        "7",
    )
    assert first["内容"] == "‘=1+1"
    assert (second["编号"], second["标题"]) == ("2", "停电")
    assert phone not in second["内容"]


# —— of the desk's complaints ——


@pytest.fixture
def place(tmp_path: Path) -> Iterator[District]:
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    yield district(store, tmp_path)
    store.close()


def file_three(place: District) -> None:
    place.at("2021-09-01 09:00")
    for at in range(3):
        place.file(f"停电了，车间第{at}次停工", f"2021090100{at}", received_at=place.clock.at)


@pytest.mark.parametrize(
    ("role", "where", "sees"),
    [(Role.CLERK, "", True), (Role.LEADER, "", True), (Role.ENTERPRISE, "某公司", False), (Role.LIAISON, "区供电中心", False),
     (Role.TOWN, "山头街道", False)],
)  # fmt: skip
def test_only_the_office_and_its_leaders_see_what_is_hot(place: District, role: Role, where: str, sees: bool) -> None:
    file_three(place)
    place.person("某人", role, where)
    (answer,) = talk(place).hear(says("某人", "热点", 1))
    assert ("3件" in answer.text) is sees


def test_a_case_says_whether_it_is_open_or_overdue(place: District) -> None:
    file_three(place)
    complaints = place.enquiries.ledger(place.person("赵", Role.CLERK))
    assert {case.state for case in cases_of(complaints, place.clock.at)} == {State.OPEN}
    late = cases_of(complaints, place.clock.at + timedelta(days=400))
    assert State.OVERDUE in {case.state for case in late}


def test_a_secret_reporters_company_is_in_no_case(place: District) -> None:
    record = RawRecord(Channel.HOTLINE, "1", "清釉陶瓷有限公司停电了", company="清釉陶瓷有限公司", confidential=True)
    complaint = place.desk.receive(record).complaint
    (case,) = cases_of([complaint], place.clock.at)
    assert "清釉" not in case.title + case.text + case.company


def test_the_desk_writes_the_topics_of_a_span(sujie: Run, tmp_path: Path) -> None:
    assert sujie("import", str(SAMPLES / "01_12345_clean.xlsx"))[0] == 0
    out = tmp_path / "hot.xlsx"
    code, said, _ = sujie("report", "hot", "--out", str(out), "--from", "2021-01-01")
    assert code == 0
    book = load_workbook(out)
    ranks = [row[0].value for row in book["热点排名"].iter_rows(min_row=3)]
    heats = [row[1].value for row in book["热点排名"].iter_rows(min_row=3)]
    assert f"{len(ranks)}个热点" in said
    assert ranks == list(range(1, len(ranks) + 1))
    assert heats == sorted(heats, reverse=True)
    assert all(row[3].value >= 3 and row[4].value >= 3 for row in book["热点排名"].iter_rows(min_row=3))
    assert "300件" in said
    assert "0件诉求中0个" in sujie("report", "hot", "--out", str(out), "--from", "2001-01-01", "--to", "2001-01-31")[1]


# —— of any list, without a database ——

LIST = """时间,姓名,题目,内容,镇街,赞
2021-08-01,甲一,,云锦产业园又停电了，窑炉停火，请联系甲一,白塔镇,3
2021-08-03,乙二,产业园停电,云锦产业园今天停电三次，没有通知,白塔镇,
2021/8/5 10:00,丙三,,云锦产业园停电，生产线停了半天,白塔镇,1
昨天,丁四,,云锦产业园停电,白塔镇,0
2021-08-06,戊五,,,白塔镇,0
2021-08-07,己六,,图书馆周末几点闭馆,城东街道,0
"""
COLUMNS = ("--text-column", "内容", "--time-column", "时间", "--reporter-column", "姓名", "--like-column", "赞")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="gb18030")
    return path


def test_a_list_gives_topics_whose_cases_are_its_rows_and_names_unread_rows(
    sujie: Run, listed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "hot.csv"
    code, said, warned = sujie("report", "hot", "--csv", str(listed), *COLUMNS, "--out", str(out))
    assert code == 0
    assert "4件诉求中1个热点" in said
    assert "1行的时间读不出来" in warned
    assert "第5行" in warned
    assert not (tmp_path / "desk.db").exists()
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["编号"] for row in rows] == ["2", "3", "4"]
    assert {row["点赞数"] for row in rows} == {"4"}
    assert "甲一" not in out.read_text(encoding="utf-8-sig")


def test_the_span_of_a_list_holds_its_first_and_last_day(sujie: Run, listed: Path, tmp_path: Path) -> None:
    words = ("report", "hot", "--csv", str(listed), *COLUMNS, "--out", str(tmp_path / "hot.xlsx"))
    assert "3件诉求中1个" in sujie(*words, "--from", "2021-08-01", "--to", "2021-08-05")[1]
    assert "2件诉求中0个" in sujie(*words, "--from", "2021-08-01", "--to", "2021-08-04")[1]


@pytest.mark.parametrize("content", ["内容\n", "内容\n图书馆周末几点闭馆\n"])
def test_an_empty_list_and_one_message_give_an_empty_table(sujie: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    code, said, _ = sujie(
        "report", "hot", "--csv", str(path), "--text-column", "内容", "--out", str(tmp_path / "o.xlsx")
    )
    assert (code, "0个热点" in said) == (0, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(("--csv", "none.csv", "--text-column", "内容"), "读不了"), (("--csv", "list.csv", "--text-column", "正文"), "没有“正文”列"),
     (("--csv", "empty.csv", "--text-column", "内容"), "文件是空的"), (("--csv", "bad.csv", "--text-column", "内容"), "GB18030"),
     (("--csv", "list.csv", "--text-column", "内容", "--out", "nowhere/o.xlsx"), "写不了")],
)  # fmt: skip
def test_what_cannot_be_read_or_written_is_one_sentence_and_exit_code_one(
    sujie: Run, listed: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(listed.parent)
    Path("empty.csv").touch()
    Path("bad.csv").write_bytes(b"\xff\xff\x81\x00\n")
    code, said, wrong = sujie("report", "hot", "--out", "o.xlsx", *words)
    assert (code, said) == (1, "")
    assert sentence in wrong
    assert len(wrong.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [("--csv", "list.csv"), ("--text-column", "内容"), ("--out", "o.doc"), ("--from", "2021-08-02", "--to", "2021-08-01"),
     ("--csv", "list.csv", "--text-column", "内容", "--from", "2021-08-02"), ("--from", "八月")],
)  # fmt: skip
def test_options_that_do_not_go_together_are_exit_code_two(sujie: Run, words: tuple[str, ...]) -> None:
    code, _, wrong = sujie("report", "hot", "--out", "o.xlsx", *words)
    assert code == 2
    assert "--" in wrong
