"""How an import's report is told: one JSON object a file for scripts, sentences for people."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from complaints.importing import ImportReport
from complaints.intake import Receipt
from complaints.records import Enterprise, RawRecord

Line = dict[str, object]


class Rows:
    """Keeps for each row what was read of it and what became of it."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}

    def told(self, row: int, record: RawRecord, receipt: Receipt) -> None:
        """Remember one row."""
        self.lines[str(row)] = _record(record, receipt)


def as_line(path: Path, report: ImportReport, rows: Rows | None) -> Line:
    """The JSON object of one file; docs/import.md says what each key holds."""
    line: Line = {
        "file": path.name,
        "channel": report.channel.value if report.channel else None,
        "refused_file": report.refused_file.value if report.refused_file else None,
        "message": report.message,
        "dry_run": report.dry_run,
        "accepted": report.accepted,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.repeated,
        "alike": report.alike,
        "enterprises": len(report.enterprises) + report.registered,
        "new_enterprises": report.new_enterprises,
        "refused": [
            {"row": refusal.row, "reason": refusal.reason.value, "message": refusal.message}
            for refusal in report.refused
        ],
        "units": dict(report.units.most_common()),
        "assumed": [asdict(one) for one in report.assumed],
    }
    if rows is not None:
        ledger = {str(row): _enterprise(one) for row, one in report.enterprises}
        known = {row: {**ledger.get(row, {}), **line_} for row, line_ in rows.lines.items()}
        line["records"] = dict(sorted({**ledger, **known}.items(), key=lambda item: int(item[0])))
    return line


def _enterprise(one: Enterprise) -> Line:
    return {
        "company": one.name,
        "uscc": one.uscc,
        "area": one.place,
        "unit": one.unit,
        "indicator": one.indicator,
        "matter": one.matter,
        "handled_at": one.handled_at.date().isoformat() if one.handled_at else None,
        "phone_kind": one.phone_kind.value,
        "dispute": one.disputes,
    }


def _record(record: RawRecord, receipt: Receipt) -> Line:
    complaint = receipt.complaint
    prediction = complaint.prediction
    return {
        "order_no": record.external_id,
        "accepted_at": record.received_at.isoformat() if record.received_at else None,
        "title": record.title,
        "text": record.text,
        "phone_kind": record.phone_kind.value,
        "company": record.company or complaint.record.company,
        "area": record.place,
        "confidential": record.confidential,
        "status": record.source_status,
        "unit": record.source_unit,
        "result": record.result,
        "outcome": receipt.outcome.value,
        "number": complaint.number,
        "routed_to": complaint.lead,
        "suggested": prediction.unit if prediction else "",
        "probability": round(prediction.probability, 4) if prediction else None,
        "waiting_for": complaint.standing.waiting_for.value if complaint.standing.waiting_for else None,
    }


def say_report(path: Path, report: ImportReport) -> None:
    """Tell a person what an import did, each refused row with its reason."""
    done = "试读" if report.dry_run else "已导入"
    channel = report.channel.label if report.channel else ""
    typer.echo(
        f"{done} {path.name}（{channel}）：新增{report.accepted}件，更新{report.updated}件，"
        f"重复{report.repeated}件，拒收{len(report.refused)}行。"
    )
    if count := len(report.enterprises) + report.registered:
        typer.echo(f"  企业{count}行，其中新增{report.new_enterprises}行。")
    if report.narrative:
        typer.echo("  由叙述文字切分而成，每一条都在待研判等人核对。")
    if report.alike:
        typer.echo(f"  疑似与已有诉求重复{report.alike}件：sujie duplicates 查看。")
    if report.message:
        typer.echo(f"  {report.message}")
    if report.assumed:
        columns = "、".join(f"{one.letter}列“{one.heading}”作{one.meaning}" for one in report.assumed)
        typer.echo(f"  列名没见过、按字面认的：{columns}。不对时用 --mapping 名称 存下对照，改正“含义”后再导入。")
    for refusal in report.refused:
        typer.echo(f"  第{refusal.row}行：{refusal.message}")
    for unit, count in report.units.most_common():
        typer.echo(f"  {unit}：{count}件")
