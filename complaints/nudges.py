"""At most one reminder of an item a day: what is remembered, by key, so that nothing is sent twice."""

from __future__ import annotations

from datetime import date, datetime

from complaints.clocks import local_day


def nudge_key(number: str, at: datetime) -> str:
    """The key under which a reminder of this complaint on that day is remembered."""
    return f"nudge:{number}:{local_day(at)}"


def card_key(colour: str, number: str, due: datetime) -> str:
    """The key of a yellow or red card; a new due date makes a new card."""
    return f"{colour}:{number}:{local_day(due)}"


def lost_key(person_id: str, day: date) -> str:
    """The key of the office's being told on that day that somebody cannot be reached."""
    return f"lost:{person_id}:{day}"


def daily_key(line: str, day: date) -> str:
    """The key of a line of the timetable on that day."""
    return f"timetable:{line}:{day}"
