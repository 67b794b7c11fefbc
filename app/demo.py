"""make run: loads the examples into a database of their own, shows how they were routed, and opens the chat."""

from __future__ import annotations

import sys
from collections import Counter

from rich.console import Console
from rich.table import Table

from app.chat import Stage, script_clock, show_text, talk
from app.cli_options import house_for
from app.clocks import SystemClock
from app.progress import bar
from app.script import Line, PersonLine, SpokenLine, read_script
from app.settings import ROOT
from app.wiring import COMMAND_LINE, House
from bot import say
from complaints.complaint import Complaint, Status
from complaints.importing import SourceFile
from complaints.people import Role
from complaints.units import OFFICE

EXAMPLES = ROOT / "examples"
_CAST = (
    PersonLine("王会计", Role.ENTERPRISE, "博山清釉陶瓷有限公司"),
    PersonLine("李联络", Role.LIAISON, "区供电中心"),
    PersonLine("赵主任", Role.CLERK, ""),
)
_SCRIPTS = ("群聊.txt", "企业.txt", "单位.txt", "中心.txt", "整改.txt")


def run_demo(database: str) -> None:
    """Load, show, and talk; without a terminal the example scripts are played and it ends."""
    demo_database = database or f"sqlite:///{ROOT / 'data' / 'demo.db'}"
    with house_for(demo_database) as house:
        load(house)
        show_routing(house)
    if sys.stdin.isatty():
        _talk(demo_database)
    else:
        _play_afresh()


def load(house: House) -> None:
    """Import every example export; those that are in already change nothing."""
    for path in sorted(EXAMPLES.glob("*.xlsx")):
        with bar(f"导入 {path.name}") as told:
            done = house.services.importing.take(SourceFile(path), told=told)
        _print(
            f"{path.name}：新增{done.accepted}件，更新{done.updated}件，重复{done.repeated}件，拒收{len(done.refused)}行"
        )


def show_routing(house: House) -> None:
    """A table by unit: how many, dispatched or waiting; and some with their reasons."""
    complaints = house.services.enquiries.ledger(COMMAND_LINE)
    counts = Counter((complaint.lead or OFFICE, complaint.status is Status.WAITING) for complaint in complaints)
    table = Table(title=f"{len(complaints)}件诉求的去向")
    for heading in ("单位", "已派出", "待研判", "依据举例"):
        table.add_column(heading, justify="left" if heading in ("单位", "依据举例") else "right")
    units = sorted({unit for unit, _ in counts}, key=lambda unit: (unit == OFFICE, -counts[unit, False]))
    for unit in units:
        table.add_row(unit, str(counts[unit, False]), str(counts[unit, True]), _why(complaints, unit))
    Console(width=None if sys.stdout.isatty() else 110).print(table)


def play_scripts(database: str) -> None:
    """Play every example script on its own clock."""
    for name in _SCRIPTS:
        path = EXAMPLES / name
        lines = read_script(path)
        clock = script_clock(lines)
        _print(f"\n—— {name} ——")
        with house_for(database, clock) as house:
            stage = Stage(house, clock, show_text)
            for line in lines:
                _print_line(line)
                stage.play(line)


def _play_afresh() -> None:
    """The scripts name complaints by their numbers of the day, so each time they begin with an empty database."""
    stage = ROOT / "data" / "demo-scripts.db"
    for leftover in stage.parent.glob(f"{stage.name}*"):
        leftover.unlink()
    play_scripts(f"sqlite:///{stage}")


def _talk(database: str) -> None:
    clock = SystemClock()
    with house_for(database, clock, keeps_quiet=False) as house:
        stage = Stage(house, clock, show_text)
        for person in _CAST:
            stage.introduce(person)
        _print(
            "\n现在您是赵主任（中心）。发送“帮助”“待研判”“统计”“台账”试试；换人说话写“名字: 话”："
            "\n  王会计: 登记 我们公司增容申请交了一个月没人来看"
            "\n  李联络: 待办"
            "\n  （单位换成别家：@人 孙科长 单位 区税务局。退出：退出）"
        )
        talk(house, stage, _CAST[2])


def _why(complaints: list[Complaint], unit: str) -> str:
    """One case of the unit and why it went there."""
    for complaint in complaints:
        if (complaint.lead or OFFICE) == unit and complaint.prediction:
            why = (
                complaint.standing.waiting_for.label
                if complaint.standing.waiting_for
                else say.words_of(complaint.prediction)
            )
            return f"《{say.title(complaint)}》{why}"
    return ""


def _print_line(line: Line) -> None:
    if isinstance(line, SpokenLine):
        room = f"{line.room}/" if line.room else ""
        _print(f"{room}{line.name}: {line.text}")


def _print(text: str) -> None:
    print(text)  # noqa: T201 - this is the terminal
