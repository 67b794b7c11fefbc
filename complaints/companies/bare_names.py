"""Enterprises that are named without a legal form: 我们是清釉陶瓷的, 山东三六五物流, 泓铄那家."""

from __future__ import annotations

import re
from collections.abc import Iterator

from complaints.companies.bounds import holds_break
from complaints.companies.names import CompanyName, is_nameless, read_name, trades_end

_NAME = r"[\u4e00-\u9fffA-Za-z0-9（）()·]"
_END = r"(?=[\s，,。；;：:、！!？?”\"」)）]|$)"
# Each kind of mention with the words without which it is not looked for: most texts hold none of them.
_KINDS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("：", ":"),
        re.compile(
            rf"(?:企业|公司|单位|商户|店铺|主体|店名|厂名|字号)(?:名称|全称|名)?\s*[:：]\s*(?P<label>{_NAME}{{2,24}}){_END}"
        ),
    ),
    (
        ("叫", "名", "字号"),
        re.compile(
            r"(?:公司|厂子?|店|企业|合作社|店铺|门市|饭馆|字号)(?:的?(?:名字|名称|全称|字号|招牌)(?:就?叫做?|是|为)|名?叫做?|名为)"
            rf"[“\"「]?(?P<called>{_NAME}{{2,16}}){_END}"
        ),
    ),
    (("那家", "那边", "家的"), re.compile(rf"[，,。；;\s](?:就是)?(?P<that>{_NAME}{{2,6}}?)(?:那家|那边|家的){_END}")),
    (
        ("我是", "们是", "就是", "里是", "边是", "俺是"),
        re.compile(
            # It begins with single characters, so that the pattern is tried nowhere else.
            r"[我俺咱这](?:(?<!这)们?(?:这里|这边|这儿)?就?是|(?<=这)[里边]是)(?P<own>[\u4e00-\u9fffA-Za-z0-9]{4,14}?)"
            rf"(?:家的|的)(?:{_END}|(?=老板|负责|员工|会计|法人|经理|业务|厂长|工作|股东|人事|财务))"
        ),
    ),
)
_PLACED = re.compile(rf"(?:山东|淄博|博山)[省市区]?(?:淄博市?|博山区?)*(?P<rest>{_NAME}{{4,14}})")
_NO_NAME_FIRST = frozenset("做干搞开卖办跑修弄从来去在有没想要当收种养管住学教")
_NO_ENTERPRISE = re.compile(
    r"[做搞卖]|干(?!果)|开(?![元源发泰])|局|政府|[办委所处院队会]$|中心$|[镇村]$|街道|社区|小区|银行|支行|法院|先生|女士|无|匿名|保密|个人|不详|电话|没有|不便|上次|之前|刚才|后来|原来|就是|还有|本地|外地|当地|[上下里边]$"
)
# What shows that the words before it are no name: 陶瓷行业, 物流园.
_GOES_ON = re.compile(
    r"[行产]业|市场|局|质量|产品|文化|节|园|区|街|路|大集|[工商]?人|企业|项目|工程|协会|商会|基地|[城村镇站所队办委馆]|大道|学校|学院|专业|史|展|大会|论坛|技艺|原|中心|管理|监督|安全"
    r"|许可|执法|政策|补贴|标准|指标|厂|公司|店|集团|规划|生产|价格|资质|施工|工地|招投?标|信息|平台|系统|方面|方向|服务"
)
_LONGEST_ALONE = 14
"""Characters of a message that is nothing but a name."""
_OF_THE_OTHER = ("事", "诉", "映", "方")


def find_bare(text: str, longest: int) -> Iterator[tuple[int, int, CompanyName, bool]]:
    """Begin, end and parts of each, and whether the speaker names itself by it."""
    alone = text.strip(" ，。,.!！~～\n")
    if 4 <= len(alone) <= _LONGEST_ALONE and (name := _named(alone, "own")):
        yield text.index(alone), text.index(alone) + len(alone), name, True
        return
    for words, pattern in _KINDS:
        if any(word in text for word in words):
            for found in pattern.finditer(text, 0, longest):
                kind = found.lastgroup or ""
                if name := _named(found[kind], kind):
                    is_own = kind != "label" or text[found.start() - 1 : found.start()] not in _OF_THE_OTHER
                    yield *found.span(kind), name, is_own


def find_placed(text: str, longest: int) -> Iterator[tuple[int, int, CompanyName, bool]]:
    """The same of those that a place and a trade show: 山东三六五物流."""
    if any(place in text for place in ("博山", "淄博", "山东")):
        for found in _PLACED.finditer(text, 0, longest):
            end = found.start("rest") + _trade_end(found["rest"])
            if end > found.start("rest") and not _GOES_ON.match(text, end):
                yield found.start(), end, read_name(text[found.start() : end]), False


def _named(words: str, kind: str) -> CompanyName | None:
    if words[0] in _NO_NAME_FIRST or _NO_ENTERPRISE.search(words) or holds_break(words):
        return None
    name = read_name(words)
    if not 2 <= len(name.proper) <= (4 if kind in ("own", "that") else 8) or name.proper[0] in _NO_NAME_FIRST:
        return None
    return name if name.trade or kind != "own" else None


def _trade_end(words: str) -> int:
    """How far the words are a name: two to four characters and all trades that follow; 0 when they are none."""
    for proper in (2, 3, 4):
        end = trades_end(words, proper)
        if end >= proper + 2 and not (
            words[0] in _NO_NAME_FIRST or holds_break(words[:proper]) or is_nameless(words[:2])
        ):
            return end
    return 0
