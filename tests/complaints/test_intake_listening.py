"""What is overheard in rooms: joined, asked, filed once by whom it concerns, forgotten when it is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation import Conversation
from bot.messages import Incoming, Outgoing
from complaints.completing import PASSED_ON
from complaints.errors import Refusal, Refused
from complaints.events import NoticeKind
from complaints.listening import TAKEN_IN_BY, Listening
from complaints.overheard import Asked, Overheard, OverheardState
from complaints.people import Person, Role
from complaints.ports import Query
from complaints.records import MESSAGES, Channel, PhoneKind
from tests.kit import MONDAY, District, says, talk

PHONE = "138" + "0013" + "8000"
ROOM, ELSEWHERE = "山头企业群", "博山企业群"


def heard(**changes: object) -> Overheard:
    one = Overheard(ROOM, "chat:王", "王", "车间停电三次没人管", MONDAY, ("m1",), 0.9, Asked.SPEAKER)
    return replace(one, **changes)  # type: ignore[arg-type]


@pytest.fixture
def listening(place: District) -> Listening:
    return place.services.listening


@pytest.fixture
def speaker(place: District) -> Person:
    return place.person("王", Role.ENTERPRISE, "博山清釉陶瓷有限公司")


@pytest.fixture
def clerk(place: District) -> Person:
    return place.person("赵", Role.CLERK)


def refusal(call: object) -> Refusal:
    with pytest.raises(Refused) as refused:
        call()  # type: ignore[operator]
    return refused.value.reason


# Who decides.


def test_its_speaker_files_what_was_asked_and_it_is_filed_once(
    place: District, listening: Listening, speaker: Person
) -> None:
    heard_id = listening.overhear(heard(message_ids=("m1", "m2")))
    assert listening.asked("chat:王") == heard(message_ids=("m1", "m2"), id=heard_id)
    receipt = listening.file(speaker, "chat:王", heard_id)
    record = receipt.complaint.record
    assert (record.channel, record.external_id, record.text) == (Channel.GROUP, "chat:王:m1", "车间停电三次没人管")
    assert (record.reporter, record.company, record.received_at) == ("王", "博山清釉陶瓷有限公司", MONDAY)
    assert record.extra == {"room": ROOM, MESSAGES: "m2"}
    assert receipt.complaint.filed_by == speaker.id
    assert listening.number_of(heard_id) == receipt.complaint.number
    assert listening.asked("chat:王") is None
    assert refusal(lambda: listening.file(speaker, "chat:王", heard_id)) is Refusal.OVERHEARD_DECIDED
    assert refusal(lambda: listening.drop(speaker, "chat:王", heard_id)) is Refusal.OVERHEARD_DECIDED
    assert place.store.count(Query()) == 1
    assert [one.kind for one in place.store.pending() if one.kind is NoticeKind.OVERHEARD] == []


def test_words_said_in_private_are_filed_as_chat(listening: Listening, speaker: Person) -> None:
    record = listening.file(speaker, "chat:王", listening.overhear(heard(room=""))).complaint.record
    assert (record.channel, record.extra) == (Channel.CHAT, {})


def test_the_office_is_told_and_files_in_the_speakers_name(
    place: District, listening: Listening, speaker: Person, clerk: Person
) -> None:
    heard_id = listening.overhear(heard(asked=Asked.OFFICE))
    [told] = [one for one in place.store.pending() if one.kind is NoticeKind.OVERHEARD]
    assert (told.facts["id"], told.facts["room"], told.facts["note"], told.facts["percent"]) == (
        str(heard_id), ROOM, "车间停电三次没人管", "90%",
    )  # fmt: skip
    assert listening.asked("chat:王") is None
    assert [one.id for one in listening.waiting(clerk)] == [heard_id]
    receipt = listening.file(clerk, "chat:赵", heard_id)
    assert receipt.complaint.filed_by == speaker.id
    assert receipt.complaint.record.extra[TAKEN_IN_BY] == "赵"
    [heard_of] = [one for one in place.store.pending() if one.recipient.name == speaker.id]
    assert (heard_of.kind, heard_of.number) == (NoticeKind.PROGRESS, receipt.complaint.number)
    assert listening.waiting(clerk) == []


def test_nobody_else_decides_and_nobody_else_learns_that_it_is_there(
    place: District, listening: Listening, speaker: Person, clerk: Person
) -> None:
    asked, office = listening.overhear(heard()), listening.overhear(heard(asked=Asked.OFFICE))
    strangers = [
        (place.person("李", Role.LIAISON, "区供电中心"), "chat:李"), (place.person("陈", Role.ENTERPRISE, "某公司"), "chat:陈"),
        (place.person("孙", Role.TOWN, "山头街道"), "chat:孙"), (place.person("长", Role.LEADER), "chat:长"),
    ]  # fmt: skip
    for person, address in [*strangers, (speaker, "chat:别处")]:
        for heard_id in (asked, office, 999):
            assert refusal(lambda p=person, a=address, h=heard_id: listening.file(p, a, h)) is Refusal.UNKNOWN_OVERHEARD
            assert refusal(lambda p=person, a=address, h=heard_id: listening.drop(p, a, h)) is Refusal.UNKNOWN_OVERHEARD
    assert refusal(lambda: listening.file(speaker, "chat:王", office)) is Refusal.UNKNOWN_OVERHEARD
    for person, _ in strangers:
        assert refusal(lambda p=person: listening.waiting(p)) is Refusal.NOT_YOURS
    assert len(listening.waiting(clerk)) == 2
    assert place.store.count(Query()) == 0


def test_dropped_words_are_gone_and_the_newest_of_those_that_wait_is_asked(
    place: District, listening: Listening, speaker: Person, clerk: Person
) -> None:
    first, second = listening.overhear(heard()), listening.overhear(heard(text="水压不足", message_ids=("m2",)))
    assert listening.asked("chat:王").id == second  # type: ignore[union-attr]
    listening.drop(speaker, "chat:王", second)
    assert listening.asked("chat:王").id == first  # type: ignore[union-attr]
    listening.drop(clerk, "chat:赵", first)
    assert listening.open_of("chat:王") == []
    for heard_id in (first, second):
        gone = place.store.overheard(heard_id)
        assert gone is not None
        assert (gone.text, gone.name, gone.number, gone.state) == ("", "", "", OverheardState.DROPPED)


def test_what_the_text_and_earlier_talk_tell_goes_into_the_record(listening: Listening, speaker: Person) -> None:
    plain = replace(speaker, company="")
    told = {"company": "禾笙机泵", "phone": PHONE}
    text = "山头街道车间停电三次没人管，请替我保密"
    record = listening.file(plain, "chat:王", listening.overhear(heard(text=text)), told).complaint.record
    assert (record.place, record.confidential, record.phone, record.phone_kind) == (
        "山头街道", True, PHONE, PhoneKind.FULL,
    )  # fmt: skip
    assert PASSED_ON not in record.extra
    bare = listening.file(plain, "chat:王", listening.overhear(heard(message_ids=("m9",)))).complaint.record
    assert (bare.phone, bare.phone_kind) == ("", PhoneKind.NONE)


# A message is heard once; words go on, are cut and forgotten.


def test_a_message_is_heard_once_at_its_address(listening: Listening) -> None:
    assert not listening.was_heard("chat:王", "m1")
    assert listening.is_new("chat:王", "m1")
    assert not listening.is_new("chat:王", "m1")
    assert listening.was_heard("chat:王", "m1")
    assert not listening.was_heard("chat:陈", "m1")
    assert listening.is_new("chat:陈", "m1")


def test_words_go_on_until_they_are_decided(listening: Listening, speaker: Person) -> None:
    heard_id = listening.overhear(heard())
    more = heard(text="车间停电三次没人管\n变压器坏了", message_ids=("m1", "m2"), id=heard_id)
    assert listening.go_on(more)
    assert listening.was_heard("chat:王", "m2")
    assert listening.asked("chat:王") == more
    assert listening.saying(ROOM, "变压器") == more
    assert listening.saying(ELSEWHERE, "变压器") is None
    assert listening.saying(ROOM, "") is None
    listening.cut(heard_id, "变压器坏了", ("m2",))
    assert listening.file(speaker, "chat:王", heard_id).complaint.record.external_id == "chat:王:m2"
    assert not listening.go_on(more)
    assert listening.saying(ROOM, "变压器") is None


def test_forgotten_words_are_nobodys_any_more(listening: Listening, speaker: Person, clerk: Person) -> None:
    heard_id = listening.overhear(heard())
    listening.forget(heard_id)
    listening.forget(heard_id)
    assert listening.waiting(clerk) == []
    assert refusal(lambda: listening.file(speaker, "chat:王", heard_id)) is Refusal.OVERHEARD_DECIDED
    assert listening.number_of(heard_id) == ""
    assert listening.number_of(999) == ""


def test_a_crash_between_filing_and_deciding_files_no_second_one(
    place: District, listening: Listening, speaker: Person
) -> None:
    heard_id = listening.overhear(heard())
    first = listening.file(speaker, "chat:王", heard_id).complaint
    # The decision was lost: the words wait again under another id, and are filed again.
    again = listening.file(speaker, "chat:王", listening.overhear(heard())).complaint
    assert again == first
    assert place.store.count(Query()) == 1


# Joined within three minutes, by room and speaker, as the conversation hears them.


class Room:
    """Messages of played people, at seconds after the first."""

    def __init__(self, place: District) -> None:
        place.services = replace(place.services, asks_in_rooms=Asked.SPEAKER)
        self.chat: Conversation = talk(place)
        self.place = place
        self._count = 0

    def say(self, name: str, text: str, after: float, room: str = ROOM, **more: object) -> list[Outgoing]:
        self._count += 1
        at = MONDAY + timedelta(seconds=after)
        self.place.clock.at = at
        message: Incoming = says(name, text, self._count, room, at)
        return self.chat.hear(replace(message, **more))  # type: ignore[arg-type]

    def waiting(self) -> list[str]:
        """The words that wait, the oldest first."""
        return [one.text for one in reversed(self.place.store.open_overheard())]


@pytest.fixture
def room(place: District, speaker: Person) -> Room:
    place.person("陈", Role.ENTERPRISE, "某公司")
    return Room(place)


@pytest.mark.parametrize(
    ("gap", "texts"),
    [
        (0, ["车间停电了\n供水也停了"]),
        (180, ["车间停电了\n供水也停了"]),
        (180.001, ["车间停电了", "供水也停了"]),
        (3600, ["车间停电了", "供水也停了"]),
        (-1, ["车间停电了", "供水也停了"]),
    ],
)
def test_words_within_three_minutes_are_one_text_and_not_after(room: Room, gap: float, texts: list[str]) -> None:
    room.say("王", "车间停电了", 0)
    room.say("王", "供水也停了", gap)
    assert room.waiting() == texts


def test_each_pause_is_counted_from_the_message_before(room: Room) -> None:
    for at in range(4):
        room.say("王", f"停电第{at}次", 170 * at)
    assert room.waiting() == ["停电第0次\n停电第1次\n停电第2次\n停电第3次"]


def test_words_of_another_speaker_or_room_are_never_joined(room: Room) -> None:
    room.say("王", "车间停电了", 0)
    room.say("陈", "我们供水也停了", 10)
    room.say("王", "窑炉报废了施工也停", 20, ELSEWHERE)
    room.say("王", "变压器坏了又跳闸", 30)
    assert room.waiting() == ["车间停电了\n变压器坏了又跳闸", "我们供水也停了", "窑炉报废了施工也停"]
    found = {(one.address, one.room): one.message_ids for one in room.place.store.open_overheard()}
    assert found == {
        ("chat:王", ROOM): ("m1", "m4"), ("chat:陈", ROOM): ("m2",), ("chat:王", ELSEWHERE): ("m3",),
    }  # fmt: skip


def test_a_message_that_comes_again_is_no_second_one(room: Room) -> None:
    asked = room.say("王", "车间停电了", 0)
    assert len(asked) == 1
    assert room.say("王", "车间停电了", 5, id="m1") == []
    assert room.waiting() == ["车间停电了"]


def test_a_recalled_message_leaves_what_the_others_say(room: Room) -> None:
    room.say("王", "车间停电了", 0)
    room.say("王", "供水也停了", 10)
    room.say("王", "", 20, recalls="m2")
    assert room.waiting() == ["车间停电了"]
    assert room.place.store.open_overheard()[0].message_ids == ("m1",)
    room.say("王", "", 30, recalls="m1")
    assert room.waiting() == []
    assert room.place.store.count(Query()) == 0
    assert room.say("王", "是", 40, "") != []
    assert room.place.store.count(Query()) == 0, "a yes after it files nothing"


def test_a_recall_by_somebody_else_takes_nothing_back(room: Room) -> None:
    room.say("王", "车间停电了", 0)
    room.say("陈", "", 10, recalls="m1")
    assert room.waiting() == ["车间停电了"]


def test_words_after_the_yes_are_added_to_the_same_complaint(room: Room) -> None:
    room.say("王", "车间停电了", 0)
    room.say("王", "是", 10, "")
    [filed] = room.place.store.find(Query())
    room.say("王", "变压器坏了又跳闸", 20)
    [after] = room.place.store.find(Query())
    assert (after.number, after.text) == (filed.number, "车间停电了\n变压器坏了又跳闸")
    assert after.record.extra[MESSAGES] == "m3"
    room.say("王", "供水也停了", 20 + 181)
    assert len(room.place.store.find(Query())) == 1
    assert room.waiting() == ["供水也停了"]
