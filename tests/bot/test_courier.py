"""Notices: merged, delivered once to each, never lost when nobody can be reached or sending fails."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import wording
from bot.courier import Courier
from bot.messages import Outgoing, Unreachable
from complaints.moves import Command, Step
from complaints.people import Role
from storage.store import open_store
from tests.kit import District, district


@pytest.fixture
def place(tmp_path: Path) -> Iterator[District]:
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    yield district(store, tmp_path)
    store.close()


def test_many_notices_for_a_unit_are_one_message_to_each_of_its_liaisons(place: District) -> None:
    for name in ("李", "吴"):
        place.person(name, Role.LIAISON, "区供电中心")
    for at in range(5):
        place.file("停电了", str(at))
    sent = place.delivered()
    assert sorted(message.name for message in sent) == ["吴", "李"]
    assert all(message.text.startswith("新派单5件：BS20210830-0001、") for message in sent)
    assert place.delivered() == []


def test_a_notice_waits_until_its_unit_has_a_liaison(place: District) -> None:
    place.file("停电了")
    assert place.delivered() == []
    place.person("李", Role.LIAISON, "区供电中心")
    assert [message.name for message in place.delivered()] == ["李"]


def test_notices_that_reach_nobody_do_not_hold_up_the_others(place: District) -> None:
    list(place.desk.receive_all([place.record("停电了", str(at)) for at in range(1200)]))
    place.person("周", Role.LIAISON, "区水利局")
    place.file("水压不足", "last")
    assert [message.name for message in place.delivered()] == ["周"]
    place.person("李", Role.LIAISON, "区供电中心")
    assert [message.text[:9] for message in place.delivered()] == ["新派单1200件："[:9]]


def test_a_failed_sending_is_tried_again_and_those_who_have_it_do_not_get_it_twice(place: District) -> None:
    for name in ("李", "吴"):
        place.person(name, Role.LIAISON, "区供电中心")
    place.file("停电了")
    got: list[str] = []

    def send(message: Outgoing) -> None:
        if message.name == "李":
            raise ConnectionError
        got.append(message.name)

    reported: list[Exception] = []
    Courier(place.store, reported.append, place.clock).deliver(send)
    assert got == ["吴"]
    assert [type(error) for error in reported] == [ConnectionError]
    rest = [message.name for message in place.delivered()]
    assert sorted([*got, *rest]) == ["吴", "李"]
    assert place.delivered() == []


def test_no_notice_names_a_reporter_or_a_phone(place: District) -> None:
    place.person("李", Role.LIAISON, "区供电中心")
    clerk = place.person("赵", Role.CLERK)
    phone = "138" + "0000" + "1234"
    complaint = place.file(f"停电了，请打{phone}找王经理", reporter="王建国", phone=phone)
    place.desk.act(clerk, complaint.number, Step(Command.REASSIGN, unit="区水利局"))
    place.person("周", Role.LIAISON, "区水利局")
    texts = " ".join(message.text for message in place.delivered())
    assert "停电" in texts
    assert phone not in texts
    assert "王建国" not in texts


def test_whoever_is_bound_late_gets_the_last_morning_report_and_the_graver_card_alone(place: District) -> None:
    place.file("停电了")  # due 2 September
    for day in ("08-31", "09-01", "09-02", "09-03"):
        place.at(f"2021-{day} 08:30").reminders.run()
    place.person("李", Role.LIAISON, "区供电中心")
    (sent,) = place.delivered()
    assert sent.text.count("【晨报】") == 1
    assert "已逾期1" in sent.text
    assert "【红牌】" in sent.text
    assert "【黄牌】" not in sent.text
    assert place.delivered() == []


def test_a_work_room_reads_nothing_of_a_confidential_case_and_no_reporters_name(place: District) -> None:
    place.person("供电群", Role.ROOM, "区供电中心")
    place.file("停电三天，钱大有要求尽快修", reporter="钱大有")
    place.file("停电五天，孙小美家的厂子", "20210830002", reporter="孙小美", confidential=True)
    (told,) = [sent for sent in place.delivered() if sent.room == "供电群"]
    assert "钱大有" not in told.text
    assert "要求尽快修" in told.text
    assert "孙小美" not in told.text
    assert "停电五天" not in told.text
    assert wording.HIDDEN_TITLE in told.text


def test_who_cannot_be_reached_is_told_to_the_office_once_a_day(place: District) -> None:
    place.person("供电群", Role.ROOM, "区供电中心")
    place.person("赵", Role.CLERK)
    place.file("停电三天没有人来修")
    sent: list[Outgoing] = []

    def send(message: Outgoing) -> None:
        if message.room:
            raise Unreachable
        sent.append(message)

    for _ in range(3):
        place.courier.deliver(send)
    assert len([message for message in sent if "供电群" in message.text]) == 1
    assert "邀请 工作群 区供电中心" in sent[-1].text
    place.clock.at += timedelta(days=1)
    place.courier.deliver(send)
    place.courier.deliver(send)
    assert len([message for message in sent if "供电群" in message.text]) == 2
    # Bound anew, it gets what it is owed.
    assert [message.room for message in place.delivered()] == ["供电群"]
