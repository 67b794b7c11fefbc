"""The table of moves: every step that a complaint may take. Nothing moves but by a row of MOVES.

docs/lifecycle.md is drawn from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from complaints.complaint import OPEN, WITH_UNIT, Complaint, Status
from complaints.errors import Refusal, Refused
from complaints.follow_up import FollowUp
from complaints.people import Person, Role


class Command(StrEnum):
    """What is done to a complaint; the value is the word that people type."""

    DISPATCH = "分派"
    ANSWER = "直接答复"  #: The office answers without a unit.
    DECLINE = "不予受理"
    NOT_STAFF = "解除回避"  #: The office finds that it is not about a unit's own people.
    TAKE_OVER = "办结转入"  #: The channel says that it is done already: the office checks.
    SIGN = "签收"
    RETURN = "退单"
    RETURN_AGAIN = "再次退单"  #: What 退单 becomes when it was returned before.
    REASSIGN = "改派"
    DESIGNATE = "终审指定"  #: The office's final word on whose it is.
    PROGRESS = "反馈"
    CO_REPORT = "协办反馈"  #: A helping unit reports to the lead.
    ASK_EXTENSION = "延期申请"
    GRANT = "同意延期"
    DENY = "不同意延期"
    FINISH = "办结"
    APPROVE = "审核通过"
    REJECT = "审核退回"
    FOLLOW_UP = "回访"  #: What the enterprise says: solved? content?
    CLOSE = "销号"
    ARCHIVE = "归档"
    REDO = "重办"
    LOOK_BACK = "回头看"  #: A closed one turns out not to be solved.
    RETRIAGE = "重新研判"
    SHELVE = "挂账"
    RESUME = "恢复办理"
    SUPERVISE = "督办"
    URGE = "催办"
    SUPPLEMENT = "补充"  #: The reporter adds words.
    ACCUSE = "转中心回避"  #: What 补充 and 回访 become when they are about a unit's own people.
    WITHDRAW = "撤回"
    MERGE = "并案"
    SPLIT = "拆案"


class Part(StrEnum):
    """What somebody is in one case; the value is the word for it. Roles alone do not say whose a case is."""

    OFFICE = "中心"
    LEAD = "牵头单位"
    HELPER = "协办单位"
    REPORTER = "反映人"
    RULE = "系统"


class Need(StrEnum):
    """What must be given with a command."""

    NOTE = "note"
    UNIT = "unit"
    REASON = "reason"  #: One of ReturnReason.
    UNTIL = "until"  #: A date.
    ANSWER = "answer"  #: What was said at the follow-up.
    OTHER = "other"  #: Another complaint's number.
    PARTS = "parts"  #: The texts of the matters.
    PLAN = "plan"  #: What will be done until the review.


class ReturnReason(StrEnum):
    """Why a unit gives an item back; the value is the office's word."""

    AREA = "属地不符"
    FUNCTION = "职能不符"
    UNCLEAR = "权属不清"
    BEYOND = "超出范围"
    DUPLICATE = "重复"
    INFORMATION = "信息不足"


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed step: where it leads, who may take it, what must be given."""

    to: Status
    by: frozenset[Part]
    needs: frozenset[Need] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody wants done to a complaint; which fields are needed is in the table of moves."""

    command: Command
    note: str = ""
    unit: str = ""
    co_units: tuple[str, ...] = ()
    reason: ReturnReason | None = None
    until: date | None = None
    plan: str = ""
    answer: FollowUp | None = None
    other: str = ""
    parts: tuple[str, ...] = ()


def _move(to: Status, by: Part | Iterable[Part], *needs: Need) -> Move:
    return Move(to, frozenset({by}) if isinstance(by, Part) else frozenset(by), frozenset(needs))


_DESK = (Part.RULE, Part.OFFICE)
_ASKED = (Part.REPORTER, Part.OFFICE)
"""Who says how it went: the enterprise in chat, or the office after a telephone call."""

