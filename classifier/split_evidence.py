"""What speaks for a new matter at a place in a text, as numbers that a regression weighs."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from classifier.split_cues import goes_on, related, suffers
from classifier.split_prose import Passage, Turn
from classifier.split_sight import Sight
from complaints.prediction import OUTSIDE

_LINKS_BACK = re.compile(
    r"(?:该|此|上述|这|那|其|所以|因此|因为|由于|而且|并且|但是?|可是?|不过|结果|后来|于是|然后|接着|现在|至今|到现在|目前"
    r"|如今|为此|否则|如果|要是|即使|虽然|当时|之后|随后|期间|从那|原因|就是|只是|甚至|连|又|也|都|还)"
)
_PLACED = re.compile(
    r"(?:家里|村[里东西南北头]|厂?门口|小区|楼下|隔壁|对面|邻居|学校|孩子|职工|员工|老人|公司|单位|厂[里区]|园区|镇上|车间)"
)
_DATED = re.compile(
    r"[^，,。]{0,6}?(?:\d{4}年|\d{1,2}月|\d{1,2}[日号]|去年|前年|今年|上周|上月|昨[天日]|前天|第[一二三四五六]次|第二天)"
)
_SELF = re.compile(r"(?:我们?公?司?|我厂|我单位|本公?司|本人|企业|来电人|市民|俺们?|咱们?)")
_ASKS = re.compile(r"[？?]|咨询|想问|请问|能不能|能否|怎么办")
_CHINESE = re.compile(r"[^一-鿿]")
_MANY = 4
"""Passages beyond which a text with a mark is no likelier to tell one long story."""
_SHORT, _LONG, _SHORT_BEFORE = 20, 60, 25
"""Characters under which a passage counts as short, and from which what follows counts as long."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place between two passages of a text, before the one that stands at `at`.

    `before` is the matter told last with its words, `rest` all from here to the next turn; `passages` counts those of
    the text, and `counted` says that the text announces several matters.
    """

    at: int
    before: Sight
    before_words: str
    passage: Passage
    sight: Sight
    rest: Sight
    rest_words: str
    whole: Sight
    passages: int
    counted: bool


def evidence(place: Place) -> dict[str, float]:
    """Return the evidence by name, mostly from 0 to 1."""
    return {**_of_units(place), **_of_topics(place), **_of_words(place), **_of_form(place)}


def _of_units(place: Place) -> dict[str, float]:
    """Whose the passage would be beside whose the matter before is."""
    before, sight, rest = place.before, place.sight, place.rest
    other, rest_other = float(sight.unit != before.unit), float(rest.unit != before.unit)
    return {
        "unit_other": other,
        "unit_chance": sight.chance,
        "unit_other_surely": other * sight.chance,
        "units_surely_apart": other * sight.chance * before.chance,
        "unit_known_before": before.chances.get(sight.unit, 0.0),
        "unit_before_here": sight.chances.get(before.unit, 0.0),
        "unit_before_chance": before.chance,
        "unit_before_of_whole": place.whole.chances.get(before.unit, 0.0),
        "unit_outside": float(sight.unit == OUTSIDE),
        "unit_none": float(not sight.chances),
        "rest_other_surely": rest_other * rest.chance,
        "rest_known_before": before.chances.get(rest.unit, 0.0),
        "rest_as_here": float(rest.unit == sight.unit),
    }


def _of_topics(place: Place) -> dict[str, float]:
    """What both speak of."""
    before, sight, rest = place.before, place.sight, place.rest
    mine, theirs = _pairs(place.before_words), _pairs(place.rest_words)
    return {
        "topic_own": float(bool(sight.own)),
        "topic_own_before": float(bool(before.own)),
        "topic_related": float(bool(before.topics and sight.topics) and related(before.topics, sight.topics)),
        "topic_apart": float(_apart(before, sight)),
        "topic_apart_rest": float(_apart(before, rest)),
        "words_shared": len(mine & theirs) / max(1, min(len(mine), len(theirs))),
    }


def _of_words(place: Place) -> dict[str, float]:
    """Whether the passage has the shape of a complaint, or goes on with the one before."""
    words = place.passage.text
    return {
        "goes_on": float(goes_on(words)),
        "suffers": float(suffers(words)),
        "links_back": float(_LINKS_BACK.match(words) is not None),
        "tells": float(place.sight.tells),
        "tells_before": float(place.before.tells),
        "tells_rest": float(place.rest.tells),
        "asks": float(_ASKS.search(words) is not None),
        "dated": float(_DATED.match(words) is not None),
        "speaks_of_self": float(_SELF.match(words) is not None),
        "names_place": float(_PLACED.match(words) is not None),
    }


def _of_form(place: Place) -> dict[str, float]:
    """The mark before the passage, and how long everything is."""
    turn = place.passage.turn
    return {
        "turn_line": float(turn is Turn.LINE),
        "turn_another": float(turn is Turn.ANOTHER),
        "turn_named": float(turn is Turn.NAMED),
        "counted": float(place.counted),
        "short": max(0.0, 1 - len(place.passage.text) / _SHORT),
        "short_before": max(0.0, 1 - len(place.before_words) / _SHORT_BEFORE),
        "long_rest": min(1.0, len(place.rest_words) / _LONG),
        "many_passages": math.log(place.passages if turn <= Turn.LINE else min(place.passages, _MANY)),
    }


def _apart(one: Sight, other: Sight) -> bool:
    return bool(one.own and other.own) and not related(one.topics, other.topics)


def _pairs(text: str) -> set[str]:
    chinese = _CHINESE.sub("", text)
    return {chinese[at : at + 2] for at in range(len(chinese) - 1)}
