"""Reads what follows a command's word: a number in any shape, then the rest."""

from __future__ import annotations

import re

from bot import wording
from bot.turn import Turn
from complaints.complaint import Complaint
from complaints.errors import SujieError
from complaints.numbers import read_reference
from complaints.units import Units

_NUMBER = re.compile(
    r"\s*(?P<number>(?:BS)?20\d{6}(?:\s*-\s*\d{1,6}|\d{4,6})|第[\d一二三四五六七八九十]+[件条个项]|(?:第|#|NO\.?)?\d{1,6}(?:号|號)?)"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
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
