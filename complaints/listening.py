"""What the bot overhears in rooms: somebody is asked, and only a person's word makes a complaint of it."""

from __future__ import annotations

from collections.abc import Mapping

from complaints.completing import Fact
from complaints.desk import Desk
from complaints.errors import Refusal, Refused
from complaints.events import Notice, NoticeKind, Recipient, RecipientKind
from complaints.facts.finding import find_facts
from complaints.intake import Receipt
from complaints.members import Members
from complaints.notices import OFFICE
from complaints.overheard import Asked, Overheard, OverheardState
from complaints.people import Person
from complaints.ports import Clock, Store
from complaints.privacy import wishes_secrecy
from complaints.records import MESSAGES, Channel, PhoneKind, RawRecord
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
        """Whether this message was never heard before; from now on it was. A replay after a login is no news."""
        with self._store.begin() as transaction:
            return transaction.once(_key(address, message_id), self._clock.now())

    def was_heard(self, address: str, message_id: str) -> bool:
        """Whether this message was heard before."""
        key = _key(address, message_id)
        with self._store.begin() as transaction:
            return key in transaction.remembered([key])

    def go_on(self, heard: Overheard) -> bool:
        """Put these words in place of the first ones under that id; False where it was decided already."""
        with self._store.begin() as transaction:
            transaction.once(_key(heard.address, heard.message_ids[-1]), self._clock.now())
            return transaction.reword(heard.id, heard.text, heard.message_ids)

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

    def open_of(self, address: str) -> list[Overheard]:
        """All words of this speaker that nobody has decided, whoever was asked; newest first."""
        return [heard for heard in self._store.open_overheard() if heard.address == address]

    def saying(self, room: str, text: str) -> Overheard | None:
        """The undecided words of that room which these are, or are part of: somebody quotes them."""
        found = (heard for heard in self._store.open_overheard() if heard.room == room and text in heard.text)
        return next(found, None) if text else None

    def number_of(self, heard_id: int) -> str:
        """The complaint that it has become; empty where it is open or was dropped."""
        heard = self._store.overheard(heard_id)
        return heard.number if heard is not None else ""

    def file(self, person: Person, address: str, heard_id: int, told: Mapping[str, str] | None = None) -> Receipt:
        """Make a complaint of it, in its speaker's name; Refused when it is not the person's to decide, or decided.

        `told` is the company and phone that the speaker has told before, by these names.
        """
        told = told or {}
        heard = self._open(person, address, heard_id)
        speaker = self._members.speaker(heard.address, heard.name)
        by_office = {TAKEN_IN_BY: person.name} if person.id != speaker.id else {}
        facts = find_facts(heard.text, self._towns)
        phone = facts.phone or told.get(Fact.PHONE, "")
        place = {"room": heard.room} if heard.room else {}
        first, *more = heard.message_ids
        record = RawRecord(
            Channel.GROUP if heard.room else Channel.CHAT,
            f"{heard.address}:{first}",
            heard.text,
            received_at=heard.at,
            reporter=heard.name,
            phone=phone,
            phone_kind=PhoneKind.FULL if phone else PhoneKind.NONE,
            company=speaker.company or facts.company or told.get(Fact.COMPANY, ""),
            place=facts.place,
            confidential=wishes_secrecy(heard.text),
            extra={**place, **by_office, **({MESSAGES: " ".join(more)} if more else {})},
        )
        # Filed first: a crash between the two asks once more, and filing again finds the same complaint.
        receipt = self._desk.receive(record, speaker)
        with self._store.begin() as transaction:
            is_settled = transaction.settle(heard_id, OverheardState.FILED, receipt.complaint.number)
            if is_settled and by_office:
                transaction.post([self._told_to(speaker, receipt)])
        return receipt

    def drop(self, person: Person, address: str, heard_id: int) -> None:
        """Make no complaint of it; its words are forgotten. Refused as `file` is."""
        self._open(person, address, heard_id)
        with self._store.begin() as transaction:
            transaction.settle(heard_id, OverheardState.DROPPED)

    def cut(self, heard_id: int, text: str, message_ids: tuple[str, ...]) -> None:
        """Keep only these of its words: its speaker has taken the others back."""
        with self._store.begin() as transaction:
            transaction.reword(heard_id, text, message_ids)

    def forget(self, heard_id: int) -> None:
        """Their speaker has taken these words back: nobody reads them any more."""
        with self._store.begin() as transaction:
            transaction.settle(heard_id, OverheardState.DROPPED)

    def _told_to(self, speaker: Person, receipt: Receipt) -> Notice:
        """What its speaker hears of a complaint that the office has filed."""
        facts = {"title": receipt.complaint.title, "command": "登记"}
        to = Recipient(RecipientKind.PERSON, speaker.id)
        return Notice(to, NoticeKind.PROGRESS, receipt.complaint.number, self._clock.now(), facts)

    def _open(self, person: Person, address: str, heard_id: int) -> Overheard:
        heard = self._store.overheard(heard_id)
        is_mine = heard is not None and heard.asked is Asked.SPEAKER and heard.address == address
        if heard is None or not (is_mine or may(person, Right.TRIAGE)):
            raise Refused(Refusal.UNKNOWN_OVERHEARD, id=str(heard_id))
        if heard.state is not OverheardState.OPEN:
            raise Refused(Refusal.OVERHEARD_DECIDED, id=str(heard_id), number=heard.number)
        return heard


def _key(address: str, message_id: str) -> str:
    return f"heard:{address}:{message_id}"
