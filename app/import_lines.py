"""How an import's report is told: one JSON object a file for scripts, sentences for people."""

from __future__ import annotations

from pathlib import Path

import typer

from complaints.importing import ImportReport
from complaints.intake import Receipt
from complaints.records import RawRecord

Line = dict[str, object]


def as_line(path: Path, report: ImportReport, *, with_records: bool) -> Line:
    """The JSON object of one file; docs/import.md says what each key holds."""
    reading = report.reading
    line: Line = {
        "file": path.name,
        "channel": reading.channel.value if reading.channel else None,
        "refused_file": reading.refused_file.value if reading.refused_file else None,
        "message": reading.message,
        "dry_run": report.dry_run,
        "accepted": report.accepted,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.repeated,
        "refused": [
            {"row": refusal.row, "reason": refusal.reason.value, "message": refusal.message}
            for refusal in report.refused
        ],
        "units": report.units,
    }
    if with_records:
        line["records"] = {str(row): _record(record, receipt) for row, record, receipt in report.receipts}
    return line


def _record(record: RawRecord, receipt: Receipt) -> Line:
    complaint = receipt.complaint
    prediction = complaint.prediction
    return {
        "order_no": record.external_id,
        "accepted_at": record.received_at.isoformat() if record.received_at else None,
        "title": record.title,
        "text": record.text,
        "phone_kind": record.phone_kind.value,
        "company": record.company,
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
    channel = report.reading.channel.label if report.reading.channel else ""
    typer.echo(
        f"{done} {path.name}（{channel}）：新增{report.accepted}件，更新{report.updated}件，"
        f"重复{report.repeated}件，拒收{len(report.refused)}行。"
    )
    for refusal in report.refused:
        typer.echo(f"  第{refusal.row}行：{refusal.message}")
    for unit, count in report.units.items():
        typer.echo(f"  {unit}：{count}件")
