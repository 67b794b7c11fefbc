"""What the bot overhears in rooms: somebody is asked, and only a person's word makes a complaint of it."""

from __future__ import annotations

from complaints.desk import Desk
from complaints.errors import Refusal, Refused
from complaints.events import Notice, NoticeKind
from complaints.intake import Receipt
from complaints.members import Members
from complaints.notices import OFFICE
from complaints.overheard import Asked, Overheard, OverheardState
from complaints.people import Person
from complaints.ports import Clock, Store
from complaints.records import Channel, RawRecord
from complaints.rights import Right, demand, may
from complaints.towns import Towns

TAKEN_IN_BY = "taken_in_by"
"""In `extra` of a record: who of the office had it filed for its speaker."""


class Listening:
    """Keeps what was overheard until it is filed or dropped."""

    def __init__(self, store: Store, desk: Desk, members: Members, towns: Towns, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._members = members
        self._towns = towns
        self._clock = clock

    def overhear(self, heard: Overheard) -> int:
        """Keep the words; where the office is asked, it is told of them in the same transaction. Their id."""
        with self._store.begin() as transaction:
            heard_id = transaction.overhear(heard)
            if heard.asked is Asked.OFFICE:
                facts = {
                    "id": str(heard_id), "room": heard.room, "name": heard.name, "note": heard.text,
                    "percent": f"{heard.probability:.0%}",
                }  # fmt: skip
                transaction.post([Notice(OFFICE, NoticeKind.OVERHEARD, "", self._clock.now(), facts)])
        return heard_id

    def is_new(self, address: str, message_id: str) -> bool:
        """Whether this message was never overheard before; from now on it was. A replay after a login is no news."""
        with self._store.begin() as transaction:
            return transaction.once(f"heard:{address}:{message_id}", self._clock.now())

    def go_on(self, heard_id: int, text: str, message_ids: tuple[str, ...]) -> bool:
        """Put more words in place of the first ones; False where it was decided already."""
        with self._store.begin() as transaction:
            return transaction.reword(heard_id, text, message_ids)

    def filed(self, heard_id: int, number: str) -> None:
        """Its speaker has had it filed in another way."""
        with self._store.begin() as transaction:
            transaction.settle(heard_id, OverheardState.FILED, number)

    def waiting(self, person: Person, limit: int | None = None) -> list[Overheard]:
        """What the office has not decided yet, newest first."""
        demand(person, Right.TRIAGE, "群消息")
        return self._store.open_overheard(limit=limit)

    def asked(self, address: str) -> Overheard | None:
        """The last words of this speaker about which the speaker was asked and has not answered."""
        return next(iter(self._store.open_overheard(address, limit=1)), None)

    def file(self, person: Person, address: str, heard_id: int) -> Receipt:
        """Make a complaint of it, in its speaker's name; Refused when it is not the person's to decide, or decided."""
        heard = self._open(person, address, heard_id)
        speaker = self._members.speaker(heard.address, heard.name)
        by_office = {TAKEN_IN_BY: person.name} if person.id != speaker.id else {}
        record = RawRecord(
            Channel.GROUP,
            f"{heard.address}:{heard.message_ids[0]}",
            heard.text,
            received_at=heard.at,
            reporter=heard.name,
            company=speaker.company,
            place=self._towns.find(heard.text),
            extra={"room": heard.room, **by_office},
        )
        # Filed first: a crash between the two asks once more, and filing again finds the same complaint.
        receipt = self._desk.receive(record, speaker)
        with self._store.begin() as transaction:
            transaction.settle(heard_id, OverheardState.FILED, receipt.complaint.number)
        return receipt

    def drop(self, person: Person, address: str, heard_id: int) -> None:
        """Make no complaint of it; its words are forgotten. Refused as `file` is."""
        self._open(person, address, heard_id)
        with self._store.begin() as transaction:
            transaction.settle(heard_id, OverheardState.DROPPED)

    def recall(self, address: str, message_id: str) -> bool:
        """Forget open words that came in this message; False where there are none."""
        for heard in self._store.open_overheard():
            if heard.address == address and message_id in heard.message_ids:
                with self._store.begin() as transaction:
                    return transaction.settle(heard.id, OverheardState.DROPPED)
        return False

    def _open(self, person: Person, address: str, heard_id: int) -> Overheard:
        heard = self._store.overheard(heard_id)
        is_mine = heard is not None and heard.asked is Asked.SPEAKER and heard.address == address
        if heard is None or not (is_mine or may(person, Right.TRIAGE)):
            raise Refused(Refusal.UNKNOWN_OVERHEARD, id=str(heard_id))
        if heard.state is not OverheardState.OPEN:
            raise Refused(Refusal.OVERHEARD_DECIDED, id=str(heard_id), number=heard.number)
        return heard
