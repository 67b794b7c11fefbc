"""How far a reply speaks of its complaint: the character pairs that both have, weighed by how rare they are."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property
from pathlib import Path

from classifier.examples import read_examples
from classifier.words import SEPARATOR, Words, normalise, normalise_batch
from complaints.replies import Overlap

LONGEST = 1_000
"""Characters of either text that are read: most texts to their end; reading on costs time and tells nothing more."""
MOST_WORDS = 12
"""Words that a result names: more than a sentence can hold."""

_OFFICIALESE = (
    "尊敬的|网友|网民|市民|同志|领导|您好|你好|谢谢|感谢|来信|来电|来访|留言|帖文|帖子|收悉|知悉|收到|反映|诉求|问题|事项|情况|"
    "现将|特此|有关|相关|关于|针对|答复|回复|如下|支持|理解|监督|关注|关心|工作|平台|栏目|部门|单位|高度重视|希望|请求|建议|咨询|投诉|"
    "经调查|经核实|经核查|经查|经了解|调查|核实|核查|处理|办理|解决|进行|立即|及时|尽快|组织|安排|协调|督促|责令|要求|完成|"
    "工作人员|执法人员|负责人|来电人|来信人|诉求人|投诉人|当事人|申请人|本人|贵公司|该公司|我(?:局|办|中心|公司|单位)|我们|您的|你的|您|你|"
    "现场(?:查看|检查)?|电话|联系|沟通|告知|通知|说明|解释|表示|满意|认可|同意|根据|依据|按照|规定|依法|"
    "今后|目前|近期|下一步|已经|一直|没有|什么|怎么|为什么|请问|能否|是否|可以|需要"
)
_DATES = r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
# What every complaint and every reply says is no evidence that two of them are about the same.
_EMPTY_TALK = re.compile(f"{_DATES}|{_OFFICIALESE}")
_RUN = re.compile(r"[a-z0-9\u4e00-\u9fff]{2,}")
_WORD = re.compile(r"(?=.*[a-z\u4e00-\u9fff])[a-z0-9\u4e00-\u9fff]{2,}")

_DOUBT = 60.0
"""The length, in units of weight, of an imagined text that is added to every reply: a few words prove little."""
_PRIOR = 0.06
"""The cosine of that imagined text: a reply that says nothing may belong here, one about something else does not."""
_MIDDLE = 0.07
"""The cosine whose score is 0.5; above `_PRIOR`, so that saying nothing never counts as speaking of it."""
_STEEPNESS = 4


class PairRelevance:
    """Compares two texts by the cosine of their character pairs; jieba's words only say what they share.

    `examples` is a file as `read_examples` takes it: how many of its texts have a pair decides the pair's weight
    (inverse document frequency, Spärck Jones 1972). It is read at the first use, in about 0.2 s, which raises
    ExamplesRefused when it cannot be. `words` cuts the texts; without it jieba's own dictionary does.

    Pairs do without a dictionary, which has few of the names that tell complaints apart: of 2,060 petitions they rank
    98 % with their own reply above another's, words 97 %, and both together no more than pairs.
    """

    def __init__(self, examples: Path, words: Words | None = None) -> None:
        self._examples = examples
        self._given = words

    def relevance(self, complaint: str, reply: str) -> Overlap:
        """Return the score, from 0 to 1, and up to `MOST_WORDS` words that both texts have, strongest first.

        A blank text has the score 0. A reply of mere courtesies stays below 0.5, and above a reply about something
        else. The first `LONGEST` characters of each text are read.
        """
        if not (complaint.strip() and reply.strip()):
            return Overlap(0.0, ())
        asked, told = _talk(complaint), _talk(reply)
        cosine = self._cosine(self._weigh(asked), self._weigh(told))
        score = cosine**_STEEPNESS / (cosine**_STEEPNESS + _MIDDLE**_STEEPNESS)
        return Overlap(score, self._shared(asked, told))

    def _cosine(self, asked: dict[str, float], told: dict[str, float]) -> float:
        shared = sum(weight * told[pair] for pair, weight in asked.items() if pair in told)
        length = math.hypot(*asked.values())
        return ((shared / length if length else 0.0) + _DOUBT * _PRIOR) / (math.hypot(*told.values()) + _DOUBT)

    def _weigh(self, text: str) -> dict[str, float]:
        known, unknown = self._rarities
        counts = Counter(_pairs(text))
        return {pair: (1 + math.log(count)) * known.get(pair, unknown) for pair, count in counts.items()}

    def _shared(self, asked: str, told: str) -> tuple[str, ...]:
        """Return the words of both texts, the rarest and most repeated first, else as the complaint has them."""
        ours, theirs = (Counter(filter(_WORD.fullmatch, self._words.cut_normalised(text))) for text in (asked, told))
        strength = {
            word: self._strength(word) * math.log(1 + ours[word] * theirs[word]) for word in ours if word in theirs
        }
        return tuple(sorted(strength, key=strength.__getitem__, reverse=True)[:MOST_WORDS])

    def _strength(self, word: str) -> float:
        known, unknown = self._rarities
        pairs = _pairs(word)
        return sum(known.get(pair, unknown) for pair in pairs) / len(pairs)

    @cached_property
    def _rarities(self) -> tuple[dict[str, float], float]:
        """The weight of every pair that an example has, and that of any other pair."""
        texts = normalise_batch([example.text for example in read_examples(self._examples)]).split(SEPARATOR)
        having: Counter[str] = Counter()
        for text in texts:
            having.update(set(_pairs(text)))
        size = 1 + len(texts)
        return {pair: math.log(size / (1 + count)) + 1 for pair, count in having.items()}, math.log(size) + 1

    @cached_property
    def _words(self) -> Words:
        return self._given or Words(())


def _talk(text: str) -> str:
    """Return the normalised text with a gap for every courtesy and date."""
    return _EMPTY_TALK.sub(" ", normalise(text[:LONGEST]))


def _pairs(text: str) -> list[str]:
    return [run[at : at + 2] for run in _RUN.findall(text) for at in range(len(run) - 1)]
