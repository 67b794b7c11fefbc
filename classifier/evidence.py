"""What speaks for and against two complaints being of the same matter, as numbers from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter

from classifier.differences import NONE, find_differences
from classifier.identity import identify, without
from classifier.labels import differ
from classifier.numerals import DAYS, MONEY, OTHER, Quantity
from classifier.telling import Reader, Telling
from classifier.when import When

_MUCH = 60.0
_SURE = 12.0
_ENOUGH = 30.0
_LIKE, _NEARLY = 0.2, 0.3
"""The cosine of the character pairs from which texts are compared place by place, and are of one making."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of a pair. Names in -other are contradictions: both tell it, and differently."""

    company_same: float = 0.0
    company_hint: float = 0.0  #: One names it, the other uses the beginning of its name.
    company_other: float = 0.0
    name_same: float = 0.0  #: A proper name of one is in the other.
    name_other: float = 0.0  #: Both have some, none alike; or both speak of themselves by other ones.
    name_one: float = 0.0  #: Only one has names.
    name_none: float = 0.0
    name_more: float = 0.0  #: One is told by somebody whom the other does not name.
    matter: float = 0.0
    matter_shared: float = 0.0  #: How much of the one that says less.
    matter_other: float = 0.0
    things: float = 0.0
    things_shared: float = 0.0
    manner: float = 0.0
    letters: float = 0.0
    letters_shared: float = 0.0
    pairs: float = 0.0
    contained: float = 0.0
    weight: float = 0.0  #: How much the pairs in common tell together, however long the texts are.
    money_same: float = 0.0
    money_other: float = 0.0
    counts_same: float = 0.0
    spans_same: float = 0.0  #: The same time taken: 四个月.
    month_same: float = 0.0
    month_other: float = 0.0
    day_same: float = 0.0
    day_other: float = 0.0
    year_other: float = 0.0
    label_other: float = 0.0  #: Another number, house or part: 尾号5519, 7号楼, 第二训练场.
    site_same: float = 0.0
    site_other: float = 0.0
    site_unlike: float = 0.0  #: Both name places, none of one sort: a road, a village.
    town_same: float = 0.0
    town_other: float = 0.0
    names_same: float = 0.0  #: How long the rare word is that both have; four characters are a name.
    nobody: float = 0.0  #: Nothing shows the same company or place; the less, the more they say alike.
    little: float = 0.0  #: The same, and the less, the less they say alike besides the town, however much of it.
    number_other: float = 0.0  #: In nearly the same words another number in the same place.
    spot_other: float = 0.0  #: In nearly the same words another place.
    word_other: float = 0.0  #: In like words another word; the more, the rarer it is.
    swapped: float = 0.0  #: The same sentence with another name in it.
    told: float = 0.0  #: How surely it is no chance that the longer has the shorter's characters, names among them.
    told_share: float = 0.0  #: How much of what the shorter says.
    besides: float = 0.0  #: The same without names.
    besides_share: float = 0.0
    asks_one: float = 0.0  #: One at least only asks how it is done.
    again_one: float = 0.0  #: One says that it is so once more, or was so before.
    topic: float = 0.0  #: How alike the classifier takes them to be.

    def values(self) -> tuple[float, ...]:
        """The numbers in the order of the fields."""
        values: tuple[float, ...] = _values(self)
        return values


_values = attrgetter(*(field.name for field in fields(Evidence)))


def weigh(one: Telling, other: Telling, reader: Reader, topic: float) -> Evidence:
    """Return the evidence of two tellings that `reader` has read; `topic` says how alike their topics are."""
    identity = identify(one, other, reader, _overlap(one.pairs, other.pairs)[1])
    run = identity.run
    mine, theirs = without(one.spoken.matters, run), without(other.spoken.matters, run)
    matter, shared = _alike(mine, theirs, reader.matter_weight)
    things, things_shared = _alike(
        without(one.spoken.things, run), without(other.spoken.things, run), reader.thing_weight
    )
    ours, others = _outside(one.pairs, run), _outside(other.pairs, run)
    contained, cosine = _overlap(ours, others)
    letters_shared, letters = _overlap(_outside(one.letters, run), _outside(other.letters, run))
    weight = min(sum(weight for pair, weight in ours.items() if pair in others) / _MUCH, 1.0)
    differences = find_differences(one.current, other.current, reader.letter_weight) if cosine > _LIKE else NONE
    nearly = cosine > _NEARLY
    short, long = sorted((one, other), key=lambda telling: telling.length)
    told, told_share, _ = _told(short.rates, long.rates, long.length)
    besides, besides_share, alike = _told(_outside(short.besides, run), _outside(long.besides, run), long.length)
    day_same = one.when.days & other.when.days
    return Evidence(
        company_same=identity.company_same,
        company_hint=identity.company_hint,
        company_other=identity.company_other,
        name_same=identity.name_same,
        name_other=identity.name_other,
        name_one=identity.name_one,
        name_none=identity.name_none,
        name_more=identity.name_more,
        matter=matter,
        matter_shared=shared,
        matter_other=1.0 - besides_share if mine and theirs and not (matter or things) else 0.0,
        things=things,
        things_shared=things_shared,
        manner=_alike(one.spoken.manners, other.spoken.manners, reader.matter_weight)[0],
        letters=letters,
        letters_shared=letters_shared,
        pairs=cosine,
        contained=contained,
        weight=weight,
        money_same=_agree(one.quantities, other.quantities, MONEY),
        money_other=_differ(one.quantities, other.quantities, MONEY),
        counts_same=_agree(one.quantities, other.quantities, OTHER),
        spans_same=_agree(one.quantities, other.quantities, DAYS),
        **_time(one.when, other.when),
        label_other=float(differ(one.labels, other.labels)),
        site_same=identity.site_same,
        site_other=identity.site_other,
        site_unlike=identity.site_unlike,
        town_same=identity.town_same,
        town_other=identity.town_other,
        names_same=identity.named,
        nobody=0.0 if identity.is_known or day_same else 1.0 - told_share,
        little=0.0 if identity.is_known or day_same else max(0.0, 1.0 - alike / _ENOUGH),
        number_other=differences.numbers if nearly else 0.0,
        spot_other=differences.places if nearly else 0.0,
        word_other=differences.words,
        swapped=identity.swapped,
        told=told,
        told_share=told_share,
        besides=besides,
        besides_share=besides_share,
        asks_one=float(one.asks or other.asks),
        again_one=float(one.again != other.again),
        topic=topic,
    )


