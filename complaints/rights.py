"""The table of rights: what each role may see and ask for. Steps of a complaint are in the table of moves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from complaints.complaint import Complaint
from complaints.errors import Refusal, Refused
from complaints.people import Person, Role


class Scope(StrEnum):
    """Which complaints a role sees."""

    OWN = "own"  #: Those that the person filed.
    UNIT = "unit"  #: Those that the person's unit leads or helps with.
    AREA = "area"  #: Those in the person's town or street.
    ALL = "all"


class Right(StrEnum):
    """What can be asked for besides moving a complaint."""

    FILE = "file"
    LOOK = "look"
    TODO = "todo"
    TRIAGE = "triage"
    STATISTICS = "statistics"
    OVERDUE = "overdue"
    LEDGER = "ledger"
    IMPORT = "import"
    INVITE = "invite"
    SEE_REPORTER = "see_reporter"  #: Name and masked phone of the reporter.


@dataclass(frozen=True, slots=True)
class Rights:
    """One role's row: what it sees, and what it may ask for."""

    scope: Scope
    may: frozenset[Right]


RIGHTS: dict[Role, Rights] = {
    Role.ENTERPRISE: Rights(Scope.OWN, frozenset({Right.FILE, Right.LOOK, Right.SEE_REPORTER})),
    Role.LIAISON: Rights(
        Scope.UNIT, frozenset({Right.FILE, Right.LOOK, Right.TODO, Right.OVERDUE, Right.SEE_REPORTER})
    ),
    Role.TOWN: Rights(Scope.AREA, frozenset({Right.FILE, Right.LOOK, Right.TODO, Right.OVERDUE})),
    Role.LEADER: Rights(Scope.ALL, frozenset({Right.LOOK, Right.STATISTICS, Right.OVERDUE, Right.LEDGER})),
    Role.CLERK: Rights(Scope.ALL, frozenset(Right)),
    Role.SYSTEM: Rights(Scope.ALL, frozenset(Right)),
}


def may(person: Person, right: Right) -> bool:
    """Whether the person's role has the right."""
    return right in RIGHTS[person.role].may


def demand(person: Person, right: Right, command: str) -> None:
    """Refuse with NOT_YOURS when the person's role lacks the right; `command` is named in the sentence."""
    if not may(person, right):
        raise Refused(Refusal.NOT_YOURS, command=command, role=person.role.value)


def sees(person: Person, complaint: Complaint) -> bool:
    """Whether this complaint is one of those that the person may see."""
    scope = RIGHTS[person.role].scope
    if scope is Scope.ALL:
        return True
    if scope is Scope.OWN:
        return complaint.filed_by == person.id
    if scope is Scope.AREA:
        return bool(person.unit) and complaint.record.place == person.unit
    assignment = complaint.assignment
    return assignment is not None and bool(person.unit) and person.unit in (assignment.lead, *assignment.co_units)


def sees_reporter(person: Person, complaint: Complaint) -> bool:
    """Whether name and masked phone are shown: never those of a confidential case outside the office."""
    if complaint.record.confidential and complaint.filed_by != person.id:
        return person.role is Role.CLERK
    return may(person, Right.SEE_REPORTER) and sees(person, complaint)
