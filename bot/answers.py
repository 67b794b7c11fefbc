"""Reads what an enterprise says when it is asked 您的诉求解决了吗？满意吗？

A text is cut into clauses, and each is held against the tables of bot/answer_patterns.py. A yes that is hedged, hoped
for or hearsay never counts as solved: `solved` is None, and the bot asks again. “什么时候能解决？” tells that it is
not; “解决了没有？” asks us, and “路坏了，找谁修” is a new matter: neither is an answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum

from bot import answer_patterns as p
from complaints.follow_up import Satisfaction

_GOOD, _BASIC, _BAD = Satisfaction.SATISFIED, Satisfaction.BASIC, Satisfaction.DISSATISFIED

MENU_LINES = ("1 已解决且满意", "2 已解决，基本满意", "3 已解决但不满意", "4 未解决")
"""The menu as the question shows it; MENU says what each digit means."""
MENU: dict[str, tuple[bool, Satisfaction | None]] = {
    "1": (True, _GOOD),
    "2": (True, _BASIC),
    "3": (True, _BAD),
    "4": (False, None),
}
_DEGREES = tuple(pattern for pattern, _ in p.DEGREES)
_SHORT, _SHORT_UNSURE = 12, 20
"""Characters up to which 太慢了 or 不清楚 alone is taken for an answer; longer, it may be another complaint."""
_TAIL = 3
"""Characters that may follow 修好了 in its clause; more is what was mended, perhaps quite another matter."""


class Asked(StrEnum):
    """Which question was put last."""

    BOTH = "both"
    SOLVED = "solved"
    SATISFIED = "satisfied"


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said; None where nothing was, or nothing sure. `reason` is why, in the enterprise's words."""

    solved: bool | None
    satisfaction: Satisfaction | None
    reason: str


class _Verdict(Enum):
    YES = True
    NO = False
    UNSURE = None


def read_answer(text: str, asked: Asked = Asked.BOTH) -> Answered | None:
    """What the words answer to the question, None when they are no answer to it.

    Bare words (嗯, 没有) are read by `asked`. 满意 alone implies solved, but where only content was asked: there
    `solved` stays None, as it is known already. The digits of the menu are understood after every question.
    """
    words = _tidy(text)
    if digit := p.DIGIT.match(words):
        return _by_menu((digit[1] or digit[2]).translate(p.NUMERALS), _clauses(words[digit.end() :]))
    if _is_new_matter(words):
        return None
    clauses = _clauses(words)
    return _read_bare(p.PARTICLES.sub("", "".join(clauses)), asked) or _read_clauses(clauses, asked)


def _tidy(text: str) -> str:
    words = unicodedata.normalize("NFKC", text).strip().replace("木有", "没有")
    for picture, word in p.PICTURES.items():
        words = words.replace(picture, word)
    spaced = p.POLITE.sub(",", words).strip(" ,。!").split()
    # 没 解 决 is one word, 解决了 太慢 are two clauses.
    return ("" if max(map(len, spaced), default=0) <= 2 and not p.DIGIT.match(words) else " ").join(spaced)


def _clauses(words: str) -> list[str]:
    return [clause for clause in p.CUT.split(words) if clause]


def _by_menu(digit: str, clauses: list[str]) -> Answered:
    solved, satisfaction = MENU[digit]
    reason = _joined(clause for clause in clauses if _left(clause) or _tells(clause))
    opposed = {satisfaction, *map(_degree, clauses)} >= {_GOOD, _BAD}
    doubted = solved and (opposed or _verdict(clauses) is _Verdict.NO)
    return Answered(None, None, reason) if doubted else Answered(solved, satisfaction, reason)


def _is_new_matter(words: str) -> bool:
    opened = p.OTHER_MATTER.match(words) and "解决" not in words
    return bool(opened or (p.NEW_MATTER.search(words) and not p.RESULT.search(words)))


def _read_bare(words: str, asked: Asked) -> Answered | None:
    if p.NOTHING_YET.fullmatch(words) and asked is not Asked.SATISFIED:
        return Answered(False, None, "")
    is_yes = bool(p.YES.fullmatch(words))
    if not (is_yes or p.NO.fullmatch(words)):
        return None
    degree = _GOOD if is_yes else _BAD
    if asked is Asked.SATISFIED:
        return Answered(None, degree, "")
    return Answered(is_yes if asked is Asked.SOLVED else None, degree if words in ("点赞", "差评") else None, "")


