"""What is done with articles: kept from 附件3 and from chat, and counted by the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from campaign.ports import CampaignStore
from campaign.publicity import Article, Judged, Quota, UnitWeek, judge, unit_weeks, week_end, week_ends
from complaints.clocks import local_day
from complaints.people import Person, Role
from complaints.ports import Clock
from complaints.rights import Right, demand
from complaints.units import Units


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """An article as it is kept, judged, with its unit's week."""

    judged: Judged
    week: UnitWeek


@dataclass(frozen=True, slots=True)
class Publicity:
    """The articles of some days, each judged among all that were told before, and the weeks of the units."""

    since: date
    until: date
    articles: tuple[Judged, ...]
    weeks: tuple[UnitWeek, ...]

    @property
    def last_week(self) -> tuple[UnitWeek, ...]:
        """The lines of the latest week."""
        last = max((week.last for week in self.weeks), default=self.until)
        return tuple(week for week in self.weeks if week.last == last)

    @property
    def short(self) -> tuple[UnitWeek, ...]:
        """Who has too few in the latest week, those that lack the most first."""
        return tuple(sorted((week for week in self.last_week if week.short), key=lambda week: -week.short))


class Publishing:
    """The articles of the campaign."""

    def __init__(self, store: CampaignStore, units: Units, clock: Clock, quota: Quota) -> None:
        self._store = store
        self._units = units
        self._clock = clock
        self.quota = quota

    def keep(self, articles: Sequence[Article]) -> tuple[int, int]:
        """Keep the articles of a file under the units' own names; how many are new, and how many tell something new."""
        named = [replace(one, unit=self._units.resolve(one.unit) or one.unit) for one in articles]
        with self._store.begin() as transaction:
            return transaction.keep_articles(named)

    def tell(self, person: Person, title: str, medium: str, link: str) -> ToldArticle:
        """Keep an article of today in the name of the person's unit."""
        demand(person, Right.PUBLISH, "宣传")
        today = local_day(self._clock.now())
        article = Article(person.unit, title, medium, today, link, by=person.id)
        self.keep([article])
        judged = self._judged(today)
        mine = next(
            one for one in judged if (one.article.unit, one.article.external_id) == (person.unit, article.external_id)
        )
        weeks = self._weeks(judged, self._week_end(today))
        return ToldArticle(mine, next(week for week in weeks if week.unit == person.unit))

    def tellings(self, person: Person, since: date | None = None, until: date | None = None) -> Publicity:
        """The articles of these days, this week's where none is named; a unit's liaison sees its own."""
        is_own = person.role is Role.LIAISON
        demand(person, Right.PUBLISH if is_own else Right.CAMPAIGN, "宣传情况")
        last = until or max(since or self._week_end(self._today()), self._week_end(self._today()))
        first = since or last - timedelta(days=6)
        judged = self._judged(last)
        weeks = [week for end in week_ends(first, last, self.quota.ends_on) for week in self._weeks(judged, end)]
        articles = [one for one in judged if first <= one.article.day <= last]
        return Publicity(
            first, last, tuple(one for one in articles if not is_own or one.article.unit == person.unit),
            tuple(week for week in weeks if not is_own or week.unit == person.unit),
        )  # fmt: skip

    def reported(self, day: date) -> frozenset[str]:
        """The units that owe nothing more in the week of that day."""
        end = self._week_end(day)
        return frozenset(week.unit for week in self._weeks(self._judged(end), end) if not week.short)

    def _weeks(self, judged: Sequence[Judged], end: date) -> list[UnitWeek]:
        return unit_weeks(judged, self._units.all, end, self.quota)

    def _judged(self, until: date) -> list[Judged]:
        return judge(self._store.articles(until))

    def _week_end(self, day: date) -> date:
        return week_end(day, self.quota.ends_on)

    def _today(self) -> date:
        return local_day(self._clock.now())
