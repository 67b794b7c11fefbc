"""The proper names by which a text calls enterprises and shops, with or without a legal form: 锦绣 of 锦绣陶瓷."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from complaints.companies.alike_characters import are_alike
from complaints.companies.names import is_nameless
from complaints.companies.words import HOUSES, NO_NAME_CHARACTERS, TRADES

_LEAST, _MOST = 2, 4
"""Characters of a proper name."""
_NEAR = 12
"""Characters before a name in which it is shown whose it is."""
_TRADE = 2
"""Characters behind a name that show its trade."""
_MORE_KINDS = (
    "窑具 滤材 过滤 密封 密封件 脚手架 银楼 陶坊 瓷坊 补胎 轮胎修补 饺子馆 鞋店 干洗店 烟花爆竹 家园 托管"
    " 宠物店 肉店 众创 物贸 电控 衡器 耗材 浆料 桃园 茶园 葡萄园 苗圃 渔场"
)
_FORMS = "公司 集团 厂 店 合作社 商行 中介 铺 馆 早点 小筑 坊"
_KINDS = frozenset({*TRADES, *HOUSES, *_FORMS.split(), *_MORE_KINDS.split()} - set("面菜茶鱼肉粥砖桃矿"))
_BY_HEAD = {
    head: tuple(sorted((kind for kind in _KINDS if kind[:2] == head), key=len, reverse=True))
    for head in {kind[:2] for kind in _KINDS}
}
_TWO = frozenset(kind for kind in _KINDS if len(kind) == 2)
_SHORT_KINDS = frozenset(kind for kind in _KINDS if len(kind) == 1)
# 鞋业 and 钙业 are trades, 企业 and 营业 are none.
_NO_TRADE = frozenset("企行产工农营作就专职物商创停开毕失事转从同各副主")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A name begins behind one of these, and behind any character of ordinary speech.
_BEFORE = frozenset(
    "我俺咱是系的在叫名为称由向跟找对替从让同于把将教去来到上下里外边这那各每几某该社区街道镇村路号年月日时"
)
_PLACES = "山东|淄博|博山|张店|淄川|临淄|周村|济南|青岛|源泉|池上|八陡|白塔|域城|石马|山头|城东|城西"
_PLACE = re.compile(f"^(?:{_PLACES})[省市区镇]?(?=.{{2}})")
_BEHIND_PLACE = re.compile(
    r"(?:山东|淄博|博山)(?![省市区县镇城新老至到往和与等及])(?:淄博|博山)?([\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff]{2})"
)
_BRACKETED = re.compile(r"(?:\(|——)(?:我是|我们)?([\u4e00-\u9fff]{4,8})(?:\)|$|的)")
_OWN = re.compile(r"[我俺咱](?:们(?:就?是|家|这)?|就?是|叫|家)(?:的|开的?)?[“\"]?(?:山东|淄博|博山)?$")
_SPEAKS = re.compile(r"[\u4e00-\u9fff]{2,8}?[”\"]?(?:\([^()]{1,8}\))?(?:反映|来电|称[,其,]|诉称|投诉:)")
_NUMERAL = re.compile("[零一二三四五六七八九十百千万两半几多]+[家个户间名台]?$")
_QUOTED = re.compile(r"[“「\"‘『]([\u4e00-\u9fff]{2,8})[”」\"’』]")
_CALLED = re.compile(
    r"(?:[我俺咱](?:们?就?是|们?家|们|这)(?:的|开的?)?|叫做?|名为|经营着?的?|开了?一?家|[这那]家|农家乐|店|馆|[村镇路街]|\()$"
)
_HOUSE = re.compile("[这那]?家?的?(?:" + "|".join(sorted({*HOUSES, *_FORMS.split()}, key=len, reverse=True)) + ")")


def find_names(text: str, is_usual: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the proper names of a normalised text; `is_usual` says whether two characters are an ordinary word."""
    found = [
        *_quoted(text, is_usual),
        *_before_trades(text, is_usual),
        *_behind_places(text, is_usual),
        *_bracketed(text, is_usual),
    ]
    return tuple(dict.fromkeys(found))


