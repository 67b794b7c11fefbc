"""The spreadsheet of hot topics holds what was found, and nothing that a spreadsheet would run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from complaints.clocks import SHANGHAI
from complaints.topics import Case, Topic
from reports.hot import TITLE, write_hot

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
