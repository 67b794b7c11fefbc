"""Finds what a complaint is about by name: estates, roads, villages, schools, companies, systems.

No list of names is needed: a name is the word that says what kind of thing it is (小区, 路, 平台), with the words that
stand before it. What is no name although it looks like one stands in topic_words.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from classifier.topic_words import name_words

MASKED_PLACE = re.compile(r"(?<![a-z])([a-z]\d{0,3}) ?([省市区县])")
"""Anonymised data call their places A市 and B3区; the segmenter would cut such a code in two."""

_LONGEST = 4
"""Words of a name, its kind included."""
_SHORTEST = 3
"""Characters of a name."""

# A site: the trouble is there and nowhere else.
_SITE = re.compile(
    r"(?:小区|社区|项目|楼盘|花园|花苑|苑|公寓|家园|家苑|新村|新城|(?<!商)城|(?<!政)府|湾|郡|墅|庄园|国际|广场|大厦|大楼|公园|景区"
    r"|产业园|科技园|工业园|创业园|物流园|园区|工业区|开发区|经开区|高新区|大道|路|街|巷|胡同|高速|立交|大桥|隧道|小学|中学|学院|大学"
    r"|一中|附中|实验学校|医院|村|屯|酒店|湖|山|水库|片区|机场|镇|街道|乡|厂区|商城|商业街|步行街|市场|老街|夜市)$"
)
# Somebody or something with a name, wherever it is.
_PARTY = re.compile(
    r"(?:学校|幼儿园|卫生院|园|桥|站|影城|ktv|会所|公司|集团|厂|馆|平台|系统|app|小程序|一卡通|税务局|公众号|网|河|码头|安置房|中心)$"
)
# In 劳动东路丽发新城 and 白塔镇产业园 a second name begins.
_AREA = re.compile(r".(?:大道|路|街|巷|街道|镇|乡|村)$")
_SOFT = re.compile(r"(?:小区|社区|项目|楼盘|有限责任公司|有限公司|公司|街道|镇)$")
_WORD = re.compile(r"[\u4e00-\u9fffa-z0-9]+")


class Kind(IntEnum):
    """What a word is for the finding of names."""

    GAP = 0  #: Punctuation or a space: no name reaches across it.
    STOP = 1  #: Belongs to no name and tells no matter.
    PLACE = 2  #: A masked place: belongs to no name, but tells something.
    PLAIN = 3
    PARTY = 4
    SITE = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: the words from `start` to before `end`; `site` says that it is a place."""

    start: int
    end: int
    name: str
    site: bool


@lru_cache(maxsize=200_000)
def kind_of(word: str) -> Kind:
    """What the word is for the finding of names."""
    if not _WORD.fullmatch(word):
        return Kind.GAP
    if MASKED_PLACE.fullmatch(word):
        return Kind.PLACE
    words = name_words()
    if word in words.stop:
        return Kind.STOP
    if word in words.no_name or word.endswith("政府"):
        return Kind.PLAIN
    if _SITE.search(word):
        return Kind.SITE
    return Kind.PARTY if _PARTY.search(word) else Kind.PLAIN


def mentions(words: Sequence[str]) -> Iterator[Mention]:
    """Every name in the words of a text, each in all its lengths: 新城小区, 丽发新城小区."""
    for at, kind in enumerate(map(kind_of, words)):
        if kind < Kind.PARTY:
            continue
        word = words[at]
        site = kind is Kind.SITE
        if site and _is_name(word) and len(_stem(word)) >= _SHORTEST:
            yield Mention(at, at + 1, name_of(word), site)
        yield from _longer(words, at, site)


def _longer(words: Sequence[str], at: int, site: bool) -> Iterator[Mention]:
    name, length = words[at], 1
    for start in range(at - 1, -1, -1):
        before = words[start]
        if before == "·":
            continue
        if (kind_of(before) <= Kind.PLACE and before != "之") or _AREA.search(before):
            return
        name, length = before + name, length + 1
        if len(name_of(name)) >= _SHORTEST and _is_name(name):
            yield Mention(start, at + 1, name_of(name), site)
        if length == _LONGEST and before != "之":
            return


@lru_cache(maxsize=200_000)
def name_of(name: str) -> str:
    """The name without what is left out as often as not: 小区, 有限公司."""
    short = _SOFT.sub("", name)
    return short if len(short) >= 2 else name


@lru_cache(maxsize=200_000)
def _is_name(name: str) -> bool:
    words = name_words()
    return name not in words.kind and not name[0].isdigit() and not name.startswith(words.kind_start)


def _stem(word: str) -> str:
    found = _SITE.search(word)
    # 劳动东路 is a name, 学院路 too, 公园 is not: something must stand before the kind.
    return word if found and len(word) - len(found[0]) >= 2 else ""
