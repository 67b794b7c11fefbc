"""What of the plan is due, for whom, and who is reminded."""

from __future__ import annotations

from datetime import date, timedelta

from campaign.publicity import Article
from complaints.companies.book import EnterpriseBook
from complaints.people import Person, Role
from complaints.records import Channel, Enterprise
from tests.kit import MONDAY, UNITS, District

DAY = {"visited_at": "2021-08-30"}


def visit(place: District, unit: str) -> None:
    place.services.campaign.visiting.keep(Channel.VISITS, [Enterprise("博山清釉陶瓷有限公司", unit=unit, extra=DAY)])


def due(place: District, person: Person, days: int = 1) -> list[tuple[str, str, tuple[str, ...]]]:
    found = place.services.campaign.schedule.due(person, place.clock.now(), place.clock.now() + timedelta(days=days))
    return [(one.task.name, f"{one.at:%m-%d %H:%M}", one.missing) for one in found]


def test_the_office_sees_what_is_due_and_who_has_not_reported(place: District) -> None:
    visit(place, "区供电中心")
    office = place.person("赵", Role.CLERK)
    rest = ("区水利局", "区税务局", "区住建局", "山头街道", "博山镇")
    assert due(place, office) == [("走访台账", "08-30 16:00", rest)]
    names = [name for name, _, _ in due(place, office, 5)]
    assert names == ["走访台账", "问题清单", "走访台账", "走访台账", "走访台账", "宣传稿件", "走访台账"]


def test_a_unit_and_a_town_see_what_is_for_them(place: District) -> None:
    visit(place, "区供电中心")
    power, water = (place.person(name, Role.LIAISON, name) for name in ("区供电中心", "区水利局"))
    assert due(place, power) == [("走访台账", "08-30 16:00", ())]
    assert due(place, water) == [("走访台账", "08-30 16:00", ("区水利局",))]
    assert [name for name, _, _ in due(place, place.person("王", Role.TOWN, "博山镇"), 5)] == [
        "走访台账", "问题清单", "走访台账", "走访台账", "走访台账", "走访台账",
    ]  # fmt: skip
    assert due(place, place.person("孙", Role.LIAISON, "区公安分局"), 5) == []
    assert due(place, place.person("某", Role.ENTERPRISE, "某企业"), 5) == []


def test_what_was_due_earlier_today_is_still_told(place: District) -> None:
    office = place.person("赵", Role.CLERK)
    place.at("2021-08-30 17:00")
    assert [at for _, at, _ in due(place, office, 0)] == ["08-30 16:00"]
    place.at("2021-09-20 09:00")
    assert due(place, office, 30) == []


def test_what_has_been_reported_is_seen_in_the_desks_own_books(place: District) -> None:
    reported = place.services.campaign.schedule.reported
    EnterpriseBook(place.store, place.clock).learn(
        Channel.ENTERPRISES, [Enterprise("博山清釉陶瓷有限公司", unit="供电公司")]
    )
    assert reported("样本企业", MONDAY.date()) == {"区供电中心"}
    visit(place, "山头街道办事处")
    assert reported("走访", MONDAY.date()) == {"山头街道"}
    assert reported("走访", date(2021, 8, 31)) == frozenset()
    two = [Article("区税务局", title, "人民网", MONDAY.date()) for title in ("一", "二")]
    place.services.campaign.publishing.keep(two)
    assert reported("宣传", date(2021, 9, 3)) == {"区税务局"}


def test_only_whoever_has_not_reported_is_reminded(place: District) -> None:
    for unit in UNITS.leads:
        place.person(f"{unit}联络员", Role.LIAISON, unit)
    place.person("王镇长", Role.TOWN, "博山镇")
    visit(place, "区供电中心")
    place.at("2021-08-30 14:00")
    first = [one.name for one in place.pass_time(MONDAY.replace(hour=15, minute=30)) if "走访台账" in one.text]
    assert sorted(first) == sorted(["区水利局联络员", "区税务局联络员", "区住建局联络员", "王镇长"])
    assert place.pass_time(MONDAY.replace(hour=18)) == []
    next_day = place.pass_time(MONDAY.replace(day=31, hour=15, minute=30))
    assert "区供电中心联络员" in {one.name for one in next_day if "走访台账" in one.text}
