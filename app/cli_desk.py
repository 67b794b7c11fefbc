"""sujie list, show, history, dispatch, move, due, invite, doctor: what the office does without a chat."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_options import AsJson, Database, house_for, load_settings

if TYPE_CHECKING:
    from app.wiring import House
    from complaints.complaint import Complaint, Status
    from complaints.desk import Step


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("list")(list_complaints)
    app.command("show")(show)
    app.command("history")(history)
    app.command("dispatch")(dispatch)
    app.command("move")(move)
    app.command("due")(due)
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

    with house_for(database) as house:
        complaint = _find(house, number)
        events = house.store.history(complaint.number)
    typer.echo(json.dumps(full(complaint, events), ensure_ascii=False) if as_json else full_text(complaint, events))


def history(number: str, as_json: AsJson = False, database: Database = "") -> None:
    """看一件诉求的经过。"""
    from app.case_lines import event_line, event_text

    with house_for(database) as house:
        complaint = _find(house, number)
        events = house.store.history(complaint.number)
    if as_json:
        typer.echo(json.dumps([event_line(event) for event in events], ensure_ascii=False))
        return
    for event in events:
        typer.echo(event_text(event))


def dispatch(
    number: str,
    unit: str,
    co_unit: Annotated[list[str] | None, typer.Option("--co", help="协办单位，可多次")] = None,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """把一件诉求分派（已在单位的改派）给单位。"""
    from complaints.complaint import Status
    from complaints.desk import Step
    from complaints.moves import Command

    with house_for(database) as house:
        complaint = _find(house, number)
        command = Command.DISPATCH if complaint.status is Status.WAITING else Command.REASSIGN
        _act(house, complaint, Step(command, unit=unit, co_units=tuple(co_unit or ())), as_json=as_json)


def move(
    number: str,
    command: Annotated[str, typer.Argument(help="审核通过、审核退回、销号、重办、不予受理、改派…")],
    note: Annotated[str, typer.Option(help="说明")] = "",
    unit: Annotated[str, typer.Option(help="单位")] = "",
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """按办理流程走一步；流程不允许的会被拒绝。"""
    from complaints.desk import Step
    from complaints.moves import Command

    known = {item.value: item for item in Command}
    if command not in known:
        raise typer.BadParameter(f"只能是 {'、'.join(known)}", param_hint="COMMAND")
    with house_for(database) as house:
        _act(house, _find(house, number), Step(known[command], note=note, unit=unit), as_json=as_json)


def due(
    days: Annotated[int, typer.Option(min=0, help="几天内到期（含已逾期）")] = 3,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """列出快到期和已逾期的事项，最急的在前。"""
    from app.wiring import COMMAND_LINE

    with house_for(database) as house:
        moment = house.services.clock.now() + timedelta(days=days)
        found = house.services.enquiries.due_before(COMMAND_LINE, moment)
    _tell(found, f"{days}天内没有到期事项。", as_json=as_json)


def invite(
    role: Annotated[str, typer.Option(help="企业、单位、中心、领导、镇街")],
    unit: Annotated[str, typer.Option(help="单位或镇街")] = "",
    name: Annotated[str, typer.Option(help="姓名")] = "",
    company: Annotated[str, typer.Option(help="企业名称")] = "",
    database: Database = "",
) -> None:
    """发一个一次性邀请码；本人私聊机器人发送“绑定 邀请码”。"""
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

    tables = read_tables(load_settings(url))
    return f"分工表{len(tables.routing.routes)}行，单位{len(tables.units.all)}个，属地{len(tables.towns.names)}个"


def _check_database(url: str) -> str:
    from complaints.ports import Query

    with house_for(url) as house:
        calendar = house.tables.calendar
        today = house.services.clock.now().date()
        days = "" if calendar.knows(today) else "；日历没有今年的放假安排，暂按周一至周五计算，请补 tables/workdays.csv"
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


def _find(house: House, number: str) -> Complaint:
    from app.wiring import COMMAND_LINE
    from complaints.errors import Refusal, Refused
    from complaints.numbers import read_reference

    reference = read_reference(number)
    if reference is None:
        raise Refused(Refusal.UNKNOWN_NUMBER, number=number)
    return house.services.enquiries.look(COMMAND_LINE, reference)


def _act(house: House, complaint: Complaint, step: Step, *, as_json: bool) -> None:
    from app.case_lines import brief, brief_text
    from app.wiring import COMMAND_LINE

    done = house.services.desk.act(COMMAND_LINE, complaint.number, step)
    typer.echo(json.dumps(brief(done), ensure_ascii=False) if as_json else brief_text(done))
