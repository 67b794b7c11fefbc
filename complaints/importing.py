"""Taking a whole file in: every row becomes a complaint, an update, a repetition, or a refusal with its reason."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from complaints.audit import Audit
from complaints.companies.book import EnterpriseBook
from complaints.companies.registered import Register
from complaints.desk import Desk
from complaints.events import EventKind
from complaints.intake import Outcome, Receipt
from complaints.people import SYSTEM, Person
from complaints.ports import Opening, Reader
from complaints.records import AssumedColumn, Channel, Enterprise, FileRefused, RawRecord, RefusedFile, RowRefusal
from complaints.units import OFFICE

Told = Callable[[int, RawRecord, Receipt], None]
"""Told of each row what became of it."""

Keep = Callable[[Channel, Sequence[Enterprise]], object]
"""Keeps what a ledger tells besides its enterprises and complaints: the visits of 附件2."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to be imported: what it is called to a person where `path` is a temporary one, and how it is read.

    Its channel is recognised unless one is given; `mapping` names a saved one.
    """

    path: Path
    name: str = ""
    channel: Channel | None = None
    mapping: str = ""


@dataclass(slots=True)
class ImportReport:
    """What an import did, or with `dry_run` would do.

    `repeated` counts rows that are known with nothing new, in this file or from before; `unchanged` are those of
    them that were stored before this file. `units` counts new complaints by the unit that they were routed to; those
    that wait for a person count under 待中心指派. `alike` counts new complaints that may repeat an earlier one.
    `registered` counts the rows of a list of registered enterprises.
    `assumed` are columns whose meaning a person should look at.
    With `refused_file` the file broke off or could not be read; what came before that is counted all the same.
    """

    file: str
    channel: Channel | None
    dry_run: bool
    refused_file: RefusedFile | None = None
    message: str = ""
    refused: list[RowRefusal] = field(default_factory=list)
    accepted: int = 0
    updated: int = 0
    repeated: int = 0
    unchanged: int = 0
    dispatched: int = 0
    alike: int = 0
    enterprises: list[tuple[int, Enterprise]] = field(default_factory=list)
    new_enterprises: int = 0
    registered: int = 0
    narrative: bool = False
    assumed: tuple[AssumedColumn, ...] = ()
    units: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        """The rows that were read as complaints."""
        return self.accepted + self.updated + self.repeated

    def count(self, receipt: Receipt, *, is_fresh: bool) -> None:
        """Count one row; a repeated one `is_fresh` where this file itself brought the complaint."""
        match receipt.outcome:
            case Outcome.NEW:
                self.accepted += 1
                self.dispatched += receipt.complaint.assignment is not None
                self.alike += bool(receipt.proposals)
                self.units[receipt.complaint.lead or OFFICE] += 1
            case Outcome.UPDATED:
                self.updated += 1
            case Outcome.REPEATED:
                self.repeated += 1
                self.unchanged += not is_fresh


class Importing:
    """Reads files and hands their records to the desk, a batch at a time: a file may be longer than the memory."""

    def __init__(
        self, desk: Desk, reader: Reader, book: EnterpriseBook, registry: Register, audit: Audit,
        keep: Keep | None = None,
    ) -> None:  # fmt: skip
        self._keep = keep
        self._desk = desk
        self._reader = reader
        self._book = book
        self._registry = registry
        self._audit = audit

    def take(
        self, source: SourceFile, *, by: Person = SYSTEM, dry_run: bool = False, told: Told | None = None
    ) -> ImportReport:
        """Import the file; a refused file or a dry run changes nothing."""
        file = source.name or source.path.name
        try:
            opened = self._reader.open(source.path, source.channel, file, source.mapping)
        except FileRefused as refused:
            return ImportReport(file, source.channel, dry_run, refused.reason, f"{file}：{refused.sentence}")
        report = ImportReport(file, opened.channel, dry_run, narrative=opened.narrative, assumed=opened.assumed)
        stream = _Stream(opened, report, keeps=told is not None)
        if opened.channel is Channel.REGISTERED:
            self._register(opened, stream, report, by)
            return report
        fresh: set[int] = set()
        received = self._desk.preview(stream.records()) if dry_run else self._desk.receive_all(stream.records())
        for place, receipt in received:
            key = hash(receipt.complaint.number)
            report.count(receipt, is_fresh=key in fresh)
            if receipt.outcome is Outcome.NEW:
                fresh.add(key)
            if told:
                told(stream.row_of(place), stream.take_record(place), receipt)
        known = self._book.preview if dry_run else self._book.learn
        enterprises = [one for _, one in report.enterprises]
        report.new_enterprises = known(opened.channel, enterprises)
        if self._keep and enterprises and not dry_run:
            self._keep(opened.channel, enterprises)
        report.message = report.message or opened.message
        if not dry_run and (report.refused_file is None or report.rows):
            self._log(report, by)
        return report

    def _register(self, opened: Opening, stream: _Stream, report: ImportReport, by: Person) -> None:
        """Keep the rows of a list of registered enterprises: none of them is a complaint."""
        keep = self._registry.preview if report.dry_run else self._registry.keep
        report.registered, report.new_enterprises = keep(stream.enterprises())
        report.message = report.message or opened.message
        if not report.dry_run and (report.refused_file is None or report.registered):
            self._log(report, by)

    def _log(self, report: ImportReport, by: Person) -> None:
        facts = {"accepted": report.accepted, "updated": report.updated, "rows": report.rows + report.registered}
        told = {name: str(count) for name, count in facts.items()}
        self._audit.note(EventKind.IMPORTED, by, f"导入{report.file}", told)


class _Stream:
    """The records of an opened file, with the row of each; refusals go into the report, enterprises aside."""

    def __init__(self, opened: Opening, report: ImportReport, *, keeps: bool) -> None:
        self._opened = opened
        self._report = report
        self._rows = array("L")
        self._keeps = keeps
        self._records: dict[int, RawRecord] = {}

    def records(self) -> Iterator[RawRecord]:
        """Each record once; where the file breaks off, the report says so and the stream ends."""
        try:
            for outcome in self._opened.rows():
                if isinstance(outcome, RowRefusal):
                    self._report.refused.append(outcome)
                    continue
                row, what = outcome
                if isinstance(what, Enterprise):
                    self._report.enterprises.append((row, what))
                    continue
                if self._keeps:
                    self._records[len(self._rows)] = what
                self._rows.append(row)
                yield what
        except FileRefused as refused:
            self._break_off(refused)

    def enterprises(self) -> Iterator[Enterprise]:
        """Each enterprise of a list that has nothing else, and refusals and the end as `records` has them."""
        try:
            for outcome in self._opened.rows():
                if isinstance(outcome, RowRefusal):
                    self._report.refused.append(outcome)
                elif isinstance(outcome[1], Enterprise):
                    yield outcome[1]
        except FileRefused as refused:
            self._break_off(refused)

    def row_of(self, place: int) -> int:
        """The number of the row as a spreadsheet shows it."""
        return self._rows[place]

    def take_record(self, place: int) -> RawRecord:
        """The record at that place of the stream, which is kept no longer."""
        return self._records.pop(place)

    def _break_off(self, refused: FileRefused) -> None:
        self._report.refused_file = refused.reason
        self._report.message = f"{self._report.file}：{refused.sentence}"
