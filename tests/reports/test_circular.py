"""周通报: every figure with its cases, held against the store's own counts; nothing that shows who must not be shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from openpyxl import load_workbook

from app.circulars import period_of
from app.edited_text import refresh
from campaign.circular import Circular, Period, gather
from campaign.drafting import Section, draft
from campaign.figures import PublicityFigures, UnitPublicity, UnitVisits, VisitFigures
from campaign.naming import Kind, read_rules
from campaign.unit_lines import columns_of
from complaints.complaint import Complaint
from complaints.errors import Refused, TableError
from complaints.follow_up import FollowUp, Satisfaction
from complaints.moves import Command, Step
from complaints.people import Role
from complaints.rates import rates_of
from complaints.topics import Topic
from reports.circular import CircularLetter, write_circular
from reports.unit_chart import chart, chinese_font, parts_of
from reports.unit_table import DETAILS, TITLE, write_units
from storage.store import open_store
from tests.kit import District, district, says, talk
from tests.trained import Run, data_folder, sujie

__all__ = ["data_folder", "sujie"]

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tests" / "inbox" / "samples"
RULES = read_rules(ROOT / "tables" / "circular.csv")
FULL_PHONE = "138" + "0013" + "8000"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[District]:
    """A district on Friday, after a week in which every kind of end was met."""
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    here = district(store, tmp_path)
    _live_a_week(here)
    yield here
    store.close()


def _live_a_week(place: District) -> None:
    clerk = place.person("赵", Role.CLERK)
    power = place.person("李", Role.LIAISON, "区供电中心")
    tax = place.person("周", Role.LIAISON, "区税务局")
    secret = {"company": "博山清釉陶瓷有限公司", "confidential": True, "phone": FULL_PHONE, "reporter": "孙会计"}
    outage = [place.file(f"停电了，清釉陶瓷的孙会计{FULL_PHONE}第{at}次", f"1{at}", **secret).number for at in range(4)]
    refunds = [place.file("退税没有到账", f"2{at}").number for at in range(3)]
    place.file("摊贩占道", "30")
    for person, numbers in ((power, outage[:3]), (tax, refunds)):
        for number in numbers:
            place.desk.act(person, number, Step(Command.SIGN))
    for number in refunds:
        place.desk.act(tax, number, Step(Command.FINISH, note="已退税"))
        place.desk.act(clerk, number, Step(Command.APPROVE))
    good = FollowUp(solved=True, satisfaction=Satisfaction.SATISFIED)
    place.desk.act(clerk, refunds[0], Step(Command.FOLLOW_UP, answer=good))
    place.desk.act(power, outage[0], Step(Command.FINISH, note="已送电"))
    place.at("2021-09-03 09:00")


def _cases(place: District) -> list[Complaint]:
    return place.enquiries.ledger(place.person("赵", Role.CLERK))


def _made(place: District, topics: tuple[Topic, ...] = ()) -> Circular:
    period = Period(date(2021, 8, 30), date(2021, 9, 3), place.clock.at)
    return gather(_cases(place), topics, RULES, period)


def _topic(cases: list[Complaint], title: str) -> Topic:
    at = cases[0].filed_at
    return Topic(1, 4.0, title, len(cases), 3, 0, "", at, at, (), tuple(case.number for case in cases))


def _letter(made: Circular) -> CircularLetter:
    return CircularLetter("周通报", "（一期）", "中心", draft(made))


def test_each_units_rate_of_work_done_in_time_is_that_of_the_stores_rates(place: District) -> None:
    stored = {one.unit: rates_of(one) for one in place.store.rates(place.clock.at)}
    made = _made(place)
    assert {line.unit: line.on_time_rate for line in made.units} == {name: one.on_time for name, one in stored.items()}
    assert made.total.on_time_rate.text == "4/7=57.1%"


def test_the_cases_behind_the_figures_add_up(place: District) -> None:
    made = _made(place)
    assert len(made.received) == len(_cases(place)) == 8
    assert len(made.received) == sum(
        map(len, (made.given, made.waiting, made.declined, made.merged, made.answered_directly))
    )
    assert sorted(number for _, numbers in made.channels for number in numbers) == sorted(made.received)
    for line in made.units:
        assert sorted((*line.finished, *line.unfinished)) == sorted(line.given)
        assert set(line.overdue) <= set(line.unfinished) & set(line.late)
    assert [(line.unit, len(line.overdue)) for line in made.units] == [("区供电中心", 3), ("区税务局", 0)]


def test_a_case_about_a_units_own_people_is_in_no_figure(place: District) -> None:
    before = _made(place)
    staff = place.file("区供电中心工作人员索要好处费，停电也不管", "99")
    assert staff.is_about_staff()
    assert _made(place).figures() == before.figures()


def test_who_is_named_is_named_with_the_cases_and_praised_for_nothing(place: District) -> None:
    verdicts = _made(place).verdicts
    named = {one.unit: one for one in verdicts if one.rule.kind is Kind.NAME and one.rule.measure == "逾期未办结"}
    assert set(named) == {"区供电中心"}
    assert named["区供电中心"].cases == _made(place).units[0].overdue
    assert [one.unit for one in verdicts if one.rule.kind is Kind.PRAISE] == ["区税务局"]


def test_every_wrong_line_of_the_rules_is_named(tmp_path: Path) -> None:
    path = tmp_path / "circular.csv"
    head = "类别,指标,比较,数值,最少件数,说法"
    path.write_text(
        f"{head}\n批评,办结率,不低于,很多,0,\n点名,超时,不低于,1,1,超时\n点名,心情,低于,1,1,好\n", encoding="utf-8"
    )
    with pytest.raises(TableError) as caught:
        read_rules(path)
    told = str(caught.value)
    for words in (
        "第2行：类别“批评”",
        "第2行：数值“很多”",
        "第2行：最少件数“0”",
        "第2行：说法为空",
        "第4行：指标“心情”",
    ):
        assert words in told
    assert "第3行" not in told


def test_the_file_opened_again_has_the_parts_the_margins_and_the_units_numbers(place: District, tmp_path: Path) -> None:
    made = _made(place)
    write_circular(tmp_path / "通报.docx", made, _letter(made))
    document = docx.Document(str(tmp_path / "通报.docx"))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side / Mm(1)) for side in margins if side] == [37, 35, 28, 26]
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "公文一级标题"]
    assert headings == [
        "一、基本情况", "二、办理情况", "三、热点问题", "四、走访和宣传", "五、表扬和点名", "六、下步要求",
    ]  # fmt: skip
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:]
    stored = dict.fromkeys(("区供电中心", "区税务局"), 0)
    for tally in place.store.tallies(place.clock.at):
        if tally.unit:
            stored[tally.unit] += tally.count
    assert {row[0]: int(row[1]) for row in rows[:-1]} == stored
    assert rows[-1][:2] == ["全区", "7"]
    assert rows[1] == ["区税务局", "3", "3", "100.0%", "3", "0", "100.0%", "0", "0", "1", "0", "0.0%"]


def test_the_chart_shows_every_case_once_and_stands_in_the_paper(place: District, tmp_path: Path) -> None:
    made = _made(place)
    assert [parts_of(line) for line in made.units] == [(1, 0, 3), (3, 0, 0)]
    assert all(sum(parts_of(line)) == len(line.given) for line in made.units)
    if chinese_font() is None:
        pytest.skip("没有中文字体；Debian 上可装 fonts-noto-cjk")
    write_circular(tmp_path / "通报.docx", made, _letter(made))
    (shape,) = docx.Document(str(tmp_path / "通报.docx")).inline_shapes
    assert round(shape.width / Mm(1)) == 156
    # A missing glyph is a warning, and a warning an error here.
    assert (chart(made.units) or b"").startswith(b"\x89PNG")
    assert chart(()) is None


def test_no_confidential_company_person_or_phone_is_on_the_paper(place: District, tmp_path: Path) -> None:
    cases = [case for case in _cases(place) if case.record.confidential]
    made = _made(place, (_topic(cases, cases[0].record.text),))
    write_circular(tmp_path / "通报.docx", made, _letter(made))
    told = "\n".join(one.text for one in docx.Document(str(tmp_path / "通报.docx")).paragraphs)
    assert "某企业" in told
    for secret in ("清釉", "孙会计", FULL_PHONE):
        assert secret not in told
        assert all(secret not in one.name for one in made.figures())


def test_visits_and_publicity_are_told_where_they_were_reported_and_missed_where_not(place: District) -> None:
    made = _made(place)
    assert "没有走访报送数据" in draft(made)[3].paragraphs[0]
    visits = VisitFigures((UnitVisits("区税务局", 4, 9, 7, 8, 1),))
    publicity = PublicityFigures((UnitPublicity("区税务局", 3, 5), UnitPublicity("区供电中心", 6, 5)))
    told = draft(gather(_cases(place), (), RULES, made.period, (visits, publicity)))[3].paragraphs
    assert told == (
        "走访：本期走访4次，累计9次，覆盖企业7/8家；漏报1天的区税务局。",
        "宣传：本期报送稿件9篇；未达要求的：差2篇的区税务局。",
    )


def test_what_the_office_rewrote_is_kept_and_the_rest_is_refreshed(tmp_path: Path) -> None:
    path = tmp_path / "通报.md"
    first = (Section("基本情况", ("受理3件。", "办结1件。")), Section("下步要求", ("抓紧办理。",)))
    assert refresh(path, first).edited == ()
    path.write_text(
        path.read_text(encoding="utf-8").replace("抓紧办理。", "9月6日前\n办完。\n\n再报。"), encoding="utf-8"
    )
    later = (Section("基本情况", ("受理5件。",)), Section("下步要求", ("抓紧办理2件。",)))
    for _ in range(2):
        kept = refresh(path, later)
        assert kept.edited == ("下步要求",)
        assert kept.sections == (later[0], Section("下步要求", ("9月6日前 办完。", "再报。")))
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("## 下步要求")], encoding="utf-8")
    assert refresh(path, later).sections == later


def test_a_draft_that_nobody_touched_is_no_edit_whatever_its_spaces(tmp_path: Path) -> None:
    drafted = (Section("热点问题", ("停电  三次\t了：3件。",)),)
    refresh(tmp_path / "通报.md", drafted)
    assert refresh(tmp_path / "通报.md", drafted).edited == ()


def test_leaders_get_the_circular_once_and_only_after_the_office_has_looked_and_confirmed(place: District) -> None:
    place.person("钱区长", Role.LEADER)
    place.delivered()
    office = talk(place)
    assert "请先发送“通报”" in office.hear(says("赵", "通报 确认", 1))[0].text
    (shown,) = office.hear(says("赵", "通报", 2))
    assert shown.file is not None
    assert "六、下步要求" in [one.text for one in docx.Document(str(shown.file)).paragraphs]
    assert [one for one in place.delivered() if one.address == "chat:钱区长"] == []
    place.file("停电又来了", "41")
    assert "将报送" in office.hear(says("赵", "通报 确认", 3))[0].text
    (sent,) = (one for one in place.delivered() if one.address == "chat:钱区长")
    assert "共受理涉企诉求8件" in sent.text
    assert "共受理涉企诉求8件" in shown.text
    assert "清釉" not in sent.text
    for words in ("通报", "通报 确认"):
        said = office.hear(says("赵", words, 4 + len(words)))[0].text
    assert "已经报送过" in said
    assert [one for one in place.delivered() if one.address == "chat:钱区长"] == []
    assert [event.note for event in place.store.desk_events(9) if "确认并报送" in event.note] == [
        "确认并报送周通报2021-08-30至2021-09-03"
    ]


@pytest.mark.parametrize("role", [Role.LEADER, Role.LIAISON, Role.ENTERPRISE])
def test_nobody_but_the_office_sees_or_sends_the_draft(place: District, role: Role) -> None:
    place.person("吴某", role, "区供电中心" if role is Role.LIAISON else "")
    for at, words in enumerate(("通报", "通报 确认")):
        (answer,) = talk(place).hear(says("吴某", words, at))
        assert answer.file is None
        assert "预览" not in answer.text
    with pytest.raises(Refused):
        place.services.circulars.send(place.person("吴某", role, "区供电中心" if role is Role.LIAISON else ""))


def test_without_days_the_period_is_the_week_so_far(place: District) -> None:
    period = period_of(None, None, place.clock.at)
    assert (period.first, period.last) == (date(2021, 8, 30), date(2021, 9, 3))


def test_the_table_of_units_has_every_number_and_the_cases_behind_it(place: District, tmp_path: Path) -> None:
    made = _made(place)
    write_units(tmp_path / "单位.xlsx", made)
    book = load_workbook(tmp_path / "单位.xlsx")
    head, *rows = [[cell.value for cell in row] for row in book[TITLE].iter_rows(min_row=3)]
    details = [tuple(cell.value for cell in row) for row in book[DETAILS].iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["区供电中心", "区税务局", "全区"]
    for row, line in zip(rows, made.units, strict=False):
        for name, cases in columns_of(line):
            assert row[head.index(name)] == len(cases)
            assert sorted(n for unit, figure, n in details if (unit, figure) == (line.unit, name)) == sorted(cases)
    assert rows[0][head.index("按时办结率")] == pytest.approx(0.25)


def test_the_command_line_writes_the_papers_and_explains_each_figure(sujie: Run, tmp_path: Path) -> None:
    assert sujie("import", str(SAMPLES / "01_12345_clean.xlsx"))[0] == 0
    out = tmp_path / "通报.docx"
    code, told, said = sujie("report", "circular", "--out", str(out), "--explain", "--json")
    assert (code, out.exists(), "受理300件" in said) == (0, True, True)
    listed = json.loads(told)
    stored = json.loads(sujie("list", "--limit", "1000", "--json")[1])
    for line in listed:
        assert line["count"] == len(line["cases"])
    by_unit = {line["unit"]: set(line["cases"]) for line in listed if line["figure"] == "派发" and line["unit"]}
    by_unit.pop("全区")
    assert by_unit == {
        unit: {case["number"] for case in stored if case["unit"] == unit}
        for unit in {case["unit"] for case in stored if case["unit"]}
    }
    code, said, _ = sujie("report", "units", "--out", str(tmp_path / "单位.xlsx"))
    assert (code, f"{len(by_unit)}个单位" in said) == (0, True)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [(("circular",), 2, "--explain"), (("circular", "--out", "a.doc"), 2, ".docx"), (("units", "--out", "a.xls"), 2, ".xlsx"),
     (("units", "--out", "none/a.xlsx"), 1, "写不了"), (("circular", "--out", "none/a.docx"), 1, "写不了"),
     (("circular", "--explain", "--from", "2021-09-02", "--to", "2021-09-01"), 2, "对调")],
)  # fmt: skip
def test_what_cannot_be_written_is_said_in_a_sentence(
    sujie: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended, _, said = sujie("report", *words)
    assert (ended, sentence in said) == (code, True)