def _alike(
    mine: Mapping[str, Collection[str]], theirs: Mapping[str, Collection[str]], weight: Callable[[str], float]
) -> tuple[float, float]:
    """Return the cosine of two sets of matters, and the share of the smaller; said in more ways, one counts more."""
    ours = {name: weight(name) * math.sqrt(len(said)) for name, said in mine.items()}
    others = {name: weight(name) * math.sqrt(len(said)) for name, said in theirs.items()}
    shared = [min(value, others[name]) for name, value in ours.items() if name in others]
    if not shared:
        return 0.0, 0.0
    product = sum(value * others[name] for name, value in ours.items() if name in others)
    cosine = product / (math.hypot(*ours.values()) * math.hypot(*others.values()))
    return cosine, sum(shared) / min(sum(ours.values()), sum(others.values()))


def _outside(weights: Mapping[str, float], name: str) -> Mapping[str, float]:
    return {part: weight for part, weight in weights.items() if part not in name} if name else weights


def _overlap(mine: Mapping[str, float], theirs: Mapping[str, float]) -> tuple[float, float]:
    """Return how much of the shorter text's pairs the other has, and the cosine."""
    shared = [weight for pair, weight in mine.items() if pair in theirs]
    least = min(sum(mine.values()), sum(theirs.values()))
    if not shared or not least:
        return 0.0, 0.0
    squares = sum(weight * weight for weight in shared)
    return sum(shared) / least, squares / (math.hypot(*mine.values()) * math.hypot(*theirs.values()))


def _told(short: Mapping[str, float], long: Mapping[str, float], length: int) -> tuple[float, float, float]:
    """Return how much the longer text has of the shorter one's characters, against chance, which share, and the sum.

    A character weighs as much as it is unlikely to stand in a text of the longer one's length.
    """
    whole = shared = 0.0
    for letter, rate in short.items():
        weight = _surprise(rate, length)
        whole += weight
        shared += weight if letter in long else 0.0
    if not whole:
        return 0.0, 0.0, 0.0
    return min(shared / math.sqrt(whole) / _SURE, 1.0), shared / whole, shared


@lru_cache(maxsize=65_536)
def _surprise(rate: float, length: int) -> float:
    """Return how unlikely a character of this rate is in a text of this length: the logarithm of the odds."""
    return -math.log(-math.expm1(-rate * max(length, 1)))


def _agree(mine: Sequence[Quantity], theirs: Sequence[Quantity], kind: str) -> float:
    return float(any(kind in (one.kind, other.kind) and one.agrees(other) for one in mine for other in theirs))


def _differ(mine: Sequence[Quantity], theirs: Sequence[Quantity], kind: str) -> float:
    ours, others = ([one for one in some if one.kind == kind] for some in (mine, theirs))
    return float(bool(ours and others) and not any(one.agrees(other) for one in ours for other in others))


def _time(one: When, other: When) -> dict[str, float]:
    months = one.months & other.months
    apart = bool(one.months and other.months) and not months
    relative = bool(one.back and other.back) and not one.back & other.back
    days = bool(one.days and other.days) and not one.days & other.days
    years = bool(one.years and other.years) and not one.years & other.years
    ago = bool(one.years_back and other.years_back) and not one.years_back & other.years_back
    return {
        "month_same": float(bool(months or one.back & other.back)),
        "month_other": float(apart or (relative and not months)),
        "day_same": float(bool(one.days & other.days)),
        "day_other": float(days and not apart),
        "year_other": float(years or ago),
    }
