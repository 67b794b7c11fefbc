"""Reads what an enterprise says when it is asked 您的诉求解决了吗？满意吗？

A text is cut into clauses, and each is held against the tables of bot/answer_patterns.py. A yes that is hedged, hoped
for, hearsay or asked back never counts as solved: then `solved` is None, and the bot asks again. “什么时候能解决？”
tells that it is not solved; “解决了没有？” asks us, and is no answer.
"""

from __future__ import annotations

import re
import unicodedata
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
_SHORT = 12
"""Characters up to which 太慢了 alone is taken for an answer; longer, it may be another complaint."""
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
    if p.OTHER_MATTER.match(words) and "解决" not in words:
        return None
    if digit := p.DIGIT.match(words):
        return _by_menu(digit[1], _clauses(words[digit.end() :]))
    clauses = _clauses(words)
    return _read_bare(p.PARTICLES.sub("", "".join(clauses)), asked) or _read_clauses(clauses, asked)


def _tidy(text: str) -> str:
    words = unicodedata.normalize("NFKC", text).strip().replace("木有", "没有")
    for picture, word in p.PICTURES.items():
        words = words.replace(picture, word)
    spaced = p.POLITE.sub(",", words).strip(" ,。!").split()
    # 没 解 决 is one word, 解决了 太慢 are two clauses.
    return ("" if all(len(part) <= 2 for part in spaced) else " ").join(spaced)


def _clauses(words: str) -> list[str]:
    return [clause for clause in p.CUT.split(words) if clause]


def _by_menu(digit: str, clauses: list[str]) -> Answered:
    solved, satisfaction = MENU[digit]
    if solved and _verdict(clauses) is _Verdict.NO:
        return Answered(None, None, _reason(clauses))
    return Answered(solved, satisfaction, _reason(clauses))


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
    if len("".join(clauses)) > _SHORT or not any(map(p.UNSURE.search, clauses)):
        return None
    return Answered(None, _BAD if asked is Asked.SATISFIED else None, _reason(clauses))


def _verdict(clauses: list[str]) -> _Verdict | None:
    """Whether it is solved, by all the clauses; None when they do not speak of it."""
    said: list[_Verdict] = []
    for clause in clauses:
        verdict = _verdict_of(clause)
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
    if p.UNSETTLED.search(_without(rest, p.DONE)):
        return _Verdict.UNSURE
    object_ = p.FILLER.sub("", p.DONE.split(rest)[-1])
    return _Verdict.YES if len(object_) <= _TAIL or "解决" in clause else None


def _degree(clause: str) -> Satisfaction | None:
    if p.SUPPOSED.search(clause):
        return None
    return next((degree for pattern, degree in p.DEGREES if pattern.search(clause)), None)


def _implies_solved(clause: str) -> bool:
    return _degree(clause) in (_GOOD, _BASIC) and bool(p.OUTCOME.match(clause))


def _reason(clauses: list[str]) -> str:
    """The clauses that say why: from 因为 or 但是 on where there is one, else all that carry more than a verdict."""
    marked = [at for at, clause in enumerate(clauses) if p.WHY.match(clause)]
    rest = clauses[marked[0] :] if marked else clauses
    return "，".join(p.WHY.sub("", clause, count=1) for clause in rest if _tells(clause))


def _tells(clause: str) -> bool:
    if p.NOT_AND_WHY.search(clause) or p.ABOUT.search(clause):
        return True
    if p.AWAITED.search(clause):
        return False
    return len(_without(clause, p.WHY, *_DEGREES, p.NOT, p.DONE, p.FILLER)) >= 2


def _without(clause: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        clause = pattern.sub("", clause)
    return clause
