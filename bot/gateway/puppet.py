"""Wechaty's puppet on today's gateway: what the stock one cannot do, or does so that a bot falls silent.

bot.wechaty_import.load must have been called before this module is imported.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from bot.gateway.address import Address
from bot.gateway.arrivals import Arrivals
from bot.gateway.channel import Connection
from bot.gateway.events import Dirty, PuppetFailed, Read, read_event
from bot.gateway.files import described, received
from bot.gateway.journal import Journal
from bot.gateway.link import Event, Kind, Link, Session, Timing
from bot.gateway.session import BROKEN, GrpcSession
from bot.gateway.states import SendRefused, SendUnsure, State
from bot.gateway.wire import PUPPET, Asked, Invitation, InvitationTold, Told
from bot.wechaty_import import (
    Contact,
    EventEmitter,
    EventMessagePayload,
    FileBox,
    MessagePayload,
    MessageType,
    PuppetOptions,
    PuppetService,
    PuppetStub,
    Room,
    SingleIdContainer,
)

_PAUSES = (0.2, 0.4, 0.8)
_BACK_WITHIN = 60.0
_UNSURE = (Status.DEADLINE_EXCEEDED, Status.UNAVAILABLE, Status.CANCELLED)
# The gateway's numbers of message types, by their places; later ones than these tell the desk nothing.
_TYPES = (
    "UNSPECIFIED", "ATTACHMENT", "AUDIO", "CONTACT", "CHAT_HISTORY", "EMOTICON", "IMAGE", "TEXT", "LOCATION",
    "MINI_PROGRAM", "UNSPECIFIED", "TRANSFER", "RED_ENVELOPE", "RECALLED", "URL", "VIDEO",
)  # fmt: skip


class PayloadMissing(Exception):
    """The gateway did not give what is known of a message; the error names its code only."""


class GatewayPuppet(PuppetService):
    """Speaks to the gateway, and keeps the connection until it is stopped."""

    def __init__(
        self,
        address: Address,
        journal: Journal,
        report: Callable[[Exception], None],
        tell: Callable[[State], None],
        file_bytes: int,
        timing: Timing = Timing(),  # noqa: B008 - frozen
    ) -> None:
        # Not PuppetService's own: it takes a token from the environment, and logs it.
        super(PuppetService, self).__init__(PuppetOptions(end_point=f"{address.host}:{address.port}"), "gateway")
        self._event_stream = EventEmitter()
        self.login_user_id: str | None = None
        self._address = address
        self._timing = timing
        self._journal = journal
        self._report = report
        self._file_bytes = file_bytes
        self._connection: Connection | None = None
        self._dialled = 0
        self._payloads: dict[str, MessagePayload] = {}
        #: Ids that wait for the next login.
        self._unread = journal.waiting()
        self._failed_once: dict[str, bool] = {}
        self._takes_in = True
        self._tasks: list[asyncio.Task[None]] = []
        self._arrivals = Arrivals[MessagePayload](self._fetch, self._hand_on, report)
        self._link = Link(self._dial, self._take, tell, timing)

    # The connection

    @property
    def puppet_stub(self) -> PuppetStub:
        """The stub of the present connection, with a limit of time on every call."""
        return self._connected().calls

    async def start(self) -> None:
        """Keep the connection until `stop`; whatever happens to it, this does not return before."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = [tasks.create_task(self._link.run()), tasks.create_task(self._arrivals.run())]

    async def stop(self) -> None:
        """Hang up. The gateway is not told to stop: that would log the account out."""
        for task in self._tasks:
            task.cancel()
        if self._connection is not None:
            self._connection.close()

    async def finish(self) -> None:
        """Take in no more, and return when all that came was handed on; what comes now is noted for the next start."""
        self._takes_in = False
        await self._arrivals.settled()

    @property
    def is_up(self) -> bool:
        """Whether something can be sent now."""
        return self._link.is_up

    @property
    def dialled(self) -> int:
        """How many connections there have been; another number is another connection."""
        return self._dialled

    async def until_up(self, seconds: float) -> bool:
        """Whether something can be sent now or within so many seconds."""
        return await self._link.until_up(seconds)

    async def is_alive(self) -> bool:
        """Whether the gateway answers on the present connection."""
        dialled = self._dialled
        try:
            await self.puppet_stub.ding(data="sujie")
        except BROKEN:
            return False
        return self._dialled == dialled

    def _dial(self) -> Session:
        self._dialled += 1
        self._connection = Connection(self._address, self._timing.calling)
        return GrpcSession(self._connection)

    def _connected(self) -> Connection:
        if self._connection is None:
            raise ConnectionError("not connected to the gateway yet")
        return self._connection

    # Events

    def on(self, event_name: str, caller: Callable[..., object]) -> None:
        """Call this for every event of that name; what it gives is awaited where it can be."""
        self._event_stream.on(event_name, caller)

    def _take(self, event: Event) -> None:
        """Take an event of the gateway. Nothing that it may hold is let to end the stream."""
        try:
            read = read_event(event)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            self._report(error)
            return
        match read:
            case EventMessagePayload():
                self._came(read.message_id)
            case Dirty():
                self._arrivals.other(lambda: self._renew(read))
            case PuppetFailed():
                self._report(read)
            case Read(name, payload):
                self._happened(event.kind, name, payload)

    def _came(self, message_id: str) -> None:
        if not self._arrivals.is_new(message_id):
            return
        self._journal.add(message_id)
        if self._takes_in:
            self._arrivals.message(message_id, self._could_not_read)

    def _happened(self, kind: int, name: str, payload: object) -> None:
        if kind == Kind.LOGIN:
            self._logged_in(str(payload.contact_id))  # type: ignore[attr-defined]
        elif kind == Kind.LOGOUT:
            self.login_user_id = None
        self._arrivals.other(lambda: self._emit(name, payload))

    def _logged_in(self, account: str) -> None:
        self.login_user_id = account
        # While the link was down nothing told of changes, and another login has other ids.
        Contact._pool.clear()
        Room._pool.clear()
        if self._takes_in:
            again, self._unread = self._unread, []
            for message_id in again:
                self._arrivals.is_new(message_id)
                self._arrivals.message(message_id, self._could_not_read)

    def _could_not_read(self, message_id: str) -> None:
        """Try it once more after the next login, and then give it up: a gateway forgets old messages."""
        SingleIdContainer.instance().ids.discard(message_id)
        if self._failed_once.pop(message_id, False):
            self._journal.done(message_id)
        else:
            self._failed_once[message_id] = True
            self._unread.append(message_id)

    async def _hand_on(self, message_id: str, payload: MessagePayload) -> None:
        self._payloads[message_id] = payload
        try:
            await self._emit("message", EventMessagePayload(message_id=message_id))
        except Exception:
            self._could_not_read(message_id)
            raise
        finally:
            self._payloads.pop(message_id, None)
        self._failed_once.pop(message_id, None)

    async def _emit(self, name: str, payload: object) -> None:
        """Call every listener and wait for it: Wechaty's own way starts a task each, and loses their order."""
        failures: list[Exception] = []
        for listener in self._event_stream.listeners(name):
            try:
                going_on = listener(payload)
                if isinstance(going_on, Awaitable):
                    await going_on
            except Exception as error:  # noqa: BLE001 - the border to listeners: the others still hear it
                failures.append(error)
        if failures:
            raise failures[0]

    async def _renew(self, dirty: Dirty) -> None:
        """Fetch again what is known of a person or room that has changed; Wechaty itself never would."""
        if dirty.is_contact and dirty.id in Contact._pool:
            Contact._pool[dirty.id].payload = await self.contact_payload(dirty.id)
        elif dirty.is_room and dirty.id in Room._pool:
            Room._pool[dirty.id].payload = await self.room_payload(dirty.id)

    # Messages

    async def message_payload(self, message_id: str) -> MessagePayload:
        """What is known of a message; it was fetched while others before it were dealt with."""
        return self._payloads.get(message_id) or await self._fetch(message_id)

    async def _fetch(self, message_id: str) -> MessagePayload:
        """What is known of a message, after some tries: puppets tell of messages before they have read them."""
        for pause in (*_PAUSES, None):
            try:
                payload = await self.puppet_stub.message_payload(id=message_id)
            except BROKEN as error:
                if pause is None:
                    raise PayloadMissing(_code(error)) from None
                await asyncio.sleep(pause)
                await self._link.until_up(_BACK_WITHIN)
            else:
                number = int(payload.type)
                name = _TYPES[number] if 0 <= number < len(_TYPES) else "UNSPECIFIED"
                payload.type = MessageType[f"MESSAGE_TYPE_{name}"]
                return payload
        raise AssertionError("unreachable")

    async def message_send_text(self, conversation_id: str, message: str, mention_ids: list[str] | None = None) -> str:
        """Send a text; the id of the message, empty where the puppet gives none. SendRefused and SendUnsure."""
        with _as_sent():
            answer = await self.puppet_stub.message_send_text(
                conversation_id=conversation_id, text=message, mentonal_ids=mention_ids or []
            )
        return str(answer.id)

    async def message_send_file(self, conversation_id: str, file: FileBox) -> str:
        """Send a file whose bytes are in the box; the id of the message, empty where the puppet gives none."""
        content = base64.b64decode(file.base64)
        with _as_sent():
            box = await described(self._connected(), content, file.name)
            answer = await self.puppet_stub.message_send_file(conversation_id=conversation_id, filebox=box)
        return str(answer.id)

    async def message_file(self, message_id: str) -> FileBox:
        """The file of a message with its bytes; FileTooLarge above the limit. A broken transfer begins anew."""
        for is_last in (False, False, True):
            try:
                file = await received(self._connected(), message_id, self._file_bytes)
            except BROKEN:
                if is_last:
                    raise
                await asyncio.sleep(_PAUSES[0])
                await self._link.until_up(_BACK_WITHIN)
            else:
                return FileBox.from_base64(base64.b64encode(file.content), file.name)
        raise AssertionError("unreachable")

    # What has moved to other fields

    async def contact_alias(self, contact_id: str, alias: str | None = None) -> str:
        """The name that the bot's account gives a person; with `alias` it is set."""
        return await self._ask("ContactAlias", contact_id, alias)

    async def room_topic(self, room_id: str, new_topic: str) -> None:
        """Set a room's topic."""
        await self._ask("RoomTopic", room_id, new_topic)

    async def room_announce(self, room_id: str, announcement: str | None = None) -> str:
        """A room's announcement; with `announcement` it is set."""
        return await self._ask("RoomAnnounce", room_id, announcement)

    async def inviter_of(self, room_invitation_id: str) -> str:
        """Who invites the bot to a room."""
        connection = self._connected()
        told = await connection.calls._unary_unary(
            f"{PUPPET}RoomInvitationPayload", Invitation(id=room_invitation_id), InvitationTold
        )
        return str(told.inviter_id)

    async def _ask(self, method: str, of: str, value: str | None) -> str:
        asked = Asked(id=of, value=value or "")
        told = await self._connected().calls._unary_unary(f"{PUPPET}{method}", asked, Told)
        return value if value is not None else str(told.value)


@contextmanager
def _as_sent() -> Iterator[None]:
    """Turn errors of gRPC into SendRefused or SendUnsure; their texts may hold the message and are left behind."""
    try:
        yield
    except GRPCError as error:
        is_unsure = error.status in _UNSURE
        raise (SendUnsure if is_unsure else SendRefused)(_code(error)) from None
    except ConnectionRefusedError:
        raise SendRefused("not connected") from None
    except BROKEN as error:
        raise SendUnsure(_code(error)) from None


def _code(error: BaseException) -> str:
    return error.status.name if isinstance(error, GRPCError) else type(error).__name__
