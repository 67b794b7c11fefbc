"""The conversation on WeChat: Wechaty's messages go in, answers and notices go out through its puppet.

on_message -> one line a conversation -> in a thread: Conversation.hear -> Sender -> the puppet
                                         in a thread: Courier.deliver   -> Sender -> the puppet

bot.wechaty_import.load must have been called before this module is imported.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot import wording
from bot.conversation import Conversation
from bot.courier import Courier
from bot.downloads import Downloads
from bot.gateway.book import Book
from bot.gateway.cutting import pieces
from bot.gateway.files import FileTooLarge
from bot.gateway.journal import Journal
from bot.gateway.rooms import Rooms
from bot.gateway.sending import NotSent, Post, Sender
from bot.gateway.states import SendRefused
from bot.messages import Incoming, Kind, NotNow, Outgoing, Unreachable
from bot.talk import read_quote
from bot.wechaty_import import (
    Contact,
    FileBox,
    Message,
    MessageType,
    Puppet,
    PuppetOptions,
    Wechaty,
    WechatyOptions,
    WechatyPlugin,
)
from complaints.clocks import SHANGHAI
from complaints.people import topic_of
from complaints.ports import Clock

_KINDS = {
    MessageType.MESSAGE_TYPE_TEXT: Kind.TEXT,
    MessageType.MESSAGE_TYPE_RECALLED: Kind.TEXT,
    MessageType.MESSAGE_TYPE_ATTACHMENT: Kind.FILE,
    MessageType.MESSAGE_TYPE_AUDIO: Kind.VOICE,
    MessageType.MESSAGE_TYPE_IMAGE: Kind.PICTURE,
    MessageType.MESSAGE_TYPE_VIDEO: Kind.VIDEO,
}
# Some puppets do not know what an .xlsx is; its name stands in the text.
_FILE_NAME = re.compile(r"[^\s/\\][^/\\\n]{0,200}\.(?:xlsx?|csv|ods|docx?|txt|pdf|zip|jpe?g|png|mp[34])", re.IGNORECASE)
# What some puppets give as the text of a recall is WeChat's own XML; others give the bare id.
_RECALLED_ID = re.compile(r"<newmsgid>\s*(\w+)\s*</newmsgid>")
_MILLISECONDS = 100_000_000_000

Waiting = tuple[Message, datetime]


@dataclass(frozen=True, slots=True)
class Means:
    """What the plugin works with: where files go, how messages leave, which ones were not dealt with, who is who.

    With `marks_friends` a friend who writes is given a mark by which the book knows them after another login.
    """

    downloads: Downloads
    sender: Sender
    journal: Journal
    book: Book
    rooms: Rooms
    keepers: Callable[[str], frozenset[str]]
    robots: Mapping[str, Callable[[str], None]]
    marks_friends: bool = False


class SujiePlugin(WechatyPlugin):
    """Hears for the conversation and speaks for it; it remembers nothing but who waits in line."""

    def __init__(
        self,
        conversation: Conversation,
        courier: Courier,
        clock: Clock,
        report: Callable[[Exception], None],
        means: Means,
    ) -> None:
        super().__init__()
        self._downloads = means.downloads
        self._sender = means.sender
        self._journal = means.journal
        self._book = means.book
        self._rooms = means.rooms
        self._keepers = means.keepers
        self._robots = means.robots
        self._marks_friends = means.marks_friends
        #: Came to the program before this one, which ended before they were dealt with.
        self._interrupted = frozenset(means.journal.waiting())
        self._conversation = conversation
        self._courier = courier
        self._clock = clock
        self._report = report
        self._lines: dict[str, deque[Waiting]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._delivering = asyncio.Lock()
        self._is_owed = False
        self._delivery: asyncio.Task[None] | None = None

    async def on_message(self, msg: Message) -> None:
        """Put the message at the end of its conversation's line, and return before it is answered."""
        place = msg.payload.room_id or msg.payload.from_id
        waiting = (msg, self._clock.now())
        if place in self._lines:
            self._lines[place].append(waiting)
            return
        self._lines[place] = deque([waiting])
        worker = asyncio.create_task(self._work_off(place))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def deliver(self) -> None:
        """Send the notices that are owed, those of moves made elsewhere too; what could not be sent stays owed."""
        loop = asyncio.get_running_loop()

        def send(message: Outgoing) -> None:
            if message.address in self._robots:
                self._robots[message.address](message.text)
                return
            asyncio.run_coroutine_threadsafe(self._send_notice(message), loop).result()

        # Two at a time would read the same outbox and send each notice twice.
        async with self._delivering:
            if self._robots or self._is_ready():
                await asyncio.to_thread(self._courier.deliver, send)

    def _is_ready(self) -> bool:
        return self._sender.is_up and self._book.is_current

    def deliver_soon(self) -> None:
        """Let the notices be sent beside the conversations, which need not wait for them."""
        self._is_owed = True
        if self._delivery is None or self._delivery.done():
            self._delivery = asyncio.create_task(self._deliver_owed())

    async def finish(self) -> None:
        """Return when every message in line was dealt with, and the notices that follow were tried."""
        while self._workers:
            await asyncio.wait(self._workers)
        if self._delivery is not None:
            await asyncio.wait((self._delivery,))

    async def break_off(self) -> None:
        """Leave what is in line; it is heard when the bot is back."""
        self._sender.close()
        for worker in self._workers:
            worker.cancel()
        await self.finish()

    async def _deliver_owed(self) -> None:
        while self._is_owed:
            self._is_owed = False
            try:
                await self.deliver()
            except Exception as error:  # noqa: BLE001 - the border to the store: the next delivery tries again
                self._report(error)

    async def _work_off(self, place: str) -> None:
        line = self._lines[place]
        try:
            while line:
                msg, arrived_at = line.popleft()
                try:
                    await self._deal_with(msg, arrived_at)
                except NotSent as error:
                    # Not dealt with: when the bot is started again, its speaker hears of it.
                    self._report(error)
                    continue
                except Exception as error:  # noqa: BLE001 - the border: the next message must not wait for ever
                    self._report(error)
                self._journal.done(msg.message_id)
        finally:
            del self._lines[place]

    async def _deal_with(self, msg: Message, arrived_at: datetime) -> None:
        kind = _kind(msg)
        if msg.is_self() or kind is None:
            return
        message = await self._incoming(msg, kind, arrived_at)
        try:
            for answer in await self._answers(msg, message):
                await self._send(answer, msg.payload.room_id)
        finally:
            self.deliver_soon()

    async def _answers(self, msg: Message, message: Incoming) -> list[Outgoing]:
        if message.id in self._interrupted and await asyncio.to_thread(self._conversation.knows, message):
            return self._conversation.tell(message, wording.INTERRUPTED)
        is_file = message.kind is not Kind.TEXT
        if is_file and await asyncio.to_thread(self._conversation.expects_file, message):
            try:
                path = await self._downloads.fetch(msg)
            except FileTooLarge as error:
                self._report(error)
                return self._conversation.tell(message, wording.FILE_TOO_LARGE.format(most=error.limit // 2**20))
            except Exception as error:  # noqa: BLE001 - the border to the gateway: its sender is asked to send it again
                self._report(error)
            else:
                message = replace(message, file=path, file_name=path.name)
        return await asyncio.to_thread(self._conversation.hear, message)

    async def _incoming(self, msg: Message, kind: Kind, arrived_at: datetime) -> Incoming:
        talker, room = msg.talker(), msg.room()
        place, meant, text = "", False, msg.text()
        if room is not None:
            # A room that nobody named has no topic, and a message without a room would be a private one.
            place = room.payload.topic or room.room_id
            self._rooms.learn(room.room_id, room.payload.topic)
            meant, text = await self._meant(msg) if kind is Kind.TEXT else (False, "")
        is_recall = msg.type() == MessageType.MESSAGE_TYPE_RECALLED
        address, words = await self._address(talker), "" if is_recall else text
        return Incoming(
            msg.message_id, address, talker.name, words, _said_at(msg, arrived_at), place, meant,
            kind=kind, recalls=_recalled_id(msg.text()) if is_recall else "", arrived_at=arrived_at,
        )  # fmt: skip

    async def _address(self, talker: Contact) -> str:
        """The desk's address of a person; a friend who has no mark yet is given one."""
        known = talker.payload
        if self._marks_friends and known.friend and not self._book.is_marked(known.alias):
            alias = self._book.mark(talker.contact_id, known.alias or known.name)
            try:
                await self.bot.puppet.contact_alias(talker.contact_id, alias)
            except Exception as error:  # noqa: BLE001 - the border to the gateway: some puppets have no remark names
                self._report(error)
            else:
                known.alias = alias
        return self._book.address_of(talker.contact_id, known.alias)

    async def _meant(self, msg: Message) -> tuple[bool, str]:
        """Whether the bot is spoken to in a room, and the text without its name."""
        me = msg.wechaty.user_self()
        await me.ready()
        text = _without_mention(msg.text(), me.name)
        if text != msg.text() or me.contact_id in msg.payload.mention_ids:
            return True, text
        quote = read_quote(text)
        # Only a call to the gateway tells the bot's name in the room, and most talk there names nobody.
        alias = await msg.room().alias(me) if "@" in text or quote else None
        text = _without_mention(text, alias or "")
        is_quoted = quote is not None and quote.name in (me.name, alias)
        return is_quoted or text != msg.text(), text

    async def _send_notice(self, message: Outgoing) -> None:
        """Send what nobody has asked for to a person, or to a room by its topic; Unreachable where neither is known."""
        if not self._is_ready():
            raise NotNow
        room_id = await self._work_room(message.room) if message.room else ""
        if room_id is None or (not message.room and self._book.is_lost(message.address)):
            raise Unreachable
        try:
            await self._send(message, room_id)
        except SendRefused as refused:
            raise Unreachable from refused

    async def _work_room(self, topic: str) -> str | None:
        """The id of the one work room with that topic; None where nobody who may bind it is in it."""
        room_id = self._rooms.id_of(topic)
        if room_id is None:
            return None
        members = set(await self.bot.puppet.room_members(room_id))
        keepers = await asyncio.to_thread(self._keepers, topic)
        return room_id if any(self._book.contact_of(keeper) in members for keeper in keepers) else None

    async def _send(self, message: Outgoing, room_id: str = "") -> None:
        """Send it, or raise. A puppet that gives no id for it has sent it all the same."""
        contact = self._book.contact_of(message.address)
        to = room_id if message.room else contact
        puppet = self.bot.puppet
        mentions = [contact] if message.room and not topic_of(message.address) else None
        first, *more = pieces(message.text)
        posts: list[Post] = [lambda: puppet.message_send_text(to, first, mentions)]
        posts += [partial(puppet.message_send_text, to, piece) for piece in more]
        if message.file is not None:
            box = await asyncio.to_thread(FileBox.from_file, str(message.file))
            posts.append(lambda: puppet.message_send_file(to, box))
        await self._sender.send(to, posts)


def make_bot(puppet: Puppet, plugin: SujiePlugin) -> Wechaty:
    """A bot with this plugin, without Wechaty's job file, its web server and its check of port 5000."""
    bot = Wechaty(WechatyOptions(puppet=puppet, puppet_options=PuppetOptions()))
    bot.use(plugin)
    plugin.set_bot(bot)

    async def start_nothing() -> None:
        """Wechaty's own start opens the job file, and ends the login when anybody listens on port 5000."""

    bot._plugin_manager.start = start_nothing
    return bot


def _kind(msg: Message) -> Kind | None:
    """What the message is made of; None for stickers, cards and other things that tell the desk nothing."""
    known: Kind | None = _KINDS.get(msg.type())
    if known is None and msg.type() == MessageType.MESSAGE_TYPE_UNSPECIFIED and _FILE_NAME.fullmatch(msg.text() or ""):
        return Kind.FILE
    return known


def _recalled_id(text: str) -> str:
    found = _RECALLED_ID.search(text)
    return found[1] if found else text.strip()


def _said_at(msg: Message, arrived_at: datetime) -> datetime:
    """When the message was said, if its puppet says so; some count in milliseconds."""
    said = msg.payload.timestamp
    if not said:
        return arrived_at
    return datetime.fromtimestamp(said / 1000 if said > _MILLISECONDS else said, SHANGHAI)


def _without_mention(text: str, name: str) -> str:
    """The text without `@name`; it stays as it is where only a longer name begins so."""
    return re.sub(rf"@{re.escape(name)}(?!\w)\s*", "", text) if name else text
