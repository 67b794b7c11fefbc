"""Finds what a complaint is about by name: estates, roads, villages, schools, companies, systems.

No list of names is needed: a name is the word that says what kind of thing it is (小区, 路, 平台), with the words that
stand before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

MASKED_PLACE = re.compile(r"(?<![a-z])([a-z]\d{0,3}) ?([省市区县])")
"""Anonymised data call their places A市 and B3区; the segmenter would cut such a code in two."""

_LONGEST = 4
"""Words of a name, its kind included."""
_SHORTEST = 3
"""Characters of a name."""

# A site: the trouble is there and nowhere else.
_SITE = re.compile(
    r"(?:小区|社区|项目|楼盘|花园|花苑|苑|公寓|家园|家苑|新村|新城|(?<!商)城|(?<!政)府|湾|郡|墅|庄园|国际|广场|大厦|大楼|公园|景区"
    r"|产业园|科技园|工业园|创业园|物流园|园区|工业区|开发区|经开区|高新区|大道|路|街|巷|胡同|高速|立交|大桥|隧道|小学|中学|学院|大学"
    r"|一中|附中|实验学校|医院|村|屯|酒店|湖|山|水库|片区|机场|镇|街道|乡|厂区|商城|商业街|步行街|市场|老街|夜市)$"
)
# Somebody or something with a name, wherever it is.
_PARTY = re.compile(
    r"(?:学校|幼儿园|卫生院|园|桥|站|影城|ktv|会所|公司|集团|厂|馆|平台|系统|app|小程序|一卡通|税务局|公众号|网|河|码头|安置房|中心)$"
)
# In 劳动东路丽发新城 and 白塔镇产业园 a second name begins.
_AREA = re.compile(r".(?:大道|路|街|巷|街道|镇|乡|村)$")
_SOFT = re.compile(r"(?:小区|社区|项目|楼盘|有限责任公司|有限公司|公司|街道|镇)$")
_WORD = re.compile(r"[\u4e00-\u9fffa-z0-9]+")

# Words that end like a name and are none, nor the end of one.
_NO_KINDS = frozenset(
    [
        "政府",
        "市政府",
        "区政府",
        "县政府",
        "省政府",
        "镇政府",
        "人民政府",
        "公路",
        "道路",
        "马路",
        "铁路",
        "线路",
        "思路",
        "出路",
        "一路",
        "走路",
        "修路",
        "问路",
        "网路",
        "电路",
        "高速公路",
        "快速路",
        "断头路",
        "之路",
        "农村",
        "乡村",
        "全村",
        "本村",
        "城市",
        "进城",
        "全城",
        "江山",
        "上山",
        "家乡",
        "大街",
        "上街",
        "沿街",
        "临街",
        "逛街",
        "街",
        "上大学",
        "中小学",
        "上学",
        "入学",
        "开学",
        "同学",
        "办学",
        "城镇",
        "乡镇",
        "村镇",
        "上网",
        "联网",
        "互联网",
        "官网",
        "电网",
        "管网",
        "建厂",
        "进厂",
        "厂",
        "站",
        "全站",
        "房地产",
        "城",
        "府",
        "湾",
        "山",
        "湖",
        "河",
        "园",
        "馆",
        "网",
        "建站",
        "涉黄",
        "拖欠",
        "排水管网",
    ]
)
# Kinds: names only with a word before them.
_KINDS = frozenset(
    [
        "国际",
        "大学",
        "学院",
        "小学",
        "中学",
        "学校",
        "幼儿园",
        "医院",
        "酒店",
        "广场",
        "公园",
        "市场",
        "园区",
        "小区",
        "社区",
        "项目",
        "楼盘",
        "街道",
        "公司",
        "集团",
        "平台",
        "系统",
        "网站",
        "工厂",
        "车站",
        "中心",
        "自来水公司",
        "物业公司",
        "有限公司",
        "燃气公司",
        "供电公司",
        "物业管理有限公司",
        "农贸市场",
        "购物中心",
        "商业街",
        "步行街",
        "业主",
        "公众号",
    ]
)
# 小区麻将馆 is no name.
_KIND_STARTS = ("小区", "社区", "业主", "学校", "公司", "街道", "园区", "企业", "政府")
# What may stand before a name without belonging to it, and tells no matter either.
STOP_WORDS = frozenset(
    [
        "的",
        "了",
        "在",
        "是",
        "就是",
        "而是",
        "我",
        "我们",
        "俺",
        "俺们",
        "咱",
        "咱们",
        "你",
        "你们",
        "您",
        "他",
        "她",
        "它",
        "他们",
        "她们",
        "自己",
        "大家",
        "和",
        "与",
        "及",
        "或",
        "或者",
        "对",
        "对于",
        "把",
        "被",
        "由",
        "为",
        "为了",
        "因为",
        "由于",
        "所以",
        "因此",
        "从",
        "到",
        "至",
        "往",
        "向",
        "于",
        "位于",
        "地处",
        "坐落",
        "坐落于",
        "座落",
        "住",
        "住在",
        "家住",
        "有",
        "没有",
        "没",
        "无",
        "不",
        "未",
        "也",
        "都",
        "就",
        "还",
        "又",
        "很",
        "太",
        "非常",
        "十分",
        "这",
        "那",
        "这个",
        "那个",
        "这些",
        "那些",
        "这样",
        "这种",
        "该",
        "某",
        "本",
        "贵",
        "我区",
        "我市",
        "我镇",
        "我村",
        "我家",
        "我厂",
        "我司",
        "一",
        "个",
        "一个",
        "一家",
        "一名",
        "一些",
        "一条",
        "一直",
        "家",
        "几",
        "多",
        "多个",
        "请",
        "请问",
        "恳请",
        "请求",
        "求",
        "要求",
        "希望",
        "建议",
        "投诉",
        "举报",
        "反映",
        "反应",
        "反馈",
        "咨询",
        "询问",
        "提问",
        "关于",
        "有关",
        "强烈",
        "强烈要求",
        "呼吁",
        "盼",
        "望",
        "能否",
        "是否",
        "可否",
        "如何",
        "怎么",
        "怎么办",
        "怎样",
        "为什么",
        "为何",
        "什么",
        "何时",
        "什么时候",
        "哪里",
        "哪些",
        "谁",
        "吗",
        "呢",
        "吧",
        "啊",
        "附近",
        "旁",
        "旁边",
        "周边",
        "周围",
        "对面",
        "门口",
        "里",
        "里面",
        "内",
        "外",
        "上",
        "下",
        "前",
        "后",
        "中",
        "边",
        "间",
        "之间",
        "以及",
        "等",
        "等等",
        "处",
        "段",
        "侧",
        "号",
        "栋",
        "幢",
        "楼",
        "期",
        "一楼",
        "二楼",
        "年",
        "月",
        "日",
        "时",
        "点",
        "分",
        "年月日",
        "今年",
        "去年",
        "上个月",
        "本月",
        "近日",
        "最近",
        "今天",
        "昨天",
        "现",
        "现在",
        "目前",
        "已",
        "已经",
        "正在",
        "将",
        "会",
        "能",
        "能够",
        "可以",
        "可",
        "应",
        "应该",
        "必须",
        "要",
        "想",
        "让",
        "使",
        "给",
        "跟",
        "同",
        "再",
        "更",
        "最",
        "所",
        "其",
        "其他",
        "各",
        "各位",
        "每",
        "所有",
        "全",
        "全体",
        "整个",
        "业主",
        "居民",
        "村民",
        "市民",
        "群众",
        "老百姓",
        "百姓",
        "领导",
        "书记",
        "市长",
        "县长",
        "区长",
        "您好",
        "你好",
        "尊敬",
        "经过",
        "通过",
        "根据",
        "按",
        "按照",
        "来",
        "去",
        "进",
        "出",
        "说",
        "称",
        "表示",
        "新建",
        "修建",
        "建设",
        "建",
        "修",
        "老",
        "旧",
        "严查",
        "严惩",
        "查处",
        "查",
        "质疑",
        "反对",
        "无视",
        "坚决",
        "惊",
        "求助",
        "尽快",
        "加快",
        "解决",
        "处理",
        "问题",
        "情况",
        "省",
        "市",
        "区",
        "县",
        "力度",
        "步伐",
        "刻不容缓",
        "全覆盖",
        "加大",
        "加强",
        "严重",
        "相关",
        "部门",
        "有关部门",
        "相关部门",
        "这条",
        "进行",
        "谢谢",
        "感谢",
        "但是",
        "但",
        "而且",
        "并且",
        "并",
        "而",
        "如果",
        "然后",
        "时间",
        "不能",
        "多次",
        "至今",
        "本人",
        "无法",
        "企业",
        "单位",
        "工作",
        "工作人员",
        "电话",
        "联系",
        "回复",
        "答复",
        "希望能",
        "造成",
        "影响",
        "导致",
        "需要",
        "之",
        "以",
        "则",
        "即",
        "且",
        "若",
        "因",
        "只",
        "仅",
        "才",
        "却",
        "仍",
        "仍然",
    ]
)


class Kind(IntEnum):
    """What a word is for the finding of names."""

    GAP = 0  #: Punctuation or a space: no name reaches across it.
    STOP = 1  #: Belongs to no name and tells no matter.
    PLACE = 2  #: A masked place: belongs to no name, but tells something.
    PLAIN = 3
    PARTY = 4
    SITE = 5


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: the words from `start` to before `end`; `site` says that it is a place."""

    start: int
    end: int
    name: str
    site: bool


