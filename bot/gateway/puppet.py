"""Wechaty's puppet on today's gateway: what the stock one cannot do, or does so that a bot falls silent.

bot.wechaty_import.load must have been called before this module is imported.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from grpclib.const import Status
from grpclib.exceptions import GRPCError

from bot.gateway.address import Address
from bot.gateway.arrivals import Arrivals
from bot.gateway.channel import Connection
from bot.gateway.files import described, received
from bot.gateway.journal import Journal
from bot.gateway.link import Event, Link, Timing
from bot.gateway.session import BROKEN, GrpcSession
from bot.gateway.states import SendRefused, SendUnsure, State
from bot.gateway.wire import PUPPET, Asked, Told
from bot.wechaty_import import (
    EventLoginPayload,
    EventLogoutPayload,
    EventMessagePayload,
    FileBox,
    MessagePayload,
    MessageType,
    PuppetOptions,
    PuppetService,
    PuppetStub,
    Wechaty,
)

T = TypeVar("T")
_PAUSES = (0.2, 0.4, 0.8)
_BACK_WITHIN = 60.0
_UNSURE = (Status.DEADLINE_EXCEEDED, Status.UNAVAILABLE, Status.CANCELLED)
# The gateway's numbers of message types, by their places; later ones than these tell the desk nothing.
_TYPES = (
    "UNSPECIFIED", "ATTACHMENT", "AUDIO", "CONTACT", "CHAT_HISTORY", "EMOTICON", "IMAGE", "TEXT", "LOCATION",
    "MINI_PROGRAM", "UNSPECIFIED", "TRANSFER", "RED_ENVELOPE", "RECALLED", "URL", "VIDEO",
)  # fmt: skip
_CONTACT, _ROOM = 2, 3


class PayloadMissing(Exception):
    """The gateway did not give what is known of a message, person or room; the message names its code only."""


class PuppetFailed(Exception):
    """The gateway's puppet has told of an error of its own."""


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
        emitter = vars(__import__("pyee"))["AsyncIOEventEmitter"]
        self._event_stream = emitter()
        self.login_user_id: str | None = None
        self._address = address
        self._journal = journal
        self._report = report
        self._file_bytes = file_bytes
        self._connection: Connection | None = None
        self._payloads: dict[str, MessagePayload] = {}
        # Ids that could not be read once: they are tried once more, after the next login.
        self._given_up = set(journal.waiting())
        self._takes_in = True
        self._bot: Wechaty | None = None
        self._running: list[asyncio.Task[None]] = []
        self.arrivals = Arrivals[MessagePayload](self._fetch, self._hand_on, report)
        self.link = Link(self._dial, self._take, tell, timing)