def own_names(names: Iterable[str], text: str) -> tuple[str, ...]:
    """Return those of the names by which somebody speaks of himself: 我们锦绣陶瓷, 锦绣陶瓷反映."""
    return tuple(name for name in names if _is_own(text, text.find(name), len(name)))


def _is_own(text: str, at: int, length: int) -> bool:
    return at >= 0 and bool(_OWN.search(text, max(0, at - _NEAR), at) or _SPEAKS.match(text, at + length))


def may_be_same(one: str, other: str, text: str, their_text: str) -> bool:
    """Whether one name is in the other, or may be a slip of the pen for it: 清釉陶瓷, 青釉陶瓷.

    Names that only sound alike are two where another trade follows: 利佳脚手架, 力佳钢管.
    """
    if one in other or other in one:
        return True
    alike = len(one) == len(other) and all(are_alike(mine, theirs) for mine, theirs in zip(one, other, strict=True))
    return alike and _behind(one, text) == _behind(other, their_text)


def _behind(name: str, text: str) -> str:
    at = text.find(name) + len(name)
    return text[at : at + _TRADE]


def _quoted(text: str, is_usual: Callable[[str], bool]) -> Iterator[str]:
    for found in _QUOTED.finditer(text):
        begin, end = found.span()
        if (
            _CALLED.search(text, max(0, begin - _NEAR), begin)
            or _HOUSE.match(text, end)
            or _is_rare(found[1], is_usual)
        ):
            yield found[1]


def _bracketed(text: str, is_usual: Callable[[str], bool]) -> Iterator[str]:
    """Yield the beginning of what stands alone in brackets or behind a dash: 利佳 of (利佳脚手架)."""
    if "(" not in text and "——" not in text:
        return
    for found in _BRACKETED.finditer(text):
        words = _PLACE.sub("", found[1])
        if _is_rare(words[:_LEAST], is_usual):
            yield words[:_LEAST]


def _is_rare(words: str, is_usual: Callable[[str], bool]) -> bool:
    """Whether the words look like a proper name: no two characters are a word, none is one of ordinary speech."""
    return not any(map(_ends_before, words)) and not any(is_usual(words[at : at + 2]) for at in range(len(words) - 1))


def _behind_places(text: str, is_usual: Callable[[str], bool]) -> Iterator[str]:
    for found in _BEHIND_PLACE.finditer(text):
        if _is_rare(found[1], is_usual):
            yield found[1]


def _before_trades(text: str, is_usual: Callable[[str], bool]) -> Iterator[str]:
    past = 0
    for at in range(_LEAST, len(text)):
        if at < past:
            continue
        head = text[at : at + 2]
        if head in _BY_HEAD or text[at] in _SHORT_KINDS or head[-1] == "业":
            end = _trade_end(text, at, head)
            if end:
                if name := _proper(text, past, at, is_usual):
                    yield name
                # 饭店 is no 店 of 附近饭.
                past = end


def _trade_end(text: str, at: int, head: str) -> int:
    for kind in _BY_HEAD.get(head, ()):
        if text.startswith(kind, at):
            return at + len(kind)
    if text[at] in _SHORT_KINDS:
        return at + 1
    return at + 2 if head[1:] == "业" and head[0] not in _NO_TRADE and _HAN.match(head) else 0


def _proper(text: str, past: int, end: int, is_usual: Callable[[str], bool]) -> str:
    begin = end
    while (
        begin > past and end - begin < _MOST + 4 and _HAN.match(text[begin - 1]) and not _ends_before(text[begin - 1])
    ):
        begin -= 1
    words = text[begin:end]
    is_placed = False
    while found := _PLACE.match(words):
        words, is_placed = words[found.end() :], True
    if not _LEAST <= len(words) <= _MOST or _NUMERAL.match(words) or is_nameless(words):
        return ""
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    # 百姓缘 has a word in it; of two characters that are a word only the place before them shows that they are a name.
    usual = sum(map(is_usual, pairs))
    return words if not usual or (is_placed and text[end : end + 2] in _TWO) or usual < len(pairs) else ""


def _ends_before(character: str) -> bool:
    return character in NO_NAME_CHARACTERS or character in _BEFORE