@lru_cache(maxsize=200_000)
def kind_of(word: str) -> Kind:
    """What the word is for the finding of names."""
    if not _WORD.fullmatch(word):
        return Kind.GAP
    if MASKED_PLACE.fullmatch(word):
        return Kind.PLACE
    if word in STOP_WORDS:
        return Kind.STOP
    if word in _NO_KINDS or word.endswith("政府"):
        return Kind.PLAIN
    if _SITE.search(word):
        return Kind.SITE
    return Kind.PARTY if _PARTY.search(word) else Kind.PLAIN


def mentions(words: Sequence[str]) -> Iterator[Mention]:
    """Every name in the words of a text, each in all its lengths: 新城小区, 丽发新城小区."""
    for at, word in enumerate(words):
        kind = kind_of(word)
        if kind < Kind.PARTY:
            continue
        site = kind is Kind.SITE
        if site and _is_name(word) and len(_stem(word)) >= _SHORTEST:
            yield Mention(at, at + 1, name_of(word), site)
        yield from _longer(words, at, site)


def _longer(words: Sequence[str], at: int, site: bool) -> Iterator[Mention]:
    name, length = words[at], 1
    for start in range(at - 1, -1, -1):
        before = words[start]
        if before == "·":
            continue
        if (kind_of(before) <= Kind.PLACE and before != "之") or _AREA.search(before):
            return
        name, length = before + name, length + 1
        if len(name_of(name)) >= _SHORTEST and _is_name(name):
            yield Mention(start, at + 1, name_of(name), site)
        if length == _LONGEST and before != "之":
            return


def name_of(name: str) -> str:
    """The name without what is left out as often as not: 小区, 有限公司."""
    short = _SOFT.sub("", name)
    return short if len(short) >= 2 else name


def _is_name(name: str) -> bool:
    return name not in _KINDS and not name[0].isdigit() and not name.startswith(_KIND_STARTS)


def _stem(word: str) -> str:
    found = _SITE.search(word)
    # 劳动东路 is a name, 学院路 too, 公园 is not: something must stand before the kind.
    return word if found and len(word) - len(found[0]) >= 2 else ""
