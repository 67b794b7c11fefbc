"""Who talks to the desk, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """A person's part in the work; the value is the office's own word."""

    ENTERPRISE = "企业"
    LIAISON = "单位"  #: 单位联络员: answers for one unit.
    CLERK = "中心"  #: 中心经办: the office that steers everything.
    LEADER = "领导"  #: Reads, changes nothing.
    TOWN = "镇街"  #: A town or street, for its own area.
    ROOM = "工作群"  #: A unit's or town's own room: hears what they are told, asks for nothing.
    SYSTEM = "系统"  #: The desk itself, acting by rule.


@dataclass(frozen=True, slots=True)
class Person:
    """A known speaker. `company` is an enterprise's.

    `unit` is a liaison's unit, a town's name, whose a work room is, or the units that a leader is in charge of (none:
    all of them). A work room's `name` is its topic.
    """

    id: str
    name: str
    role: Role
    unit: str = ""
    company: str = ""

    @property
    def name_in_history(self) -> str:
        """The name that the history keeps for ever: never an enterprise's person's, which must be forgotten once."""
        return REPORTER if self.role is Role.ENTERPRISE else self.name


REPORTER = "反映人"
_ROOM = "room:"
_ROBOT = "robot:"
SYSTEM = Person(id="system", name="系统", role=Role.SYSTEM)


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time permission to be bound to a role; only the digest of its code is kept."""

    code_digest: str
    role: Role
    name: str
    unit: str
    company: str
    expires_at: datetime


def room_address(topic: str) -> str:
    """The address of the room with that topic: ids of rooms change with a login, topics do not."""
    return _ROOM + topic


def robot_address(unit: str) -> str:
    """The address of the unit's group behind a robot: a group outside the bot's own channel, which only hears."""
    return _ROBOT + unit


def topic_of(address: str) -> str:
    """The topic of the room that has this address; empty for a person's."""
    return address.removeprefix(_ROOM) if address.startswith(_ROOM) else ""
