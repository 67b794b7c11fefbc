"""The office's limits: the most specific row counts, and every wrong line is named."""

from pathlib import Path

import pytest

from app.settings import ROOT
from complaints.errors import TableError
from complaints.limits import OPTIONAL, Item, Measure, read_limits
from complaints.records import Channel
from tests.kit import LIMITS_TEXT, limits_table


def problems(folder: Path, *lines: str) -> list[str]:
    with pytest.raises(TableError) as error:
        limits_table(folder, LIMITS_TEXT + "\n".join(lines) + "\n")
    return list(error.value.problems)


def test_the_row_for_channel_and_matter_wins_then_the_channels_then_the_matters_then_the_general(
    tmp_path: Path,
) -> None:
    more = "*,停电,办结,4,工作日,甲,待确认\n12345热线,停电,办结,1,自然日,乙,已确认\n"
    limits = limits_table(tmp_path, LIMITS_TEXT + more)
    found = limits.find(Item.DONE, Channel.HOTLINE, "停电")
    assert (found.count, found.measure, found.source, found.is_confirmed) == (1, Measure.NATURAL_DAYS, "乙", True)
    assert limits.find(Item.DONE, Channel.HOTLINE, "供水").count == 5
    assert limits.find(Item.DONE, Channel.JIESUJIBAN, "停电").count == 15
    assert limits.find(Item.DONE, Channel.CHAT, "停电").count == 4
    assert limits.find(Item.DONE, Channel.CHAT, "供水") is limits.general(Item.DONE)
    assert found not in limits.unconfirmed
    assert len(limits.unconfirmed) == len(limits.rows) - 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("传真,*,办结,5,工作日,甲,待确认", "来源“传真”不认识"),
        ("*,*,办结得,5,工作日,甲,待确认", "项目“办结得”不认识"),
        ("12345热线,停电,办结,五,工作日,甲,待确认", "数值“五”应为1至3650的整数"),
        ("12345热线,停电,办结,0,工作日,甲,待确认", "数值“0”应为1至3650的整数"),
        ("12345热线,停电,办结,5,小时,甲,待确认", "“办结”的计量应为 工作日或自然日"),
        ("12345热线,停电,办结,5,工作日,甲,", "确认一栏应为"),
        ("*,*,整改截止,9月9日,日期,甲,待确认", "日期“9月9日”应写成 2021-09-09"),
        ("问政山东,*,改派重新计时,也许,是否,甲,待确认", "数值“也许”应为“是”或“否”"),
        ("*,*,签收,3,工作日,甲,待确认", "与第5行重复"),
        ("12345热线,停电,办结,5,工作日,甲", "应有7列，实有6列"),
    ],
)
def test_a_wrong_line_is_named_with_its_number(tmp_path: Path, line: str, says: str) -> None:
    last = LIMITS_TEXT.count("\n") + 1
    assert any(
        problem.startswith(f"limits.csv 第{last}行：") and says in problem for problem in problems(tmp_path, line)
    )


def test_a_matter_that_the_routing_table_does_not_have_is_named(tmp_path: Path) -> None:
    path = tmp_path / "limits.csv"
    path.write_text(LIMITS_TEXT + "*,停点,办结,4,工作日,甲,待确认\n", encoding="utf-8-sig")
    with pytest.raises(TableError, match="事项“停点”不在"):
        read_limits(path, ["停电"])


def test_every_item_needs_its_general_row(tmp_path: Path) -> None:
    for item in Item:
        without = "".join(
            line for line in LIMITS_TEXT.splitlines(keepends=True) if not line.startswith(f"*,*,{item.value},")
        )
        if item in OPTIONAL:
            limits_table(tmp_path, without)
            continue
        with pytest.raises(TableError, match=f"缺少“{item.value}”的通用行"):
            limits_table(tmp_path, without)


def test_the_shipped_limits_are_those_of_their_sources_and_marked_for_confirmation() -> None:
    limits = read_limits(ROOT / "tables" / "limits.csv")
    hotline = {item: limits.find(item, Channel.HOTLINE).count for item in (Item.DONE, Item.RETURN, Item.EXTENSION)}
    assert hotline == {Item.DONE: 5, Item.RETURN: 2, Item.EXTENSION: 10}
    items = (Item.SIGN, Item.FIRST_REPORT, Item.DONE, Item.EXTENSION)
    enterprise = {item: limits.find(item, Channel.JIESUJIBAN).count for item in items}
    # One working day to begin, three to answer, fifteen to solve, and thirty in all where it is complex.
    assert enterprise == {Item.SIGN: 1, Item.FIRST_REPORT: 3, Item.DONE: 15, Item.EXTENSION: 15}
    assert limits.look_for(Item.FIRST_REPORT, Channel.HOTLINE) is None
    last = limits.look_for(Item.CAMPAIGN_TO, Channel.WENZHENG)
    assert last is not None
    assert str(last.day) == "2021-09-09"
    assert all(row.source for row in limits.rows)
