"""The towns and streets of the district, and which of them a text is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from complaints.errors import TableError
from complaints.units import split_words, table_rows

HOME = ("山东", "淄博", "博山")
"""Province, city and district: a town after these is ours, a town after any other place is not."""

_SUFFIX = re.compile(r"(?:街道|镇|乡)$")
_REACH = 24
"""Characters before and after a name that are looked at."""


class _Strength(IntEnum):
    """How surely the text is about a town that it names."""

    MENTIONED = 1  #: On the way, next to it, formerly, or in a company's name.
    NAMED = 2
    PLACED = 3  #: 在源泉镇, 源泉镇东村.
    OWN = 4  #: 地址：, 位于, 我们厂在.
    MOVED_TO = 5  #: Stands above where one came from.


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in the text: `lead` is what stands before it and its district, `home` the district as written."""

    word: str
    lead: str
    home: str
    after: str


# —— What is no place of ours ——

# What stands before it and makes it a part of another name: 岚山头, 区域城镇化, 县城东街, 济南博山.
_LONGER = {
    "山头": r"岚",
    "域城": r"[全地流海领]|(?<!我)区",
    "城东": r"[县省古老新都主围]",
    "城西": r"[县省古老新都主围]",
    "南博山": r"[济河湖云海淮越]",
    "北博山": r"[河湖东西]",
}
# What follows and makes it another word: 城镇化, 镇街, 开发区域; 城东办厂 names 城东, not its office.
_GOES_ON = {
    "域城镇": r"化|体系|群",
    "博山镇": r"街",
    "办": r"[了个厂公学理证好完过起酒成]|事(?!处)",
    "开发区": r"[域块商]",
}
# Names without 镇 or 街道 that are ordinary words too: what before or after them says that no place is meant.
_ORDINARY = {
    "山头": (r"[各立占拉小座个这那荒片大的]", r"[上下顶林主旁脚]"),
    "源泉": (r"[力的之富福命]", r"(?!)"),
    "池上": (r"[电水泳鱼油浴花气粪淀污]", r"[面方下海涨游洗]"),
    "白塔": (r"[座的个那这大]", r"[寺公机区山景下上前]"),
    "石马": (r"[座匹对只尊个的]", r"[像雕旁前被身]"),
    "石门": (r"[道扇个的]", r"[框前口上坎]"),
    "域城": (r"(?!)", r"[市乡际]"),
    "城东": (r"(?!)", r"[边面部侧方新区郊头门大路高站客道村外]|办公"),
    "城西": (r"(?!)", r"[边面部侧方新区郊头门大路高站客道村外]|办公"),
}
# These need more than 在 before them: 在山头建基站 is on a hill, 在城东 east of any town.
_RISKY = ("山头", "城东", "城西", "石门")
# Counties and cities around that people name without 县 or 市.
_NEIGHBOURS = (
    "张店|淄川|临淄|周村|桓台|高青|沂源|高新区|文昌湖|邹平|章丘|莱芜|青州|临朐|沂水|新泰|济南|青岛|潍坊|滨州|泰安|临沂"
    "|日照|东营|烟台|威海|济宁|枣庄|德州|聊城|菏泽"
)
# Another county's town; 园区, 我市 and the like name no county.
_ELSEWHERE = re.compile(
    rf"(?:{_NEIGHBOURS}|[\u4e00-\u9fff](?:(?<![小社园景厂地辖我全本城山片老库该矿校新各外发])区|(?<![我全本该城超夜股上各])市"
    r"|(?<![我全本该各])县|(?<![我全本外该各节])省))(?:的|境内|那边|那里)?$"
)
_NOT_THERE = re.compile(r"(?:(?<!是)不是|[不没]在|并非|不属于?|不归|不位于|非|转[给至到交]?)$")
# 开发区 without a name is ours only where nothing else can stand before it: 淄博经济开发区 is another.
_ZONE = re.compile(r"(?:经济)?开发区|经开区")
_ZONE_LEAD = re.compile(
    r"(?:^|[^\u4e00-\u9fffA-Za-z0-9]|[我本全]区|(?:^|[^\u4e00-\u9fff])区|整个"
    r"|[在到至于往去从由向归属驻住入进是的和与跟及给找让被们来该里内离距])$"
)
# 备注里的转办街道不是属地: up to the line's end or the next label, or within the clause.
_ASIDE = re.compile(
    r"备注[^\n]*?(?=地址|事项|\n|$)"
    r"|(?:抄送|抄报|[转承主协]办单位|责任单位|[处受]理部门)[:：]?[^\n。；;]*"
    r"|(?:已转(?![让账租卖])|转办|转交|转派|转由|交由|交办|派单|责成|移送)[^，,。；;！!？?\n]*"
    r"|(?<![自理缘])(?:由|转给|派给|交给)[^，,。；;\n]{0,14}(?:办理|处理|承办|核实|答复|牵头|负责|跟进)"
)

