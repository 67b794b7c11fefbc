"""Taking a whole file in: every row becomes a complaint, an update, a repetition, or a refusal with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from complaints.audit import Audit
from complaints.desk import Desk
from complaints.events import EventKind
from complaints.intake import Outcome, Receipt
from complaints.people import SYSTEM, Person
from complaints.ports import Reader
from complaints.records import Channel, RawRecord, Reading, RowRefusal
from complaints.units import OFFICE

Progress = Callable[[int, int], None]
"""Told how many of how many rows are done."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or with `dry_run` would do.

    `repeated` counts rows that are known with nothing new, in this file or from before; `unchanged` are those of
    them that were stored before this file. `units` counts new
    complaints by the unit that they were routed to; those that wait for a person count under 待中心指派.
    """

    reading: Reading
    dry_run: bool
    accepted: int = 0
    updated: int = 0
    repeated: int = 0
    unchanged: int = 0
    units: dict[str, int] = field(default_factory=dict)
    receipts: tuple[tuple[int, RawRecord, Receipt], ...] = ()

    @property
    def refused(self) -> tuple[RowRefusal, ...]:
        """The refused rows."""
        return self.reading.refused


class Importing:
    """Reads files and hands their records to the desk."""

    def __init__(self, desk: Desk, reader: Reader, audit: Audit) -> None:
        self._desk = desk
        self._reader = reader
        self._audit = audit

    def take(
        self,
        path: Path,
        channel: Channel | None = None,
        *,
        by: Person = SYSTEM,
        dry_run: bool = False,
        name: str | None = None,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Import the file; a refused file or a dry run changes nothing."""
        reading = self._reader.read(path, channel, name)
        records = [record for _, record in reading.records]
        receipts: list[Receipt] = []
        received = self._desk.preview(records) if dry_run else self._desk.receive_all(records)
        for receipt in received:
            receipts.append(receipt)
            if progress:
                progress(len(receipts), len(records))
        outcomes = Counter(receipt.outcome for receipt in receipts)
        new = [receipt.complaint for receipt in receipts if receipt.outcome is Outcome.NEW]
        fresh = {complaint.number for complaint in new}
        rows = [(row, record) for row, record in reading.records]
        if not dry_run and reading.refused_file is None:
            figures = {"accepted": outcomes[Outcome.NEW], "updated": outcomes[Outcome.UPDATED], "rows": len(records)}
            facts = {name_: str(count) for name_, count in figures.items()}
            self._audit.note(EventKind.IMPORTED, by, f"导入{reading.file}", facts)
        return ImportReport(
            reading=reading,
            dry_run=dry_run,
            accepted=outcomes[Outcome.NEW],
            updated=outcomes[Outcome.UPDATED],
            repeated=outcomes[Outcome.REPEATED],
            unchanged=sum(
                receipt.outcome is Outcome.REPEATED and receipt.complaint.number not in fresh for receipt in receipts
            ),
            units=dict(Counter(complaint.lead or OFFICE for complaint in new).most_common()),
            receipts=tuple((row, rec, receipt) for (row, rec), receipt in zip(rows, receipts, strict=True)),
        )
