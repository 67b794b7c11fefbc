"""Makes the ledger's and the 督办单's files for chat and command line; each making is logged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.letters import letter_of
from campaign.daily import Daily
from campaign.publishing import Publicity
from complaints.audit import Audit
from complaints.complaint import Complaint
from complaints.deadlines import Deadlines
from complaints.events import EventKind
from complaints.people import Person
from complaints.ports import Clock, Store
from complaints.rights import Right, may


class LedgerMaker:
    """Writes ledgers into a folder, one file a making."""

    def __init__(self, store: Store, clock: Clock, folder: Path, deadlines: Deadlines, audit: Audit) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder
        self._deadlines = deadlines
        self._audit = audit

    def make(self, person: Person, complaints: Sequence[Complaint]) -> Path:
        """The path of a new ledger of these complaints, named by the moment and who asked."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"办理问题清单-{self._clock.now():%Y%m%d-%H%M%S}-{person.id[:8]}.xlsx"
        self.write(path, complaints, person)
        return path

    def make_letter(self, person: Person, complaint: Complaint) -> Path:
        """The path of a new 督办单 of a complaint that is under supervision."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"督办单-{complaint.number}-{self._clock.now():%Y%m%d-%H%M%S}.docx"
        self.write_letter(path, complaint, person)
        return path

    def make_daily(self, person: Person, daily: Daily) -> Path:
        """The path of a new 走访台账 of these days."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"走访台账-{daily.until:%Y%m%d}-{self._clock.now():%H%M%S}-{person.id[:8]}.xlsx"
        self.write_daily(path, daily, person)
        return path

    def write_daily(self, path: Path, daily: Daily, person: Person) -> None:
        """Write the visits of these days to `path`."""
        from reports.daily import Shown, write_daily

        shown = Shown(may(person, Right.SEE_REPORTER), may(person, Right.SEE_STAFF_CASES))
        write_daily(path, daily, made_at=self._clock.now(), shown=shown)
        self._audit.note(EventKind.EXPORTED, person, f"导出走访台账{len(daily.visits)}次")

    def make_publicity(self, person: Person, publicity: Publicity) -> Path:
        """The path of a new 宣传稿件统计表 of these days."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"宣传稿件统计表-{publicity.until:%Y%m%d}-{self._clock.now():%H%M%S}-{person.id[:8]}.xlsx"
        self.write_publicity(path, publicity, person)
        return path

    def write_publicity(self, path: Path, publicity: Publicity, person: Person) -> None:
        """Write the articles of these days to `path`."""
        from reports.publicity import write_publicity

        write_publicity(path, publicity, made_at=self._clock.now())
        self._audit.note(EventKind.EXPORTED, person, f"导出宣传稿件统计表{len(publicity.articles)}篇")

    def write_letter(self, path: Path, complaint: Complaint, person: Person) -> None:
        """Write the 督办单 of a complaint to `path`; Refused when it is not under supervision."""
        from reports.supervision import write_supervision

        write_supervision(path, letter_of(complaint, self._store.history(complaint.number), self._deadlines))
        self._audit.note(EventKind.EXPORTED, person, f"导出督办单{complaint.number}")

    def write(self, path: Path, complaints: Sequence[Complaint], person: Person) -> None:
        """Write the ledger of these complaints to `path`."""
        # The spreadsheet library is slow to import, and few commands write one.
        from reports.ledger import write_ledger

        progress = self._store.last_told([complaint.number for complaint in complaints])
        shows = may(person, Right.SEE_REPORTER)
        write_ledger(path, complaints, made_at=self._clock.now(), last_progress=progress, show_reporter=shows)
        self._audit.note(EventKind.EXPORTED, person, f"导出办理问题清单{len(complaints)}件")
