"""sujie list, show, history, due, rates, returns, remind, invite, doctor: what the office asks for without a chat."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_cases import find_complaint
from app.cli_options import AsJson, Database, house_for, load_settings

if TYPE_CHECKING:
    from complaints.complaint import Complaint, Status

_LOOK_AHEAD = 45
"""Days by which the calendar must be ahead: the longest limit with its extension."""


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("list")(list_complaints)
    app.command("show")(show)
    app.command("history")(history)
    app.command("due")(due)
    app.command("rates")(rates)
    app.command("returns")(returns)
    app.command("remind")(remind)
    app.command("invite")(invite)
    app.command("doctor")(doctor)


def list_complaints(
    status: Annotated[str, typer.Option(help="状态，例：待研判")] = "",
    unit: Annotated[str, typer.Option(help="单位")] = "",
    limit: Annotated[int, typer.Option(min=1, help="最多几件")] = 50,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """列出诉求，新的在前。"""
    from complaints.ports import Query

    statuses = frozenset({_status(status)}) if status else frozenset()
    with house_for(database) as house:
        wanted = Query(statuses=statuses, unit=house.tables.units.demand(unit) if unit else "", limit=limit)
        found = house.store.find(wanted)
    _tell(found, "没有符合条件的诉求。", as_json=as_json)


def show(number: str, as_json: AsJson = False, database: Database = "") -> None:
    """看一件诉求的全部情况。"""
    from app.case_lines import full, full_text
    from app.wiring import COMMAND_LINE
    from complaints.complaint import FOR_TRIAGE

    with house_for(database) as house:
        complaint = find_complaint(house, number)
        events = house.store.history(complaint.number)
        joined = house.services.enquiries.joined_to(complaint)
        # The classifier is loaded for it: only where somebody has to decide.
        waits = complaint.status in FOR_TRIAGE
        precedents = house.services.precedents.of(COMMAND_LINE, complaint) if waits else []
    if as_json:
        typer.echo(json.dumps(full(complaint, events, joined, precedents), ensure_ascii=False))
    else:
        typer.echo(full_text(complaint, events, joined, precedents))


def history(number: str, as_json: AsJson = False, database: Database = "") -> None:
    """看一件诉求的经过。"""
    from app.case_lines import event_line, event_text

    with house_for(database) as house:
        complaint = find_complaint(house, number)
        events = house.store.history(complaint.number)
    if as_json:
        typer.echo(json.dumps([event_line(event) for event in events], ensure_ascii=False))
        return
    for event in events:
        typer.echo(event_text(event))


def due(
    days: Annotated[int, typer.Option(min=0, help="几天内到期（含已逾期）")] = 3,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """列出快到期和已逾期的事项，最急的在前；再列活动里要报送的。"""
    from app.case_lines import brief, brief_text, task_line
    from app.wiring import COMMAND_LINE
    from bot.say_campaign import task_text

    with house_for(database) as house:
        now = house.services.clock.now()
        found = house.services.enquiries.due_before(COMMAND_LINE, now + timedelta(days=days))
        tasks = house.services.campaign.schedule.due(COMMAND_LINE, now, now + timedelta(days=days))
    if as_json:
        lines = [*map(brief, found), *map(task_line, tasks)]
        typer.echo(json.dumps(lines, ensure_ascii=False))
        return
    for text in (*map(brief_text, found), *map(task_text, tasks)):
        typer.echo(text)
    if not found and not tasks:
        typer.echo(f"{days}天内没有到期事项。")


def rates(
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="起始日")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="截止日（含）")] = None,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """响应率、按时办结率、解决率、满意率：全区和各单位，附分子和分母。"""
    from app.case_lines import rates_line
    from app.wiring import COMMAND_LINE
    from bot.say import rates as rates_text
    from complaints.clocks import SHANGHAI

    first = since.replace(tzinfo=SHANGHAI) if since else None
    last = until.replace(tzinfo=SHANGHAI) + timedelta(days=1) if until else None
    with house_for(database) as house:
        found = house.services.enquiries.rates(COMMAND_LINE, first, last)
    if as_json:
        typer.echo(json.dumps([rates_line(line) for line in found], ensure_ascii=False))
        return
    for line in found:
        typer.echo(f"{line.unit}：{rates_text(line)}")


def returns(as_json: AsJson = False, database: Database = "") -> None:
    """退单记录：谁因何退单、建议谁、现由谁办理；供复核和训练。"""
    from app.case_lines import return_line, return_text
    from app.wiring import COMMAND_LINE

    with house_for(database) as house:
        found = house.services.enquiries.returns(COMMAND_LINE)
    if as_json:
        typer.echo(json.dumps([return_line(*one) for one in found], ensure_ascii=False))
        return
    for one in found:
        typer.echo(return_text(*one))
    if not found:
        typer.echo("没有退单记录。")


def remind(
    watch: Annotated[bool, typer.Option("--watch", help="一直运行，到点就查。")] = False, database: Database = ""
) -> None:
    """把到点的提醒（晨报、黄牌、红牌等）放入待发通知；已放过的不会再放。"""
    from app.schedule import add_jobs, add_nightly, hours

    with house_for(database) as house:
        typer.echo(f"新放入{house.reminders.run()}条提醒。")
        if not watch:
            return
        from apscheduler.schedulers.blocking import BlockingScheduler

        scheduler = BlockingScheduler()
        add_jobs(scheduler, house.reminders.run, hours(house.quiet, house.tables.timetable))
        add_nightly(scheduler, house.retraining.run, house.settings.retrain_hour)
        try:
            scheduler.start()
        except (KeyboardInterrupt, SystemExit):
            typer.echo("已停止。")


def invite(
    role: Annotated[str, typer.Option(help="企业、单位、中心、领导、镇街、工作群")],
    unit: Annotated[str, typer.Option(help="单位或镇街")] = "",
    name: Annotated[str, typer.Option(help="姓名")] = "",
    company: Annotated[str, typer.Option(help="企业名称")] = "",
    database: Database = "",
) -> None:
    """发一个一次性邀请码；本人私聊机器人发送“绑定 邀请码”，工作群在群里@机器人发送。"""
    from app.wiring import COMMAND_LINE
    from complaints.people import Role

    roles = {item.value: item for item in Role if item is not Role.SYSTEM}
    if role not in roles:
        raise typer.BadParameter(f"身份只能是 {'、'.join(roles)}", param_hint="--role")
    with house_for(database) as house:
        typer.echo(house.services.members.invite(COMMAND_LINE, roles[role], unit, name, company))


def doctor(database: Database = "") -> None:
    """检查数据库、模型、分工表和日历，并说明怎么办。"""
    from complaints.errors import SujieError

    settings = load_settings(database)
    checks = (_check_tables, _check_database, _check_model)
    failed = False
    for check in checks:
        try:
            typer.echo(f"正常：{check(settings.database_url)}")
        except SujieError as error:
            failed = True
            typer.echo(f"有误：{error}", err=True)
    raise typer.Exit(1 if failed else 0)


def _check_tables(url: str) -> str:
    from app.tables import read_tables
    from campaign.naming import read_rules
    from campaign.scoring import read_scoring

    settings = load_settings(url)
    tables = read_tables(settings)
    rules = len(read_rules(settings.tables / "circular.csv"))
    items = len(read_scoring(settings.tables / "scoring.csv"))
    unconfirmed = len(tables.limits.unconfirmed)
    waiting = f"；时限表有{unconfirmed}行待中心确认" if unconfirmed else ""
    return (
        f"分工表{len(tables.routing.routes)}行，单位{len(tables.units.all)}个，属地{len(tables.towns.names)}个，"
        f"时限{len(tables.limits.rows)}行，提醒{len(tables.timetable)}条，活动计划{len(tables.plan)}条，"
        f"通报规则{rules}条，考核项目{items}条{waiting}"
    )


def _check_database(url: str) -> str:
    from complaints.ports import Query

    with house_for(url) as house:
        calendar = house.tables.calendar
        today = house.services.clock.now().date()
        ahead = today + timedelta(days=_LOOK_AHEAD)
        unknown = next((day.year for day in (today, ahead) if not calendar.knows(day)), None)
        days = f"；日历没有{unknown}年的放假安排，暂按周一至周五计算，请补 tables/workdays.csv" if unknown else ""
        return f"数据库可用，诉求{house.store.count(Query())}件{days}"


def _check_model(url: str) -> str:
    with house_for(url) as house:
        return f"模型 {house.brain.model.version} 可用"


def _tell(found: list[Complaint], nothing: str, *, as_json: bool) -> None:
    """Print the cases, or that there are none."""
    from app.case_lines import brief, brief_text

    if as_json:
        typer.echo(json.dumps([brief(complaint) for complaint in found], ensure_ascii=False))
        return
    for complaint in found:
        typer.echo(brief_text(complaint))
    if not found:
        typer.echo(nothing)


def _status(text: str) -> Status:
    from complaints.complaint import Status

    found = next((status for status in Status if text in (status.value, status.label)), None)
    if found is None:
        raise typer.BadParameter(f"状态只能是 {'、'.join(status.label for status in Status)}", param_hint="--status")
    return found
