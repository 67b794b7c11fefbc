"""sujie report daily|publicity, publicity: what is told of the campaign without a chat."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_files import report
from app.cli_options import AsJson, Database, house_for, load_settings

if TYPE_CHECKING:
    from inbox.articles import ArticlesRead


campaign = typer.Typer(help="活动计划。", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("publicity")(import_publicity)
    app.add_typer(campaign, name="campaign")
    report.command("daily")(daily)
    report.command("publicity")(publicity_report)


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

    first, last = _days(since, until)
    with house_for(database) as house:
        told = house.services.campaign.visiting.daily(COMMAND_LINE, first, last or first)
        try:
            house.ledgers.write_daily(out, told, COMMAND_LINE)
        except OSError as error:
            raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error
    typer.echo(f"已写 {out}。")
    typer.echo(daily_text(told))


def publicity_report(
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx 文件")],
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="起始日；默认本周")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="截止日（含）")] = None,
    database: Database = "",
) -> None:
    """宣传稿件统计表（附件3）：每篇是新稿、转载还是重复，各单位每周几篇、差几篇。"""
    from app.wiring import COMMAND_LINE
    from bot.say_campaign import publicity_text
    from complaints.errors import SujieError

    first, last = _days(since, until)
    with house_for(database) as house:
        told = house.services.campaign.publishing.tellings(COMMAND_LINE, first, last)
        try:
            house.ledgers.write_publicity(out, told, COMMAND_LINE)
        except OSError as error:
            raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error
    typer.echo(f"已写 {out}：{len(told.articles)}篇。")
    typer.echo(publicity_text(told))


@campaign.command("check")
def check_plan(
    file: Annotated[Path | None, typer.Argument(help="活动计划；默认 tables/campaign.csv")] = None,
) -> None:
    """检查活动计划，逐行指出错误；有错时退出码为 1。"""
    from campaign.plan import read_plan
    from complaints.errors import SujieError

    path = file or load_settings().plan
    if path is None:
        raise SujieError("没有活动计划；请把 campaign.csv 放进 tables/，或在设置 campaign_plan 写明路径")
    plan = read_plan(path)
    span = f"，{min(task.first for task in plan)} 至 {max(task.last for task in plan)}" if plan else ""
    typer.echo(f"活动计划没有发现错误：{len(plan)}行{span}。")


def import_publicity(
    files: Annotated[list[Path], typer.Argument(help="宣传稿件统计表：.xlsx .xls .ods .csv")],
    unit: Annotated[str, typer.Option("--unit", help="表里没写填报单位时，是哪个单位的")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只试读，不写入。")] = False,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """导入宣传稿件统计表（附件3）；同一篇再导入不会重复。"""
    from app.wiring import COMMAND_LINE, limits_of
    from complaints.events import EventKind
    from complaints.records import FileRefused
    from inbox.articles import read_articles

    failed = False
    with house_for(database) as house:
        named = house.tables.units.demand(unit) if unit else ""
        for path in files:
            try:
                read = read_articles(path, named, limits_of(house.settings))
            except FileRefused as refused:
                failed = True
                typer.echo(f"{path.name}：{refused.sentence}", err=True)
                continue
            new, changed = (0, 0) if dry_run else house.services.campaign.publishing.keep(read.articles)
            if not dry_run:
                house.audit.note(
                    EventKind.IMPORTED, COMMAND_LINE, f"导入{path.name}", {"rows": str(len(read.articles))}
                )
            _say_articles(path, read, new, changed, as_json=as_json, dry_run=dry_run)
    raise typer.Exit(1 if failed else 0)


def _say_articles(path: Path, read: ArticlesRead, new: int, changed: int, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        refused = [{"row": one.row, "reason": one.reason.value, "message": one.message} for one in read.refused]
        line = {"file": path.name, "read": len(read.articles), "new": new, "changed": changed, "refused": refused}
        typer.echo(json.dumps(line, ensure_ascii=False))
        return
    done = "没有写入" if dry_run else f"新增{new}篇，更新{changed}篇"
    typer.echo(f"{path.name}：读到{len(read.articles)}篇，{done}，拒收{len(read.refused)}行。")
    for refusal in read.refused:
        typer.echo(f"  第{refusal.row}行：{refusal.message}")


def _days(since: datetime | None, until: datetime | None) -> tuple[date | None, date | None]:
    if since and until and until < since:
        raise typer.BadParameter("截止日早于起始日，请对调", param_hint="--to")
    return since.date() if since else None, until.date() if until else None
