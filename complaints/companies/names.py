"""An enterprise's name taken apart: place, proper part, trade and form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from complaints.companies.place_words import LEVEL_END, PLACE
from complaints.companies.words import FORMS, GENERAL, HOUSES, NO_NAME_CHARACTERS, OFFICES, TRADES

LONGEST = 60
"""Characters of a name that are read; what is longer is no name."""

_KEPT = 8_000
"""Names whose parts are kept in mind: most texts say 物业公司 or 供电公司."""
_KINDS = TRADES | HOUSES
_NAMELESS = _KINDS | GENERAL | FORMS | OFFICES
_LONGEST_WORD = max(map(len, _NAMELESS))
_BRACKETS = re.compile(r"\([^()]*\)?|[\[\]{}<>《》【】“”\"'‘’「」]")
_NO_LETTER = re.compile(r"[^\u4e00-\u9fffA-Z0-9&·]+")
_SPEAKER = re.compile(
    r"^(?:(?:我|俺|咱)们?(?:这家?|家)?|本|贵|敝|该|这家|那家)(?=(?:公司|厂|店|企业|司|单位|合作社|集团)|.{4})"
)
# 饭店 and 美术馆 say a trade, so that their last character is no form.
_GUARDED = r"(?<![饭酒药书商花])(?<!便利)店|(?<![宾旅餐饭菜面茶])(?<!理发|健身|体育|养生|生活|艺术|美术|博物|照相)馆"
_FORM = re.compile(rf"(?:{'|'.join(sorted(FORMS - {'店', '馆'}, key=lambda form: (-len(form), form)))}|{_GUARDED})+$")
_LEGAL = re.compile(r"有限|股份|集团|合作社")
_BRANCH = re.compile(
    r"(?<=公司|集团).{0,12}?(?:分公司|分厂|分店|项目部|办事处|经营部|营业部|门市部|销售处|第.{1,3}(?:公司|厂))$"
)
_BRANCH_PLACE = re.compile(r"(?<=.{3})(?:山东|淄博|博山|张店|淄川|临淄|周村|济南|青岛|潍坊)[市区]?$")
_INNER_FORM = re.compile(r"(?<=.{2})(?:集团|有限责任公司|股份有限公司|有限公司|公司)(?=.{2})")
_UTILITY = re.compile(
    r"国网|国家电网|供电(?:公司|中心|所|局)$|^(?:中国)?(?:移动|联通|电信|铁塔|广电网络|邮政)(?:公司|集团)?$"
)
_PLATFORM = re.compile(
    "(?:亚马逊|淘宝|天猫|京东|拼多多|抖音|快手|美团|饿了么|阿里巴巴|阿里|闲鱼|小红书|微信|支付宝|携程|滴滴|速卖通|虾皮|唯品会|苏宁易购|1688|EBAY|SHOPEE|TEMU|SHEIN)"
    "(?:国际站?|平台|网站?|商城|小店|直播间?|小程序|视频号|群)?[上里中内]?(?:[新]?[开做办]|经营|注册|有个|[一这那]个?)?"
)
"""A place on the internet where shops are kept, and what is done there: 亚马逊上开店."""
_SUPPLIER = re.compile("自来水|燃气|天然气|煤气|供水|水厂|水务|热力|供热|供暖")
_NO_SUPPLIER_NAME = re.compile(f"[{''.join(sorted(NO_NAME_CHARACTERS))}时始月日前后向早晚昨今原气电水]")
_NOBODY = re.compile(r"某|兄弟(?:公司|企业|单位|厂|店)|XX|\*\*|××|[哪这那]家|匿名|保密|不详|未知|^无$")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """What a name consists of; `proper` is empty where it names nobody (隔壁陶瓷厂)."""

    places: tuple[str, ...] = ()  #: 山东, 博山: without 省, 市 and 区.
    proper: str = ""
    trade: str = ""
    is_legal: bool = False  #: Written with its legal form.

    @property
    def core(self) -> str:
        """Proper part and trade."""
        return self.proper + self.trade


NOBODY = CompanyName()


@lru_cache(maxsize=_KEPT)
def read_name(name: str) -> CompanyName:
    """The parts of the name; NOBODY where it is general (陶瓷厂, 我公司, 某公司, 供电公司) or too long for a name."""
    plain = _plain(name)
    if not plain or _NOBODY.search(plain) or _UTILITY.search(plain):
        return NOBODY
    is_legal = bool(_LEGAL.search(plain))
    rest = _INNER_FORM.sub("", _without_form(plain))
    places, rest = _split_places(rest)
    if PLACE.fullmatch(rest):
        return NOBODY
    proper, trade = _split_trade(rest)
    if not is_legal and (_is_general(proper, trade) or _is_supplier(proper, trade, places)):
        return NOBODY
    if proper or not (is_legal and places and trade):
        return CompanyName(places, proper, trade, is_legal) if proper else NOBODY
    # 博山水泥有限公司 has no other proper part than its place.
    return NOBODY if trade in OFFICES else CompanyName(places[:-1], places[-1], trade, is_legal)


def _is_general(proper: str, trade: str) -> bool:
    """Whether it is a shop on a platform, or a works of some sort: 亚马逊上开店, 下头集体厂."""
    return not trade and (bool(_PLATFORM.fullmatch(proper)) or proper.endswith(("集体", "国营", "村办", "校办")))


def _is_supplier(proper: str, trade: str, places: tuple[str, ...]) -> bool:
    """Whether it is whoever supplies everyone, with a word before it that is no name: 当时燃气公司, 推水厂."""
    if not trade and proper.endswith("水"):
        return True
    return not places and bool(_SUPPLIER.match(trade)) and bool(_NO_SUPPLIER_NAME.search(proper))


def core_of(name: str) -> str:
    """The distinctive core of a name, without places and legal form, its trade kept; "" for a general name."""
    return read_name(name).core


def is_nameless(words: str) -> bool:
    """Whether the words consist of nothing but trades, general words and forms: 大型物流, 附近几家陶瓷."""
    reached = {0}
    for at in range(len(words)):
        if at in reached:
            reached.update(
                end for end in range(at + 1, min(len(words), at + _LONGEST_WORD) + 1) if words[at:end] in _NAMELESS
            )
    return len(words) in reached


def trades_end(words: str, at: int) -> int:
    """How far trades follow one another from this character on; `at` when none begins there."""
    while end := next((to for to in range(at + _LONGEST_WORD, at, -1) if words[at:to] in _KINDS), 0):
        at = min(end, len(words))
        if at == len(words):
            break
    return at


def _plain(name: str) -> str:
    if len(name) > LONGEST:
        return ""
    plain = name if name.isalnum() else _BRACKETS.sub("", unicodedata.normalize("NFKC", name))
    plain = _NO_LETTER.sub("", unicodedata.normalize("NFKC", plain).upper())
    return _SPEAKER.sub("", plain)


def _without_form(plain: str) -> str:
    plain = _BRANCH.sub("", plain)
    rest = _FORM.sub("", plain)
    # 银座商城博山店: the branch's place goes with its form.
    return _BRANCH_PLACE.sub("", rest) if len(rest) < len(plain) else rest


def _split_places(rest: str) -> tuple[tuple[str, ...], str]:
    places: list[str] = []
    while found := PLACE.match(rest):
        after = rest[found.end() :]
        if (len(after) < 2 and after not in _NAMELESS) or (not is_nameless(after) and _is_single(after)):
            break
        places.append(LEVEL_END.sub("", found.group()) or found.group())
        rest = after
    return tuple(places), rest


def _is_single(rest: str) -> bool:
    """Whether but one character would be left for the proper part: 上海滩酒店."""
    return rest[1:] in _KINDS and rest[2:] not in _KINDS


def _split_trade(rest: str) -> tuple[str, str]:
    if (len(rest) < 2 and not rest.isascii()) or is_nameless(rest):
        return ("", rest) if len(rest) > 1 else ("", "")
    end = _trade_start(rest, len(rest))
    if end == len(rest) and rest[1:] in _KINDS:
        end = 1
    return rest[:end], rest[end:]


def _trade_start(rest: str, end: int) -> int:
    """Where the chain of trades begins that the words end with; at least two characters are left before it."""
    while end > 2:
        start = next(
            (start for start in range(max(2, end - _LONGEST_WORD), end) if rest[start:end] in _KINDS),
            end,
        )
        if start == end:
            break
        end = start
    return end
