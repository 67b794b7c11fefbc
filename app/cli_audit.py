"""sujie audit verify, audit log: whether the history is as it was written, and who saw or took out what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_options import AsJson, Database, house_for

if TYPE_CHECKING:
    from complaints.events import Event

audit = typer.Typer(help="审计：核对办理记录，查看操作日志。", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(audit, name="audit")


@audit.command("verify")
def verify(
    expect: Annotated[str, typer.Option("--expect", help="以前抄下的链头 序号:校验值，核对它还在链上。")] = "",
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """核对全部办理记录有没有被改动、删除或添加；有问题时逐条指出，退出码为 1。"""
    with house_for(database) as house:
        found = house.store.verify(expect)
    if as_json:
        findings = [{"seq": finding.seq, "sentence": finding.sentence} for finding in found.findings]
        line = {"events": found.events, "head": found.head, "whole": not findings, "findings": findings}
        typer.echo(json.dumps(line, ensure_ascii=False))
    else:
        result = f"有{len(found.findings)}处问题" if found.findings else "没有发现改动"
        typer.echo(f"办理记录{found.events}条，{result}。")
        typer.echo(f"链头（可抄下，以后用 --expect 核对）：{found.head}")
    for finding in found.findings:
        typer.echo(finding.sentence, err=True)
    raise typer.Exit(1 if found.findings else 0)


@audit.command("log")
def log(
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多几条")] = 50,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """列出查看电话、导出、导入、邀请、绑定和换模型的记录，新的在前。"""
    with house_for(database) as house:
        events = house.store.desk_events(limit)
    if as_json:
        typer.echo(json.dumps([_line(event) for event in events], ensure_ascii=False))
        return
    for event in events:
        typer.echo(_text(event))
    if not events:
        typer.echo("还没有操作日志。")


def _line(event: Event) -> dict[str, object]:
    from complaints.privacy import mask_text

    return {
        "seq": event.seq,
        "at": event.at.isoformat(),
        "kind": event.kind.value,
        "by": _who(event),
        "number": event.number or None,
        "note": mask_text(event.note),
        "facts": {key: mask_text(value) for key, value in event.facts.items()},
    }


def _text(event: Event) -> str:
    from complaints.privacy import mask_text

    about = f" {event.number}" if event.number else ""
    return f"{event.at:%Y-%m-%d %H:%M} {_who(event)} {_what(event)}{about} {mask_text(event.note)}".rstrip()


def _who(event: Event) -> str:
    from complaints.privacy import mask_text

    unit = event.facts.get("by_unit", "")
    return mask_text(f"{event.facts.get('by_name') or event.by}{unit and f'（{unit}）'}")


def _what(event: Event) -> str:
    from complaints.events import EventKind

    words = {
        EventKind.VIEWED: "查看",
        EventKind.EXPORTED: "导出",
        EventKind.IMPORTED: "导入",
        EventKind.INVITED: "邀请",
        EventKind.BOUND: "绑定",
        EventKind.PROMOTED: "换模型",
    }
    return words.get(event.kind, event.kind.value)
