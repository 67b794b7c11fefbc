"""考核: each point has its cases, the ranking follows the points, and the table's wrong lines are named."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from campaign.assessment import Score, assess
from campaign.circular import Period
from campaign.scoring import read_scoring
from campaign.unit_lines import UnitLine
from complaints.clocks import SHANGHAI
from complaints.errors import TableError
from reports.assessment import BEHIND, CHANGES, RANKING, write_assessment
from tests.trained import Run, data_folder, sujie

__all__ = ["data_folder", "sujie"]

ROOT = Path(__file__).resolve().parents[2]
ITEMS = read_scoring(ROOT / "tables" / "scoring.csv")
PERIOD = Period(date(2021, 8, 30), date(2021, 9, 5), datetime(2021, 9, 5, 17, 0, tzinfo=SHANGHAI))


def _numbers(unit: str, count: int) -> tuple[str, ...]:
    return tuple(f"{unit}-{at}" for at in range(count))


def _scores() -> tuple[Score, ...]:
    lines = (
        UnitLine("区供电中心", given=_numbers("电", 5), on_time=_numbers("电", 2), late=_numbers("晚", 3)),
        UnitLine("区水利局", given=_numbers("水", 2), on_time=_numbers("水", 2)),
        UnitLine("区税务局", given=_numbers("税", 2), on_time=_numbers("税", 2)),
        UnitLine("区住建局", given=_numbers("建", 90), late=_numbers("建", 50), discontent=_numbers("建", 1)),
    )
    return assess(lines, ITEMS)


def test_scores_are_the_sums_within_the_caps_and_equal_ones_share_a_rank() -> None:
    assert [(one.rank, one.unit, one.total) for one in _scores()] == [
        (1, "区水利局", Decimal("101.0")), (1, "区税务局", Decimal("101.0")),
        (3, "区供电中心", Decimal("95.0")), (4, "区住建局", Decimal(78)),
    ]  # fmt: skip


def test_every_point_has_its_cases_and_says_when_more_would_change_nothing() -> None:
    last = _scores()[-1]
    late = next(one for one in last.points if one.item.name == "超时")
    assert (late.score, late.cases, late.capped) == (Decimal(-20), _numbers("建", 50), True)
    for score in _scores():
        assert sum(one.score for one in score.points) == score.total


def test_what_would_change_it_is_the_score_and_rank_without_one_items_cases() -> None:
    power, building = _scores()[2:]
    (change,) = power.changes
    assert (change.item.name, change.cases, change.score, change.rank) == ("超时", 3, Decimal("101.0"), 1)
    assert [(one.item.name, one.score, one.rank) for one in building.changes] == [
        ("超时", Decimal(98), 3), ("企业不满意", Decimal(80), 4),
    ]  # fmt: skip
    assert (power.behind, building.behind, _scores()[0].behind) == (Decimal("6.0"), Decimal("17.0"), Decimal(0))


def test_the_workbook_opened_again_has_the_ranking_the_cases_and_the_changes(tmp_path: Path) -> None:
    scores = _scores()
    write_assessment(tmp_path / "考核.xlsx", scores, PERIOD)
    book = load_workbook(tmp_path / "考核.xlsx")
    ranked = [[cell.value for cell in row] for row in book[RANKING].iter_rows(min_row=4)]
    assert [(row[0], row[1], row[-2]) for row in ranked] == [
        (1, "区水利局", 101), (1, "区税务局", 101), (3, "区供电中心", 95), (4, "区住建局", 78),
    ]  # fmt: skip
    behind = [tuple(cell.value for cell in row) for row in book[BEHIND].iter_rows(min_row=4)]
    assert [one[3] for one in behind if one[:2] == ("区供电中心", "超时")] == list(_numbers("晚", 3))
    assert len(behind) == sum(len(one.cases) for score in scores for one in score.points)
    assert [cell.value for cell in book[CHANGES][4]] == ["区供电中心", "没有超时的3件", 95, 3, 101, 1]


def test_a_period_without_cases_gives_empty_sheets(tmp_path: Path) -> None:
    write_assessment(tmp_path / "考核.xlsx", assess((), ITEMS), PERIOD)
    assert load_workbook(tmp_path / "考核.xlsx")[RANKING].max_row == 3


def test_every_wrong_line_of_the_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "scoring.csv"
    wrong = "超时,扣分,超时,-2,,\n超时,减分,超时,2,,\n,加分,心情,1,多,\n基础分,基础,派发,NaN,,\n好,加分,办结,1,,\n"
    path.write_text(f"项目,类别,依据,每件分,封顶,说明\n{wrong}", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_scoring(path)
    told = str(caught.value)
    for words in (
        "第2行：每件分“-2”", "第3行：项目“超时”与第2行重复", "第3行：类别“减分”", "第4行：项目为空", "第4行：依据“心情”", "第4行：封顶“多”",
        "第5行：基础分不写", "第5行：每件分“NaN”",
    ):  # fmt: skip
        assert words in told
    assert "第6行" not in told
    path.write_text("项目,类别,依据,每件分,封顶,说明\n", encoding="utf-8")
    with pytest.raises(TableError, match="没有考核项目"):
        read_scoring(path)


def test_the_command_line_ranks_the_units_and_explains_every_point(sujie: Run, tmp_path: Path) -> None:
    assert sujie("import", str(ROOT / "tests" / "inbox" / "samples" / "01_12345_clean.xlsx"))[0] == 0
    out = tmp_path / "考核.xlsx"
    code, told, _ = sujie("report", "assessment", "--out", str(out), "--explain", "--json")
    listed = json.loads(told)
    assert (code, out.exists()) == (0, True)
    stored = json.loads(sujie("list", "--limit", "1000", "--json")[1])
    assert {one["unit"] for one in listed} == {case["unit"] for case in stored if case["unit"]}
    assert all(one["score"] == sum(part["score"] for part in one["points"]) for one in listed)
    code, told, _ = sujie("report", "assessment", "--explain")
    assert (code, "第1名" in told) == (0, True)
    assert sujie("report", "assessment")[0] == 2
