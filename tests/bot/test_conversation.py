"""What holds for every message: heard once, never lost by a failure, old ones without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import wording
from bot.conversation import Conversation
from bot.messages import ANSWERED_WITHIN, Incoming
from complaints.people import Role
from storage.store import open_store
from tests.kit import MONDAY, District, district, talk

SAID = Incoming("m1", "chat:王会计", "王会计", "登记 车间停电三次", MONDAY, arrived_at=MONDAY)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[District]:
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    place = district(store, tmp_path)
    place.person("王会计", Role.ENTERPRISE, "博山清釉陶瓷有限公司")
    yield place
    store.close()


def count(place: District) -> int:
    return place.enquiries.count_mine(place.services.members.speaker("chat:王会计", "王会计"))


def test_a_message_that_failed_is_heard_when_it_comes_again(place: District) -> None:
    class Broken:
        def speaker(self, address: str, name: str) -> None:
            raise RuntimeError("kaputt")

    reported: list[Exception] = []
    services = replace(place.services)
    conversation = Conversation(replace(services, members=Broken()), reported.append)  # type: ignore[arg-type]
    assert [answer.text for answer in conversation.hear(SAID)] == [wording.FAILED]
    assert [str(error) for error in reported] == ["kaputt"]
    assert len(talk(place).hear(SAID)) == 1
    assert count(place) == 1


@pytest.mark.parametrize("restarted", [False, True])
def test_the_same_message_is_answered_and_filed_once(place: District, restarted: bool) -> None:
    conversation = talk(place)
    assert conversation.hear(SAID)
    assert (talk(place) if restarted else conversation).hear(SAID) == []
    assert count(place) == 1


def test_the_same_id_from_another_address_is_another_message(place: District) -> None:
    conversation = talk(place)
    assert conversation.hear(SAID)
    assert conversation.hear(replace(SAID, address="chat:周老板", name="周老板"))


@pytest.mark.parametrize(
    ("age", "answered"), [(ANSWERED_WITHIN, True), (ANSWERED_WITHIN + timedelta(seconds=1), False)]
)
def test_an_old_message_is_taken_in_without_a_word(place: District, age: timedelta, answered: bool) -> None:
    assert bool(talk(place).hear(replace(SAID, at=MONDAY - age))) is answered
    assert count(place) == 1


def test_a_failure_over_an_old_message_says_nothing_either(place: District) -> None:
    reported: list[Exception] = []
    conversation = Conversation(replace(place.services, members=None), reported.append)  # type: ignore[arg-type]
    assert conversation.hear(replace(SAID, at=MONDAY - timedelta(hours=1))) == []
    assert len(reported) == 1
