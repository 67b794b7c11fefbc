"""Short names in running text, told by a trade that follows characters of names: 荣祥商砼给瑞阳建设供混凝土."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache

from complaints.companies.bounds import holds_break
from complaints.companies.name_words import BRANDS, CHOSEN, CUES, NATIONAL, ORDINARY, POSSIBLE, SURNAMES
from complaints.companies.names import CompanyName, is_nameless, read_name
from complaints.companies.place_words import KNOWN_PLACE
from complaints.companies.words import COMMON_TRADES, DEEDS, FURTHER, HOUSES, NO_NAME_CHARACTERS, NOT_SHORT, TRADES

_KINDS = frozenset(kind for kind in TRADES | HOUSES if len(kind) > 1) - NOT_SHORT
_LONGEST_KIND = max(map(len, _KINDS))
_LONGEST_PROPER = 5
_BEFORE = 12
"""Characters before a name that may say what it is."""

# The rare characters, which GB 2312 holds from row 56 on, are chosen for names alone.
_RARE = frozenset(bytes((row, cell)).decode("gb2312") for row in range(0xD8, 0xF8) for cell in range(0xA1, 0xFF))
_CHOSEN = CHOSEN | _RARE - NO_NAME_CHARACTERS
_POSSIBLE = POSSIBLE | _CHOSEN
_SPEECH = NO_NAME_CHARACTERS - _CHOSEN - set("坐标")
"""Characters with which no name begins."""

_SIGNS = "楼阁轩斋窑坊"
"""Single characters that a house is called by: 鸿福楼, 大唐窑."""
_HEADS = frozenset(kind[:2] for kind in _KINDS)
# Where a trade or a sign may begin: after a character that may end a name.
_START = re.compile(
    f"(?<=[{''.join(sorted(_POSSIBLE))}])(?:[{_SIGNS}]"
    f"|[{''.join(sorted({head[0] for head in _HEADS}))}](?=[{''.join(sorted({head[1] for head in _HEADS}))}]))"
)

# What a trade becomes a house with: 羊汤馆, 机电城, 电力工程队.
_HOUSE_END = re.compile(
    "馆|铺子?|坊|屋|城(?![市乡镇区管])|行(?![业政为人])|站(?![点在])|社(?![区会保])|研究[所院]|队(?![伍员长列])"
    "|工作室|孵化器|培训班|(?:信息|服务|业务)部|(?:服务|检测|维修|体验|月子|托管|早教|洗浴|健身|培训)中心"
)
# After a trade: it belongs to the words that follow.
_NO_NAME = re.compile(
    "[行产工商]业|协会|商会|市场|局|园区|产业园|科技园|工业园|大道|学[校院]|大学|小区|社区|[街路村镇]|大集|大厦|公司|企业|集团|有限"
    '|厂(?![房区长里家址子外内门])|店(?![里面铺长主内外])|部门|[场区苑盘]|[”"」]?(?:商标|品牌)|基地|工地'
)
# After a trade that is an ordinary word: it is one here, too.
_NO_COMMON_NAME = re.compile(
    "质量|产品|文化|安全|价格|标准|指标|政策|补贴|管理|监督|许可|执法|规划|生产|施工|招|投标|信息|平台|系统|方[面向]|人[员才]|专业|项目|中心"
    "|[师证费票款商员户者站机器车库房场品工法类量化性学界线网园]"
)

_OWN = re.compile(
    "(?:[我俺咱](?:们|家|这|这边|这里|们这边|们家|司|们?厂|们?公司|们?店|们?单位)?(?:就?是|叫)?|[这那][里边儿]是"
    "|本(?:公司|单位|厂|店|企业|人(?:经营|开办|开)?)(?:是|系)?|(?:企业|单位|公司|厂子?|店|字号|店名|厂名)(?:名称?|全称)?(?:是|为|叫|系)"
    "|名叫|叫做?|自称|称其(?:是|为|系)|[人民]系|代表|在下)的?$"
)
_JOINING = frozenset("和由原驻建于在及对")
"""Begin a name of three characters or more hardly ever."""
_OWN_ENDS = frozenset("我俺咱们家这边里司厂店位是叫儿的系为业称表下开营办人")
_CUES = tuple(sorted(CUES))
_PLACES = re.compile(rf"(?:(?:{KNOWN_PLACE.pattern})市?区?)+$")
_PLACE_ENDS = frozenset(match for match in re.findall(r"[\u4e00-\u9fff](?=[|)])", KNOWN_PLACE.pattern)) | set(
    "省市区县镇道"
)


class _Left(IntEnum):
    """What stands before the characters of a name."""

    ANYTHING = 0
    CUE = 1  #: A word after which a name may follow: 给, 走访.
    BOUND = 2  #: The beginning of a clause, or a place.
    OWN = 3  #: The speaker says that it is his.


def find_short(text: str, longest: int) -> Iterator[tuple[int, int, CompanyName, bool]]:
    """Begin, end and parts of each, and whether the speaker says that it is his, from left to right."""
    end = 0
    for start in _START.finditer(text, 2, longest):
        at = start.start()
        if at >= end + 2 and (text[at] in _SIGNS or text[at : at + 2] in _HEADS) and (found := _read(text, at, end)):
            yield found
            end = found[1]


def _read(text: str, at: int, start: int) -> tuple[int, int, CompanyName, bool] | None:
    if text[at - 2] in _SPEECH:
        return None
    end, is_common = _trade_end(text, at)
    is_closed = not text[end : end + 1].isalnum()
    if end == at or _NO_NAME.match(text, end) or (is_common and not is_closed and _NO_COMMON_NAME.match(text, end)):
        return None
    begin, left = _begin(text, at, start, is_common, is_closed)
    if begin == at or (text[at:end] in DEEDS and not _CHOSEN.issuperset(text[begin:at])):
        return None
    begin -= _place_before(text[max(start, begin - _BEFORE) : begin])
    name = read_name(text[begin:end])
    return (begin, end, name, left is _Left.OWN) if name.proper else None


def _trade_end(text: str, at: int) -> tuple[int, bool]:
    """How far the trade reaches that begins here, and whether it is a common word; `at` when none does."""
    end = _kind_end(text, at)
    if end == at:
        end = _kind_end(text, at + 1) if text[at] in _SIGNS else at
        return end, end == at + 1
    is_common = text[at:end] in COMMON_TRADES
    while (further := _kind_end(text, end)) > end:
        word = text[end:further]
        if word not in FURTHER and word not in HOUSES and not _ends_in_house(text, further):
            break
        end, is_common = further, False
    if (house := _HOUSE_END.match(text, end)) and text[at : house.end()] not in NOT_SHORT:
        return house.end(), False
    return end, is_common


def _ends_in_house(text: str, at: int) -> bool:
    return bool(_HOUSE_END.match(text, at)) or text[at : _kind_end(text, at)] in HOUSES


def _kind_end(text: str, at: int) -> int:
    if text[at : at + 2] not in _HEADS:
        return at
    return next((to for to in range(min(len(text), at + _LONGEST_KIND), at + 1, -1) if text[at:to] in _KINDS), at)


def _begin(text: str, at: int, start: int, is_common: bool, is_closed: bool) -> tuple[int, _Left]:
    """Where the name begins whose trade begins at `at`, and what stands before it; `at` when there is none."""
    best, begin = _Left.ANYTHING, at
    for length in range(2, min(_LONGEST_PROPER, at - start) + 1):
        proper = text[at - length : at]
        if proper[0] in _SPEECH or not proper[0].isalnum():
            break
        if "和" in proper[1:] or (length > 2 and proper[0] in _JOINING):
            continue
        if sum(character in _POSSIBLE for character in proper) * 2 < length:
            continue
        left = _left(text[max(start, at - length - _BEFORE) : at - length])
        if (begin == at or left >= best) and _is_likely(proper, left, is_common, is_closed):
            best, begin = left, at - length
    return begin, best


def _left(before: str) -> _Left:
    if not before or not before[-1].isalnum():
        return _Left.BOUND
    places = _place_before(before)
    rest = before[: len(before) - places]
    if rest and rest[-1] in _OWN_ENDS and _OWN.search(rest):
        return _Left.OWN
    return _Left.BOUND if places else _Left.CUE if before.endswith(_CUES) else _Left.ANYTHING


def _place_before(before: str) -> int:
    """Characters of the places with which the words end."""
    if not before or before[-1] not in _PLACE_ENDS:
        return 0
    found = _PLACES.search(before)
    return len(before) - found.start() if found else 0


def _is_likely(proper: str, left: _Left, is_common: bool, is_closed: bool) -> bool:
    """Whether the characters are a name; the less stands before them, the more must they look like one."""
    length = len(proper)
    possible = sum(character in _POSSIBLE for character in proper)
    chosen = length if _is_person(proper) else sum(character in _CHOSEN for character in proper)
    if left < _Left.BOUND:
        wanted = (length + 1) // 2 if left is _Left.CUE and not is_common else length
        is_enough = possible == length <= 4 and chosen >= wanted and (left is _Left.CUE or not is_common)
    elif is_common:
        is_enough = possible == length and (chosen * 2 >= length or is_closed)
    else:
        is_enough = possible * 2 >= length and (chosen > 0 or possible == length)
    return is_enough and not _is_speech(proper, is_common)


def _is_person(proper: str) -> bool:
    """Whether it is called after somebody: 老马, 王记, 小李."""
    return len(proper) == 2 and (
        (proper[0] in "老小阿" and proper[1] in SURNAMES) or (proper[0] in SURNAMES and proper[1] in "记氏家")
    )


@lru_cache(maxsize=8_000)
def _is_speech(proper: str, is_common: bool) -> bool:
    """Whether an ordinary word stands in it; what is also chosen for a name may stand before an uncommon trade."""
    if proper in NATIONAL or is_nameless(proper) or is_nameless(proper[:2]) or holds_break(proper):
        return True
    if (len(proper) > 3 and is_nameless(proper[-2:])) or (is_common and proper in BRANDS):
        return True
    return proper[:2] in ORDINARY or proper[-2:] in ORDINARY
