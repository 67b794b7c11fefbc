"""The gateway's events, read one by one; what cannot be read ends nothing.

bot.wechaty_import.load must have been called before this module is imported.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.gateway.link import Event, Kind
from bot.wechaty_import import (
    EventDongPayload,
    EventFriendshipPayload,
    EventLoginPayload,
    EventLogoutPayload,
    EventMessagePayload,
    EventReadyPayload,
    EventRoomInvitePayload,
    EventRoomJoinPayload,
    EventRoomLeavePayload,
    EventRoomTopicPayload,
    EventScanPayload,
    ScanStatus,
)

_CONTACT, _ROOM = 2, 3


class PuppetFailed(Exception):
    """The gateway's puppet has told of an error of its own; what it says may hold a person's words and is left out."""


@dataclass(frozen=True, slots=True)
class Dirty:
    """What is known of a person or room is out of date."""

    kind: int
    id: str

    @property
    def is_contact(self) -> bool:
        """Whether it is a person."""
        return self.kind == _CONTACT

    @property
    def is_room(self) -> bool:
        """Whether it is a room."""
        return self.kind == _ROOM


@dataclass(frozen=True, slots=True)
class Read:
    """An event under Wechaty's name for it, with Wechaty's payload."""

    name: str
    payload: object


Fields = Mapping[str, object]


def read_event(event: Event) -> EventMessagePayload | Dirty | PuppetFailed | Read | None:
    """What the event tells; None for heartbeats and events that nobody needs. ValueError, TypeError or KeyError."""
    if event.kind not in (Kind.MESSAGE, Kind.DIRTY, Kind.ERROR, *_READERS):
        return None
    if event.kind == Kind.ERROR:
        return PuppetFailed()
    fields = json.loads(event.payload)
    if event.kind == Kind.MESSAGE:
        return EventMessagePayload(message_id=str(fields["messageId"]))
    if event.kind == Kind.DIRTY:
        return Dirty(int(fields["payloadType"]), str(fields["payloadId"]))
    name, make = _READERS[event.kind]
    return Read(name, make(fields))


def _room_join(fields: Fields) -> EventRoomJoinPayload:
    return EventRoomJoinPayload(
        invited_ids=fields.get("inviteeIdList", []), inviter_id=fields.get("inviterId"), room_id=fields["roomId"],
        timestamp=fields.get("timestamp"),
    )  # fmt: skip


def _room_leave(fields: Fields) -> EventRoomLeavePayload:
    return EventRoomLeavePayload(
        removed_ids=fields.get("removeeIdList", []), remover_id=fields.get("removerId"), room_id=fields["roomId"],
        timestamp=fields.get("timestamp"),
    )  # fmt: skip


def _room_topic(fields: Fields) -> EventRoomTopicPayload:
    return EventRoomTopicPayload(
        changer_id=fields.get("changerId"), new_topic=fields.get("newTopic"), old_topic=fields.get("oldTopic"),
        room_id=fields["roomId"], timestamp=fields.get("timestamp"),
    )  # fmt: skip


def _scan(fields: Fields) -> EventScanPayload:
    status = ScanStatus(fields["status"])
    return EventScanPayload(status=status, qrcode=fields.get("qrcode"), data=fields.get("data"))


_READERS: dict[int, tuple[str, Callable[[Fields], object]]] = {
    Kind.DONG: ("dong", lambda fields: EventDongPayload(data=fields.get("data"))),
    Kind.FRIENDSHIP: ("friendship", lambda fields: EventFriendshipPayload(friendship_id=fields["friendshipId"])),
    Kind.ROOM_INVITE: (
        "room-invite",
        lambda fields: EventRoomInvitePayload(room_invitation_id=fields["roomInvitationId"]),
    ),
    Kind.ROOM_JOIN: ("room-join", _room_join),
    Kind.ROOM_LEAVE: ("room-leave", _room_leave),
    Kind.ROOM_TOPIC: ("room-topic", _room_topic),
    Kind.SCAN: ("scan", _scan),
    Kind.READY: ("ready", lambda fields: EventReadyPayload(data=fields.get("data", ""))),
    Kind.LOGIN: ("login", lambda fields: EventLoginPayload(contact_id=fields["contactId"])),
    Kind.LOGOUT: ("logout", lambda fields: EventLogoutPayload(contact_id=fields["contactId"], data=fields.get("data"))),
}
