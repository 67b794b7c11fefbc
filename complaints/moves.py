"""The table of moves: every step that a complaint may take. Nothing moves but by a row of MOVES."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from complaints.complaint import Status
from complaints.errors import Refusal, Refused
from complaints.people import Role


class Command(StrEnum):
    """What is done to a complaint; the value is the word that people type."""

    DISPATCH = "分派"
    REASSIGN = "改派"
    SIGN = "签收"
    RETURN = "退单"
    PROGRESS = "反馈"
    FINISH = "办结"
    APPROVE = "审核通过"
    REJECT = "审核退回"
    CLOSE = "销号"
    REDO = "重办"
    DECLINE = "不予受理"
    TAKE_OVER = "办结转入"  #: The channel says that it is done already: the office checks.


class Need(StrEnum):
    """What must be given with a command."""

    NOTHING = "nothing"
    NOTE = "note"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed step: where it leads, who may take it, what must be given."""

    to: Status
    roles: frozenset[Role]
    needs: Need = Need.NOTHING


_UNIT = frozenset({Role.LIAISON})
_OFFICE = frozenset({Role.CLERK})
_DESK = frozenset({Role.SYSTEM, Role.CLERK})

MOVES: dict[tuple[Status, Command], Move] = {
    (Status.WAITING, Command.DISPATCH): Move(Status.DISPATCHED, _DESK, Need.UNIT),
    (Status.WAITING, Command.TAKE_OVER): Move(Status.REPORTED, frozenset({Role.SYSTEM}), Need.UNIT),
    (Status.WAITING, Command.DECLINE): Move(Status.DECLINED, _OFFICE, Need.NOTE),
    (Status.DISPATCHED, Command.SIGN): Move(Status.HANDLING, _UNIT),
    (Status.DISPATCHED, Command.RETURN): Move(Status.RETURNED, _UNIT, Need.NOTE),
    (Status.DISPATCHED, Command.REASSIGN): Move(Status.DISPATCHED, _OFFICE, Need.UNIT),
    (Status.HANDLING, Command.PROGRESS): Move(Status.HANDLING, _UNIT, Need.NOTE),
    (Status.HANDLING, Command.RETURN): Move(Status.RETURNED, _UNIT, Need.NOTE),
    (Status.HANDLING, Command.FINISH): Move(Status.REPORTED, _UNIT, Need.NOTE),
    (Status.HANDLING, Command.REASSIGN): Move(Status.DISPATCHED, _OFFICE, Need.UNIT),
    (Status.RETURNED, Command.REASSIGN): Move(Status.DISPATCHED, _OFFICE, Need.UNIT),
    (Status.RETURNED, Command.DISPATCH): Move(Status.DISPATCHED, _OFFICE, Need.UNIT),
    (Status.RETURNED, Command.DECLINE): Move(Status.DECLINED, _OFFICE, Need.NOTE),
    (Status.REPORTED, Command.APPROVE): Move(Status.FOLLOW_UP, _OFFICE),
    (Status.REPORTED, Command.REJECT): Move(Status.HANDLING, _OFFICE, Need.NOTE),
    (Status.FOLLOW_UP, Command.CLOSE): Move(Status.CLOSED, _OFFICE),
    (Status.FOLLOW_UP, Command.REDO): Move(Status.HANDLING, _OFFICE, Need.NOTE),
    (Status.CLOSED, Command.REDO): Move(Status.HANDLING, _OFFICE, Need.NOTE),
}


def find_move(status: Status, command: Command, role: Role) -> Move:
    """The row for this step; Refused when the table has none, or the role may not take it."""
    if not any(command is known and role in move.roles for (_, known), move in MOVES.items()):
        raise Refused(Refusal.NOT_YOURS, command=command.value, role=role.value)
    move = MOVES.get((status, command))
    if move is None or role not in move.roles:
        raise Refused(
            Refusal.MOVE_NOT_ALLOWED,
            command=command.value,
            status=status.label,
            possible="、".join(possible_commands(status, role)),
        )
    return move


def possible_commands(status: Status, role: Role) -> list[Command]:
    """What this role may do with a complaint that stands there, in the order of the table."""
    return [command for (known, command), move in MOVES.items() if known is status and role in move.roles]