# —— What shows a place ——

# Before a name without 镇 or 街道.
_SURE_LEAD = re.compile(
    r"(?:(?:地址|属地|镇街|位置)[:：]?|位于|地处|坐落[于在]|属于|家住|来自|驻"
    r"|(?:我|俺|咱)们?就?是|(?:厂子?|店|公司|企业|司)[就都现]?在)$"
)
_PLACE_LEAD = re.compile(r"[在到去往从离距回住至]$")
# After it.
_PLACE_AFTER = re.compile(
    r"镇(?!化|体系|群)|街道|[这那一][边里儿片]|附近|一带|境内|辖区|地界|当地|本地|片区|[工产]业园|社区|[^，。在的]{0,3}?村"
    r"|[开办建](?:了|个|着)?[^，。]{0,4}(?:厂|店|馆|农家乐|公司|作坊|民宿)"
    r"|的[^，。]{0,4}(?:厂|店|企业|公司|户|朋友|老板|作坊|民宿|农家乐|工地|项目|仓库|工业园)"
    r"|(?:派出|供电|税务|财政)所|卫生院|水库|大集"
)
_COMPANY = re.compile(r"[^，,。；;：:、的\s在]{1,12}?(?:厂|公司|店|合作社|集团|商行|经营部|中心)")
_OFFICE = re.compile(r"(?:人民)?政府|党委|办事处|便民|派出所|[税供财][^，。]{0,2}所|领导|干部|工作人员")

# The first row that fits decides; (before, after, strength).
_CLUES: tuple[tuple[re.Pattern[str], re.Pattern[str], _Strength], ...] = tuple(
    (re.compile(rf"(?:{before})$"), re.compile(after), strength)
    for before, after, strength in (
        (r"[搬迁挪](?:到|至|去|来|入|往)了?", "", _Strength.MOVED_TO),
        (r"原址?|(?:原来|原先|以前|之前|曾|原)在?|从|离|距离?|[到去往跑找]", "", _Strength.MENTIONED),
        (r"(?:地址|[厂住店]址|位置|地点|所在地|属地|镇街|区域)[^，。；\n]{0,6}", "", _Strength.OWN),
        (r"(?:我|俺|咱)们?是", r"人", _Strength.NAMED),
        (r"位于|坐落[于在]|地处|属于?|家住|来自|(?:我|俺|咱)们?(?:就?是)?|这[次回]是?在?", "", _Strength.OWN),
        (
            r"(?:我|俺|咱|(?<![他她别人])家|厂子?|公司|企业|司|店|项目|工地|车间|门市|仓库|部|合作社)们?"
            r"(?:就|都|目前|现在?|是)?[设建开住]?在",
            "",
            _Strength.OWN,
        ),
        ("", _OFFICE.pattern, _Strength.NAMED),
        (r"[在住]", "", _Strength.PLACED),
        ("", rf"(?:{_COMPANY.pattern})|的?(?:客户|供应商|老板|施工队|司机)", _Strength.MENTIONED),
        ("", r"[^，。；\s（(]{0,6}?(?:村|路|号|社区|小区|[工产]业园|园区|组)", _Strength.PLACED),
        ("", "", _Strength.NAMED),
    )
)


