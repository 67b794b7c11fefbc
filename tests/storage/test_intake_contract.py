"""What the core may rely on for what comes in beside complaints, held to on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest
from sqlalchemy.exc import IntegrityError

from complaints.attachments import Attachment
from complaints.clocks import SHANGHAI
from complaints.complaint import FINISHED, OPEN, Complaint, Status
from complaints.duplicates import Proposal
from complaints.likeness import Likeness, Told
from complaints.overheard import Asked, Overheard, OverheardState
from complaints.ports_intake import IntakeReads, IntakeWrites, StoredTold
from complaints.records import Channel, Enterprise, PhoneKind
from storage.store import SqlStore
from tests.storage.samples import (
    NOON,
    PHONE,
    TAX,
    given_up,
    keep,
    make_complaint,
    make_record,
    stand,
)

RARE = "𠮷野家𬭊🏭"
"""Characters outside the basic plane, as they stand in names."""
WHOLE = Likeness(0.875, True, ("停电", "变压器"), "清釉陶瓷", "山头街道", 3, ("另一路",))


def number(at: int) -> str:
    return make_complaint(at).number


def proposal(later: int, earlier: int, **changes: object) -> Proposal:
    return replace(Proposal(number(later), number(earlier), WHOLE, NOON), **changes)  # type: ignore[arg-type]


def propose(store: SqlStore, *proposals: Proposal) -> None:
    with store.begin() as transaction:
        transaction.propose(proposals)


def pairs(found: list[Proposal]) -> list[tuple[int, int]]:
    return [(int(one.number[-4:]), int(one.other[-4:])) for one in found]


def reject(store: SqlStore, one: int, other: int, by: str = "p-1") -> bool:
    with store.begin() as transaction:
        return transaction.reject(number(one), number(other), by)


def move(store: SqlStore, at: int, status: Status) -> Complaint:
    before = store.complaint(number(at))
    assert before is not None
    after = replace(stand(before, status=status), version=before.version + 1)
    with store.begin() as transaction:
        transaction.replace(before, after)
    return after


def overheard(**changes: object) -> Overheard:
    heard = Overheard(
        "山头企业群", "wx-1", "王会计", "车间停电三次", NOON, ("m1",), 0.8125, Asked.SPEAKER, OverheardState.OPEN
    )
    return replace(heard, **changes)  # type: ignore[arg-type]


def hear(store: SqlStore, **changes: object) -> int:
    with store.begin() as transaction:
        return transaction.overhear(overheard(**changes))


def test_the_store_and_its_transaction_are_the_ports_of_the_core(store: SqlStore) -> None:
    reads: IntakeReads = store
    assert reads.proposals() == []
    with store.begin() as transaction:
        writes: IntakeWrites = transaction
        assert list(writes.signed_after(0)) == []
        assert writes.told([]) == {}


# Signatures.


def test_another_signature_takes_the_place_of_one_and_keeps_its_id(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2))
    with store.begin() as transaction:
        transaction.sign([(number(1), b"old", 1), (number(2), b"kept", 2)])
        before = list(transaction.signed_after(0))
        transaction.resign([(before[0].id, b"new")])
        transaction.resign([])
        after = list(transaction.signed_after(0))
    assert [(one.id, one.signature, one.day) for one in after] == [
        (before[0].id, b"new", 1),
        (before[1].id, b"kept", 2),
    ]


def test_signatures_come_back_to_the_byte_after_the_last_known_one(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2), make_complaint(3))
    told = [(number(1), b"", 0), (number(2), bytes(range(256)), 7_912), (number(3), b"\0\xff" * 9_000, -1)]
    with store.begin() as transaction:
        transaction.sign(told)
    with store.begin() as transaction:
        found = list(transaction.signed_after(0))
        assert [(one.signature, one.day) for one in found] == [(signature, day) for _, signature, day in told]
        assert [one.id for one in found] == sorted({one.id for one in found})
        assert list(transaction.signed_after(found[0].id)) == found[1:]
        assert list(transaction.signed_after(found[-1].id)) == []


def test_more_signatures_than_a_page_holds_are_all_given_once(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.intake_writing._PAGE", 10)
    for count in (9, 1, 1, 9, 20):
        with store.begin() as transaction:
            start = len(list(transaction.signed_after(0)))
            keep_signed(transaction, range(start + 1, start + count + 1))
        with store.begin() as transaction:
            days = [one.day for one in transaction.signed_after(0)]
        assert days == list(range(1, start + count + 1))


def keep_signed(transaction: object, places: range) -> None:
    transaction.add([make_complaint(at) for at in places])  # type: ignore[attr-defined]
    transaction.sign([(number(at), b"s", at) for at in places])  # type: ignore[attr-defined]


def test_a_text_that_changed_is_found_under_both_its_signatures(store: SqlStore) -> None:
    keep(store, make_complaint(1))
    for signature in (b"old", b"new"):
        with store.begin() as transaction:
            transaction.sign([(number(1), signature, 1)])
    with store.begin() as transaction:
        found = list(transaction.signed_after(0))
        assert [one.signature for one in found] == [b"old", b"new"]
        assert {one.number for one in transaction.told([one.id for one in found]).values()} == {number(1)}


def test_what_is_compared_is_told_with_where_the_complaint_stands(store: SqlStore) -> None:
    record = make_record("SD-1", text=f"停电{RARE}", title="短", company="清釉陶瓷", place="山头街道")
    undated = make_record("SD-2", received_at=None)
    merged = stand(
        make_complaint(1, record=record, parent=number(2)), status=Status.MERGED, merged_into=number(2), closed_at=NOON
    )
    keep(store, make_complaint(2, record=undated), merged)
    with store.begin() as transaction:
        transaction.sign([(number(1), b"a", 1), (number(2), b"b", 1)])
        first, second = (one.id for one in transaction.signed_after(0))
        assert transaction.told([second, 10**9, first]) == {
            first: StoredTold(
                number(1),
                Told(f"停电{RARE}", "短", "清釉陶瓷", "山头街道", NOON),
                Status.MERGED,
                number(2),
                number(2),
            ),
            second: StoredTold(
                number(2),
                Told(undated.text, undated.title, undated.company, undated.place, make_complaint(2).filed_at),
                Status.WAITING,
            ),
        }


def test_thousands_of_ids_are_told_at_once(store: SqlStore) -> None:
    with store.begin() as transaction:
        keep_signed(transaction, range(1, 41))
        ids = [one.id for one in transaction.signed_after(0)]
        assert len(transaction.told([*ids, *range(10**6, 10**6 + 40_000)])) == 40


def test_nothing_of_a_transaction_that_was_given_up_is_kept(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2))
    with given_up(store) as transaction:
        transaction.sign([(number(1), b"s", 1)] * 50)
        transaction.propose([proposal(2, 1)])
        transaction.add_enterprises(Channel.ENTERPRISES, [("K1", "line-1", Enterprise("清釉陶瓷"))])
        transaction.attach(Attachment(number(1), "d1", "a.jpg", NOON, "p-1"))
        transaction.overhear(overheard())
    assert (store.proposals(), store.known_enterprises(), store.attachments(number(1))) == ([], [], [])
    assert store.open_overheard() == []
    with store.begin() as transaction:
        assert list(transaction.signed_after(0)) == []


def test_no_signature_proposal_or_file_belongs_to_a_complaint_that_is_not_there(store: SqlStore) -> None:
    keep(store, make_complaint(1))
    with pytest.raises(IntegrityError), store.begin() as transaction:
        transaction.sign([(number(9), b"s", 1)])
    for strange in (proposal(9, 1), proposal(1, 9)):
        with pytest.raises(IntegrityError):
            propose(store, strange)
    with pytest.raises(IntegrityError), store.begin() as transaction:
        transaction.attach(Attachment(number(9), "d1", "a.jpg", NOON, "p-1"))
    assert store.count_proposals() == 0


# Proposals.


def test_a_proposal_comes_back_as_it_was_made(store: SqlStore) -> None:
    keep(store, *map(make_complaint, (1, 2, 3)))
    bare = proposal(3, 1, likeness=Likeness(1 / 3, True))
    named = proposal(2, 1, likeness=replace(WHOLE, words=(RARE, "")), at=NOON + timedelta(microseconds=1))
    propose(store, bare, named)
    assert store.proposals() == [named, bare]
    assert store.proposals()[0].at.utcoffset() == timedelta(hours=8)


def test_proposals_are_newest_first_then_likest_then_by_number(store: SqlStore) -> None:
    keep(store, *map(make_complaint, range(1, 7)))
    like = {score: replace(WHOLE, score=score) for score in (0.5, 0.9)}
    propose(
        store,
        proposal(3, 1, likeness=like[0.5]),
        proposal(2, 1, likeness=like[0.5]),
        proposal(3, 2, likeness=like[0.9]),
        proposal(4, 1, likeness=like[0.5], at=NOON + timedelta(seconds=1)),
        proposal(5, 1, likeness=like[0.9], at=NOON - timedelta(seconds=1)),
        proposal(3, 4, likeness=like[0.5]),
    )
    ordered = [(4, 1), (3, 2), (2, 1), (3, 1), (3, 4), (5, 1)]
    assert pairs(store.proposals()) == ordered
    assert pairs(store.proposals(limit=2)) == ordered[:2]
    assert store.proposals(limit=0) == []
    assert store.count_proposals() == len(ordered)


def test_a_complaints_proposals_are_those_on_either_side(store: SqlStore) -> None:
    keep(store, *map(make_complaint, range(1, 5)))
    propose(store, proposal(2, 1), proposal(3, 2), proposal(4, 3))
    assert pairs(store.proposals(number(2))) == [(2, 1), (3, 2)]
    assert pairs(store.proposals(number(2), limit=1)) == [(2, 1)]
    assert store.proposals("BS20200101-0001") == []


def test_a_proposal_that_is_there_stays_as_it_is(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2), make_complaint(3))
    propose(store, proposal(2, 1))
    again = proposal(2, 1, likeness=Likeness(0.1, True), at=NOON + timedelta(days=1))
    propose(store, again, proposal(3, 1), proposal(3, 1, at=NOON + timedelta(days=2)))
    assert store.proposals() == [proposal(2, 1), proposal(3, 1)]


def test_a_rejected_proposal_is_gone_for_good_in_either_order(store: SqlStore) -> None:
    keep(store, *map(make_complaint, (1, 2, 3, 4)))
    propose(store, proposal(2, 1), proposal(3, 1), proposal(4, 1))
    assert reject(store, 2, 1)
    assert reject(store, 1, 4)
    for one, other in ((2, 1), (1, 2), (4, 1), (1, 4)):
        assert not reject(store, one, other, "p-2")
    assert pairs(store.proposals()) == [(3, 1)]
    assert pairs(store.proposals(number(1))) == [(3, 1)]
    assert store.count_proposals() == 1
    # Proposed anew, merged and taken apart: what a person has said stays said.
    propose(store, proposal(2, 1, at=NOON + timedelta(days=1)))
    move(store, 2, Status.MERGED)
    move(store, 2, Status.WAITING)
    assert pairs(store.proposals()) == [(3, 1)]


def test_what_nobody_proposed_cannot_be_rejected(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2))
    assert not reject(store, 2, 1)
    propose(store, proposal(2, 1))
    assert not reject(store, 2, 9)
    assert pairs(store.proposals()) == [(2, 1)]


def test_a_proposal_is_open_while_its_later_complaint_is(store: SqlStore) -> None:
    keep(store, *map(make_complaint, (1, 2, 3)))
    propose(store, proposal(2, 1), proposal(3, 2))
    for status in Status:
        move(store, 2, status)
        mine = [(2, 1)] if status in OPEN else []
        assert (status in OPEN) != (status in FINISHED)
        assert sorted(pairs(store.proposals())) == [*mine, (3, 2)]
        assert store.count_proposals() == len(mine) + 1


def test_a_proposal_confirmed_by_a_merge_is_open_again_when_the_merge_is_taken_back(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2))
    propose(store, proposal(2, 1))
    move(store, 2, Status.MERGED)
    assert store.proposals() == []
    move(store, 2, Status.WAITING)
    assert store.proposals() == [proposal(2, 1)]
    assert reject(store, 2, 1)
    assert store.proposals() == []


# Enterprises.


def line(name: str, **facts: object) -> Enterprise:
    return replace(Enterprise(name), **facts)  # type: ignore[arg-type]


def test_an_enterprise_comes_back_as_the_ledger_told_of_it(store: SqlStore) -> None:
    full = Enterprise(
        f"博山清釉陶瓷{RARE}", "91370304MA3C00000X", "山头街道", TAX, "纳税", "退税", NOON, "王釉", "王会计", PHONE,
        PhoneKind.FULL, True, {"备注": f"无{RARE}", "": ""},
    )  # fmt: skip
    with store.begin() as transaction:
        assert (
            transaction.add_enterprises(Channel.VISITS, [("K1", "line-1", full), ("K1", "line-2", line("清釉"))]) == 2
        )
    assert store.enterprises("K1") == [(Channel.VISITS, full), (Channel.VISITS, line("清釉"))]
    assert store.enterprises("K2") == []
    assert sorted(store.known_enterprises()) == sorted([(full.name, "K1"), ("清釉", "K1")])


def test_a_line_is_new_once_in_its_channel(store: SqlStore) -> None:
    def add(channel: Channel, *lines: tuple[str, str]) -> int:
        with store.begin() as transaction:
            return transaction.add_enterprises(channel, [(name, key, line(name)) for name, key in lines])

    assert add(Channel.ENTERPRISES, ("甲", "1"), ("乙", "2"), ("甲又来", "1")) == 2
    assert add(Channel.ENTERPRISES, ("甲", "1"), ("丙", "3"), ("乙", "2")) == 1
    assert add(Channel.VISITS, ("甲", "1")) == 1
    assert add(Channel.ENTERPRISES) == 0
    assert sorted(store.known_enterprises()) == [("丙", "丙"), ("乙", "乙"), ("甲", "甲")]
    assert [channel for channel, _ in store.enterprises("甲")] == [Channel.ENTERPRISES, Channel.VISITS]


def test_a_name_with_two_keys_is_known_by_both(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.add_enterprises(
            Channel.ENTERPRISES, [("K1", "1", line("鑫源")), ("K2", "2", line("鑫源")), ("K1", "3", line("鑫源"))]
        )
    assert sorted(store.known_enterprises()) == [("鑫源", "K1"), ("鑫源", "K2")]


# Group talk.


def test_what_was_overheard_comes_back_with_its_id(store: SqlStore) -> None:
    ids = ("m1", f"m{RARE}", "m3")
    heard_id = hear(store, text=f"停电{RARE}\n第二行", message_ids=ids, probability=1 / 3, asked=Asked.OFFICE)
    whole = overheard(text=f"停电{RARE}\n第二行", message_ids=ids, probability=1 / 3, asked=Asked.OFFICE, id=heard_id)
    assert store.overheard(heard_id) == whole
    assert store.open_overheard() == [whole]
    assert store.overheard(heard_id + 1) is None


def test_a_speaker_is_told_only_what_the_speaker_was_asked_newest_first(store: SqlStore) -> None:
    mine, office, others, later = (
        hear(store, text="一"), hear(store, text="二", asked=Asked.OFFICE), hear(store, text="三", address="wx-2"),
        hear(store, text="四", at=NOON - timedelta(days=1)),
    )  # fmt: skip
    assert [one.id for one in store.open_overheard()] == [later, others, office, mine]
    assert [one.id for one in store.open_overheard("wx-1")] == [later, mine]
    assert [one.id for one in store.open_overheard("wx-1", limit=1)] == [later]
    assert store.open_overheard("wx-9") == []


def test_words_are_decided_once_and_then_forgotten_here(store: SqlStore) -> None:
    for state in (OverheardState.FILED, OverheardState.DROPPED):
        are_decided_once(store, state)


def are_decided_once(store: SqlStore, state: OverheardState) -> None:
    heard_id, other = hear(store), hear(store, text="另一句")
    with store.begin() as transaction:
        assert transaction.settle(heard_id, state, "BS20210830-0001")
        assert not transaction.settle(heard_id, OverheardState.FILED, "BS20210830-0002")
        assert not transaction.reword(heard_id, "又来", ["m9"])
        assert not transaction.settle(heard_id + 99, state)
    decided = store.overheard(heard_id)
    assert decided == overheard(text="", name="", state=state, number="BS20210830-0001", id=heard_id)
    still_open = [one.id for one in store.open_overheard()]
    assert other in still_open
    assert heard_id not in still_open
    assert [one.id for one in store.open_overheard("wx-1")] == still_open


def test_words_that_go_on_replace_the_first_ones_and_nothing_else(store: SqlStore) -> None:
    heard_id, other = hear(store), hear(store, text="另一句")
    with store.begin() as transaction:
        assert transaction.reword(heard_id, "车间停电三次\n变压器坏了", ["m1", "m2"])
        assert not transaction.reword(other + 1, "没有这一条", ["m3"])
    assert store.overheard(heard_id) == overheard(
        text="车间停电三次\n变压器坏了", message_ids=("m1", "m2"), id=heard_id
    )
    assert store.overheard(other) == overheard(text="另一句", id=other)


# Attachments.


def test_the_same_file_belongs_to_a_complaint_once_and_may_belong_to_two(store: SqlStore) -> None:
    keep(store, make_complaint(1), make_complaint(2))
    first = Attachment(number(1), "d1", f"照片{RARE}.jpg", NOON, "p-1")
    second = Attachment(number(1), "d2", "b.mp3", NOON + timedelta(hours=1), "p-2")
    elsewhere = Attachment(number(2), "d1", "a.jpg", NOON, "p-1")
    with store.begin() as transaction:
        for one in (first, second, replace(first, name="again.jpg", by="p-2"), elsewhere):
            transaction.attach(one)
    assert store.attachments(number(1)) == [first, second]
    assert store.attachments(number(2)) == [elsewhere]
    assert store.attachments(number(3)) == []


# Times and texts that a database may bend.


def test_every_time_is_the_same_moment_in_the_offices_zone(store: SqlStore) -> None:
    zones: tuple[tzinfo, ...] = (UTC, SHANGHAI, timezone(timedelta(hours=-11, minutes=-30)))
    keep(store, make_complaint(9), *(make_complaint(at) for at in range(len(zones))))
    for place, zone in enumerate(zones):
        at = datetime(2021, 12, 31, 23, 59, 59, 999_999, tzinfo=zone)
        propose(store, proposal(place, 9, at=at))
        with store.begin() as transaction:
            transaction.attach(Attachment(number(place), "d1", "a.jpg", at, "p-1"))
            transaction.add_enterprises(Channel.VISITS, [(str(place), str(place), line("清釉", handled_at=at))])
        heard = store.overheard(hear(store, at=at))
        assert heard is not None
        ledger = store.enterprises(str(place))[0][1].handled_at
        for moment in (heard.at, ledger, store.proposals(number(place))[0].at, store.attachments(number(place))[0].at):
            assert moment == at
            assert moment is not None
            assert moment.utcoffset() == timedelta(hours=8)


LONG = f"停{RARE}" * 11_700


def test_the_longest_text_and_zero_bytes_are_kept_alike_on_both_databases(store: SqlStore) -> None:
    assert len(LONG) > 70_000
    keep(store, make_complaint(1))
    heard_id = hear(store, text=LONG, name="王\0会计", room="群\0")
    with store.begin() as transaction:
        transaction.attach(Attachment(number(1), "d\0" + "1", "a\0.jpg", NOON, "p-1"))
        transaction.attach(Attachment(number(1), "d1", "again.jpg", NOON, "p-1"))
        transaction.add_enterprises(Channel.VISITS, [("K\0", "1\0", line("清\0釉", person="\0", matter=LONG))])
    assert store.overheard(heard_id) == overheard(text=LONG, name="王会计", room="群", id=heard_id)
    assert [(one.digest, one.name) for one in store.attachments(number(1))] == [("d1", "a.jpg")]
    assert store.enterprises("K") == [(Channel.VISITS, line("清釉", matter=LONG))]
