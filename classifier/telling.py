"""What one complaint tells that another may tell too: who, where, when, how much, about what, in which words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from classifier.examples import read_examples
from classifier.labels import Labels, find_labels, unsettled
from classifier.matters import THING, Matters, Spoken, read_matters
from classifier.names import find_names, own_names
from classifier.numerals import Quantity, find_quantities
from classifier.sites import Site, find_sites
from classifier.when import When, find_when
from classifier.words import SEPARATOR, Words, normalise_batch
from complaints.companies.naming import core_of, find_companies
from complaints.likeness import Told
from complaints.towns import Towns

LONGEST = 600
"""Characters of a text that are compared; what a complaint is about stands at its beginning."""

# What complaints of every matter say; it is no evidence that two of them are of the same.
_EMPTY_TALK = re.compile(
    "尊敬的|领导|您好|你好|谢谢|感谢|[来致]电人?|来信人?|来访人?|诉求人?|市民|群众|居民|村民|网友|记者|投诉人?|举报|反映|反应|称其?|情况说明|情况|问题"
    "|工单内容|企业诉求|相关部门|有关部门|职能部门|主管部门|部门|请求|恳请|希望|要求|建议|望|请|核实|核查|核对|调查|处理|解决|协调|督促|督办|查处|予以|给予"
    "|并?将结果告知|尽快|抓紧|及时|回复|答复|得到|表示|工作人员|负责人|我(?:们|公司|司|厂|单位|局|店)|该(?:公司|企业|厂|单位|店)|本人|俺们?|咱们?"
    "|公司|企业|单位|一直|至今|到现在|目前|现在|已经|仍未|仍|没有|为什么|什么|怎么|询问|咨询|关于|由于|因为|导致|造成|影响|帮助|帮忙|管一?管|有关|相关"
    "|山东省?|淄博市?|博山区?|有限公司"
)
_ASKS = re.compile(
    "怎么(?:办(?!法)|查|申请|领|弄|改|收费|交)|哪里(?:能|可以|有|办|申请|查|领)|[去到]哪(?:里|儿|个部门)?(?:办|申请|告|领|查|交|报|投诉|做|开)|找谁(?!说理|都|赔|要)|要(?:带|准备|交)(?:什么|啥|哪些)|什么(?:条件|材料|手续|证|流程|区别|标准)|多少钱|能领多少|多长时间|需要(?:带|准备|提供|办)?(?:什么|哪些)"
    "|用不用|要不要|可不可以|是否可以|^咨询|想问|问一下|问下|请问|打哪个|有没有(?:补贴|政策|培训)|[能要用]办?[^，。]{0,4}吗$"
)
_AGAIN = re.compile(
    r"(?:\d月|这个月|本月|上个月|上星期|今天|昨天|昨晚)又(?!说|让|要|重|叫)|再次(?!发生|要求|申请)|[^，。]{0,8}过一[次回]，当时"
    r"|(?:去年|前年|上次|上回|\d{4}年)[^，。]{0,6}也|(?:去年|前年|上次|上回|\d{4}年\d{0,2}月?)[^，。]{0,12}(?<!通)过(?![期了户去来])|当时也"
)
# 8月那笔给补了: the time of another such matter.
_OF_ANOTHER = re.compile(
    r"[^,，。;!?()]*(?:月|日|号|季度?|[上前去]年|年底|·\d+)[^,，。;!?()]{0,3}那[笔回次期柜批把家][^,，。;!?()]*"
)
_RUN = re.compile(r"[a-z\u4e00-\u9fff]{2,}")
_LETTER = re.compile(r"[a-z\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z\u4e00-\u9fff]{2,}")
_NUMERAL = re.compile("[零一二三四五六七八九十百千万亿两几多个年月日天元块]+")
_HALF_A_WORD = 2.0
_FEW_WORDS = 2
_LEAST_CORE = 2
_FEW_EXAMPLES = math.log(3.5)
"""What a pair of characters that two examples have weighs less than one of no example, and a little more."""
_MOST_OFTEN = 0.99
"""The share of texts that the most usual character is taken to stand in."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A complaint as read; `pairs` are the weights of its character pairs without names, dates and courtesies."""

    text: str
    current: str  #: Without the clauses on what is settled or not the one that is meant.
    talk: str
    companies: tuple[str, ...]
    cores: tuple[str, ...]
    own: tuple[str, ...]  #: Those of the names by which somebody speaks of himself.
    names: tuple[str, ...]  #: The proper names of enterprises and shops, however they are named.
    place: str
    sites: tuple[Site, ...]
    quantities: tuple[Quantity, ...]
    when: When
    labels: Labels
    spoken: Spoken
    pairs: Mapping[str, float]
    letters: Mapping[str, float]  #: The weights of its characters, by which 餐费 is like 伙食费.
    besides: Mapping[str, float]  #: The same without what names somebody or a place.
    rates: Mapping[str, float]  #: How often each character, of names too, is to be expected in a character of text.
    length: int  #: Characters but for courtesies.
    asks: bool  #: It asks how something is done.
    again: bool  #: It says that it is so once more, or was so before.
    unheard: frozenset[str]  #: Pairs that are in no example, nor in what tells a matter: mostly of names.
    at: datetime | None


