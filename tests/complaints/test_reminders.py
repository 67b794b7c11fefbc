"""Reminders: each once, to whom it concerns, outside quiet hours, also after a standstill."""

from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from app.clocks import ChinaCalendar
from bot.messages import Outgoing
from complaints.clocks import SHANGHAI
from complaints.complaint import Status
from complaints.events import NoticeKind
from complaints.moves import Command, Step
from complaints.people import Person, Role
from complaints.ports import Query
from complaints.records import Channel, RawRecord
from storage.store import SqlStore
from tests.kit import LIMITS_TEXT, District, district


@pytest.fixture
def place(store: SqlStore, tmp_path: Path) -> District:
    """The small district on the real calendar of 2021."""
    return district(store, tmp_path, ChinaCalendar())


@pytest.fixture
def lead(place: District) -> Person:
    return place.person("李", Role.LIAISON, "区供电中心")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def cards(sent: list[Outgoing]) -> list[tuple[str, str]]:
    """Who was shown which card."""
    return [(one.name, colour) for one in sent for colour in ("黄牌", "红牌") if f"【{colour}】" in one.text]


def test_a_yellow_card_a_working_day_before_and_a_red_one_to_unit_leader_and_office(
    place: District, lead: Person
) -> None:
    place.person("张", Role.LEADER, "区供电中心、区水利局")
    place.person("王", Role.LEADER, "区税务局")
    place.person("赵", Role.CLERK)
    place.at("2021-09-27 09:00").file("停电了")  # three working days: due 30 September, a red card after the holiday
    place.delivered()
    assert cards(place.pass_time(at("2021-09-28T18:00"))) == []
    assert cards(place.pass_time(at("2021-09-29T18:00"))) == [("李", "黄牌")]
    assert cards(place.pass_time(at("2021-10-07T23:00"))) == []
    sent = place.pass_time(at("2021-10-08T18:00"))
    assert sorted(cards(sent)) == sorted([("李", "红牌"), ("张", "红牌"), ("赵", "红牌")])
    assert any("时限9月30日，已超期1个工作日" in one.text for one in sent)
    assert cards(place.pass_time(at("2021-10-15T18:00"))) == []


def test_after_a_standstill_nothing_is_skipped_or_doubled_and_the_graver_card_alone_is_shown(
    place: District, lead: Person
) -> None:
    place.at("2021-08-30 09:00").file("停电了", "1")
    place.at("2021-09-06 09:00").file("停电了", "2")
    place.delivered()
    place.at("2021-09-08 10:00")  # nothing ran since: the first is overdue, the second is due tomorrow
    for _ in range(3):
        place.reminders.run()
    told = [
        (notice.kind, notice.number) for notice in place.store.pending()
        if notice.kind in (NoticeKind.YELLOW, NoticeKind.RED) and notice.recipient.kind == "unit"
    ]  # fmt: skip
    assert told == [(NoticeKind.RED, "BS20210830-0001"), (NoticeKind.YELLOW, "BS20210906-0001")]


