from __future__ import annotations

import pytest

from complaints.complaint import Status, WaitingFor
from complaints.matters import may_turn
from tests.kit import District


def test_a_text_whose_matters_are_of_different_units_waits_for_a_person(place: District) -> None:
    complaint = place.file("退税没到账，发票也领不出，另外大门坏了")
    assert (complaint.status, complaint.standing.waiting_for) == (Status.WAITING, WaitingFor.SEVERAL_MATTERS)
    assert complaint.lead == ""


def test_matters_of_one_unit_are_dispatched_and_the_history_says_that_it_may_be_split(place: District) -> None:
    complaint = place.file("退税没到账，另外发票也领不出来")
    assert (complaint.status, complaint.lead) == (Status.DISPATCHED, "区税务局")
    assert any("2件事" in event.note for event in place.enquiries.history(complaint))


def test_one_matter_is_dispatched_without_a_word_about_splitting(place: District) -> None:
    complaint = place.file("退税没到账，一直在审核")
    assert complaint.status is Status.DISPATCHED
    assert not any("拆案" in event.note for event in place.enquiries.history(complaint))


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("停电没人修，另外退税没到账", True),
        ("一、停电；二、退税没到账", True),
        ("停电了\n退税没到账", True),
        ("停电三天没人修，要求尽快送电", False),
    ],
)
def test_a_glance_tells_what_may_turn_to_another_matter(text: str, turns: bool) -> None:
    assert may_turn(text) is turns
