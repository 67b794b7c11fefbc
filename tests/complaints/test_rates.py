"""Rates: always with their numbers; who said nothing is in none of them."""

from dataclasses import replace

from complaints.follow_up import FollowUp, Satisfaction
from complaints.moves import Command, ReturnReason, Step
from complaints.people import Role
from complaints.ports import RateCounts
from complaints.rates import ALL_UNITS, Ratio, rates_of, total
from tests.kit import District

COUNTS = RateCounts("区供电中心", 10, 9, 4, 3, 2, 1, 2, 2, 5)


def test_a_rate_shows_what_it_is_made_of_and_of_nothing_no_share() -> None:
    rates = rates_of(COUNTS)
    assert (rates.response.text, rates.on_time.text) == ("9/10=90.0%", "3/4=75.0%")
    assert (rates.solved.text, rates.content.text, rates.unanswered) == ("1/2=50.0%", "2/2=100.0%", 5)
    assert (Ratio(0, 0).text, Ratio(0, 0).share) == ("0/0=—", None)


def test_the_districts_rate_is_that_of_the_sums_and_not_the_mean_of_the_rates() -> None:
    small = replace(COUNTS, unit="区水利局", to_respond=1, responded=0)
    whole = rates_of(total([COUNTS, small]))
    assert (whole.unit, whole.response.text) == (ALL_UNITS, "9/11=81.8%")


def test_the_rates_of_a_month_in_which_everything_happened(place: District) -> None:
    clerk = place.person("赵", Role.CLERK)
    lead = place.person("李", Role.LIAISON, "区供电中心")
    cases = [place.file("停电了", str(at)).number for at in range(6)]
    sign, finish = Step(Command.SIGN), Step(Command.FINISH, note="好了")
    for number in cases[:4]:
        place.desk.act(lead, number, sign)
    back = Step(Command.RETURN, note="重复件", reason=ReturnReason.DUPLICATE)
    place.desk.act(lead, cases[4], back)
    for number in cases[:2]:
        place.desk.act(lead, number, finish)
        place.desk.act(clerk, number, Step(Command.APPROVE))
    good = FollowUp(solved=True, satisfaction=Satisfaction.BASIC)
    place.desk.act(clerk, cases[0], Step(Command.FOLLOW_UP, answer=good))
    place.at("2021-09-03 09:00")  # due yesterday
    place.desk.act(lead, cases[2], finish)
    district, unit = place.enquiries.rates(clerk)
    assert unit.unit == "区供电中心"
    assert unit.response.text == "5/6=83.3%"  # four signed and one given back in time, one let lie
    assert unit.on_time.text == "2/5=40.0%"  # two in time, one late, two overdue
    assert (unit.solved.text, unit.content.text, unit.unanswered) == ("1/1=100.0%", "1/1=100.0%", 1)
    assert district.response == unit.response