def test_two_processes_that_look_at_the_same_moment_tell_it_once(place: District, lead: Person) -> None:
    place.file("停电了")
    place.at("2021-09-03 10:00")
    barrier = Barrier(3)

    def look() -> None:
        barrier.wait()
        place.reminders.run()

    threads = [Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = [(one.kind, one.recipient) for one in place.store.pending() if one.kind is not NoticeKind.DISPATCHED]
    assert len(told) == len(set(told))
    assert NoticeKind.RED in {kind for kind, _ in told}


def test_an_item_is_mentioned_by_one_card_a_day_and_a_new_due_date_has_new_cards(place: District, lead: Person) -> None:
    clerk = place.person("赵", Role.CLERK)
    number = place.file("停电了").number  # due 2 September
    place.desk.act(lead, number, Step(Command.SIGN))
    place.at("2021-09-01 09:00")
    place.desk.act(clerk, number, Step(Command.URGE))
    place.reminders.run()
    assert NoticeKind.YELLOW not in {notice.kind for notice in place.store.pending()}
    place.at("2021-09-02 09:00").reminders.run()
    assert [notice.kind for notice in place.store.pending()].count(NoticeKind.YELLOW) == 1
    place.desk.act(lead, number, Step(Command.ASK_EXTENSION, note="等变压器", until=date(2021, 9, 10)))
    place.desk.act(clerk, number, Step(Command.GRANT))
    place.at("2021-09-09 09:00").reminders.run()
    assert [notice.kind for notice in place.store.pending()].count(NoticeKind.YELLOW) == 2


def test_the_morning_report_is_one_message_for_a_unit_and_none_for_a_unit_without_work(
    place: District, lead: Person
) -> None:
    place.person("周", Role.LIAISON, "区水利局")
    place.person("吴", Role.LIAISON, "区住建局")
    place.file("停电了", "1")
    place.file("增容报装没人来", "2")  # 区住建局 helps
    place.delivered()
    sent = place.pass_time(at("2021-08-31T09:00"))
    mornings = {one.name: one.text for one in sent if "【晨报】" in one.text}
    assert set(mornings) == {"李", "吴"}
    assert mornings["李"].startswith("【晨报】区供电中心：待签收2，办理中0，今日到期0，已逾期0，协办0。")
    assert "BS20210830-0001 停电了｜9月2日前" in mornings["李"]
    assert "协办1" in mornings["吴"]
    place.file("水压不足", "3")
    assert not [one for one in place.pass_time(at("2021-08-31T18:00")) if "【晨报】" in one.text]


def test_a_day_off_has_no_morning_report_and_a_sunday_of_work_has_one(place: District, lead: Person) -> None:
    place.at("2021-09-24 09:00").file("施工验收没人牵头")
    place.at("2021-09-24 09:00").file("停电了", "2")
    place.reminders.run()
    place.delivered()
    mornings = [
        one for day in range(25, 28)
        for one in place.pass_time(at(f"2021-09-{day}T10:00")) if "【晨报】" in one.text
    ]  # fmt: skip
    assert len(mornings) == 2  # Sunday the 26th works for the holiday, Saturday the 25th does not


def test_the_timetable_speaks_on_its_days_to_leads_and_towns(place: District, lead: Person) -> None:
    place.person("孙", Role.TOWN, "山头街道")
    place.at("2021-08-30 14:00")
    place.reminders.run()
    assert place.delivered() == []
    sent = place.pass_time(at("2021-08-30T15:30"))
    assert {one.name for one in sent} == {"李", "孙"}
    assert all("【走访台账】请于16:00前报送走访台账。" in one.text for one in sent)


def test_notices_wait_for_the_end_of_the_quiet_hours_and_come_as_one_message(place: District, lead: Person) -> None:
    place.at("2021-09-03 20:10")  # a Friday evening
    for at_ in range(3):
        place.file("停电了", str(at_))
    assert place.delivered() == []
    assert place.at("2021-09-05 10:00").delivered() == []
    sent = place.at("2021-09-06 08:00").delivered()
    assert [(one.name, one.text[:6]) for one in sent] == [("李", "新派单3件：")]


def test_an_urgent_item_is_told_in_quiet_hours_too(place: District, lead: Person) -> None:
    place.at("2021-09-03 23:00")
    place.file("停电了", "1", extra={"urgency": "特急"})
    place.file("停电了", "2", extra={"urgency": "一般"})
    assert ["BS20210903-0001" in one.text for one in place.delivered()] == [True]


def test_a_shelved_item_comes_back_to_the_office_on_its_day(place: District, lead: Person) -> None:
    clerk = place.person("赵", Role.CLERK)
    number = place.file("停电了").number
    place.desk.act(lead, number, Step(Command.SIGN))
    shelve = Step(Command.SHELVE, note="要改线", plan="临时线", until=date(2021, 10, 12))
    place.desk.act(clerk, number, shelve)
    place.delivered()
    assert not [one for one in place.pass_time(at("2021-10-11T18:00")) if "复查日" in one.text]
    assert [one.name for one in place.pass_time(at("2021-10-13T18:00")) if "复查日" in one.text] == ["赵"]


def test_an_unanswered_follow_up_is_shown_to_the_office_once(place: District, lead: Person) -> None:
    clerk = place.person("赵", Role.CLERK)
    number = place.file("停电了").number
    for person, step in (
        (lead, Step(Command.SIGN)), (lead, Step(Command.FINISH, note="好了")), (clerk, Step(Command.APPROVE)),
    ):  # fmt: skip
        place.desk.act(person, number, step)
    place.delivered()
    assert not [one for one in place.pass_time(at("2021-09-06T18:00")) if "未答复回访" in one.text]
    assert len([one for one in place.pass_time(at("2021-09-30T18:00")) if "未答复回访" in one.text]) == 1


def test_what_was_closed_a_month_ago_is_put_away(place: District, lead: Person) -> None:
    clerk = place.person("赵", Role.CLERK)
    number = place.file("停电，水压也不够").number
    place.desk.act(clerk, number, Step(Command.ANSWER, note="今晚检修"))
    place.desk.act(clerk, number, Step(Command.CLOSE))
    closed = place.store.complaint(number)
    assert closed is not None
    place.clock.at += timedelta(days=30)
    place.reminders.run()
    assert place.store.count(Query(statuses=frozenset({Status.ARCHIVED}))) == 0
    place.clock.at += timedelta(days=1)
    place.reminders.run()
    archived = place.store.complaint(number)
    assert archived is not None
    assert (archived.status, archived.standing.closed_at) == (Status.ARCHIVED, closed.standing.closed_at)


def test_the_first_word_on_an_enterprise_platforms_case_is_asked_for_on_its_day_unless_it_was_said(
    store: SqlStore, tmp_path: Path
) -> None:
    limits = LIMITS_TEXT + "企业接诉即办,*,首次反馈,3,工作日,省平台,待确认\n"
    place = district(store, tmp_path, ChinaCalendar(), limits=limits)
    lead = place.person("李", Role.LIAISON, "区供电中心")
    silent, told = (
        place.desk.receive(RawRecord(Channel.JIESUJIBAN, order, "施工停电")).complaint.number for order in ("1", "2")
    )
    clerk = place.person("赵", Role.CLERK)
    for number in (silent, told):
        place.desk.act(clerk, number, Step(Command.DISPATCH, unit="区供电中心"))
        place.desk.act(lead, number, Step(Command.SIGN))
    place.desk.act(lead, told, Step(Command.PROGRESS, note="已到现场"))
    place.delivered()
    assert not [one for one in place.pass_time(at("2021-09-01T18:00")) if "首次反馈" in one.text]
    asked = [one.text for one in place.pass_time(at("2021-09-06T18:00")) if "首次反馈" in one.text]
    assert len(asked) == 1
    assert silent in asked[0]
    assert told not in asked[0].split("首次反馈")[0]