MOVES: dict[tuple[Status, Command], Move] = {
    # 受理
    (Status.WAITING, Command.DISPATCH): _move(Status.DISPATCHED, _DESK, Need.UNIT),
    (Status.WAITING, Command.TAKE_OVER): _move(Status.REPORTED, Part.RULE, Need.UNIT),
    (Status.WAITING, Command.ANSWER): _move(Status.FOLLOW_UP, Part.OFFICE, Need.NOTE),
    (Status.WAITING, Command.DECLINE): _move(Status.DECLINED, Part.OFFICE, Need.NOTE),
    (Status.WAITING, Command.NOT_STAFF): _move(Status.WAITING, Part.OFFICE, Need.NOTE),
    (Status.DECLINED, Command.RETRIAGE): _move(Status.WAITING, Part.OFFICE, Need.NOTE),
    # 签收、退单、改派
    (Status.DISPATCHED, Command.SIGN): _move(Status.HANDLING, Part.LEAD),
    (Status.DISPATCHED, Command.RETURN): _move(Status.RETURNED, Part.LEAD, Need.REASON, Need.NOTE),
    (Status.DISPATCHED, Command.RETURN_AGAIN): _move(Status.DISPUTED, Part.LEAD, Need.REASON, Need.NOTE),
    (Status.DISPATCHED, Command.REASSIGN): _move(Status.DISPATCHED, Part.OFFICE, Need.UNIT),
    (Status.HANDLING, Command.RETURN): _move(Status.RETURNED, Part.LEAD, Need.REASON, Need.NOTE),
    (Status.HANDLING, Command.RETURN_AGAIN): _move(Status.DISPUTED, Part.LEAD, Need.REASON, Need.NOTE),
    (Status.HANDLING, Command.REASSIGN): _move(Status.DISPATCHED, Part.OFFICE, Need.UNIT),
    (Status.RETURNED, Command.REASSIGN): _move(Status.DISPATCHED, Part.OFFICE, Need.UNIT),
    (Status.RETURNED, Command.DISPATCH): _move(Status.DISPATCHED, Part.OFFICE, Need.UNIT),
    (Status.RETURNED, Command.ANSWER): _move(Status.FOLLOW_UP, Part.OFFICE, Need.NOTE),
    (Status.RETURNED, Command.DECLINE): _move(Status.DECLINED, Part.OFFICE, Need.NOTE),
    (Status.DISPUTED, Command.DESIGNATE): _move(Status.DISPATCHED, Part.OFFICE, Need.UNIT),
    (Status.DISPUTED, Command.ANSWER): _move(Status.FOLLOW_UP, Part.OFFICE, Need.NOTE),
    (Status.DISPUTED, Command.DECLINE): _move(Status.DECLINED, Part.OFFICE, Need.NOTE),
    # 办理、延期、挂账
    (Status.HANDLING, Command.PROGRESS): _move(Status.HANDLING, Part.LEAD, Need.NOTE),
    (Status.HANDLING, Command.ASK_EXTENSION): _move(Status.EXTENSION, Part.LEAD, Need.UNTIL, Need.NOTE),
    (Status.EXTENSION, Command.GRANT): _move(Status.HANDLING, Part.OFFICE),
    (Status.EXTENSION, Command.DENY): _move(Status.HANDLING, Part.OFFICE, Need.NOTE),
    (Status.EXTENSION, Command.PROGRESS): _move(Status.EXTENSION, Part.LEAD, Need.NOTE),
    (Status.EXTENSION, Command.FINISH): _move(Status.REPORTED, Part.LEAD, Need.NOTE),
    (Status.EXTENSION, Command.REASSIGN): _move(Status.DISPATCHED, Part.OFFICE, Need.UNIT),
    (Status.HANDLING, Command.SHELVE): _move(Status.SHELVED, Part.OFFICE, Need.UNTIL, Need.NOTE, Need.PLAN),
    (Status.REPORTED, Command.SHELVE): _move(Status.SHELVED, Part.OFFICE, Need.UNTIL, Need.NOTE, Need.PLAN),
    (Status.FOLLOW_UP, Command.SHELVE): _move(Status.SHELVED, Part.OFFICE, Need.UNTIL, Need.NOTE, Need.PLAN),
    (Status.SHELVED, Command.PROGRESS): _move(Status.SHELVED, Part.LEAD, Need.NOTE),
    (Status.SHELVED, Command.RESUME): _move(Status.HANDLING, Part.OFFICE),
    (Status.SHELVED, Command.FINISH): _move(Status.REPORTED, Part.LEAD, Need.NOTE),
    # 办结、审核、回访、销号
    (Status.HANDLING, Command.FINISH): _move(Status.REPORTED, Part.LEAD, Need.NOTE),
    (Status.REPORTED, Command.APPROVE): _move(Status.FOLLOW_UP, Part.OFFICE),
    (Status.REPORTED, Command.REJECT): _move(Status.HANDLING, Part.OFFICE, Need.NOTE),
    (Status.FOLLOW_UP, Command.FOLLOW_UP): _move(Status.FOLLOW_UP, _ASKED, Need.ANSWER),
    (Status.FOLLOW_UP, Command.CLOSE): _move(Status.CLOSED, _DESK),
    (Status.FOLLOW_UP, Command.REDO): _move(Status.HANDLING, _DESK, Need.NOTE),
    (Status.FOLLOW_UP, Command.RETRIAGE): _move(Status.WAITING, _DESK, Need.NOTE),
    (Status.CLOSED, Command.ARCHIVE): _move(Status.ARCHIVED, _DESK),
    (Status.CLOSED, Command.LOOK_BACK): _move(Status.HANDLING, Part.OFFICE, Need.NOTE),
    (Status.CLOSED, Command.RETRIAGE): _move(Status.WAITING, Part.OFFICE, Need.NOTE),
    (Status.ARCHIVED, Command.LOOK_BACK): _move(Status.HANDLING, Part.OFFICE, Need.NOTE),
    (Status.ARCHIVED, Command.RETRIAGE): _move(Status.WAITING, Part.OFFICE, Need.NOTE),
    # 协办、督办、催办：不改变所处环节
    **{(s, Command.CO_REPORT): _move(s, Part.HELPER, Need.NOTE) for s in (*sorted(WITH_UNIT), Status.SHELVED)},
    **{(s, Command.SUPERVISE): _move(s, _DESK, Need.NOTE) for s in (*sorted(WITH_UNIT), Status.SHELVED)},
    **{(s, Command.URGE): _move(s, Part.OFFICE) for s in sorted(WITH_UNIT)},
    # 反映人：补充、撤回
    **{
        (s, Command.SUPPLEMENT): _move(s, Part.REPORTER, Need.NOTE)
        for s in (*sorted(OPEN), Status.CLOSED, Status.ARCHIVED, Status.DECLINED, Status.MERGED)
    },
    **{(s, Command.ACCUSE): _move(Status.WAITING, (*_ASKED, Part.RULE), Need.NOTE) for s in sorted(OPEN)},
    **{
        (s, Command.WITHDRAW): _move(Status.WITHDRAWN, Part.REPORTER)
        for s in (Status.WAITING, Status.DISPATCHED, Status.HANDLING, Status.RETURNED)
    },
    # 并案、拆案
    **{(s, Command.MERGE): _move(Status.MERGED, Part.OFFICE, Need.OTHER) for s in sorted(OPEN)},
    **{
        (s, Command.SPLIT): _move(Status.SPLIT, Part.OFFICE, Need.PARTS)
        for s in (Status.WAITING, Status.DISPATCHED, Status.HANDLING, Status.RETURNED, Status.DISPUTED)
    },
}
"""(from-status, command) -> the step. Undoing goes back along the row that was taken last (complaints/casework.py)."""

