"""The part of the store that holds what is still owed to people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update

from complaints.events import Notice, Recipient, RecipientKind
from storage.opened import Opened
from storage.queries import chunks
from storage.rows import notice_from
from storage.upsert import upsert


class Outbox(Opened):
    """Notices until they are delivered."""

    def owed(self) -> list[Recipient]:
        """To whom something is still owed."""
        outbox = self._tables.outbox.c
        with self._reading() as connection:
            whom = select(outbox.recipient_kind, outbox.recipient_name).where(outbox.done.is_(False)).distinct()
            return sorted(Recipient(RecipientKind(kind), name) for kind, name in connection.execute(whom))

    def pending(self, recipient: Recipient | None = None) -> list[Notice]:
        """The notices that are still owed, to this recipient or to anybody, oldest first."""
        outbox = self._tables.outbox
        owed = select(outbox).where(outbox.c.done.is_(False)).order_by(outbox.c.id)
        if recipient is not None:
            owed = owed.where(
                outbox.c.recipient_kind == recipient.kind.value, outbox.c.recipient_name == recipient.name
            )
        with self._reading() as connection:
            return [notice_from(row) for row in connection.execute(owed).mappings()]

    def delivered_to(self, notice_ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
        """To which persons' ids each of these notices went already."""
        deliveries = self._tables.deliveries
        reached: dict[int, set[str]] = {notice_id: set() for notice_id in notice_ids}
        with self._reading() as connection:
            for part in chunks(notice_ids):
                found = select(deliveries).where(deliveries.c.notice_id.in_(part))
                for row in connection.execute(found).mappings():
                    reached[row["notice_id"]].add(row["person_id"])
        return {notice_id: frozenset(people) for notice_id, people in reached.items()}

    def mark_delivered(self, notice_ids: Sequence[int], person_id: str) -> None:
        """Remember that these notices went to that person."""
        rows = [{"notice_id": notice_id, "person_id": person_id} for notice_id in dict.fromkeys(notice_ids)]
        if rows:
            with self._writing() as connection:
                connection.execute(upsert(connection, self._tables.deliveries).on_conflict_do_nothing(), rows)

    def mark_done(self, notice_ids: Sequence[int]) -> None:
        """Nothing more is owed for these notices."""
        outbox = self._tables.outbox
        with self._writing() as connection:
            for part in chunks(notice_ids):
                connection.execute(update(outbox).where(outbox.c.id.in_(part)).values(done=True))
