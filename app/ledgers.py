"""Makes the ledger's file for chat and command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from complaints.complaint import Complaint
from complaints.people import Person
from complaints.ports import Clock, Store


class LedgerMaker:
    """Writes ledgers into a folder, one file a making."""

    def __init__(self, store: Store, clock: Clock, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder

    def make(self, person: Person, complaints: Sequence[Complaint]) -> Path:
        """The path of a new ledger of these complaints, named by the moment and who asked."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"办理问题清单-{self._clock.now():%Y%m%d-%H%M%S}-{person.id[:8]}.xlsx"
        self.write(path, complaints)
        return path

    def write(self, path: Path, complaints: Sequence[Complaint]) -> None:
        """Write the ledger of these complaints to `path`."""
        # The spreadsheet library is slow to import, and few commands write one.
        from reports.ledger import write_ledger

        progress = self._store.last_told([complaint.number for complaint in complaints])
        write_ledger(path, complaints, made_at=self._clock.now(), last_progress=progress)
