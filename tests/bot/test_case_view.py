"""One complaint as different people see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.clocks import ChinaCalendar
from bot.case_view import course, look
from complaints.complaint import Complaint
from complaints.moves import Command, Step
from complaints.people import Person, Role
from complaints.records import Channel, RawRecord
from storage.store import open_store
from tests.kit import District, district, says, talk


@pytest.fixture
def place(tmp_path: Path) -> Iterator[District]:
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    yield district(store, tmp_path, ChinaCalendar())
    store.close()


def seen_by(place: District, person: Person, case: Complaint) -> str:
    history = place.store.history(case.number)
    return look(case, history, person, place.clock.at) + course(case, history, person)


def test_a_due_date_past_the_known_holidays_says_that_it_is_guessed(place: District) -> None:
    place.person("王会计", Role.ENTERPRISE, "某公司")
    place.at("2031-09-29 09:00")
    (answer,) = talk(place).hear(says("王会计", "登记 车间停电三次", 1))
    assert "应于10月2日（放假安排未公布，按周一至周五推算）前办结" in answer.text
    place.at("2021-09-29 09:00")
    (answer,) = talk(place).hear(says("王会计", "登记 车间停电三次了", 2))
    assert "推算" not in answer.text


def test_the_reporters_name_is_hidden_in_the_text_and_in_the_course(place: District) -> None:
    lead, clerk = place.person("李", Role.LIAISON, "区供电中心"), place.person("赵", Role.CLERK)
    reporter = place.person("王建国", Role.ENTERPRISE, "某公司")
    record = RawRecord(Channel.CHAT, "1", "停电了，请找王建国", reporter="王建国")
    case = place.desk.receive(record, reporter).complaint
    case = place.desk.act(reporter, case.number, Step(Command.SUPPLEMENT, note="又停了"))
    for person in (lead, clerk):
        text = seen_by(place, person, case)
        assert "王建国" not in text
        assert "反映人补充：又停了" in text
    assert "您补充：又停了" in seen_by(place, reporter, case)
    assert "王建国" not in str(place.store.history(case.number))


def test_what_was_said_of_a_units_people_stays_with_its_speaker_and_the_office(place: District) -> None:
    lead, clerk = place.person("李", Role.LIAISON, "区供电中心"), place.person("赵", Role.CLERK)
    reporter = place.person("王", Role.ENTERPRISE, "某公司")
    number = place.desk.receive(RawRecord(Channel.CHAT, "1", "停电了"), reporter).complaint.number
    place.desk.act(reporter, number, Step(Command.SUPPLEMENT, note="供电公司工作人员索要好处费"))
    place.desk.act(clerk, number, Step(Command.NOT_STAFF, note="系误会"))
    case = place.desk.act(clerk, number, Step(Command.DISPATCH, unit="区供电中心"))
    assert "好处费" not in seen_by(place, lead, case)
    assert "好处费" in seen_by(place, clerk, case)
    assert "好处费" in seen_by(place, reporter, case)
