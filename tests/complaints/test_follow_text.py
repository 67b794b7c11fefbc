"""A text told anew takes its facts with it: what is gone is forgotten, what is new is taken."""

from datetime import timedelta

import pytest

from complaints.completing import follow_text
from complaints.facts.finding import Facts
from complaints.records import Channel, PhoneKind, RawRecord
from tests.kit import MONDAY

PHONE = "0533-" + "4181234"
OTHER = "138" + "0013" + "8000"


def record(**facts: object) -> RawRecord:
    kind = PhoneKind.FULL if facts.get("phone") else PhoneKind.NONE
    return RawRecord(Channel.CHAT, "王:1", "停电了", "", MONDAY - timedelta(hours=1), phone_kind=kind, **facts)  # type: ignore[arg-type]


def test_what_only_the_words_that_are_gone_told_is_forgotten() -> None:
    told = record(phone=PHONE, place="山头街道", company="博山甲厂")
    after = follow_text(told, Facts("博山甲厂", "山头街道", phone=PHONE), Facts())
    assert (after.phone, after.phone_kind, after.place, after.company) == ("", PhoneKind.NONE, "", "")


def test_what_the_words_that_are_left_tell_too_stays() -> None:
    told = record(phone=PHONE, place="山头街道")
    facts = Facts(place="山头街道", phone=PHONE)
    assert follow_text(told, facts, facts) == told


def test_what_was_told_otherwise_stays() -> None:
    told = record(phone=OTHER, place="域城镇", company="博山乙厂")
    assert follow_text(told, Facts("博山甲厂", "山头街道", phone=PHONE), Facts()) == told


@pytest.mark.parametrize("before", ["", PHONE])
def test_what_the_new_words_tell_is_taken(before: str) -> None:
    after = follow_text(record(phone=before), Facts(phone=before), Facts(place="山头街道", phone=OTHER))
    assert (after.phone, after.phone_kind, after.place) == (OTHER, PhoneKind.FULL, "山头街道")
