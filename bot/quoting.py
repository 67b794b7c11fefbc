"""Words beside a quoted message: about the complaint whose number is quoted, or a filing of what is quoted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot import say, wording
from bot.arguments import names_complaint
from bot.filing import file_quoted
from bot.for_reporters import add_words, hear_answer
from bot.missing import hear_fact
from bot.talk import Quote
from bot.turn import Answer, ChatCommand, Turn
from complaints.complaint import Complaint
from complaints.completing import lacking
from complaints.people import Role

_NUMBER = re.compile(r"BS\d{8}-\d{4,6}")
_EXAMPLE = re.compile(r"\s\d{4}(?:\s|$)")
Find = Callable[[str], tuple[ChatCommand, str] | None]
"""The command that a text begins with, and the words after it; None where it begins with none."""


def hear_quote(turn: Turn, quote: Quote, find: Find, answer: Callable[[Turn], Answer]) -> Answer:
    """What is said beside the quote, as if it had been said with the number that is quoted.

    `answer` hears words by themselves: those that the quote adds nothing to.
    """
    found, number = find(quote.rest), _NUMBER.search(quote.text)
    if number is None:
        if not quote.rest or (found and found[0].word == "登记"):
            filing = find(quote.text)
            text = filing[1] if filing and filing[0].word == "登记" else quote.text
            return file_quoted(turn, replace(quote, text=text, rest=found[1] if found else ""))
        return answer(turn.saying(quote.rest))
    if found is not None:
        command, words = found
        takes_number = _EXAMPLE.search(command.example) is not None and not names_complaint(words)
        said = f"{command.word} {number[0]} {words}".strip() if takes_number else quote.rest
        return answer(turn.saying(said))
    told = _about(turn.saying(quote.rest), number[0], quote) if quote.rest else None
    return told or answer(turn.saying(quote.rest or number[0]))


def _about(turn: Turn, number: str, quote: Quote) -> Answer | None:
    own = turn.services.enquiries.own(turn.person, number)
    if own is not None:
        return _about_own(turn, own, quote)
    seen = turn.services.enquiries.by_number(turn.person, number)
    if seen is None or turn.person.role is not Role.LIAISON or turn.room:
        return None
    words = say.cut(turn.args, 40)
    return Answer(wording.QUOTED_BY_UNIT.format(number=number, short=say.short(number, turn.now), words=words))


def _about_own(turn: Turn, complaint: Complaint, quote: Quote) -> Answer | None:
    """The answer to the quoted question, or more words to the speaker's own complaint; None where they are neither."""
    asked = next((fact for fact in lacking(complaint.record) if wording.MISSING[fact] in quote.text), None)
    told = hear_fact(complaint.number, asked, turn) if asked else None
    if told is not None:
        return told
    told = hear_answer(turn.saying(f"{complaint.number} {turn.args}"))
    if told is not None:
        return told
    return add_words(turn, complaint) if complaint.is_open() and not turn.args.isdigit() else None
