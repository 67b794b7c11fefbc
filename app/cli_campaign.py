"""sujie report daily: what is told of the campaign without a chat."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli_files import report
from app.cli_options import Database, house_for


def register(app: typer.Typer) -> None:  # noqa: ARG001 - all parts of the command line are registered alike
    """Add these commands."""
    report.command("daily")(daily)


def daily(
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx 文件")],
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="起始日；默认今天")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="截止日（含）")] = None,
    database: Database = "",
) -> None:
    """走访台账（附件2）：按单位列出走访，附小计、合计、累计，以及谁没报、走访覆盖。"""
    from app.wiring import COMMAND_LINE
    from bot.say_campaign import daily_text
    from complaints.errors import SujieError

    if since and until and until < since:
        raise typer.BadParameter("截止日早于起始日，请对调", param_hint="--to")
    with house_for(database) as house:
        first, last = since.date() if since else None, until.date() if until else None
        told = house.services.campaign.visiting.daily(COMMAND_LINE, first, last or first)
        try:
            house.ledgers.write_daily(out, told, COMMAND_LINE)
        except OSError as error:
            raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error
    typer.echo(f"已写 {out}。")
    typer.echo(daily_text(told))
