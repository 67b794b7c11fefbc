"""A file sent to the bot: the office's exports are tried first, and imported on 确认."""

from __future__ import annotations

from pathlib import Path

from bot import wording
from bot.confirming import ask
from bot.turn import Answer, Turn
from complaints.complaint import Status
from complaints.importing import ImportReport
from complaints.intake import Outcome
from complaints.rights import Right, may

_REFUSALS_SHOWN = 3


def receive_file(turn: Turn, path: Path, name: str) -> Answer:
    """Say what an import of the file would do; it is done when the office confirms."""
    if turn.room or not may(turn.person, Right.IMPORT):
        return Answer(wording.FILE_NOT_YOURS)
    tried = turn.services.importing.take(path, dry_run=True, name=name)
    if tried.reading.refused_file is not None:
        return Answer(wording.IMPORT_REFUSED.format(message=tried.reading.message))
    summary = wording.IMPORT_DRY.format(**_figures(tried, name), refusals=_refusals(tried))
    if tried.accepted + tried.updated == 0:
        return Answer(f"{summary}{wording.IMPORT_NOTHING}")

    def run() -> Answer:
        done = turn.services.importing.take(path, by=turn.person, name=name)
        return Answer(wording.IMPORT_DONE.format(**_figures(done, name)))

    return ask(turn, summary, run)


def _figures(report: ImportReport, name: str) -> dict[str, str | int]:
    new = [receipt.complaint for _, _, receipt in report.receipts if receipt.outcome is Outcome.NEW]
    waiting = sum(complaint.status is Status.WAITING for complaint in new)
    channel = report.reading.channel
    return {
        "file": name,
        "channel": channel.label if channel else "",
        "accepted": report.accepted,
        "updated": report.updated,
        "repeated": report.repeated,
        "refused": len(report.refused),
        "dispatched": len(new) - waiting,
        "waiting": waiting,
    }


def _refusals(report: ImportReport) -> str:
    return "".join(
        wording.IMPORT_ROW.format(row=refusal.row, message=refusal.message)
        for refusal in report.refused[:_REFUSALS_SHOWN]
    )
