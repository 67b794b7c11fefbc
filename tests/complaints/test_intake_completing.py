"""What a complaint lacks: asked one thing at a time, never twice, never taken back by its channel."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from bot import wording
from complaints.complaint import Complaint
from complaints.completing import CONFIDENTIAL, Fact, completed, lacking
from complaints.people import Person, Role
from complaints.records import COMPLETED, DECLINED, Channel, PhoneKind, RawRecord, retold
from tests.kit import District, says, talk

PHONE = "138" + "0013" + "8000"
VALUES = {Fact.COMPANY: "博山清釉陶瓷有限公司", Fact.PLACE: "山头街道", Fact.PHONE: PHONE}
PHONES = st.sampled_from([("", PhoneKind.NONE), ("138****8000", PhoneKind.MASKED), (PHONE, PhoneKind.FULL)])
EXTRAS = st.sampled_from([{}, {"room": "群"}, {DECLINED: "place"}])


@st.composite
def records(draw: st.DrawFn) -> RawRecord:
    """What a channel may tell of a reporter."""
    phone, kind = draw(PHONES)
    company, place = draw(st.sampled_from(["", "甲公司"])), draw(st.sampled_from(["", "博山镇"]))
    return RawRecord(
        Channel.CHAT, "m1", "车间停电三次", company=company, place=place, phone=phone, phone_kind=kind,
        confidential=draw(st.booleans()), extra=draw(EXTRAS),
    )  # fmt: skip


RECORDS = records()
ANSWERS = st.lists(st.booleans(), min_size=3, max_size=3)
"""Whether each question is answered, or declined."""


@given(record=RECORDS, answers=ANSWERS)
def test_each_thing_is_asked_once_whether_it_is_told_or_declined(record: RawRecord, answers: list[bool]) -> None:
    asked: list[Fact] = []
    present = record
    for answered in answers:
        missing = lacking(present)
        if not missing:
            break
        fact = missing[0]
        assert fact not in asked
        asked.append(fact)
        present = completed(present, {fact.value: VALUES[fact]} if answered else {DECLINED: fact.value})
        assert fact not in lacking(present)
        assert [*asked, *lacking(present)] == list(lacking(record))
    assert lacking(present) == ()
    assert asked == sorted(asked, key=list(Fact).index)


@given(record=RECORDS)
def test_what_is_told_declined_or_secret_is_not_asked(record: RawRecord) -> None:
    missing = lacking(record)
    assert not (record.company and Fact.COMPANY in missing)
    assert not (record.place and Fact.PLACE in missing)
    assert not (record.phone_kind is PhoneKind.FULL and record.phone and Fact.PHONE in missing)
    assert not (record.confidential and Fact.PHONE in missing)
    assert not {fact.value for fact in missing} & set(record.extra.get(DECLINED, "").split())


@given(record=RECORDS, facts=st.dictionaries(st.sampled_from([*Fact, "reporter"]), st.sampled_from(["", "新"])))
def test_only_what_is_given_changes(record: RawRecord, facts: dict[str, str]) -> None:
    after = completed(record, facts)
    for name in ("company", "place", "phone", "reporter"):
        assert getattr(after, name) == (facts.get(name) or getattr(record, name))
    given_names = {str(name) for name, value in facts.items() if value}
    assert set(after.extra.get(COMPLETED, "").split()) == {*record.extra.get(COMPLETED, "").split(), *given_names}
    assert (after.phone_kind is PhoneKind.FULL) == ("phone" in given_names or record.phone_kind is PhoneKind.FULL)
    assert replace(after, company="", place="", phone="", reporter="", phone_kind=PhoneKind.NONE, extra={}) == replace(
        record, company="", place="", phone="", reporter="", phone_kind=PhoneKind.NONE, extra={}
    )


@given(record=RECORDS, facts=st.dictionaries(st.sampled_from(list(Fact)), st.sampled_from(["新"]), min_size=1))
def test_a_channel_that_tells_the_old_again_takes_back_nothing(record: RawRecord, facts: dict[str, str]) -> None:
    after = completed(record, facts)
    again = retold(after, record)
    for name in facts:
        assert getattr(again, name) == (getattr(record, name) if tells(record, name) else "新")
    assert retold(after, after).fingerprint() == after.fingerprint()
    assert set(lacking(again)) <= set(lacking(record))


@given(record=RECORDS, one=st.sampled_from(list(Fact)), other=st.sampled_from(list(Fact)), declines=st.booleans())
def test_what_two_add_at_once_is_both_kept(record: RawRecord, one: Fact, other: Fact, declines: bool) -> None:
    """Both had the record before either had added to it."""
    assume(one is not other)
    first = completed(record, {one.value: "新"})
    second = completed(record, {DECLINED: other.value} if declines else {other.value: "新"})
    both = retold(retold(record, first), second)
    assert getattr(both, one) == (getattr(record, one) if tells(record, one) else "新")
    assert (other.value in both.extra[DECLINED].split()) if declines else (getattr(both, other) == "新")
    assert not {one, other} & set(lacking(both))
    assert retold(both, both).fingerprint() == both.fingerprint()


def tells(record: RawRecord, name: str) -> bool:
    """Whether the channel itself tells it; a masked number is none."""
    return bool(getattr(record, name)) and (name != "phone" or record.phone_kind is PhoneKind.FULL)


@given(record=RECORDS)
def test_secrecy_once_wished_is_never_lifted(record: RawRecord) -> None:
    secret = completed(record, {CONFIDENTIAL: "1"})
    assert secret.confidential
    assert completed(secret, {"company": "新"}).confidential
    assert Fact.PHONE not in lacking(secret)


# The same as it is lived through in chat.


def reporter(place: District) -> Person:
    return place.person("王", Role.ENTERPRISE, "")


def hear(place: District, chat: object, text: str, at: int) -> str:
    return "\n".join(one.text for one in chat.hear(says("王", text, at, when=place.clock.at)))  # type: ignore[attr-defined]


def test_in_chat_one_thing_is_asked_at_a_time_and_what_is_declined_never_again(place: District) -> None:
    person = reporter(place)
    chat = talk(place)
    answers = [hear(place, chat, "登记 车间停电三次没人管", 1)]
    number = place.enquiries.mine(person)[0].number
    asked = {fact: wording.MISSING[fact].format(number=number) for fact in Fact}
    for at, said in enumerate(("博山清釉陶瓷有限公司", "跳过", PHONE), start=3):
        missing = lacking(stored(place, number).record)
        assert [fact for fact in Fact if asked[fact] in answers[-1]] == [missing[0]]
        answers.append(hear(place, chat, said, at))
    record = stored(place, number).record
    assert (record.company, record.place, record.phone) == ("博山清釉陶瓷有限公司", "", PHONE)
    assert lacking(record) == ()
    assert hear(place, chat, "补全", 9) == hear(place, chat, f"补全 {number}", 10)
    assert stored(place, number).record == record


def stored(place: District, number: str) -> Complaint:
    found = place.store.complaint(number)
    assert found is not None
    return found