def _read_clauses(clauses: list[str], asked: Asked) -> Answered | None:
    told = [clause for clause in clauses if _degree(clause) is _BAD or not p.ASKED_BACK.search(clause)]
    if asked is Asked.SATISFIED:
        told = [clause for clause in told if not p.NOTHING_YET.fullmatch(clause)]
    verdict = _verdict(told)
    satisfaction = next(filter(None, map(_degree, reversed(told))), None)
    if not (verdict or satisfaction):
        return _read_unsure(told, asked)
    if not verdict and asked is not Asked.SATISFIED and any(map(_implies_solved, told)):
        verdict = _Verdict.YES
    return Answered(verdict.value if verdict else None, satisfaction, _reason(told))


def _read_unsure(clauses: list[str], asked: Asked) -> Answered | None:
    length = len("".join(clauses))
    if length <= _SHORT_UNSURE and any(map(p.UNSURE.search, clauses)):
        return Answered(None, None, _reason(clauses))
    is_slow = length <= _SHORT and any(map(p.SLOW.search, clauses))
    return Answered(None, _BAD if asked is Asked.SATISFIED else None, _reason(clauses)) if is_slow else None


def _verdict(clauses: list[str]) -> _Verdict | None:
    """Whether it is solved, by all the clauses; None when they do not speak of it."""
    said: list[_Verdict] = []
    for clause in clauses:
        verdict = _verdict_of(clause)
        if not verdict and _Verdict.YES in said and p.SPOILED.search(clause):
            verdict = _Verdict.NO
        if verdict and p.NOW.search(clause):
            said = []
        if verdict and not p.BEFORE.match(clause):
            said.append(verdict)
    return next((verdict for verdict in (_Verdict.NO, _Verdict.UNSURE, _Verdict.YES) if verdict in said), None)


def _verdict_of(clause: str) -> _Verdict | None:
    if p.NOTHING_YET.fullmatch(clause):
        return _Verdict.NO
    if p.OPEN.search(clause):
        return _Verdict.UNSURE
    if any(pattern.search(clause) for pattern in (p.NOT_AND_WHY, p.AWAITED, p.NOT)):
        return _Verdict.NO
    if p.HEDGED.search(_without(clause, *_DEGREES)):
        return _Verdict.UNSURE if p.SPOKEN_OF.search(clause) else None
    return _settled(clause) if p.DONE.search(clause) else None


def _settled(clause: str) -> _Verdict | None:
    """Yes for 修好了; unsure for 明天修好了发你; nothing for 办好了消防演练, which is other news."""
    rest = _without(clause, *_DEGREES)
    tail = p.DONE.split(rest)[-1]
    if p.UNSETTLED.search(_without(rest, p.DONE)) or p.SPOILED.search(tail):
        return _Verdict.UNSURE
    return _Verdict.YES if len(p.FILLER.sub("", tail)) <= _TAIL or "解决" in clause else None


def _degree(clause: str) -> Satisfaction | None:
    meant = () if p.SUPPOSED.search(clause) else p.DEGREES
    return next((degree for pattern, degree in meant if pattern.search(clause)), None)


def _implies_solved(clause: str) -> bool:
    return _degree(clause) in (_GOOD, _BASIC) and bool(p.OUTCOME.match(clause))


def _reason(clauses: list[str]) -> str:
    """The clauses that say why: from 因为 or 但是 on where there is one, else all that carry more than a verdict."""
    marked = [at for at, clause in enumerate(clauses) if p.WHY.match(clause)]
    rest = clauses[marked[0] :] if marked else clauses
    return _joined(filter(_tells, rest))


def _joined(clauses: Iterable[str]) -> str:
    return "，".join(p.WHY.sub("", clause, count=1) for clause in clauses)


def _tells(clause: str) -> bool:
    is_why = bool(p.NOT_AND_WHY.search(clause) or p.ABOUT.search(clause))
    return is_why or (not p.AWAITED.search(clause) and len(_left(clause)) >= 2)


def _left(clause: str) -> str:
    return _without(clause, p.WHY, *_DEGREES, p.NOT, p.DONE, p.FILLER)


def _without(clause: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        clause = pattern.sub("", clause)
    return clause
