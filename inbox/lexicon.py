"""What each channel calls its columns, and what tells its sheets from another's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from complaints.records import Channel
from inbox.columns import (
    ENTERPRISES,
    LEDGER_PATTERNS,
    LONGEST_HEADING,
    ORDER_PATTERNS,
    ORDERS,
    REGISTERED,
    VISITS,
    WENZHENG,
    Words,
    heading,
)

# Headings that speak for one channel: a programme's, a visit's, the enterprises' platform's, a telephone line's.
_AIRED = (
    "期数", "来源期数", "节目期数", "播出日期", "播出时间", "节目播出时间", "节目播出日期", "曝光单位",
    "被曝光单位", "问政单位", "现场承诺", "曝光问题", "问政问题",
)  # fmt: skip
_VISITED = (
    "走访日期", "走访时间", "走访单位", "走访人", "走访人员", "受访人", "受访人身份", "走访方式", "走访企业",
    "送政策情况",
)  # fmt: skip
_PLATFORM = (
    "诉求编号", "提报时间", "提报日期", "统一社会信用代码", "所在镇街", "答复内容", "企业诉求", "企业诉求内容",
    "诉求企业", "诉求企业名称", "提报人", "责任单位", "企业联系人", "提报编号", "企业诉求编号", "办理状态",
    "诉求类别", "所属行业", "企业所在镇街", "企业评价",
)  # fmt: skip
_CALLED = (
    "工单编号", "工单号", "来电时间", "来电人", "来电号码", "工单标题", "工单内容", "市民诉求", "来电类别",
    "热线单号", "工单状态", "市民称呼", "工单类型", "诉求人", "求助人员", "求助号码", "来电人电话", "诉求人姓名",
    "受理编号", "转办单工单编号", "事发地点", "事件发生地", "投诉标题",
)  # fmt: skip

_ENTERED = (
    "注册资本", "注册资本（万元）", "注册资金", "成立日期", "注册日期", "登记机关", "发照机关", "登记状态", "经营范围",
    "核准日期", "注册号", "营业期限", "住所", "市场主体类型",
)  # fmt: skip

#: A ledger of enterprises tells at least one of these of each.
_OF_AN_ENTERPRISE = ("dispute", "body", "matter", "indicator", "legal_person", "uscc", "person", "phone")
_LATIN = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one channel calls its columns. `required` are the fields without which a sheet is not of it."""

    channel: Channel
    words: Words
    patterns: tuple[tuple[str, str], ...]
    required: tuple[tuple[str, ...], ...]
    #: Headings that only this channel uses; any of them speaks for it.
    signals: frozenset[str] = frozenset()
    #: Words in the file's name, a sheet's name or a title row that speak for it.
    titles: tuple[str, ...] = ()
    _ranks: dict[str, tuple[str, int]] = field(default_factory=dict)
    _compiled: list[tuple[str, re.Pattern[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, headings in self.words.items():
            for rank, words in enumerate(headings):
                self._ranks.setdefault(heading(words), (name, rank))
        self._compiled.extend((name, re.compile(pattern)) for name, pattern in self.patterns)

    def field_of(self, bare: str) -> tuple[str, int] | None:
        """The field that a bare heading means and its rank (0 is best), or None; patterns rank below lists."""
        if not bare or len(bare) > LONGEST_HEADING:
            return None
        if found := self._ranks.get(bare) or self._ranks.get(_without_latin(bare)):
            return found
        for name, pattern in self._compiled:
            if pattern.search(bare):
                return name, 1000
        return None

    def knows(self, bare: str) -> bool:
        """Is this bare heading one of the lists' own, not only like one."""
        return bare in self._ranks

    def example(self, name: str) -> str:
        """The headings to name in a message when this field is missing."""
        return "”“".join(self.words.get(name, (name,))[:3])


def _without_latin(bare: str) -> str:
    """Of a heading in two languages the Chinese one: 工单编号orderno is 工单编号."""
    return bare if bare.isascii() else _LATIN.sub("", bare)


def lexicons(synonyms: Words) -> tuple[Lexicon, ...]:
    """The lexicons of all channels that files come from; `synonyms` adds the office's own headings by field."""
    order = (("order_no",), ("body", "title"))
    return (
        Lexicon(
            Channel.WENZHENG, _with(WENZHENG, synonyms), LEDGER_PATTERNS, (("body",),), _bare(_AIRED),
            ("问政", "wenzheng"),
        ),
        Lexicon(
            Channel.VISITS, _with(VISITS, synonyms), LEDGER_PATTERNS, (("company",), ("body",)), _bare(_VISITED),
            ("走访", "附件2", "visits"),
        ),
        Lexicon(
            Channel.ENTERPRISES, _with(ENTERPRISES, synonyms), LEDGER_PATTERNS, (("company",), _OF_AN_ENTERPRISE),
            _bare(ENTERPRISES["dispute"]), ("样本企业", "附件1", "enterprises"),
        ),
        Lexicon(
            Channel.REGISTERED, _with(REGISTERED, synonyms), (), (("company",), ("uscc", "area", "address", "state")),
            _bare(_ENTERED), ("注册企业", "在册企业", "企业名录", "市场主体名单", "registered"),
        ),
        Lexicon(
            Channel.JIESUJIBAN, _with(ORDERS, synonyms), ORDER_PATTERNS, order, _bare(_PLATFORM),
            ("接诉即办", "企业诉求", "jiesujiban", "jsjb"),
        ),
        Lexicon(
            Channel.HOTLINE, _with(ORDERS, synonyms), ORDER_PATTERNS, order, _bare(_CALLED),
            ("12345", "热线", "hotline"),
        ),
    )  # fmt: skip


def _bare(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(heading, headings))


def _with(words: Words, synonyms: Words) -> Words:
    """The office's own headings come first: they are known to be meant."""
    return {
        name: tuple(synonyms.get(name, ())) + words.get(name, ())
        for name in [*words, *(name for name in synonyms if name not in words)]
    }
