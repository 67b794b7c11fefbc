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
    SEE_PHONE = "see_phone"  #: The full phone, one to one and on request; each view is logged.
    SEE_STAFF_CASES = "see_staff_cases"  #: Complaints about units' own people, whoever has them.
    VISIT = "visit"  #: Tell of a visit to an enterprise, in the name of one's unit or town.
    PUBLISH = "publish"  #: Tell of an article in the name of one's unit.
    CAMPAIGN = "campaign"  #: What all units and towns have told of the campaign.
    SAMPLES = "samples"  #: The sample enterprises: the office all, a unit its own.
    COVERAGE = "coverage"  #: Which registered enterprises were visited: the office all, a town its own.
    AUDIT = "audit"  #: The log of views, exports, imports and bindings.


@dataclass(frozen=True, slots=True)
class Rights:
    """One role's row: what it sees, and what it may ask for."""

    scope: Scope
    may: frozenset[Right]


RIGHTS: dict[Role, Rights] = {
    Role.ENTERPRISE: Rights(Scope.OWN, frozenset({Right.FILE, Right.LOOK, Right.SEE_REPORTER})),
    Role.LIAISON: Rights(
        Scope.UNIT,
        frozenset(
            {
                Right.FILE,
                Right.LOOK,
                Right.TODO,
                Right.OVERDUE,
                Right.SEE_REPORTER,
                Right.SEE_PHONE,
                Right.VISIT,
                Right.PUBLISH,
                Right.SAMPLES,
            }
        ),
    ),
    Role.TOWN: Rights(
        Scope.AREA,
        frozenset({Right.FILE, Right.LOOK, Right.TODO, Right.OVERDUE, Right.VISIT, Right.COVERAGE}),
    ),
    Role.LEADER: Rights(
        Scope.ALL, frozenset({Right.LOOK, Right.STATISTICS, Right.OVERDUE, Right.LEDGER, Right.CAMPAIGN})
    ),
    Role.ROOM: Rights(Scope.UNIT, frozenset()),
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
    """Whether this complaint is one of those that the person may see.

    Whoever filed a complaint sees it. One about a unit's own people is the office's: else only the unit that the
    office gave it to sees it, and never a unit that it is about.
    """
    if complaint.filed_by == person.id or may(person, Right.SEE_STAFF_CASES):
        return True
    if complaint.avoids and (person.role is not Role.LIAISON or person.unit in complaint.avoids):
        return False
    scope = RIGHTS[person.role].scope
    if scope is Scope.ALL:
        return True
    if scope is Scope.AREA:
        return bool(person.unit) and complaint.record.place == person.unit
    return scope is Scope.UNIT and bool(person.unit) and person.unit in (complaint.lead, *complaint.co_units)


def sees_reporter(person: Person, complaint: Complaint) -> bool:
    """Whether name and masked phone are shown: never those of a confidential case outside the office."""
    if complaint.record.confidential and complaint.filed_by != person.id:
        return person.role is Role.CLERK
    return may(person, Right.SEE_REPORTER) and sees(person, complaint)


def sees_phone(person: Person, complaint: Complaint) -> bool:
    """Whether the full phone is shown on request: to the office, and to the lead unit of what is not confidential."""
    if person.role is Role.CLERK:
        return may(person, Right.SEE_PHONE)
    is_lead = bool(person.unit) and person.unit == complaint.lead
    return may(person, Right.SEE_PHONE) and is_lead and sees_reporter(person, complaint)
