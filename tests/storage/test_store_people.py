"""People, invitations and the outbox, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from complaints.events import Recipient, RecipientKind
from complaints.people import Invite, Person, Role
from storage.store import SqlStore
from tests.storage.samples import CLERK, LIAISON, NOON, POWER, TAX, given_up, make_notice


def test_people_are_found_by_id_address_unit_and_office(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.add_person(CLERK, "wx-1")
        transaction.add_person(LIAISON, "wx-2")
    assert (store.person("p-1"), store.person("p-9")) == (CLERK, None)
    assert (store.person_at("wx-2"), store.person_at("wx-9")) == (LIAISON, None)
    assert (store.address_of("p-2"), store.address_of("p-9")) == ("wx-2", None)
    assert store.people(unit=POWER) == [LIAISON]
    assert store.people(unit=TAX) == []
    assert store.people(office=True) == [CLERK]
    assert store.people() == []


def test_a_new_role_at_an_address_replaces_the_older_one(store: SqlStore) -> None:
    successor = Person("p-3", "李联络", Role.LIAISON, TAX)
    with store.begin() as transaction:
        transaction.add_person(LIAISON, "wx-2")
        transaction.add_person(successor, "wx-2")
    assert store.person_at("wx-2") == successor
    assert store.people(unit=POWER) == []
    assert store.people(unit=TAX) == [successor]
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
