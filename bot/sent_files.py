"""A file sent to the bot: the office's exports are tried first, and imported on 确认."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from bot import say, wording
from bot.confirming import ask
from bot.filing import where_to
from bot.for_layouts import ask_columns, take_layout
from bot.turn import Answer, Turn
from complaints.importing import ImportReport, SourceFile
from complaints.intake import Receipt
from complaints.records import CUT_FROM_TEXT, RawRecord, RefusedFile
from complaints.rights import Right, demand

_REFUSALS_SHOWN = 3
_CUTS_SHOWN = 8
_NARRATIVE = 80
_TOP = 200


def receive_file(turn: Turn, path: Path, name: str) -> Answer:
    """Say what an import of the file would do; it is done when the office confirms."""
    demand(turn.person, Right.IMPORT, "导入")
    return try_file(turn, SourceFile(path, name))


def try_file(turn: Turn, source: SourceFile) -> Answer:
    """Say what an import would do, and ask for 确认."""
    cuts: list[str] = []

    def told(_: int, record: RawRecord, receipt: Receipt) -> None:
        if CUT_FROM_TEXT in record.extra and len(cuts) < _CUTS_SHOWN and receipt.complaint.prediction:
            unit = where_to(turn, receipt.complaint.prediction)
            title = say.cut(receipt.complaint.title, 30)
            cuts.append(wording.SPLIT_LINE.format(at=len(cuts) + 1, text=title, unit=unit))

    tried = turn.services.importing.take(source, dry_run=True, told=told)
    if not source.mapping and (answer := _by_saved_layout(turn, source, tried)):
        return answer
    if tried.refused_file is not None:
        return Answer(wording.IMPORT_REFUSED.format(message=tried.message))
    by = wording.LAYOUT_BY.format(name=source.mapping) if source.mapping else ""
    summary = by + _summary(tried, source.name, cuts)
    if tried.accepted + tried.updated + tried.new_enterprises + tried.registered == 0:
        return Answer(f"{summary}{wording.IMPORT_NOTHING}")

    def run() -> Answer:
        done = turn.services.importing.take(source, by=turn.person)
        turn.memory.unread = None
        return Answer(wording.IMPORT_DONE.format(**_figures(done, source.name)))

    return ask(turn, summary, run)


def name_columns(turn: Turn) -> Answer:
    """对照 NAME [COLUMN=MEANING …]: read the file that was not known by this mapping, and ask for 确认."""
    demand(turn.person, Right.IMPORT, "对照")
    return take_layout(turn, try_file)


def _by_saved_layout(turn: Turn, source: SourceFile, tried: ImportReport) -> Answer | None:
    """Read it by the one saved mapping whose headings it has, where its own are not all known.

    Without one, a file that could not be read is asked about, and one that could be is kept for `对照`.
    """
    is_unknown = tried.refused_file is RefusedFile.UNKNOWN_LAYOUT
    if not (is_unknown or tried.assumed):
        return None
    names = turn.services.layouts.fitting(source)
    if len(names) == 1:
        return try_file(turn, replace(source, mapping=names[0]))
    if not is_unknown:
        turn.memory.unread = source
        return None
    if names:
        turn.memory.unread = source
        facts = {"file": source.name, "names": "、".join(names), "first": names[0]}
        return Answer(wording.LAYOUT_SEVERAL.format(**facts))
    return ask_columns(turn, source)


def _summary(tried: ImportReport, name: str, cuts: Sequence[str]) -> str:
    summary = wording.IMPORT_DRY.format(**_figures(tried, name), refusals=_refusals(tried))
    if tried.narrative:
        summary += wording.IMPORT_CUT.format(lines="\n".join(cuts))
    if count := len(tried.enterprises) + tried.registered:
        summary += wording.IMPORT_ENTERPRISES.format(count=count, new=tried.new_enterprises)
    if tried.alike:
        summary += wording.IMPORT_ALIKE.format(count=tried.alike)
    if tried.assumed:
        columns = [wording.IMPORT_ASSUMED_COLUMN.format(**asdict(one)) for one in tried.assumed]
        summary += wording.IMPORT_ASSUMED.format(columns="、".join(columns))
    return summary


def receive_words(turn: Turn) -> Answer:
    """Pasted running text of a programme: cut into problems, each with where it would go; filed on 确认."""
    return receive_file(turn, turn.services.files.note(turn.args), wording.PASTED)


def is_narrative(text: str) -> bool:
    """Whether pasted words are the notes of a programme."""
    return len(text) >= _NARRATIVE and "问政" in text[:_TOP]


def _figures(report: ImportReport, name: str) -> dict[str, str | int]:
    channel = report.channel
    return {
        "file": name,
        "channel": channel.label if channel else "",
        "accepted": report.accepted,
        "updated": report.updated,
        "repeated": report.repeated,
        "refused": len(report.refused),
        "dispatched": report.dispatched,
        "waiting": report.accepted - report.dispatched,
    }


def _refusals(report: ImportReport) -> str:
    return "".join(
        wording.IMPORT_ROW.format(row=refusal.row, message=refusal.message)
        for refusal in report.refused[:_REFUSALS_SHOWN]
    )
