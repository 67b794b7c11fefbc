"""sujie dispatch, move, merge, unmerge: what the office does with a case without a chat."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_options import AsJson, Database, house_for

if TYPE_CHECKING:
    from app.wiring import House
    from complaints.complaint import Complaint
    from complaints.follow_up import FollowUp
    from complaints.moves import ReturnReason, Step
    from complaints.people import Person


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("dispatch")(dispatch)
    app.command("move")(move)
    app.command("merge")(merge)
    app.command("unmerge")(unmerge)


def dispatch(
    number: str,
    unit: str,
    co_unit: Annotated[list[str] | None, typer.Option("--co", help="协办单位，可多次")] = None,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """把一件诉求分派（已在单位的改派）给单位。"""
    from complaints.complaint import FOR_TRIAGE
    from complaints.moves import Command, Step

    with house_for(database) as house:
        complaint = find_complaint(house, number)
        command = Command.DISPATCH if complaint.status in FOR_TRIAGE else Command.REASSIGN
        _act(house, complaint, Step(command, unit=unit, co_units=tuple(co_unit or ())), as_json=as_json)


def move(
    number: str,
    command: Annotated[str, typer.Argument(help="流程表中的一步：签收、退单、延期申请、办结、审核通过、销号、挂账…")],
    note: Annotated[str, typer.Option(help="说明")] = "",
    unit: Annotated[str, typer.Option(help="单位；退单时为建议单位")] = "",
    reason: Annotated[str, typer.Option(help="退单类别：属地不符、职能不符、权属不清、超出范围、重复、信息不足")] = "",
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="延期至、挂账复查日")] = None,
    plan: Annotated[str, typer.Option(help="挂账的计划")] = "",
    answer: Annotated[str, typer.Option(help="回访所答，例：已解决 满意")] = "",
    other: Annotated[str, typer.Option(help="并入哪一件的编号")] = "",
    part: Annotated[list[str] | None, typer.Option("--part", help="拆案后的一件事，至少两次")] = None,
    by: Annotated[str, typer.Option("--as", help="以谁的身份，例：“李联络 单位 区供电中心”；默认为中心")] = "",
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """按办理流程走一步；流程不允许的会被拒绝。"""
    from complaints.moves import Command, Step

    known = {item.value: item for item in Command}
    if command not in known:
        raise typer.BadParameter(f"只能是 {'、'.join(known)}", param_hint="COMMAND")
    with house_for(database) as house:
        step = Step(
            known[command], note=note, unit=unit, reason=_reason(reason), until=until.date() if until else None,
            plan=plan, answer=_answer(answer), other=find_complaint(house, other).number if other else "",
            parts=tuple(part or ()),
        )  # fmt: skip
        _act(house, find_complaint(house, number), step, as_json=as_json, by=_person(house, by))


def merge(number: str, into: str, as_json: AsJson = False, database: Database = "") -> None:
    """把一件诉求并入另一件；反映人和经过都保留。"""
    from complaints.moves import Command, Step

    with house_for(database) as house:
        step = Step(Command.MERGE, other=find_complaint(house, into).number)
        _act(house, find_complaint(house, number), step, as_json=as_json)


def unmerge(number: str, as_json: AsJson = False, database: Database = "") -> None:
    """撤销并案（或拆案），恢复原来的办理。"""
    from app.case_lines import brief, brief_text
    from app.wiring import COMMAND_LINE

    with house_for(database) as house:
        done = house.services.desk.unjoin(COMMAND_LINE, find_complaint(house, number).number)
    typer.echo(json.dumps(brief(done), ensure_ascii=False) if as_json else brief_text(done))


def find_complaint(house: House, number: str) -> Complaint:
    """The complaint that the number means; Refused when there is none, or several."""
    from app.wiring import COMMAND_LINE
    from complaints.errors import Refusal, Refused
    from complaints.numbers import read_reference

    reference = read_reference(number)
    if reference is None:
        raise Refused(Refusal.UNKNOWN_NUMBER, number=number)
    return house.services.enquiries.look(COMMAND_LINE, reference)


def _act(house: House, complaint: Complaint, step: Step, *, as_json: bool, by: Person | None = None) -> None:
    from app.case_lines import brief, brief_text
    from app.wiring import COMMAND_LINE

    done = house.services.desk.act(by or COMMAND_LINE, complaint.number, step)
    typer.echo(json.dumps(brief(done), ensure_ascii=False) if as_json else brief_text(done))


def _person(house: House, text: str) -> Person | None:
    """Somebody who is played, known at the address that `sujie chat` gives them; None for the office itself."""
    if not text:
        return None
    from app.chat import Stage, show_text
    from app.script import PersonLine, read_line

    line = read_line(f"@人 {text}", "--as", Path.cwd())
    if not isinstance(line, PersonLine):
        raise typer.BadParameter("应为“名字 身份 [单位或企业]”", param_hint="--as")
    return Stage(house, house.services.clock, show_text).introduce(line)


def _reason(text: str) -> ReturnReason | None:
    from complaints.moves import ReturnReason

    if not text:
        return None
    known = {item.value: item for item in ReturnReason}
    if text not in known:
        raise typer.BadParameter(f"只能是 {'、'.join(known)}", param_hint="--reason")
    return known[text]


def _answer(text: str) -> FollowUp | None:
    from bot.answers import read_answer
    from complaints.follow_up import FollowUp

    if not text:
        return None
    said = read_answer(text)
    if said is None:
        raise typer.BadParameter("例：已解决 满意", param_hint="--answer")
    return FollowUp(said.solved, said.satisfaction, said.reason)
