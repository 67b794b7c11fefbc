"""The ledgers' lines come back with the moment at which they first came, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from campaign.ledger_ports import LedgerLine, LedgerLines, Visited, VisitedEnterprises
from complaints.records import Channel, Enterprise, PhoneKind
from storage.store import SqlStore
from tests.storage.samples import NOON, PHONE

ONE = Enterprise(
    "博山清釉陶瓷有限公司", place="山头街道", unit="区税务局", legal_person="周某", person="王会计", phone=PHONE,
    phone_kind=PhoneKind.FULL, disputes=True, extra={"note": "x"},
)  # fmt: skip
OTHER = Enterprise("博山禾笙机泵有限公司")


def test_a_line_keeps_when_it_first_came(store: SqlStore) -> None:
    reads: LedgerLines = store
    with store.begin() as transaction:
        assert transaction.add_enterprises(Channel.ENTERPRISES, [("k", "1", ONE)], NOON) == 1
        assert transaction.add_enterprises(Channel.VISITS, [("k", "2", OTHER)], NOON) == 1
    with store.begin() as transaction:
        again = [("k", "1", ONE), ("l", "3", OTHER)]
        assert transaction.add_enterprises(Channel.ENTERPRISES, again, NOON + timedelta(hours=1)) == 1
        transaction.add_enterprises(Channel.ENTERPRISES, [("l", "4", OTHER)])
    assert reads.ledger_lines(Channel.ENTERPRISES, with_people=True) == [
        LedgerLine(ONE, NOON), LedgerLine(OTHER, NOON + timedelta(hours=1)), LedgerLine(OTHER, None),
    ]  # fmt: skip


def test_without_people_nobody_is_named(store: SqlStore) -> None:
    with store.begin() as transaction:
        transaction.add_enterprises(Channel.ENTERPRISES, [("k", "1", ONE)], NOON)
    [line] = store.ledger_lines(Channel.ENTERPRISES, with_people=False)
    assert (line.enterprise.legal_person, line.enterprise.person, line.enterprise.phone) == ("", "", "")
    assert (line.enterprise.name, line.enterprise.extra, line.enterprise.disputes) == (ONE.name, {"note": "x"}, True)


def test_visits_tell_who_was_where_and_when(store: SqlStore) -> None:
    visits: VisitedEnterprises = store
    visit = Enterprise("博山清釉陶瓷有限公司", "x", "山头街道", "山头街道", extra={"visited_at": "2021-08-31"})
    with store.begin() as transaction:
        transaction.add_enterprises(Channel.VISITS, [("k", "1", visit), ("l", "2", OTHER)], NOON)
        transaction.add_enterprises(Channel.ENTERPRISES, [("k", "3", ONE)], NOON)
    assert visits.visited() == [
        Visited("博山清釉陶瓷有限公司", "x", "山头街道", "山头街道", date(2021, 8, 31)), Visited("博山禾笙机泵有限公司"),
    ]  # fmt: skip
