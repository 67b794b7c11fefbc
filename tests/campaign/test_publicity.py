"""What an article is among others, and how many a unit owes a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from campaign.publicity import (
    Article,
    Quota,
    Standing,
    judge,
    link_key,
    retold,
    title_key,
    unit_weeks,
    week_end,
    week_ends,
)
from complaints.units import Unit

FRIDAY = date(2021, 9, 3)
FIRST = Article("区税务局", "博山：办税再提速", "人民网", date(2021, 8, 30), "https://www.example.cn/a/1.html")
UNITS = [Unit("区税务局", (), True), Unit("区公安分局", (), False)]


def article(**changes: object) -> Article:
    # No link: that of the first one would make everything a double.
    return replace(FIRST, **{"link": "", "day": FRIDAY, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "standing"),
    [
        (article(title="另一篇", medium="新华网"), Standing.NEW),
        (article(unit="区公安分局", title="改了题目", link="http://m.example.cn/a/1.html?utm_source=x#top"), Standing.DOUBLE),
        (article(medium="大众日报"), Standing.REPRINT),
        (article(unit="区公安分局"), Standing.DOUBLE),
        (article(title="博山 办税 再提速（图）", medium="《人民网》"), Standing.DOUBLE),
        (article(title="另一篇", is_reprint=True), Standing.REPRINT),
        (article(title="另一篇", is_reprint=False), Standing.NEW),
    ],
)  # fmt: skip
def test_what_an_article_is_beside_an_earlier_one(other: Article, standing: Standing) -> None:
    first, second = judge([other, FIRST])
    assert (first.article, first.standing) == (FIRST, Standing.NEW)
    assert second.standing is standing
    assert second.of in (FIRST, None)


def test_a_reprint_that_is_told_again_is_a_double_of_itself() -> None:
    reprint = article(medium="大众日报")
    third = judge([FIRST, reprint, article(unit="区公安分局", medium="大众日报")])[2]
    assert (third.standing, third.of) == (Standing.DOUBLE, reprint)


def test_of_one_day_the_one_that_was_told_first_is_the_first() -> None:
    told = [article(unit="区公安分局"), article()]
    assert [one.standing for one in judge(told)] == [Standing.NEW, Standing.DOUBLE]
    assert judge(told)[0].article.unit == "区公安分局"


def test_articles_without_links_are_no_doubles_for_it() -> None:
    assert [one.standing for one in judge([article(), article(title="另一篇")])] == [Standing.NEW] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.cn/a/1.html", "http://example.cn/a/1.html"),
        ("HTTPS://M.Example.cn/a/", "example.cn/a"),
        ("https://example.cn/s?id=3&from=timeline", "https://example.cn/s?id=3"),
        ("https://example.cn/s?b=2&a=1", "https://example.cn/s?a=1&b=2"),
    ],
)
def test_links_that_lead_to_the_same_place_are_alike(one: str, other: str) -> None:
    assert link_key(one) == link_key(other)


def test_links_that_differ_by_more_are_not() -> None:
    links = ["example.cn/s?id=3", "example.cn/s?id=4", "example.cn/S?id=3", "example.com/s?id=3", ""]
    assert len({link_key(link) for link in links}) == len(links)


def test_titles_are_compared_without_what_is_not_their_words() -> None:
    assert title_key("【组图】博山：办税　“再提速”！") == title_key("博山办税再提速（视频）")
    assert title_key("办税（一）") != title_key("办税（二）")


def test_a_week_has_seven_days_and_ends_on_its_weekday() -> None:
    assert {week_end(FRIDAY - timedelta(days=back), 4) for back in range(7)} == {FRIDAY}
    assert week_end(FRIDAY + timedelta(days=1), 4) == date(2021, 9, 10)
    assert list(week_ends(date(2021, 8, 27), FRIDAY, 4)) == [date(2021, 8, 27), FRIDAY]
    assert list(week_ends(date(2021, 8, 28), date(2021, 9, 4), 4)) == [FRIDAY, date(2021, 9, 10)]


def test_a_unit_owes_by_its_kind_and_only_this_weeks_new_articles_count() -> None:
    told = [
        FIRST,
        article(title="二", day=date(2021, 8, 28)),
        article(title="上周", day=date(2021, 8, 27)),
        article(medium="大众日报"),
        article(title="三", unit="某镇"),
    ]
    weeks = {week.unit: week for week in unit_weeks(judge(told), UNITS, FRIDAY, Quota())}
    tax, police, town = weeks["区税务局"], weeks["区公安分局"], weeks["某镇"]
    assert (tax.new, tax.reprints, tax.doubles, tax.wanted, tax.short) == (2, 1, 0, 5, 3)
    assert (police.new, police.wanted, police.short) == (0, 3, 3)
    assert (town.new, town.wanted, town.short) == (1, 0, 0)


def test_reprints_count_where_the_office_says_so() -> None:
    told = judge([FIRST, article(medium="大众日报")])
    (week, _) = unit_weeks(told, UNITS, FRIDAY, Quota(leads=2, counts_reprints=True))
    assert (week.counted, week.short) == (2, 0)
    assert unit_weeks(told, UNITS, FRIDAY, Quota(leads=2))[0].short == 1


def test_an_article_told_again_keeps_its_first_day_and_gains_what_is_new() -> None:
    again = retold(FIRST, article(note="头条", is_reprint=False))
    assert (again.day, again.link, again.note, again.is_reprint) == (FIRST.day, FIRST.link, "头条", False)
