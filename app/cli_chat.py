"""sujie chat and demo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_options import AsJson, Database, house_for

if TYPE_CHECKING:
    from app.script import PersonLine


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("chat")(chat)
    app.command("demo", hidden=True)(demo)


def chat(
    person: Annotated[str, typer.Option("--as", help="以谁的身份，例：“王会计 企业 某某公司”")] = "",
    script: Annotated[Path | None, typer.Option(help="照脚本演一遍")] = None,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """在终端里与机器人对话；或用 --script 照脚本演一遍。"""
    from app.chat import Stage, script_clock, show_json, show_text, talk
    from app.clocks import MovedClock, SystemClock
    from app.script import read_script

    show = show_json if as_json else show_text
    if script is not None:
        lines = read_script(script)
        clock = script_clock(lines)
        # Whoever sits at a terminal on the real clock is awake.
        with house_for(database, clock, keeps_quiet=isinstance(clock, MovedClock)) as house:
            stage = Stage(house, clock, show)
            for line in lines:
                stage.play(line)
        return
    clock = SystemClock()
    with house_for(database, clock, keeps_quiet=False) as house:
        talk(house, Stage(house, clock, show), _person(person))


def demo(database: Database = "") -> None:
    """载入 examples/ 的示例并打开对话：make run 用的就是它。"""
    from app.demo import run_demo

    run_demo(database)


def _person(text: str) -> PersonLine:
    """Who is played: 名字 身份 [单位或企业]; the office where nothing is said."""
    from app.script import PersonLine, read_line

    if not text:
        from complaints.people import Role

        return PersonLine("赵主任", Role.CLERK, "")
    line = read_line(f"@人 {text if ' ' in text.strip() else text.strip() + ' 企业'}", "--as", Path.cwd())
    if not isinstance(line, PersonLine):
        raise typer.BadParameter("应为“名字 身份 [单位或企业]”", param_hint="--as")
    return line
