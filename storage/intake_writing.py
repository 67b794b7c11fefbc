"""The part of a transaction that keeps what comes in besides complaints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, insert, or_, select, update

from complaints.attachments import Attachment
from complaints.duplicates import Proposal
from complaints.overheard import Overheard, OverheardState
from complaints.ports_intake import Signed, StoredTold
from complaints.records import Channel, Enterprise
from storage.bulk import insert_rows
from storage.intake_rows import attachment_row, enterprise_row, overheard_row, proposal_row, told_from
from storage.queries import chunks
from storage.reading import SqlReader
from storage.upsert import hold_against_writers, upsert

_PAGE = 20_000


class IntakeWriting(SqlReader):
    """Signatures, proposals, enterprises, group talk and attachments."""

    def sign(self, signatures: Sequence[tuple[str, bytes, int]]) -> None:
        """Keep (number, signature, day) of complaints; whoever else signs waits until this transaction ends.

        So ids come to light in their order, and who reads those after the last known one misses none.
        """
        rows = [{"number": number, "signature": signature, "day": day} for number, signature, day in signatures]
        if rows:
            hold_against_writers(self._connection, self._tables.signatures)
        insert_rows(self._connection, self._tables.signatures, rows)

    def resign(self, signatures: Sequence[tuple[int, bytes]]) -> None:
        """Put other signatures in place of those under these ids."""
        table = self._tables.signatures
        if signatures:
            changed = update(table).where(table.c.id == bindparam("of")).values(signature=bindparam("made"))
            self._connection.execute(changed, [{"of": one, "made": signature} for one, signature in signatures])

    def signed_after(self, last: int) -> Iterator[Signed]:
        """The signatures with higher ids, in their order."""
        signatures = self._tables.signatures.c
        while True:
            found = (
                select(signatures.id, signatures.signature, signatures.day)
                .where(signatures.id > last)
                .order_by(signatures.id)
                .limit(_PAGE)
            )
            rows = self._connection.execute(found).all()
            yield from (Signed(*row) for row in rows)
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def told(self, ids: Sequence[int]) -> dict[int, StoredTold]:
        """What the complaints behind these ids tell, by id."""
        signatures, complaints = self._tables.signatures.c, self._tables.complaints.c
        compared = (
            signatures.id, complaints.number, complaints.text, complaints.title, complaints.company, complaints.place,
            complaints.received_at, complaints.filed_at, complaints.status, complaints.merged_into, complaints.parent,
        )  # fmt: skip
        found: dict[int, StoredTold] = {}
        for part in chunks(list(ids)):
            rows = self._connection.execute(
                select(*compared).join_from(
                    self._tables.signatures, self._tables.complaints, signatures.number == complaints.number
                ).where(signatures.id.in_(part))
            ).mappings()  # fmt: skip
            found |= {row["id"]: told_from(row) for row in rows}
        return found

    def propose(self, proposals: Sequence[Proposal]) -> None:
        """Keep proposals; one that is there already stays as it is."""
        if proposals:
            rows = list(map(proposal_row, proposals))
            self._connection.execute(upsert(self._connection, self._tables.proposals).on_conflict_do_nothing(), rows)

    def reject(self, number: str, other: str, person_id: str) -> bool:
        """Remember that a person does not hold these two for the same, in either order; False where nothing is open."""
        of = self._tables.proposals.c
        one_way = and_(of.number == number, of.other == other)
        other_way = and_(of.number == other, of.other == number)
        changed = self._connection.execute(
            update(self._tables.proposals)
            .where(or_(one_way, other_way), of.rejected_by == "")
            .values(rejected_by=person_id)
        )
        return changed.rowcount > 0

    def add_enterprises(
        self, channel: Channel, rows: Sequence[tuple[str, str, Enterprise]], at: datetime | None = None
    ) -> int:
        """Keep (key, external id, enterprise) of a ledger that came then, once an external id; how many are new."""
        new = 0
        for key, external_id, one in rows:
            row = enterprise_row(channel, key, external_id, one, at)
            added = upsert(self._connection, self._tables.enterprises).values(row).on_conflict_do_nothing()
            new += self._connection.execute(added.returning(self._tables.enterprises.c.id)).first() is not None
        return new

    def overhear(self, heard: Overheard) -> int:
        """Keep a message of a room that reads like a complaint, not decided yet; its id."""
        table = self._tables.overheard
        added = insert(table).values(overheard_row(heard)).returning(table.c.id)
        heard_id: int = self._connection.execute(added).scalar_one()
        return heard_id

    def settle(self, heard_id: int, state: OverheardState, number: str = "") -> bool:
        """Decide about such a message, once; one that is not filed loses its words. False when it was decided."""
        of = self._tables.overheard.c
        changed = self._connection.execute(
            update(self._tables.overheard)
            .where(of.id == heard_id, of.state == OverheardState.OPEN.value)
            .values(state=state.value, number=number, text="", name="")
        )
        return changed.rowcount > 0

    def reword(self, heard_id: int, text: str, message_ids: Sequence[str]) -> bool:
        """Put the words of a message that goes on in place of the first ones; False when it was decided."""
        of = self._tables.overheard.c
        changed = self._connection.execute(
            update(self._tables.overheard)
            .where(of.id == heard_id, of.state == OverheardState.OPEN.value)
            .values(text=text, message_ids=list(message_ids))
        )
        return changed.rowcount > 0

    def attach(self, attachment: Attachment) -> None:
        """Keep that a file belongs to a complaint; the same file twice is kept once."""
        added = upsert(self._connection, self._tables.attachments).values(attachment_row(attachment))
        self._connection.execute(added.on_conflict_do_nothing())
