"""A visit to an enterprise (附件2): what is told of it, what is still to be told, and what to look at again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from complaints.records import PhoneKind, stable_id


class Method(StrEnum):
    """How an enterprise was visited."""

    ON_SITE = "实地"
    PHONE = "电话"
    ONLINE = "线上"


class Visited(StrEnum):
    """As what the person who was visited speaks."""

    OWNER = "机主"  #: Whose telephone the enterprise has left with the unit.
    LEGAL = "法人"


class Doubt(StrEnum):
    """What the plan wishes otherwise; a visit is kept all the same."""

    NOT_TRIED = "not_tried"  #: A call without an earlier attempt in person.
    NOT_OWNER = "not_owner"  #: A lead unit has not spoken to the owner of the telephone.
    NOT_LEGAL = "not_legal"  #: A town has not spoken to the legal person.
    NO_GROUP = "no_group"  #: The enterprise is not in the chat group.


class VisitFact(StrEnum):
    """What is asked of a visitor, in this order; the values are fields of a visit."""

    METHOD = "method"
    PERSON = "person"
    ROLE = "person_role"
    PHONE = "phone"
    POLICIES = "policies"
    PROBLEM = "problem"
    GROUP = "in_group"


@dataclass(frozen=True, slots=True)
class Visit:
    """One enterprise, visited by one unit or town on one day; an empty field was not told.

    `key` is by what the enterprise is known across ledgers. `method` and `person_role` are words of Method and Visited
    where the ledger's own could be read as such. `problem_id` finds the complaint that came of the problem.
    """

    unit: str
    company: str
    key: str
    day: date | None = None
    place: str = ""
    visitor: str = ""
    person: str = ""
    person_role: str = ""
    phone: str = ""
    phone_kind: PhoneKind = PhoneKind.NONE
    method: str = ""
    policies: str = ""
    problem: str = ""
    problem_id: str = ""
    indicator: str = ""
    handling_unit: str = ""
    measures: str = ""
    due: str = ""  #: A day as 2021-09-09, or in words.
    status: str = ""
    satisfaction: str = ""
    company_state: str = ""
    in_group: bool | None = None
    note: str = ""
    confidential: bool = False
    skipped: str = ""  #: The facts that the visitor does not tell, one name after the other.
    by: str = ""  #: The id of whoever told it in chat.

    @property
    def external_id(self) -> str:
        """By what the unit's visit is known: its day and enterprise."""
        words = f"{self.day or ''}\x1f{self.key}"
        return hashlib.sha256(words.encode()).hexdigest()[:24]


def problem_id(company: str, day: str, text: str) -> str:
    """The external id of the complaint of a visit, told in a ledger or in chat."""
    return stable_id("ZF", company, "", day, text)


def retold(present: Visit, told: Visit) -> Visit:
    """The visit as it is told now; what is not told again stays."""
    kept = {field.name: getattr(present, field.name) for field in fields(Visit) if _is_untold(told, field.name)}
    if not told.phone:
        kept["phone_kind"] = present.phone_kind
    skipped = [*present.skipped.split(), *told.skipped.split()]
    told_now = replace(told, **kept)
    still = [name for name in dict.fromkeys(skipped) if _is_untold(told_now, name)]
    return replace(told_now, skipped=" ".join(still), confidential=present.confidential or told.confidential)


def lacking(visit: Visit) -> tuple[VisitFact, ...]:
    """What the visit does not tell and its visitor has not skipped."""
    skipped = visit.skipped.split()
    return tuple(fact for fact in VisitFact if _is_untold(visit, fact.value) and fact.value not in skipped)


def doubts_of(visit: Visit, tried: date | None, *, is_lead: bool, is_town: bool) -> tuple[Doubt, ...]:
    """What the plan wishes otherwise; `tried` is the first day on which the unit went there in person."""
    doubts = []
    was_tried = tried is not None and (visit.day is None or tried <= visit.day)
    if visit.method == Method.PHONE and not was_tried:
        doubts.append(Doubt.NOT_TRIED)
    if is_lead and visit.person_role not in ("", Visited.OWNER):
        doubts.append(Doubt.NOT_OWNER)
    if is_town and visit.person_role not in ("", Visited.LEGAL):
        doubts.append(Doubt.NOT_LEGAL)
    if visit.in_group is False:
        doubts.append(Doubt.NO_GROUP)
    return tuple(doubts)


def read_method(text: str) -> str:
    """The word of Method that the text means, a visit in person before all others; else the text."""
    return next((word.value for word, pattern in _METHODS if pattern.search(text)), text.strip())


def read_visited(text: str) -> str:
    """The word of Visited that the text means; else the text."""
    return next((word.value for word, pattern in _VISITED if pattern.search(text)), text.strip())


def read_in_group(text: str) -> bool | None:
    """Whether the enterprise is in the chat group; None where the text does not tell."""
    bare = text.strip()
    if not bare:
        return None
    if _NO.match(bare):
        return False
    return True if _YES.match(bare) else None


_METHODS = (
    (Method.ON_SITE, re.compile(r"实地|上门|入户|入企|进企|现场|面访|面谈")),
    (Method.PHONE, re.compile(r"电话|致电|来电|去电|通话|回访")),
    (Method.ONLINE, re.compile(r"线上|网络|网上|微信|视频|邮件|QQ", re.IGNORECASE)),
)
_VISITED = (
    (Visited.LEGAL, re.compile(r"法人|法定代表|法代")),
    (Visited.OWNER, re.compile(r"机主|预留(?:电话|联系人|号码)?")),
)
_NO = re.compile(r"否|还没|未|没|不|无|暂|[×xXnN]")
_YES = re.compile(r"是|已|在|入|有|加|对|[√✓☑1yY]")
_UNTOLD: Collection[object] = ("", None)


def _is_untold(visit: Visit, name: str) -> bool:
    return getattr(visit, name) in _UNTOLD
