"""People, invitations and the outbox, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from complaints.events import Recipient, RecipientKind
from complaints.people import Invite, Person, Role
from storage.store import SqlStore
from tests.storage.samples import CLERK, LIAISON, NOON, POWER, TAX, WATER, given_up, make_notice


def test_people_are_found_by_id_address_unit_and_office(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.add_person(CLERK, "wx-1")
        transaction.add_person(LIAISON, "wx-2")
    assert (store.person("p-1"), store.person("p-9")) == (CLERK, None)
    assert (store.person_at("wx-2"), store.person_at("wx-9")) == (LIAISON, None)
    assert (store.address_of("p-2"), store.address_of("p-9")) == ("wx-2", None)
    assert store.people(Recipient(RecipientKind.UNIT, POWER)) == [LIAISON]
    assert store.people(Recipient(RecipientKind.UNIT, TAX)) == []
    assert store.people(Recipient(RecipientKind.OFFICE)) == [CLERK]


LEADERS = {"p-all": "", "p-power": POWER, "p-two": f"{WATER}、{POWER}", "p-tax": TAX}
FOUND = {
    Recipient(RecipientKind.OFFICE): ["p-1"],
    Recipient(RecipientKind.UNIT, POWER): ["p-2"],
    Recipient(RecipientKind.UNIT, "山头街道"): [],
    Recipient(RecipientKind.UNIT, ""): [],
    Recipient(RecipientKind.TOWN, "山头街道"): ["p-town"],
    Recipient(RecipientKind.TOWN, POWER): [],
    Recipient(RecipientKind.LEADERS, POWER): ["p-all", "p-power", "p-two"],
    Recipient(RecipientKind.LEADERS, WATER): ["p-all", "p-two"],
    # Not a unit of the list, only a part of its name.
    Recipient(RecipientKind.LEADERS, "供电中心"): ["p-all"],
    Recipient(RecipientKind.LEADERS): ["p-all", "p-power", "p-tax", "p-two"],
    Recipient(RecipientKind.PERSON, "p-2"): ["p-2"],
    Recipient(RecipientKind.PERSON, "p-gone"): ["p-gone"],
    Recipient(RecipientKind.PERSON, "p-9"): [],
}


@pytest.mark.parametrize("recipient", FOUND, ids=lambda recipient: f"{recipient.kind}-{recipient.name}")
def test_people_are_found_for_every_kind_of_recipient(store: SqlStore, recipient: Recipient) -> None:
    gone = [Person("p-gone", "旧人", Role.LIAISON, POWER)]
    gone += [Person("p-old-clerk", "旧人", Role.CLERK), Person("p-old-leader", "旧人", Role.LEADER)]
    leaders = [Person(person_id, "领导", Role.LEADER, units) for person_id, units in LEADERS.items()]
    others = [Person("p-town", "镇", Role.TOWN, "山头街道"), Person("p-firm", "厂", Role.ENTERPRISE, company=POWER)]
    with store.begin() as transaction:
        for person in (*gone, *leaders, *others, CLERK, LIAISON):
            transaction.add_person(person, f"wx-{person.id}")
        for person in gone:
            # Somebody else speaks from there since.
            transaction.add_person(Person(f"new-{person.id}", "新人", Role.ENTERPRISE), f"wx-{person.id}")
    assert sorted(person.id for person in store.people(recipient)) == FOUND[recipient]


def test_a_new_role_at_an_address_replaces_the_older_one(store: SqlStore) -> None:
    successor = Person("p-3", "李联络", Role.LIAISON, TAX)
    with store.begin() as transaction:
        transaction.add_person(LIAISON, "wx-2")
        transaction.add_person(successor, "wx-2")
    assert store.person_at("wx-2") == successor
    assert store.people(Recipient(RecipientKind.UNIT, POWER)) == []
    assert store.people(Recipient(RecipientKind.UNIT, TAX)) == [successor]
    assert store.person("p-2") == LIAISON
    assert store.address_of("p-2") == "wx-2"


def test_a_known_person_can_change(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.add_person(LIAISON, "wx-2")
        transaction.add_person(replace(LIAISON, name="李新名"), "wx-5")
    assert store.person("p-2") == replace(LIAISON, name="李新名")
    assert store.address_of("p-2") == "wx-5"


def test_an_invitation_is_taken_once_and_only_in_time(store: SqlStore) -> None:
    invite = Invite("digest", Role.LIAISON, "李联络", POWER, "", NOON)
    with store.begin() as transaction:
        transaction.add_invite(invite)
    with store.begin() as transaction:
        assert transaction.take_invite("other", NOON - timedelta(days=1)) is None
        assert transaction.take_invite("digest", NOON) is None
        assert transaction.take_invite("digest", NOON - timedelta(seconds=1)) == invite
        assert transaction.take_invite("digest", NOON - timedelta(seconds=1)) is None


def test_an_invitation_taken_in_vain_can_be_taken_again(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.add_invite(Invite("digest", Role.CLERK, "", "", "", NOON))
    with given_up(store) as transaction:
        transaction.take_invite("digest", NOON - timedelta(days=1))
    with store.begin() as transaction:
        assert transaction.take_invite("digest", NOON - timedelta(days=1)) is not None


def test_the_outbox_gives_the_oldest_that_are_owed(store: SqlStore) -> None:
    to_unit = Recipient(RecipientKind.UNIT, POWER)
    with store.begin() as transaction:
        transaction.post([make_notice("BS20210830-0001"), make_notice("BS20210830-0002", to_unit)])
        transaction.post([make_notice("BS20210830-0003")])
    first, second, third = store.pending()
    assert replace(second, id=0) == make_notice("BS20210830-0002", to_unit)
    assert first.id < second.id < third.id
    assert store.pending(to_unit) == [second]
    assert store.owed() == sorted({first.recipient, to_unit})
    store.mark_done([first.id])
    store.mark_done([first.id])
    assert store.pending() == [second, third]
    store.mark_done([second.id, third.id])
    assert store.owed() == []


def test_deliveries_are_remembered_once_for_each_person(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.post([make_notice("BS20210830-0001"), make_notice("BS20210830-0002")])
    first, second = (notice.id for notice in store.pending())
    store.mark_delivered([first], "p-1")
    store.mark_delivered([first, second, first], "p-2")
    store.mark_delivered([first], "p-1")
    assert store.delivered_to([first, second]) == {first: frozenset({"p-1", "p-2"}), second: frozenset({"p-2"})}
    assert store.delivered_to([]) == {}
    assert len(store.pending()) == 2
