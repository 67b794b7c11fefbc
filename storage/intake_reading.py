"""The part of the store that tells what came in besides complaints."""

from __future__ import annotations

from sqlalchemy import Select, func, or_, select, text

from complaints.attachments import Attachment
from complaints.complaint import FINISHED
from complaints.duplicates import Proposal
from complaints.overheard import Asked, Overheard
from complaints.records import Channel, Enterprise
from storage.intake_rows import attachment_from, enterprise_from, overheard_from, proposal_from
from storage.intake_tables import OPEN, UNDECIDED
from storage.opened import Opened

_FINISHED = [status.value for status in sorted(FINISHED)]


class IntakeReading(Opened):
    """Proposals, enterprises, group talk and attachments."""

    def proposals(self, number: str = "", limit: int | None = None) -> list[Proposal]:
        """The open ones, newest first; with a number, those of that complaint on either side."""
        table = self._tables.proposals
        found = self._open_proposals(select(table))
        if number:
            found = found.where(or_(table.c.number == number, table.c.other == number))
        ordered = found.order_by(table.c.at.desc(), table.c.score.desc(), table.c.number, table.c.other).limit(limit)
        with self._reading() as connection:
            return [proposal_from(row) for row in connection.execute(ordered).mappings()]

    def count_proposals(self) -> int:
        """How many are open."""
        with self._reading() as connection:
            found = self._open_proposals(select(self._tables.proposals.c.number)).subquery()
            return connection.execute(select(func.count()).select_from(found)).scalar_one()

    def known_enterprises(self) -> list[tuple[str, str]]:
        """Name and key of every enterprise that a ledger has told of."""
        of = self._tables.enterprises.c
        with self._reading() as connection:
            return [(name, key) for name, key in connection.execute(select(of.name, of.key).distinct())]

    def count_enterprises(self) -> int:
        """How many lines the ledgers have told; it never falls."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(self._tables.enterprises)).scalar_one()

    def enterprises(self, key: str) -> list[tuple[Channel, Enterprise]]:
        """What the ledgers tell of one enterprise."""
        table = self._tables.enterprises
        with self._reading() as connection:
            found = connection.execute(select(table).where(table.c.key == key).order_by(table.c.id)).mappings()
            return [enterprise_from(row) for row in found]

    def overheard(self, heard_id: int) -> Overheard | None:
        """The message of a room under that id."""
        table = self._tables.overheard
        with self._reading() as connection:
            row = connection.execute(select(table).where(table.c.id == heard_id)).mappings().first()
        return overheard_from(row) if row else None

    def open_overheard(self, address: str = "", limit: int | None = None) -> list[Overheard]:
        """Those not decided yet, newest first; with an address, those whose speaker was asked."""
        table = self._tables.overheard
        found = select(table).where(text(OPEN))
        if address:
            found = found.where(table.c.address == address, table.c.asked == Asked.SPEAKER.value)
        with self._reading() as connection:
            rows = connection.execute(found.order_by(table.c.id.desc()).limit(limit)).mappings()
            return [overheard_from(row) for row in rows]

    def attachments(self, number: str) -> list[Attachment]:
        """The files that belong to a complaint, in the order in which they came."""
        table = self._tables.attachments
        with self._reading() as connection:
            found = connection.execute(select(table).where(table.c.number == number).order_by(table.c.id)).mappings()
            return [attachment_from(row) for row in found]

    def _open_proposals(self, found: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
        """Of these proposals the open ones: nobody has rejected them, and the later one is followed by itself."""
        complaints, proposals = self._tables.complaints.c, self._tables.proposals.c
        return found.join(self._tables.complaints, complaints.number == proposals.number).where(
            text(UNDECIDED), complaints.status.not_in(_FINISHED)
        )
