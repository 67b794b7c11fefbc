"""The list of registered enterprises is kept whole, and a later list puts its rows in place of the earlier ones."""

from __future__ import annotations

import pytest

from complaints.companies import registered as module
from complaints.companies.registered import Register
from complaints.records import Enterprise
from storage.store import SqlStore
from tests.campaign.samples import code


def rows(count: int, state: str = "在营") -> list[Enterprise]:
    return [
        Enterprise(f"第{at}陶瓷厂", code(at) if at % 3 else "", "山头街道", extra={"state": state})
        for at in range(count)
    ]


@pytest.mark.parametrize("count", [0, 3, 19, 20, 250])
def test_each_row_is_kept_once_whatever_the_batches(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(module, "_BATCH", 40)
    register = Register(store)
    assert register.preview(iter(rows(count))) == (count, count)
    assert store.registered() == []
    assert register.keep(iter(rows(count))) == (count, count)
    assert register.keep(rows(count, "注销")) == (count, 0)
    kept = store.registered()
    assert [(one.name, one.uscc, one.state) for one in kept] == [(one.name, one.uscc, "注销") for one in rows(count)]


def test_a_repetition_within_a_batch_keeps_the_last_row(store: SqlStore) -> None:
    twice = [Enterprise("甲陶瓷厂", code(1), "山头街道"), Enterprise("甲陶瓷有限公司", code(1), "博山镇")]
    assert Register(store).keep(twice) == (2, 1)
    [one] = store.registered()
    assert (one.name, one.place) == ("甲陶瓷有限公司", "博山镇")


def test_without_a_right_code_name_and_town_tell_enterprises_apart(store: SqlStore) -> None:
    told = [("大海面馆", "山头街道"), ("大海 面馆", "山头街道"), ("大海面馆", "博山镇")]
    assert Register(store).keep(Enterprise(name, "123", place) for name, place in told) == (3, 2)


def test_one_town_can_be_asked_for(store: SqlStore) -> None:
    Register(store).keep([Enterprise("甲陶瓷厂", code(1), "山头街道"), Enterprise("乙陶瓷厂", code(2), "博山镇")])
    assert [one.name for one in store.registered("博山镇")] == ["乙陶瓷厂"]
