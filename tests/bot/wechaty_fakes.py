"""A bot on Wechaty's own FakePuppet. Import it after bot.wechaty_import.load, as the program imports the plugin."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from wechaty.fake_puppet import FakePuppet
from wechaty_puppet import EventLoginPayload, EventMessagePayload, FileBox, MessagePayload, MessageType
from wechaty_puppet.schemas.types import ContactPayload, RoomMemberPayload, RoomPayload

from bot.conversation import Conversation
from bot.downloads import Downloads
from bot.gateway.book import Book
from bot.gateway.journal import Journal
from bot.gateway.pace import Pace
from bot.gateway.rooms import Rooms
from bot.gateway.sending import Sender
from bot.messages import Incoming, Outgoing
from bot.plugin import Means, SujiePlugin, make_bot
from bot.wechaty_import import Contact, PuppetOptions, Room
from complaints.people import Person, Role
from storage.store import open_store
from tests.kit import district

BOT_NAME = "诉接助手"
ALIAS = "营商 小诉"
TEXT = MessageType.MESSAGE_TYPE_TEXT


class ListeningPuppet(FakePuppet):
    """Keeps what was sent; gives no ids, as some puppets do; fails for the addresses in `unreachable`."""

    def __init__(self) -> None:
        super().__init__(PuppetOptions())
        self.sent: list[tuple[str, str]] = []
        self.files: list[tuple[str, FileBox]] = []
        self.mentioned: list[list[str] | None] = []
        self.unreachable: set[str] = set()
        self.something_sent = asyncio.Event()
        self.received: dict[str, FileBox] = {}

    async def message_file(self, message_id: str) -> FileBox:
        """The file of a message; the gateway raises where it has none."""
        if message_id not in self.received:
            raise ConnectionError(message_id)
        return self.received[message_id]

    async def message_send_text(
        self, conversation_id: str, message: str, mention_ids: list[str] | None = None
    ) -> str | None:
        if conversation_id in self.unreachable:
            raise ConnectionError(conversation_id)
        self.sent.append((conversation_id, message))
        self.mentioned.append(mention_ids)
        self.something_sent.set()
        return None

    async def message_send_file(self, conversation_id: str, file: FileBox) -> str | None:
        self.files.append((conversation_id, file))
        return None

    async def room_member_payload(self, room_id: str, contact_id: str) -> RoomMemberPayload:
        return RoomMemberPayload(id=contact_id, room_alias=ALIAS)


class AlwaysUp:
    """A connection that is never lost."""

    is_up = True
    dialled = 1

    async def until_up(self, seconds: float) -> bool:
        return True

    async def is_alive(self) -> bool:
        return True


@dataclass
class Echo:
    """A conversation that says every message back; it waits at the text 慢 until the gate is open."""

    heard: list[Incoming] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    file: Path | None = None

    def expects_file(self, message: Incoming) -> bool:
        return not message.room

    def hear(self, message: Incoming) -> list[Outgoing]:
        if message.text == "慢":
            assert self.gate.wait(5), "the loop was blocked: nobody could open the gate"
        self.heard.append(message)
        if message.text == "坏":
            raise RuntimeError("坏")
        if message.room and not message.mentions_bot:
            return []
        return [Outgoing(message.address, message.name, message.text, message.room, self.file)]


class Chat:
    """People who write to the bot, and what it sends them. Addresses are chat:NAME, as in tests.kit."""

    def __init__(self, folder: Path, conversation: Echo | None = None) -> None:
        # Wechaty keeps contacts and rooms in its classes, with the puppet of the test before.
        Contact._pool.clear()
        Room._pool.clear()
        self.store = open_store(f"sqlite:///{folder / 'data' / 'desk.db'}")
        self.place = district(self.store, folder)
        self.clock = self.place.clock
        self.reported: list[Exception] = []
        self.puppet = ListeningPuppet()
        self.puppet.login_user_id = "bot"
        self.puppet.add_fake_contact(ContactPayload(id="bot", name=BOT_NAME))
        self.journal = Journal(folder / "waiting")
        book = Book(folder / "people")
        book.is_current = True
        means = Means(
            Downloads(folder / "incoming"),
            Sender(AlwaysUp(), Pace(0, 10**6)),
            self.journal,
            book,
            Rooms(),
            self.place.services.members.keepers,
            {},
        )
        self.plugin = SujiePlugin(
            conversation or Conversation(self.place.services, self.reported.append),
            self.place.courier,
            self.clock,
            self.reported.append,
            means,
        )
        self.bot = make_bot(self.puppet, self.plugin)

    def close(self) -> None:
        self.journal.close()
        self.store.close()

    @property
    def sent(self) -> list[tuple[str, str]]:
        return self.puppet.sent

    async def open(self) -> Chat:
        """Join puppet and bot as Wechaty.start does, without its endless loop."""
        await self.bot.init_puppet()
        await self.bot.init_puppet_event_bridge(self.puppet)
        return self

    def person(self, name: str, role: Role, place: str = "") -> Person:
        self.puppet.add_fake_contact(ContactPayload(id=f"chat:{name}", name=name))
        return self.place.person(name, role, place)

    def room(self, room_id: str, topic: str) -> str:
        self.puppet.add_fake_room(RoomPayload(id=room_id, topic=topic))
        return room_id

    def put(
        self,
        name: str,
        text: str,
        room_id: str = "",
        mentions: Sequence[str] = (),
        age: timedelta = timedelta(0),
        kind: MessageType = TEXT,
        file: tuple[str, bytes] | None = None,
        again: bool = False,
    ) -> str:
        """Somebody's message comes in, `again` as a second event; `says` also waits for what follows. Its id."""
        address = name if name == "bot" else f"chat:{name}"
        if address not in self.puppet._contact_payloads:
            self.puppet.add_fake_contact(ContactPayload(id=address, name=name))
        payload = MessagePayload(
            id=str(uuid4()),
            text=text,
            type=kind,
            from_id=address,
            room_id=room_id,
            mention_ids=list(mentions),
            timestamp=int((self.clock.now() - age).timestamp()),
        )
        self.puppet.add_fake_message(payload)
        if file is not None:
            self.puppet.received[payload.id] = FileBox.from_base64(base64.b64encode(file[1]), file[0])
        for _ in range(1 + again):
            self.puppet.emitter.emit("message", EventMessagePayload(message_id=payload.id))
        return payload.id

    async def logs_in(self) -> None:
        self.puppet.emitter.emit("login", EventLoginPayload(contact_id="bot"))
        await self.arrived()

    async def arrived(self) -> None:
        """Everything that was put has reached the plugin."""
        await self.puppet.emitter.wait_for_complete()

    async def settled(self) -> None:
        await self.arrived()
        await self.plugin.finish()

    async def says(self, name: str, text: str, **how: object) -> str:
        message_id = self.put(name, text, **how)  # type: ignore[arg-type]
        await self.settled()
        return message_id
