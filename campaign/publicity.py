"""Articles about the campaign (附件3): which are new, which were printed again, and who has too few this week."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum

from complaints.units import Unit


class Standing(StrEnum):
    """What an article is among all that were told."""

    NEW = "new"
    REPRINT = "reprint"  #: Another medium has printed it too.
    DOUBLE = "double"  #: Told already, by this unit or another one.


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a unit tells it; an empty field was not told."""

    unit: str
    title: str
    medium: str
    day: date
    link: str = ""
    indicator: str = ""
    level: str = ""  #: 中央、省、市、区.
    outlet: str = ""  #: 网站、报纸、公众号.
    is_reprint: bool | None = None  #: As the unit says.
    note: str = ""
    by: str = ""  #: The id of whoever told it in chat.

    @property
    def external_id(self) -> str:
        """By what the unit's article is known: its title and medium."""
        words = f"{title_key(self.title)}\x1f{_bare(self.medium)}"
        return hashlib.sha256(words.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with what it is, and the one that it repeats."""

    article: Article
    standing: Standing
    of: Article | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """How many articles a week a lead unit and any other one owes, on which weekday the week ends (Monday is 0)."""

    leads: int = 5
    others: int = 3
    counts_reprints: bool = False
    ends_on: int = 4


@dataclass(frozen=True, slots=True)
class UnitWeek:
    """One unit's articles of the week that ends on `last`, and how many it owes."""

    unit: str
    is_lead: bool
    last: date
    new: int
    reprints: int
    doubles: int
    wanted: int
    counted: int

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.wanted - self.counted)


def judge(articles: Iterable[Article]) -> list[Judged]:
    """What each article is among all of them, by day; of one day the one that was told first is the first.

    The same link is a double. Of one title the first is new, another medium's a reprint, the same medium's a double.
    """
    links: dict[str, Article] = {}
    titles: dict[str, dict[str, Article]] = {}
    judged = []
    for article in sorted(articles, key=lambda article: article.day):
        link, same_title = link_key(article.link), titles.setdefault(title_key(article.title), {})
        double = links.get(link) if link else None
        double = double or same_title.get(_bare(article.medium))
        first = next(iter(same_title.values()), None)
        if double:
            judged.append(Judged(article, Standing.DOUBLE, double))
        elif first or article.is_reprint:
            judged.append(Judged(article, Standing.REPRINT, first))
        else:
            judged.append(Judged(article, Standing.NEW))
        links.setdefault(link, article)
        same_title.setdefault(_bare(article.medium), article)
    return judged


def unit_weeks(judged: Sequence[Judged], units: Sequence[Unit], last: date, quota: Quota) -> list[UnitWeek]:
    """Each unit's week that ends on that day; units that have told without being listed come last and owe nothing."""
    first = last - timedelta(days=6)
    week = [one for one in judged if first <= one.article.day <= last]
    leads = {unit.name: unit.is_lead for unit in units}
    others = dict.fromkeys(one.article.unit for one in week if one.article.unit not in leads)
    found = []
    for name in (*leads, *others):
        counts = dict.fromkeys(Standing, 0)
        for one in week:
            counts[one.standing] += one.article.unit == name
        wanted = (quota.leads if leads[name] else quota.others) if name in leads else 0
        reprints = counts[Standing.REPRINT]
        counted = counts[Standing.NEW] + (reprints if quota.counts_reprints else 0)
        is_lead = leads.get(name, False)
        found.append(
            UnitWeek(name, is_lead, last, counts[Standing.NEW], reprints, counts[Standing.DOUBLE], wanted, counted)
        )
    return found


def week_end(day: date, ends_on: int) -> date:
    """The last day of the week in which the day lies."""
    return day + timedelta(days=(ends_on - day.weekday()) % 7)


def week_ends(since: date, until: date, ends_on: int) -> Iterator[date]:
    """The last days of the weeks in which days from `since` to `until` lie."""
    last = week_end(since, ends_on)
    while last <= week_end(until, ends_on):
        yield last
        last += timedelta(days=7)


def retold(present: Article, told: Article) -> Article:
    """The article as it is told now; what is not told again stays, and the day on which it was told first."""
    kept = {
        field.name: getattr(present, field.name) for field in fields(Article) if getattr(told, field.name) in ("", None)
    }
    return replace(told, day=min(present.day, told.day), **kept)


def title_key(title: str) -> str:
    """By what titles are compared: bare of spaces, punctuation and remarks like （图）."""
    return _bare(_REMARK.sub("", unicodedata.normalize("NFKC", title)))


def link_key(link: str) -> str:
    """By what links are compared: without scheme, www., fragment, tracking and a slash at the end."""
    text = unicodedata.normalize("NFKC", link).strip().partition("#")[0]
    address, _, query = _SCHEME.sub("", text).partition("?")
    host, slash, path = address.partition("/")
    kept = sorted(part for part in query.split("&") if part and not _TRACKING.match(part))
    host = _WWW.sub("", host.lower())
    return f"{host}{slash}{path}".rstrip("/") + (f"?{'&'.join(kept)}" if kept else "")


_REMARK = re.compile(r"[(\[【](?:组?图|多?图|视频|转载|转发|原创|文|来源)[^)\]】]*[)\]】]")
_SCHEME = re.compile(r"^[a-z]+://", re.IGNORECASE)
_WWW = re.compile(r"^(?:www|m|wap)\.")
_TRACKING = re.compile(
    r"(?:utm_\w+|from|spm|share\w*|isappinstalled|scene|clicktime|enterid|sessionid|timestamp|nsukey)=", re.IGNORECASE
)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()
