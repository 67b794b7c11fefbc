"""Rooms and friends: whose invitations and requests are accepted, and what is said on arriving.

bot.wechaty_import.load must have been called before this module is imported.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot import wording
from bot.gateway.book import Book
from bot.gateway.puppet import GatewayPuppet
from bot.gateway.rooms import Rooms
from bot.gateway.sending import Sender
from bot.gateway.ways import Rules
from bot.wechaty_import import (
    EventFriendshipPayload,
    EventLoginPayload,
    EventRoomInvitePayload,
    EventRoomJoinPayload,
    EventRoomLeavePayload,
    EventRoomTopicPayload,
)

_CONFIRMED, _ASKED = 1, 2
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class House:
    """Whom the doorman asks and tells: whether an address is the office's, that ids were learned, that a room has
    another topic (the old and the new one), what went wrong."""

    is_office: Callable[[str], bool]
    learned: Callable[[], None]
    renamed: Callable[[str, str], None]
    report: Callable[[Exception], None]


class Doorman:
    """Answers what is no message."""

    def __init__(
        self, puppet: GatewayPuppet, sender: Sender, known: tuple[Book, Rooms], rules: Rules, house: House
    ) -> None:
        self._puppet = puppet
        self._sender = sender
        self._book, self._rooms = known
        self._rules = rules
        self._is_office = house.is_office
        self._learned = house.learned
        self._renamed = house.renamed
        self._report = house.report
        self._learning: asyncio.Task[None] | None = None

    def attend(self) -> None:
        """Hear the puppet's events from now on."""
        self._puppet.on("login", self._on_login)
        self._puppet.on("room-invite", self._on_invite)
        self._puppet.on("room-join", self._on_join)
        self._puppet.on("room-leave", self._on_leave)
        self._puppet.on("room-topic", self._on_topic)
        self._puppet.on("friendship", self._on_friendship)

    async def _on_login(self, payload: EventLoginPayload) -> None:  # noqa: ARG002 - the event's form
        """Learn the ids of this login, beside the messages that come meanwhile."""
        if self._learning is not None:
            self._learning.cancel()
        self._learning = asyncio.create_task(self._learn())

    async def _learn(self) -> None:
        at_once = asyncio.Semaphore(_AT_ONCE)

        async def learn(contact_id: str) -> None:
            async with at_once:
                known = await self._puppet.contact_payload(contact_id)
                self._book.address_of(contact_id, known.alias)

        async def learn_room(room_id: str) -> None:
            async with at_once:
                self._rooms.learn(room_id, (await self._puppet.room_payload(room_id)).topic)

        try:
            await asyncio.gather(*map(learn, await self._puppet.contact_list()), return_exceptions=True)
            await asyncio.gather(*map(learn_room, await self._puppet.room_list()), return_exceptions=True)
        except Exception as error:  # noqa: BLE001 - the border to the gateway: most puppets never change an id
            self._report(error)
        self._book.is_current = True
        self._learned()

    async def _on_invite(self, payload: EventRoomInvitePayload) -> None:
        """Accept an invitation to a room from those whom the settings name."""
        if self._rules.accept_rooms == "nobody":
            return
        if self._rules.accept_rooms == "office":
            inviter = await self._puppet.contact_payload(await self._puppet.inviter_of(payload.room_invitation_id))
            address = self._book.address_of(inviter.id, inviter.alias)
            if not await asyncio.to_thread(self._is_office, address):
                return
        await self._puppet.room_invitation_accept(payload.room_invitation_id)

    async def _on_join(self, payload: EventRoomJoinPayload) -> None:
        """Say on arriving in a room what is kept of its talk."""
        if self._puppet.login_user_id in payload.invited_ids:
            self._rooms.learn(payload.room_id, (await self._puppet.room_payload(payload.room_id)).topic)
            await self._say(payload.room_id, wording.ROOM_NOTICE[self._rules.asks_in_rooms])

    async def _on_leave(self, payload: EventRoomLeavePayload) -> None:
        """Forget a room that the bot was put out of."""
        if self._puppet.login_user_id in payload.removed_ids:
            self._rooms.leave(payload.room_id)

    async def _on_topic(self, payload: EventRoomTopicPayload) -> None:
        """Keep a work room bound that is called otherwise from now on."""
        old = self._rooms.topic_of(payload.room_id) or payload.old_topic
        self._rooms.learn(payload.room_id, payload.new_topic)
        if old and old != payload.new_topic:
            await asyncio.to_thread(self._renamed, old, payload.new_topic)

    async def _on_friendship(self, payload: EventFriendshipPayload) -> None:
        """Accept a request whose greeting holds the word of the settings, and greet who became a friend."""
        friendship = await self._puppet.friendship_payload(payload.friendship_id)
        if friendship.type == _CONFIRMED:
            await self._say(friendship.contact_id, wording.FRIEND_NOTICE)
        elif friendship.type == _ASKED and self._rules.accept_friends and self._rules.friend_word in friendship.hello:
            await self._puppet.friendship_accept(payload.friendship_id)

    async def finish(self) -> None:
        """Learn no more."""
        if self._learning is not None:
            self._learning.cancel()
            await asyncio.wait((self._learning,))

    async def _say(self, to: str, text: str) -> None:
        await self._sender.send(to, [partial(self._puppet.message_send_text, to, text)])
