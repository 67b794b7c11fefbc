"""What a complaint still lacks, and how it is added: asked one at a time, never twice, never what the text tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from complaints.facts.finding import Facts
from complaints.records import COMPANY_FROM_TEXT, COMPLETED, DECLINED, PhoneKind, RawRecord

_FIELDS = ("company", "place", "phone", "reporter")
CONFIDENTIAL = "confidential"
"""Among the facts of `completed`: the reporter wishes not to be named."""
PASSED_ON = "passed_on"
"""In `extra`: the words are another's, whom the reporter has quoted."""


class Fact(StrEnum):
    """What is asked of a reporter, in this order."""

    COMPANY = "company"
    PLACE = "place"
    PHONE = "phone"


def lacking(record: RawRecord) -> tuple[Fact, ...]:
    """What the record does not tell and its reporter has not declined to tell."""
    declined = record.extra.get(DECLINED, "").split()
    told = {
        Fact.COMPANY: record.company,
        Fact.PLACE: record.place,
        Fact.PHONE: record.phone if record.phone_kind is PhoneKind.FULL else "",
    }
    # Whoever wishes not to be named is not asked for a telephone.
    skipped = [*declined, *([Fact.PHONE.value] if record.confidential else [])]
    return tuple(fact for fact in Fact if not told[fact] and fact.value not in skipped)


def told_before(records: Iterable[RawRecord]) -> dict[str, str]:
    """Company and phone as a reporter has told them last, by the fields' names; the records are newest first.

    What the reporter has only passed on tells nothing of the reporter.
    """
    told: dict[str, str] = {}
    for record in records:
        phone = record.phone if record.phone_kind is PhoneKind.FULL else ""
        for name, value in ((Fact.COMPANY.value, record.company), (Fact.PHONE.value, phone)):
            if value and PASSED_ON not in record.extra:
                told.setdefault(name, value)
    return told


def completed(record: RawRecord, facts: Mapping[str, str]) -> RawRecord:
    """The record with these facts: company, place, phone, reporter by their names, `declined`, `confidential`."""
    extra = dict(record.extra)
    told = {name: facts[name] for name in _FIELDS if facts.get(name)}
    if told:
        extra[COMPLETED] = _joined(extra.get(COMPLETED, ""), *told)
    if "company" in told:
        extra.pop(COMPANY_FROM_TEXT, None)
    if facts.get(DECLINED):
        extra[DECLINED] = _joined(extra.get(DECLINED, ""), facts[DECLINED])
    return replace(
        record,
        company=told.get("company", record.company),
        place=told.get("place", record.place),
        phone=told.get("phone", record.phone),
        phone_kind=PhoneKind.FULL if "phone" in told else record.phone_kind,
        reporter=told.get("reporter", record.reporter),
        confidential=record.confidential or CONFIDENTIAL in facts,
        extra=extra,
    )


def follow_text(record: RawRecord, was: Facts, now: Facts) -> RawRecord:
    """The record after its text was told anew: what the words that are gone told goes too, what new ones tell is added.

    What its reporter or the channel has told otherwise stays.
    """

    def followed(present: str, before: str, after: str) -> str:
        return after if not present or present == before else present

    phone = followed(record.phone, was.phone, now.phone)
    is_same = phone == record.phone
    return replace(
        record,
        company=followed(record.company, was.company, now.company),
        place=followed(record.place, was.place, now.place),
        phone=phone,
        phone_kind=record.phone_kind if is_same else PhoneKind.FULL if phone else PhoneKind.NONE,
    )


def _joined(names: str, *more: str) -> str:
    return " ".join(dict.fromkeys([*names.split(), *more]))
