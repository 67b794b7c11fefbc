"""The roads, villages, estates and houses that a text names: 沿河西路, 东高村, 翠景花园小区, 金苹果幼儿园."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class SiteKind(StrEnum):
    """What sort of place; only places of one sort can contradict each other."""

    ROAD = "路"
    VILLAGE = "村"
    ESTATE = "小区"
    HOUSE = "场所"
    LINE = "路公交"
    NUMBER = "号"
    WATER = "景地"
    PUBLIC = "公共"
    HIGHWAY = "号公路"


_ENDS = {
    SiteKind.ROAD: "路(?!线|由|灯|政)|大街|街(?!道|办|坊)|胡同|巷|大道",
    SiteKind.VILLAGE: "村(?!里|民|委|庄|口|头|镇|集体|支)|村(?=口|委|头|里)",
    SiteKind.ESTATE: "花园|家园|小区|社区|公寓|新村|雅苑|嘉苑|佳苑|名苑|庄园|广场|大厦"
    "|工业园|产业园|科技园|创业园|物流园|园区|(?:农贸|集贸|批发|综合)?市场(?!监|价|局|主体|所)|商城|早市|夜市"
    "|(?<=[城府园苑湾庭都郡里墅])[一二三四五六]期|号院",
    SiteKind.WATER: "水库|湖(?![北南])|河(?!道|床|北|南|口)|景区|公园|古村|古镇",
    SiteKind.HOUSE: "幼儿园|小学|中学|卫生院|大药房|药房|敬老院|养老院"
    "|大桥|加油站|驾校|医院|网吧|体育馆|火车站|汽车站|车站|停车场|敬老院|殡仪馆|卫生服务中心|大酒店|饭店|宾馆|培训学校|大?超市",
}
_SITES = tuple((kind, re.compile(ends)) for kind, ends in _ENDS.items())
_REACH = 7
_LETTERS = re.compile(r"[\u4e00-\u9fff]+$")
# What stands before such a word and names nothing: 这条路, 我们村, 附近小区, 公办幼儿园.
_EMPTY = (
    "的了这那条某本该我你他她其各全有没从去离修铁线短思销出退网过走段一半每个所座到在往及或是旁边近面口里内外前后间"
    "说请望求问找要想跑块处示答听业位把让被给做办挖接占封堵破再已需应将能会可时年月日号元万天多少几第为以对向于由因也还就都又不"
)
_NAMELESS = re.compile(
    rf"(?:[{_EMPTY}].|.[{_EMPTY}]|附近|周边|周围|居民|老旧|住宅|农贸|集贸|批发|大型|民办|私立|普惠|乡村|农村|自然|行政|城中|定点|连锁"
    r"|私人|民营|乡镇|培训|技术|职业|健身|汽车|外地|资源|动力|金融|资本|建材|劳务|二手|高速|城市|进村|入村|历史|协调|希望|条件|农产|智慧|电商"
    r"|商业|化工|陶瓷|创业|科技|服务|宠物|牙科|文化|社会|旅游|小学|中学|特色|重点|幼儿|高新|材料|系统|出租|进山|断头|道|公)$"
)
_NO_ROAD = re.compile(
    rf"(?:[{_EMPTY}].|.[{_EMPTY}]|附近|周边|周围|居民|乡村|农村|进村|入村|进山|断头|城市|高速|道|公|马|铁|水泥|柏油|沥青|主干|生产|盘山|环山)$"
)
_NO_AVENUE = re.compile("[的条段一修在这]$")
_LEAD = re.compile(
    r"^.*(?:反映|位于|来到|走进|关于|投诉|举报|业主|居民|村民|家长|镇|街道|办事处|开发区|博山区|在|住|是|对|到|从|至|和|与|的|称|给|去|我们|俺们?|我)"
)
# There is one of each in the district.
_PUBLIC = re.compile(
    r"(?:政务服务|政务|行政服务|办事|便民服务|服务)(?:中心)?大厅|中医院|妇幼(?=保健|院|医院)|人民医院|区医院|社保窗口|不动产(?=窗口|登记中心|大厅)|办税(?:服务)?(?=厅|大厅)"
)
_HIGHWAY = re.compile(r"[gsx](\d{3})(?!\d)|(?<!\d)(\d{3})(?=国道|省道|县道)")
_LINE = re.compile(r"(?<![\d.])(\d{1,3})路(?=公交|车|班|末班|首班|线|$|[，。,的站])")
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})(?:号|#|栋|幢)?"
    r"(?P<what>楼(?![道上下梯房板顶盘市主层里内])|单元|栋|幢|路口|车间|变电站|厂区|支路)"
)
_KEY = 3
_APART = frozenset("东西南北上下前后大小新老内外左右一二三四五六七八九十")
"""What tells places apart that are called alike otherwise."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place with a name: the last characters of its name, which every telling has, and its sort."""

    kind: SiteKind
    name: str

    def is_named_in(self, text: str) -> bool:
        """Whether the text has the name, whatever follows it: 东高那条路."""
        return self.name in text

    def ends_like(self, others: Iterable[Site]) -> bool:
        """Whether one of the others is a number of the same sort: 2号楼, 7号楼."""
        return any(other.kind is self.kind and other.name[-1] == self.name[-1] for other in others)

    def agrees(self, other: Site) -> bool:
        """Whether both may be the same place."""
        if self.name.endswith(other.name) or other.name.endswith(self.name):
            return True
        # 右西冶街 was read with the end of the word before it, 上小峰村 and 下小峰村 are two villages.
        alike = len(self.name) == len(other.name) == _KEY and self.name[1:] == other.name[1:]
        return alike and not {self.name[0], other.name[0]} <= _APART


def find_sites(text: str) -> tuple[Site, ...]:
    """Return the places that a normalised text names, without the towns."""
    return tuple(dict.fromkeys(_sites(text)))


def _sites(text: str) -> Iterable[Site]:
    for kind, ends in _SITES:
        past = 0
        for end in ends.finditer(text):
            before = _LETTERS.search(text[max(past, end.start() - _REACH) : end.start()])
            past = end.end()
            name = _LEAD.sub("", before[0])[-_KEY:] if before else ""
            # 创业大道 is a name, 科技园区 is none.
            nameless = _NO_AVENUE if end[0] == "大道" else _NO_ROAD if kind is SiteKind.ROAD else _NAMELESS
            if len(name) > 1 and not nameless.search(name):
                yield Site(kind, name)
    for found in _NUMBERED.finditer(text):
        yield Site(SiteKind.NUMBER, f"#{found['number']}{found['what']}")
    for public in _PUBLIC.finditer(text):
        yield Site(
            SiteKind.PUBLIC, "#" + (public[0] if public[0][-1] != "厅" or public[0].startswith("办税") else "政务大厅")
        )
    for highway in _HIGHWAY.finditer(text):
        yield Site(SiteKind.HIGHWAY, f"#{highway[1] or highway[2]}")
    for line in _LINE.finditer(text):
        # The sign keeps 6 from agreeing with 36.
        yield Site(SiteKind.LINE, f"#{line[1]}")
