"""Says which words of a text spoke for its class: the model's own contributions, gathered by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from classifier.features import Batch, Found
from classifier.symbols import Floats
from classifier.words import code_points, run_hashes
from complaints.prediction import Because

FOR, AGAINST = 5, 2
"""How many words are named that speak for the class, and how many against."""

_WORD_LENGTHS = (2, 3, 4)
_WORD = re.compile("[一-鿿]{2,4}")
"""The words that are told; longer ones are made of such."""
_COMPANY_FORMS = ("有限责任公司", "有限公司", "股份公司", "合作社", "经营部")
_COMPANY = re.compile(rf"[一-鿿]{{2,12}}?(?:{'|'.join(_COMPANY_FORMS)})")
_TOWN = re.compile(r".+(?:镇|街道)")
_FILLERS = """
我们 你们 他们 咱们 俺们 自己 来电 来电人 人称 反映 市民 企业 公司 我司 我公司 本公司 诉求 诉求人 记者 问题 情况
希望 要求 请求 咨询 建议 核实 处理 解决 答复 回复 有关 相关 部门 相关部门 有关部门 单位 工作人员 负责人 尽快 告知
因为 所以 但是 而且 如果 已经 一直 现在 目前 还是 就是 不是 没有 没人 不能 可以 需要 应该 进行 以及 或者 只能 还要
什么 怎么 怎么办 为什么 多少 哪里 这个 那个 这样 那样 这里 那里 一个 一下 几个 多次 两次 三次 后来 之后 问过 说法
以后 之前 以前 今天 昨天 明天 上午 下午 今年 去年 先生 女士 经理 老板 领导 大家 别人 谢谢 您好 你好 请问 博山 本区
博山区 淄博 淄博市
"""
"""Words that say nothing of the matter; the model may use them, a person need not read them."""
_WORTH_TELLING = 0.1
"""A word that adds less than this share of what the strongest word of its text adds is not told."""
_TAKEN = "\0"
_WEIGHT = attrgetter("weight")
_BITS = 20


@dataclass(frozen=True, slots=True)
class _Places:
    """Where words of the vocabulary stand in a batch: their `first` symbol, their `length`, their `text`."""

    first: npt.NDArray[np.int64]
    length: npt.NDArray[np.int64]
    text: npt.NDArray[np.int64]


def contributions(
    batch: Batch, tables: Sequence[Floats], winner: npt.NDArray[np.int64], other: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Return what each symbol adds to the lead of its text's `winner` over the `other` label, shape (symbols,).

    `tables` are those of a Scorer, `winner` and `other` label numbers of shape (texts,). A character has its own
    weight and its part of that of each pair and word that it is in; so all symbols of a text together add up to the
    difference of the two decisions without the intercepts.
    """
    added = np.zeros(len(batch.points))
    for found, table in zip(batch.found, tables, strict=False):
        counts = np.diff(found.start)
        flat, labels = table.reshape(-1), table.shape[1]
        at = found.place * np.int64(labels)
        lead = flat.take(at + np.repeat(winner, counts)) - flat.take(at + np.repeat(other, counts))
        lead *= found.weight * np.repeat(found.scale, counts)
        if found.spec.source == "words":
            added += _spread(found, lead, len(added))
        else:
            single, pair = lead[::2], lead[1::2] / 2
            own = single + pair
            own[1:] += pair[:-1]
            added[batch.titles if found.spec.source == "title" else slice(None)] += own
    return added


def _spread(found: Found, lead: Floats, symbols: int) -> npt.NDArray[np.float64]:
    """Return what each symbol has of the words that it is in, in equal parts."""
    part = lead / found.length
    added = np.zeros(symbols)
    for at in range(int(found.length.max(initial=0))):
        longer = np.flatnonzero(found.length > at)
        added[found.first[longer] + at] += part[longer]
    return added


