"""Puts the passages of a plan together by matter, from the first to the last."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from classifier.split_cues import related
from classifier.split_evidence import Place
from classifier.split_plans import Plan, rests
from classifier.split_prose import Passage, Turn
from classifier.split_sight import Sight


def grouped(
    plan: Plan, whole: Sight, seen: Mapping[str, Sight], is_new: Callable[[Place], bool]
) -> list[list[Passage]]:
    """Return the passages by matter; `is_new` is asked at each place whether another one begins there.

    What stands before the first complaint goes with it, and a passage that takes up an earlier matter with that one.
    `seen` holds every piece of the plan, `whole` the text.
    """
    found = led(plan, seen)
    after = rests(found)
    groups, sights = [[found[0]]], [seen[found[0].text]]
    for at, passage in enumerate(found[1:], start=1):
        sight = seen[passage.text]
        place = Place(
            at, sights[-1], "".join(one.text for one in groups[-1]), passage, sight, seen[after[at]], after[at], whole,
            len(found), plan.counted,
        )  # fmt: skip
        if not sights[0].begins() or not is_new(place):
            _add(groups, sights, len(groups) - 1, passage, sight)
        else:
            _add(groups, sights, _taken_up(sights, passage, sight), passage, sight)
    return groups


def led(plan: Plan, seen: Mapping[str, Sight]) -> tuple[Passage, ...]:
    """Return the passages of the plan, after the lead where that is a matter by itself."""
    is_led = bool(plan.lead) and bool(seen[plan.lead].own) and seen[plan.lead].tells
    return plan.with_lead() if is_led else plan.passages


def _add(groups: list[list[Passage]], sights: list[Sight], at: int, passage: Passage, sight: Sight) -> None:
    if at == len(groups):
        groups.append([passage])
        sights.append(sight)
    else:
        groups[at].append(passage)
        sights[at] = sights[at].with_more(sight)


def _taken_up(sights: list[Sight], passage: Passage, sight: Sight) -> int:
    """The number of the earlier matter that the passage takes up; the next one where it takes up none."""
    if passage.turn is not Turn.NAMED:
        for at, earlier in enumerate(sights[:-1]):
            if earlier.unit == sight.unit and related(earlier.own, sight.own):
                return at
    return len(sights)
