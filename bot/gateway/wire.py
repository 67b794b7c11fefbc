"""Messages of today's gateway that the Python library, frozen before, does not have or has with other fields."""

from __future__ import annotations

from dataclasses import dataclass

import betterproto

PUPPET = "/wechaty.Puppet/"


@dataclass(eq=False, repr=False)
class Id(betterproto.Message):
    """Only an id: what Download asks for and Upload answers."""

    id: str = betterproto.string_field(1)


@dataclass(eq=False, repr=False)
class Chunk(betterproto.Message):
    """A part of a file."""

    chunk: bytes = betterproto.bytes_field(1)


@dataclass(eq=False, repr=False)
class Asked(betterproto.Message):
    """Asks for a value of a contact or room; with a value it is set. (Alias, topic, announcement.)"""

    id: str = betterproto.string_field(1)
    value: str = betterproto.string_field(3)


@dataclass(eq=False, repr=False)
class Told(betterproto.Message):
    """The answer to Asked; empty where the value was set."""

    value: str = betterproto.string_field(2)


@dataclass(eq=False, repr=False)
class Invitation(betterproto.Message):
    """Asks for what is known of an invitation to a room."""

    id: str = betterproto.string_field(1)


@dataclass(eq=False, repr=False)
class InvitationTold(betterproto.Message):
    """Who invites, and to what."""

    id: str = betterproto.string_field(1)
    inviter_id: str = betterproto.string_field(2)
    topic: str = betterproto.string_field(3)
