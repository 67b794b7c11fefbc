"""Whether two complaints are of the same company or place: by name, by the beginning of a name, or by a rare word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from classifier.names import may_be_same
from classifier.sites import SiteKind
from classifier.telling import Reader, Telling
from complaints.companies.names import read_name
from complaints.companies.naming import same_company

_HEAD = 2
_SHORTENED = 4
_LONGEST_NAME = 8
_FOUR = 3
_NEARLY = 0.5
"""The cosine of the character pairs from which two texts are taken to be of the same making."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What two tellings say of who and where, each from 0 to 1; `run` is the name that both have, if any."""

    company_same: float = 0.0
    company_hint: float = 0.0  #: One names it, the other uses the beginning of its name.
    company_other: float = 0.0
    name_same: float = 0.0  #: A proper name of one is in the other.
    name_other: float = 0.0  #: Both have proper names, none of them alike.
    name_one: float = 0.0  #: Only one has names.
    name_none: float = 0.0
    name_more: float = 0.0  #: They share a name, and one is told by somebody whom the other does not name.
    site_same: float = 0.0
    site_other: float = 0.0
    site_unlike: float = 0.0  #: Both name places, none of one sort.
    town_same: float = 0.0
    town_other: float = 0.0
    swapped: float = 0.0
    run: str = ""

    @property
    def named(self) -> float:
        """How surely both have a name in common: 0.67 for three characters in a row, 1 for four."""
        # A company that its field names may be in neither text.
        return self.company_same or min(max(len(self.run) - 1, 0), _FOUR) / _FOUR

    @property
    def is_known(self) -> bool:
        """Whether anything shows that both are of the same company or place."""
        return bool(self.company_same or self.company_hint or self.name_same or self.site_same or len(self.run) > _HEAD)


def identify(one: Telling, other: Telling, reader: Reader, alike: float) -> Identity:
    """Return what they say of who and where; `alike` is the cosine of their character pairs."""
    names = _names(one, other)
    same, hint, different = _company(one, other)
    if names["name_other"]:
        # 万家福超市, 惠万家超市: not the same for being spelt alike.
        same = hint = False
    elif names["name_same"] and not names["name_more"] and different:
        different = any(_are_other_trades(mine, theirs) for mine in one.companies for theirs in other.companies)
    site_same, site_other, site_unlike = _site(one, other)
    swapped = alike > _NEARLY and not (same or site_same) and _is_swapped(one.text, other.text, reader)
    apart = bool(one.place and other.place) and one.place != other.place
    return Identity(
        company_same=float(same),
        company_hint=float(hint),
        company_other=float(different),
        **names,
        site_same=float(site_same),
        site_other=float(site_other),
        site_unlike=float(site_unlike),
        town_same=float(bool(one.place) and one.place == other.place),
        # A company may have houses in two towns; without one, the town is all there is.
        town_other=float(apart and not same),
        swapped=float(swapped),
        run="" if swapped else _run_in_common(one, other),
    )


def _names(one: Telling, other: Telling) -> dict[str, float]:
    mine = [name for name in one.names if name in other.text]
    theirs = [name for name in other.names if name in one.text]
    same = bool(mine or theirs)
    both, either = bool(one.names and other.names), bool(one.names or other.names)
    apart = both and not same and _are_apart(one, other, one.names, other.names)
    # Two who complain of the same lender.
    apart = apart or (bool(one.own and other.own) and _are_apart(one, other, one.own, other.own))
    first, second = (one.own or one.names)[:1], (other.own or other.names)[:1]
    more = both and same and (_is_unnamed(first[0], theirs, other) or _is_unnamed(second[0], mine, one))
    return {
        "name_same": float(same and not apart),
        "name_other": float(apart),
        "name_one": float(either and not both and not same),
        "name_none": float(not either),
        "name_more": float(more),
    }


