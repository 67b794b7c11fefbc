"""Reads what follows a command's word: a number in any shape, then the rest."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot import wording
from bot.turn import Turn
from complaints.complaint import Complaint
from complaints.errors import SujieError
from complaints.moves import ReturnReason
from complaints.numbers import read_reference
from complaints.units import Units

_NUMBER = re.compile(
    r"\s*(?P<number>(?:BS)?20\d{6}(?:\s*-\s*\d{1,6}|\d{4,6})|第[\d一二三四五六七八九十]+[件条个项]|(?:第|#|NO\.?)?\d{1,6}(?:号|號)?)"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DATE = re.compile(
    r"\s*(?:(?:延期?)?(?:至|到))?\s*(?:(?P<year>20\d{2})\s*[-年/.])?(?:(?P<month>\d{1,2})\s*[-月/.]\s*(?P<day>\d{1,2})[日号]?"
    r"|(?P<only>\d{1,2})[日号])"
)
_SUGGESTION = re.compile(
    r"(?:[，,；;。]|\s|^)\s*(?:建议|应由|应转|请转)\s*(?:改派|转|派)?(?:给|到|由|至)?[:：]?\s*"
    r"(?P<unit>\S+?)\s*(?:办理|处理|承办)?[。.]?$"
)


class Misread(SujieError):
    """The words after a command could not be read; `sentence` is the answer."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def take_complaint(turn: Turn, example: str) -> tuple[Complaint, str]:
    """The complaint that the arguments begin with, and the words after it; Misread or Refused otherwise."""
    if not turn.args.strip():
        raise Misread(wording.NUMBER_NEEDED.format(example=example))
    found = _NUMBER.match(turn.args)
    reference = read_reference(found["number"]) if found else None
    if found is None or reference is None:
        typed = turn.args.split()[0][:20]
        raise Misread(wording.NUMBER_UNREADABLE.format(typed=typed, example=example))
    complaint = turn.services.enquiries.look(turn.person, reference, turn.memory.last_list)
    return complaint, found["rest"].strip().lstrip("，,：:、").strip()


def take_suggestion(text: str, units: Units) -> tuple[str, str]:
    """The reason, and the unit that it suggests at its end (建议 区水利局), or an empty string."""
    found = _SUGGESTION.search(text)
    unit = units.resolve(found["unit"]) if found else None
    if found is None or unit is None:
        return text, ""
    return text[: found.start()].strip(" ，,；;。") or text, unit


def take_date(text: str, today: date) -> tuple[date | None, str]:
    """The day that the words begin with (2021-09-13, 9月13日, 13日, 明天), and the words after it; None for none.

    A day without its year is the next one from today on.
    """
    for word, ahead in (("今天", 0), ("明天", 1), ("后天", 2)):
        if text.startswith(word):
            return today + timedelta(days=ahead), _after(text[len(word) :])
    found = _DATE.match(text)
    if found is None:
        return None, text
    day = _day(found["year"], found["month"], found["day"] or found["only"], today)
    return (day, _after(text[found.end() :])) if day else (None, text)


def _day(year: str | None, month: str | None, day: str, today: date) -> date | None:
    try:
        if year:
            return date(int(year), int(month or today.month), int(day))
        found = date(today.year, int(month or today.month), int(day))
        if found >= today:
            return found
        if month:
            return found.replace(year=today.year + 1)
        return (found.replace(day=1) + timedelta(days=32)).replace(day=int(day))
    except ValueError:
        return None


def _after(text: str) -> str:
    return text.lstrip("前止，,：:；; ").strip()


def find_return_reason(text: str) -> ReturnReason | None:
    """The reason that the words name, by its own name first, then by what units say for it; None when unclear."""
    named = [reason for reason in ReturnReason if reason.value in text]
    if named:
        return min(named, key=lambda reason: text.find(reason.value))
    said = [reason for reason, words in wording.RETURN_WORDS.items() if any(word in text for word in words)]
    return said[0] if len(said) == 1 else None


def take_plan(text: str) -> tuple[str, str]:
    """The reason and the plan of 原因… 计划：…; the plan is empty where none is named."""
    before, mark, after = text.partition("计划：") if "计划：" in text else text.partition("计划:")
    if not mark:
        before, mark, after = text.partition("计划")
    reason = before.strip(" ，,；;。").removeprefix("原因").lstrip("：: ")
    return reason, after.strip(" ：:；;")
