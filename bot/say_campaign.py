"""Puts the campaign's figures into the sentences of wording.py."""

from __future__ import annotations

from collections.abc import Sequence

from bot import say, wording
from campaign.daily import Daily
from campaign.publicity import UnitWeek
from campaign.publishing import Publicity
from campaign.schedule import DueTask
from campaign.visits import Doubt

_NAMES = 12


def task_text(one: DueTask, *, own: bool = False, days: int = 1, most: int = _NAMES) -> str:
    """One task of the plan: when it is due and who has not reported, up to `most` of them by name.

    `own` speaks to the one whom it concerns; it is due on `days` days.
    """
    state = ""
    if one.task.report and own:
        state = wording.SCHEDULE_OWES if one.missing else wording.SCHEDULE_DONE
    elif one.task.report:
        pattern = wording.SCHEDULE_MISSING if one.missing else wording.SCHEDULE_DONE
        state = pattern.format(count=len(one.missing), units=names(one.missing, most))
    name = one.task.name + (wording.SCHEDULE_DAYS.format(count=days - 1) if days > 1 else "")
    return wording.SCHEDULE_LINE.format(at=say.minute(one.at), name=name, state=state, text=one.task.text)


def daily_text(daily: Daily) -> str:
    """The visits of the days, all so far, who has not told, and what to look at again."""
    span = f"{daily.since.month}月{daily.since.day}日"
    if daily.until != daily.since:
        span += f"至{daily.until.month}月{daily.until.day}日"
    problems = sum(unit.problems for unit in daily.units)
    lines = [wording.DAILY.format(span=span, count=daily.count, problems=problems, total=daily.total)]
    if daily.missing:
        lines.append(wording.DAILY_MISSING.format(count=len(daily.missing), units=names(daily.missing)))
    else:
        lines.append(wording.DAILY_ALL)
    if daily.doubts:
        told = "；".join(
            wording.DOUBT_COUNT.format(doubt=wording.DOUBTS[one], count=n) for one, n in daily.doubts.items()
        )
        lines.append(wording.DAILY_DOUBTS.format(doubts=told))
    return "\n".join(lines)


def names(units: Sequence[str], most: int = _NAMES) -> str:
    """The names, the first ones of many."""
    more = wording.AND_MORE if len(units) > most else ""
    return "、".join(units[:most]) + more


def doubts(found: Sequence[Doubt]) -> str:
    """What to look at again, or nothing."""
    return wording.VISIT_DOUBTS.format(doubts="；".join(wording.DOUBTS[one] for one in found)) if found else ""


def own_week(week: UnitWeek) -> str:
    """How many articles of the week count, and how many are missing."""
    pattern = wording.PUBLICITY_SHORT if week.short else wording.PUBLICITY_ENOUGH
    owed = pattern.format(short=week.short, wanted=week.wanted)
    last = f"{week.last.month}月{week.last.day}日"
    return wording.PUBLICITY_OWN_WEEK.format(last=last, counted=week.counted, owed=owed)


def publicity_text(told: Publicity) -> str:
    """The latest week's articles, and who has too few."""
    weeks = told.last_week
    last = max((week.last for week in weeks), default=told.until)
    new, reprints, doubles = (
        sum(getattr(week, name) for week in weeks) for name in ("new", "reprints", "doubles")
    )  # fmt: skip
    heading = wording.PUBLICITY.format(last=f"{last.month}月{last.day}日", new=new, reprints=reprints, doubles=doubles)
    if not told.short:
        return f"{heading}\n{wording.PUBLICITY_ALL}"
    lacking = [wording.PUBLICITY_LACKS.format(unit=week.unit, short=week.short) for week in told.short]
    return f"{heading}\n{wording.PUBLICITY_MISSING.format(count=len(lacking), units=names(lacking))}"