class Lexicon:
    """The words that reasons are told in: those of the vocabulary from which a person learns something."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        fillers = frozenset(_FILLERS.split())
        self._words = frozenset(
            word for word in vocabulary if _WORD.fullmatch(word) and not _TOWN.fullmatch(word) and word not in fillers
        )
        self._known = {length: np.zeros(1 << _BITS, dtype=np.bool_) for length in _WORD_LENGTHS}
        for length, known in self._known.items():
            joined = "".join(word for word in self._words if len(word) == length)
            known[run_hashes(code_points(joined), length, _BITS)[::length]] = True

    def because(self, batch: Batch, added: npt.NDArray[np.float64]) -> list[tuple[Because, ...]]:
        """Return for each text the strongest words for its class, then those against it; none of a company's name.

        `added`, shape (symbols,), are the contributions. A word weighs what its characters add wherever it
        stands in the text; no character is told twice.
        """
        places = self._places(batch, added)
        bounds = np.searchsorted(places.text, np.arange(batch.size + 1)).tolist()
        spans = list(zip(places.first.tolist(), places.length.tolist(), strict=True))
        text, starts, each = batch.points.tobytes().decode("utf-32-le"), batch.start.tolist(), added.tolist()
        return [
            self._told(_Own(text[start:end], start, each), spans[bounds[number] : bounds[number + 1]])
            for number, (start, end) in enumerate(pairwise(starts))
        ]

    def _told(self, own: _Own, spans: Sequence[tuple[int, int]]) -> tuple[Because, ...]:
        names = _company_names(own.left)
        chosen: list[Because] = []
        for ranked, most, sign in ((spans, FOR, 1), (reversed(spans), AGAINST, -1)):
            wanted = len(chosen) + most
            for first, length in ranked:
                word = own.word(first, length)
                if word in self._words and word not in names and (weight := own.take(word)) * sign > 0:
                    chosen.append(Because(word, weight))
                    if len(chosen) == wanted:
                        break
        chosen.sort(key=_WEIGHT, reverse=True)
        return tuple(chosen)

    def _places(self, batch: Batch, added: npt.NDArray[np.float64]) -> _Places:
        """Return where words worth telling stand, by text and from the strongest to the one most against."""
        firsts = [
            np.flatnonzero(self._known[length].take(run_hashes(batch.points, length, _BITS)))
            for length in _WORD_LENGTHS
        ]
        first, length = np.concatenate(firsts), np.repeat(_WORD_LENGTHS, [len(one) for one in firsts])
        weight = np.concatenate([_summed(added, one, at) for one, at in zip(_WORD_LENGTHS, firsts, strict=True)])
        text = np.searchsorted(batch.start, first, side="right") - 1
        strongest = np.zeros(batch.size)
        np.maximum.at(strongest, text, np.abs(weight))
        worth = np.flatnonzero(np.abs(weight) >= _WORTH_TELLING * strongest[text])
        order = worth[np.lexsort((-weight[worth], text[worth]))]
        return _Places(first[order], length[order], text[order])


@dataclass(slots=True)
class _Own:
    """One text while its words are told: what is `left` of it, and its first symbol in the batch.

    `added` are the contributions of the batch's symbols.
    """

    left: str
    start: int
    added: list[float]

    def word(self, first: int, length: int) -> str:
        """Return what is left at that symbol of the batch."""
        return self.left[first - self.start : first - self.start + length]

    def take(self, word: str) -> float:
        """Take the word out wherever it stands, and return what it adds there."""
        weight, length, at = 0.0, len(word), self.left.find(word)
        while at >= 0:
            place = self.start + at
            weight += sum(self.added[place : place + length])
            at = self.left.find(word, at + length)
        self.left = self.left.replace(word, _TAKEN * length)
        return weight


def _summed(added: npt.NDArray[np.float64], length: int, first: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return what runs of that length add; sums of each run alone, so that no other text of the batch rounds them."""
    weight = added[first]
    for at in range(1, length):
        weight = weight + added[first + at]
    return weight


def _company_names(text: str) -> str:
    if not any(form in text for form in _COMPANY_FORMS):
        return ""
    return "".join(_COMPANY.findall(text))
