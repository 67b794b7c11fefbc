"""Whose files are whose: who may add one, see one, and take one back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.attaching import Attaching
from complaints.complaint import Complaint
from complaints.errors import Refusal, Refused
from complaints.people import Person, Role
from complaints.records import Channel, RawRecord
from storage.store import open_store
from tests.kit import District, district


@pytest.fixture
def place(tmp_path: Path) -> Iterator[District]:
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    yield district(store, tmp_path)
    store.close()


@pytest.fixture
def reporter(place: District) -> Person:
    return place.person("王会计", Role.ENTERPRISE, "博山清釉陶瓷有限公司")


@pytest.fixture
def complaint(place: District, reporter: Person) -> Complaint:
    return place.desk.receive(RawRecord(Channel.CHAT, "chat:王会计:m1", "车间停电三次"), reporter).complaint


def names(attaching: Attaching, person: Person, complaint: Complaint) -> list[str]:
    return [one.name for one in attaching.files(person, complaint)]


def test_only_the_reporter_the_office_and_the_units_that_work_on_it_add_files(
    place: District, complaint: Complaint, reporter: Person
) -> None:
    attaching = place.services.attaching
    clerk = place.person("赵主任", Role.CLERK)
    lead = place.person("李联络", Role.LIAISON, "区供电中心")
    for at, person in enumerate((reporter, clerk, lead)):
        attaching.attach(person, complaint.number, f"digest-{at}", f"{at}.jpg")
    strangers = [
        place.person("孙联络", Role.LIAISON, "区水利局"), place.person("周老板", Role.ENTERPRISE), place.person("钱区长", Role.LEADER),
    ]  # fmt: skip
    for person in strangers:
        with pytest.raises(Refused) as refused:
            attaching.attach(person, complaint.number, "digest-9", "9.jpg")
        assert refused.value.reason is Refusal.UNKNOWN_NUMBER
    assert names(attaching, reporter, complaint) == ["0.jpg", "1.jpg", "2.jpg"]


def test_a_file_that_was_taken_back_is_shown_to_nobody_until_it_is_sent_again(
    place: District, complaint: Complaint, reporter: Person
) -> None:
    attaching, clerk = place.services.attaching, place.person("赵主任", Role.CLERK)
    attaching.attach(reporter, complaint.number, "digest", "a.jpg")
    attaching.take_back(reporter, complaint.number, "digest", "a.jpg")
    assert names(attaching, clerk, complaint) == []
    assert attaching.count(reporter, complaint) == 0
    attaching.attach(reporter, complaint.number, "digest", "a.jpg")
    assert names(attaching, clerk, complaint) == ["a.jpg"]


def test_nobody_takes_another_persons_file_back(place: District, complaint: Complaint, reporter: Person) -> None:
    attaching, clerk = place.services.attaching, place.person("赵主任", Role.CLERK)
    attaching.attach(clerk, complaint.number, "digest", "a.jpg")
    with pytest.raises(Refused):
        attaching.take_back(reporter, complaint.number, "digest", "a.jpg")
    assert names(attaching, reporter, complaint) == ["a.jpg"]


def test_a_unit_neither_sees_nor_counts_the_files_of_a_confidential_complaint(
    place: District, reporter: Person
) -> None:
    secret = RawRecord(Channel.CHAT, "chat:王会计:m2", "车间停电三次", confidential=True)
    complaint = place.desk.receive(secret, reporter).complaint
    attaching, lead = place.services.attaching, place.person("李联络", Role.LIAISON, "区供电中心")
    attaching.attach(reporter, complaint.number, "digest", "a.jpg")
    assert attaching.count(lead, complaint) == 0
    with pytest.raises(Refused) as refused:
        attaching.files(lead, complaint)
    assert refused.value.reason is Refusal.CONFIDENTIAL
    assert attaching.count(reporter, complaint) == 1
