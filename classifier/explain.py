"""Says which words of a text spoke for its class: the model's own contributions, gathered by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.features import FIRST_WORD, Batch, text_of
from complaints.prediction import Because

FOR, AGAINST = 5, 2
"""How many words are named that speak for the class, and how many against."""

_CHINESE_WORD = re.compile(r"[一-鿿]{2,}")
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


@dataclass(frozen=True, slots=True)
class Contributions:
    """What each word adds to the decision of its text, one element a pair of text and word.

    `word` is a number of the vocabulary, or 1 for all words together that training has not seen.
    """

    text: npt.NDArray[np.int64]
    word: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]


def contributions(
    batch: Batch,
    coef: npt.NDArray[np.float32],
    winner: npt.NDArray[np.int64],
    other: npt.NDArray[np.int64],
    wanted: npt.NDArray[np.bool_],
) -> Contributions:
    """Return what the `wanted` words add to the lead of each text's `winner` over its `other` label.

    `coef` has shape (columns, labels), `winner` and `other` (texts,), `wanted` (word numbers,). A word gathers
    its own weight, that of its characters, and half of each character pair that it shares with a neighbour;
    so all words of a text together add up to the difference of the two decisions without the intercepts.
    """
    texts, words, weights = [], [], []
    for source, symbols in batch.symbols.items():
        weight = np.zeros(len(symbols.words))
        owner = np.repeat(np.arange(len(symbols.words)), symbols.lengths())
        for found in batch.found:
            if found.spec.source == source:
                lead = coef[found.column, winner[found.text]] - coef[found.column, other[found.text]]
                for end in (found.first, found.last):
                    word = end if found.spec.unit == "words" else owner[end]
                    weight += np.bincount(word, weights=found.value * lead / 2, minlength=len(weight))
        texts.append(text_of(symbols.words))
        words.append(symbols.words)
        weights.append(weight)
    return _summed(np.concatenate(texts), np.concatenate(words), np.concatenate(weights), wanted)


def _summed(
    text: npt.NDArray[np.int32],
    word: npt.NDArray[np.int32],
    weight: npt.NDArray[np.float64],
    wanted: npt.NDArray[np.bool_],
) -> Contributions:
    """Return the weights added up by text and word, of the wanted words only."""
    kept = wanted[word]
    key, place = np.unique((text[kept].astype(np.int64) << 32) | word[kept], return_inverse=True)
    total = np.bincount(place, weights=weight[kept], minlength=len(key)).astype(np.float64)
    return Contributions(key >> 32, key & 0xFFFFFFFF, total)


def tellable(vocabulary: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Return for each word number whether a person learns something from it: Chinese, and no filler."""
    fillers = frozenset(_FILLERS.split())
    told = [
        bool(_CHINESE_WORD.fullmatch(word)) and not _TOWN.fullmatch(word) and word not in fillers for word in vocabulary
    ]
    return np.array([False] * FIRST_WORD + told)


def because(
    added: Contributions, texts: Sequence[tuple[str, str]], vocabulary: Sequence[str]
) -> list[tuple[Because, ...]]:
    """Return for each text the strongest words for its class, then those against it; none of a company's name."""
    order = np.lexsort((-added.weight, added.text))
    bounds = np.searchsorted(added.text[order], np.arange(len(texts) + 1)).tolist()
    words, weights = added.word[order].tolist(), added.weight[order].tolist()
    answers = []
    for number, (title, text) in enumerate(texts):
        names = _company_names(f"{title} {text}")
        span = range(bounds[number], bounds[number + 1])
        told = [at for at in span if not names or vocabulary[words[at] - FIRST_WORD] not in names]
        chosen = [at for at in told[:FOR] if weights[at] > 0] + [
            at for at in told[: -AGAINST - 1 : -1] if weights[at] < 0
        ]
        answers.append(tuple(Because(vocabulary[words[at] - FIRST_WORD], weights[at]) for at in chosen))
    return answers


def _company_names(text: str) -> str:
    if not any(form in text for form in _COMPANY_FORMS):
        return ""
    return "".join(_COMPANY.findall(text))