def _are_apart(one: Telling, other: Telling, mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return not any(may_be_same(name, their, one.text, other.text) for name in mine for their in theirs)


def _is_unnamed(first: str, known: Sequence[str], other: Telling) -> bool:
    """Whether the other does not have the name that one gives first, nor a part of it."""
    return first not in other.text and not any(name in first for name in known)


def _company(one: Telling, other: Telling) -> tuple[bool, bool, bool]:
    """Return whether the company is the same, may be the same by the beginning of its name, and is another."""
    pairs = [same_company(mine, theirs) for mine in one.companies for theirs in other.companies]
    if any(pairs) or _mentions(one, other) or _mentions(other, one):
        return True, False, False
    if one.companies and other.companies:
        return False, False, pairs[0] is False
    return False, _hints(one, other) or _hints(other, one), False


def _are_other_trades(one: str, other: str) -> bool:
    """Whether the names begin alike and go on with different trades: 一鸣包装, 一鸣印务."""
    mine, theirs = read_name(one), read_name(other)
    return mine.proper == theirs.proper and bool(mine.trade and theirs.trade) and mine.trade != theirs.trade


def _mentions(named: Telling, text: Telling) -> bool:
    """Whether the text has the name, or its beginning with its end: 银河玻璃 for 银河特种玻璃."""
    return any(
        core in text.text or (len(core) > _SHORTENED and core[:_HEAD] + core[-_HEAD:] in text.text)
        for core in named.cores
        if len(core) > _HEAD
    )


def _hints(named: Telling, text: Telling) -> bool:
    return any(core[:_HEAD] in text.text for core in named.cores)


def _site(one: Telling, other: Telling) -> tuple[bool, bool, bool]:
    """Return whether a place is the same, whether places contradict each other, and whether only their sorts differ.

    Two numbers of houses are two houses even in the same estate; the same number says nothing.
    """
    mine, theirs = ([site for site in some.sites if site.kind is not SiteKind.NUMBER] for some in (one, other))
    same = (
        any(site.agrees(their) for site in mine for their in theirs)
        or any(site.is_named_in(other.current) for site in mine)
        or any(site.is_named_in(one.current) for site in theirs)
    )
    kinds, others = {site.kind for site in mine}, {site.kind for site in theirs}
    apart = not same and bool(kinds & others)
    return same, apart or _are_other_numbers(one, other), bool(kinds and others) and not (same or apart)


def _are_other_numbers(one: Telling, other: Telling) -> bool:
    mine, theirs = (
        {site.name for site in some.sites if site.kind is SiteKind.NUMBER and site.ends_like(pair)}
        for some, pair in ((one, other.sites), (other, one.sites))
    )
    return bool(mine and theirs) and not mine & theirs


def _run_in_common(one: Telling, other: Telling) -> str:
    """Return the longest run of letters that both have around a pair of no example, as long as a name may be."""
    runs = [_run(one.text, other.text, pair) for pair in sorted(one.unheard & other.unheard)]
    return max((run for run in runs if len(run) <= _LONGEST_NAME), key=len, default="")


def _run(one: str, other: str, pair: str) -> str:
    """Return the longest run of letters in both texts around a pair of characters."""
    start, begin = one.index(pair), other.index(pair)
    end, stop = start + len(pair), begin + len(pair)
    while start and begin and one[start - 1] == other[begin - 1] and one[start - 1].isalpha():
        start, begin = start - 1, begin - 1
    while end < len(one) and stop < len(other) and one[end] == other[stop] and one[end].isalpha():
        end, stop = end + 1, stop + 1
    return one[start:end]


def _is_swapped(one: str, other: str, reader: Reader) -> bool:
    """Whether texts of nearly the same words have different names in the same place."""
    return any(
        tag == "replace"
        and min(end - start, stop - begin) >= _HEAD
        and bool(reader.unheard(one[start:end]) and reader.unheard(other[begin:stop]))
        for tag, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    )


def without(spoken: Mapping[str, frozenset[str]], name: str) -> dict[str, frozenset[str]]:
    """Return what is spoken of, without what only the name says: 西域烧烤城 says nothing of grills."""
    if not name:
        return dict(spoken)
    kept = {what: frozenset(words for words in said if words not in name) for what, said in spoken.items()}
    return {what: said for what, said in kept.items() if said}