PARTS_OF_ROLES: dict[Role, frozenset[Part]] = {
    Role.CLERK: frozenset({Part.OFFICE, Part.REPORTER}),
    Role.LIAISON: frozenset({Part.LEAD, Part.HELPER, Part.REPORTER}),
    Role.ENTERPRISE: frozenset({Part.REPORTER}),
    Role.TOWN: frozenset({Part.REPORTER}),
    Role.LEADER: frozenset(),
    Role.SYSTEM: frozenset({Part.RULE}),
}
"""What a role can be in a case at most; towns and leaders only read, but a town's person may have filed it."""


def parts(person: Person, complaint: Complaint) -> frozenset[Part]:
    """What the person is in this case."""
    found = PARTS_OF_ROLES[person.role] & {Part.OFFICE, Part.RULE}
    if person.id == complaint.filed_by:
        found |= PARTS_OF_ROLES[person.role] & {Part.REPORTER}
    if person.role is Role.LIAISON and person.unit and person.unit not in complaint.avoids:
        found |= {Part.LEAD} if person.unit == complaint.lead else frozenset()
        found |= {Part.HELPER} if person.unit in complaint.co_units else frozenset()
    return found


def find_move(person: Person, complaint: Complaint, command: Command) -> Move:
    """The row for this step; Refused when the table has none, or it is not this person's."""
    could_be = PARTS_OF_ROLES[person.role]
    if not any(command is known and could_be & move.by for (_, known), move in MOVES.items()):
        raise Refused(Refusal.NOT_YOURS, command=command.value, role=person.role.value)
    move = MOVES.get((complaint.status, command))
    are = parts(person, complaint)
    if move is None or not are & move.by:
        helps = Part.HELPER in are and move is not None
        raise Refused(
            Refusal.LEAD_ONLY if helps else Refusal.MOVE_NOT_ALLOWED,
            command=command.value,
            status=complaint.status.label,
            possible="、".join(possible_commands(complaint, are)),
            unit=complaint.lead,
        )
    return move


def possible_commands(complaint: Complaint, are: frozenset[Part]) -> list[Command]:
    """What somebody who is this in a case may do with it now, in the order of the table."""
    given, returned = complaint.assignment, complaint.standing.returns > 0
    beside_the_point = {
        Command.RETURN: returned,
        Command.RETURN_AGAIN: not returned or (given is not None and given.final),
        Command.NOT_STAFF: not complaint.avoids,
        Command.ACCUSE: True,
    }
    return [
        command
        for (status, command), move in MOVES.items()
        if status is complaint.status and are & move.by and not beside_the_point.get(command, False)
    ]