def _when(text: str, current_text: str, at: datetime | None) -> When:
    """Return the times of what is complained of; where all is settled, those of everything."""
    if "那" in current_text:
        current_text = _OF_ANOTHER.sub("，", current_text)
    current = find_when(current_text, at)
    return current if current.named() or text == current_text else find_when(text, at)


class Reader:
    """Reads complaints; `examples`, a file as `read_examples` takes it, tells which words are common."""

    def __init__(self, words: Words, towns: Towns, examples: Path, matters: Matters | None = None) -> None:
        self.words = words
        self._towns = towns
        self._examples = examples
        self._given = matters

    def read(self, told: Told) -> Telling:
        """Return what the complaint tells; a field of its own goes before what stands in the text."""
        raw = _joined(told)
        found = tuple(_companies(told, raw))
        # One call for all: the table is looked up in once.
        plain = normalise_batch([raw, told.company, told.place, *found, *map(core_of, found)]).split(SEPARATOR)
        text, given, location, *named = plain
        place = self._towns.find(told.place) or self._towns.find(raw)
        companies = tuple(named[: len(found)])
        cores = tuple(dict.fromkeys(named[len(found) :]))
        nameless = _without((*companies, *cores), text)
        talk = _EMPTY_TALK.sub(" ", nameless)
        spoken = self._matters.find(talk)
        names = find_names(f"{given}，{text}" if given else text, self.is_usual)
        current = unsettled(text)
        here = nameless if current == text else _without((*companies, *cores), current)
        sites = find_sites(f"{location}，{here}" if location else here)
        said = _LETTER.findall(_EMPTY_TALK.sub(" ", text))
        besides = _without((place, place[:2], *(site.name for site in sites)), talk)
        return Telling(
            text=text,
            current=current,
            talk=talk,
            companies=companies,
            cores=tuple(core for core in cores if len(core) >= _LEAST_CORE),
            own=own_names(names, text),
            names=names,
            place=place,
            sites=sites,
            quantities=find_quantities(text),
            when=_when(text, current, told.at),
            labels=find_labels(current),
            spoken=spoken,
            pairs=self._weigh(_pairs(talk)),
            letters=self._weigh(_LETTER.findall(talk)),
            rates={letter: self._rate(letter) for letter in dict.fromkeys(said)},
            besides={letter: self._rate(letter) for letter in dict.fromkeys(_LETTER.findall(besides))},
            length=len(said),
            asks=not (companies or names or sites or place) and bool(_ASKS.search(text)),
            again=bool(_AGAIN.search(text)),
            unheard=self.unheard(_without((place, place[:2], *_said(spoken)), text)),
            at=told.at,
        )

    def shared_words(self, one: Telling, other: Telling, most: int) -> tuple[str, ...]:
        """Return the telling words of both texts: what names a matter first, then the rarest.

        Where they have hardly a word in common, the matters follow that both speak of in other words.
        """
        theirs = set(self.words.cut_normalised(other.talk))
        ours = dict.fromkeys(word for word in self.words.cut_normalised(one.talk) if _WORD.fullmatch(word))
        said = _said(one.spoken)
        strength = {
            word: self.rarity(word) * (2 if any(word in words for words in said) else 1)
            for word in ours
            if word in theirs and not _NUMERAL.fullmatch(word)
        }
        shared = sorted(strength, key=strength.__getitem__, reverse=True)
        if len(shared) < _FEW_WORDS:
            shared += [name for name in sorted(one.spoken.matters) if name in other.spoken.matters]
        return tuple(dict.fromkeys(shared[:most]))

    def rarity(self, word: str) -> float:
        """Return how rare a word is: the mean weight of its character pairs; one of no example may be half a word."""
        known, _ = self._rarities
        pairs = _pairs(word)
        return sum(known.get(pair, _HALF_A_WORD) for pair in pairs) / max(len(pairs), 1)

    def unheard(self, text: str) -> frozenset[str]:
        """Return the character pairs of a text that no example has: mostly parts of names."""
        known, _ = self._rarities
        return frozenset(pair for pair in _pairs(text) if pair not in known)

    def is_usual(self, pair: str) -> bool:
        """Whether two characters stand side by side in more than a few examples: they are no name."""
        known, unknown = self._rarities
        return known.get(pair, unknown) < unknown - _FEW_EXAMPLES

    def letter_weight(self, letter: str) -> float:
        """Return how rare a character is."""
        known, unknown = self._rarities
        return known.get(letter, unknown)

    def matter_weight(self, name: str) -> float:
        """Return how much it tells that two texts speak of this matter or manner: the rarer, the more."""
        counts, size = self._matter_counts
        return math.log(size / (1 + counts.get(name, 0))) / math.log(size)

    def thing_weight(self, name: str) -> float:
        """Return how much it tells that two texts speak of this thing."""
        return self.matter_weight(THING + name)

    # Always in the text's order: a sum of floats must not depend on the process.
    def _weigh(self, parts: Iterable[str]) -> dict[str, float]:
        known, unknown = self._rarities
        return {part: known.get(part, unknown) for part in dict.fromkeys(parts)}

    def _rate(self, letter: str) -> float:
        known, unknown = self._rates
        return known.get(letter, unknown)

    @cached_property
    def _rates(self) -> tuple[dict[str, float], float]:
        """How often every character of an example is to be expected in a character of text, and any other."""
        known, unknown = self._rarities
        rates = {letter: self._rate_of(weight) for letter, weight in known.items() if len(letter) == 1}
        return rates, self._rate_of(unknown)

    def _rate_of(self, weight: float) -> float:
        return -math.log1p(-min(math.exp(-weight), _MOST_OFTEN)) / self._usual_length

    @cached_property
    def _usual_length(self) -> float:
        return sum(map(len, self._texts)) / max(len(self._texts), 1)

    @cached_property
    def _matters(self) -> Matters:
        return self._given or read_matters()

    @cached_property
    def _texts(self) -> list[str]:
        return normalise_batch([example.text for example in read_examples(self._examples)]).split(SEPARATOR)

    @cached_property
    def _rarities(self) -> tuple[dict[str, float], float]:
        """The weight of every character and pair that an example has, and that of any other."""
        having: Counter[str] = Counter()
        for text in self._texts:
            having.update({*_pairs(text), *_LETTER.findall(text)})
        size = 1 + len(self._texts)
        return {pair: math.log(size / (1 + count)) for pair, count in having.items()}, math.log(size)

    @cached_property
    def _matter_counts(self) -> tuple[Counter[str], int]:
        counts: Counter[str] = Counter()
        for text in self._texts:
            spoken = self._matters.find(text)
            counts.update([*spoken.matters, *(THING + name for name in spoken.things), *spoken.manners])
        return counts, 2 + len(self._texts)


def _joined(told: Told) -> str:
    """Return title and text as one; a title that the text begins with is not said twice."""
    text, title = told.text.strip()[:LONGEST], told.title.strip()
    return text if not title or text.startswith(title) else f"{title}。{text}"


def _companies(told: Told, raw: str) -> Iterable[str]:
    found = find_companies(raw)
    given = told.company.strip()
    return dict.fromkeys([given, *found] if given else found)


def _without(names: Iterable[str], text: str) -> str:
    """Return the text with a gap for every name; the longest goes first, for one may stand in another."""
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= _LEAST_CORE:
            text = text.replace(name, " ")
    return text


def _said(spoken: Spoken) -> set[str]:
    """Return the words that told a matter or thing: however rare, they are no names."""
    return {words for told in (spoken.matters, spoken.things) for said in told.values() for words in said}


def _pairs(text: str) -> list[str]:
    return [run[at : at + 2] for run in _RUN.findall(text) for at in range(len(run) - 1)]