class Towns:
    """The towns and streets, found in free text by their present and old names."""

    def __init__(self, names: Mapping[str, tuple[str, ...]], home: Sequence[str] = HOME) -> None:
        """`names` gives each town's old names and aliases; `home` its province, city and district."""
        self.names = tuple(names)
        self._towns = {word: town for town, aliases in names.items() for word in (town, *aliases)}
        shorts = {
            short: town
            for word, town in self._towns.items()
            # 博山 alone is the district, never its town 博山镇.
            if (short := _SUFFIX.sub("", word)) not in (*self._towns, *home)
        }
        self._shorts = frozenset(shorts)
        self._towns |= shorts
        longest_first = sorted(self._towns, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_expression, longest_first)) or r"(?!)")
        self._district = home[-1]
        self._home = re.compile(rf"(?:(?:{'|'.join(map(re.escape, home))})[省市县区]?[\s\-—/,，、·>:：]*)+$")

    def find(self, text: str) -> str:
        """The town that the text is about, or an empty string.

        Where one lives or works counts for more than what one mentions, and of equals the first. A town of another
        county, one that is denied, and one that the matter was only sent on to count for nothing; 源泉 without 镇
        counts where 在, 的厂子 or the like shows that a place is meant.
        """
        town, best = "", 0
        asides: list[tuple[int, int]] | None = None
        for found in self._pattern.finditer(text):
            if asides is None:
                asides = [aside.span() for aside in _ASIDE.finditer(text)]
            if any(start <= found.start() < end for start, end in asides):
                continue
            strength = self._weigh(text, found)
            if strength > best:
                town, best = self._towns[found.group()], strength
        return town

    def words(self) -> list[str]:
        """Every name and alias, for the segmenter's dictionary; the long ones first, in the same order everywhere."""
        return sorted(self._towns.keys() - self._shorts, key=lambda word: (-len(word), word))

    def _weigh(self, text: str, found: re.Match[str]) -> int:
        before = text[max(0, found.start() - _REACH) : found.start()]
        home = self._home.search(before)
        lead = before[: home.start()] if home else before
        mention = _Mention(found.group(), lead, home.group() if home else "", text[found.end() : found.end() + _REACH])
        if _is_in_longer_word(mention) or _NOT_THERE.search(lead) or (not home and _ELSEWHERE.search(lead)):
            return 0
        if _ZONE.match(mention.word) and not (self._district in mention.home or _is_our_zone(mention)):
            return 0
        is_alone = text.strip() == mention.word
        if mention.word in self._shorts and not (is_alone or self._is_place(mention)):
            return 0
        return _strength(mention)

    def _is_place(self, mention: _Mention) -> bool:
        """Whether a name without 镇 or 街道 is meant as a place."""
        before, after = _ORDINARY.get(mention.word, (r"(?!)", r"(?!)"))
        if re.search(rf"(?:{before})$", mention.lead) or re.match(after, mention.after):
            return False
        if self._district in mention.home or _SURE_LEAD.search(mention.lead) or _PLACE_AFTER.match(mention.after):
            return True
        if mention.word in _RISKY or _COMPANY.match(mention.after):
            return False
        return bool(_PLACE_LEAD.search(mention.lead))


def read_towns(path: Path) -> Towns:
    """tables/towns.csv (属地,旧名和别名); TableError names every wrong line."""
    problems: list[str] = []
    towns: dict[str, tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    owners: dict[str, str] = {}
    for line, (town, cell, *_) in table_rows(path, 2, problems):
        if not town:
            problems.append(f"{path.name} 第{line}行：属地为空")
            continue
        if town in towns:
            problems.append(f"{path.name} 第{line}行：属地“{town}”与第{lines[town]}行重复")
            continue
        towns[town], lines[town] = split_words(cell), line
        for word in (town, *towns[town]):
            owner = owners.setdefault(word, town)
            if owner != town:
                problems.append(f"{path.name} 第{line}行：名称“{word}”已属于“{owner}”，一个名称只能属于一个属地")
    if problems:
        raise TableError(problems)
    return Towns(towns)


def _expression(word: str) -> str:
    goes_on = "|".join(after for end, after in _GOES_ON.items() if word.endswith(end))
    return re.escape(word) + (f"(?!{goes_on})" if goes_on else "")


def _is_in_longer_word(mention: _Mention) -> bool:
    longer = (before for word, before in _LONGER.items() if mention.word.startswith(word))
    return any(re.search(rf"(?:{before})$", mention.lead) for before in longer)


def _is_our_zone(mention: _Mention) -> bool:
    return not mention.home and bool(_ZONE_LEAD.search(mention.lead))


def _strength(mention: _Mention) -> _Strength:
    return next(
        strength for before, after, strength in _CLUES if before.search(mention.lead) and after.match(mention.after)
    )
