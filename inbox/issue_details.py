"""What a piece of running text tells beside the problem: units, promises, limits, enterprises, the programme's day."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from inbox.dates import DateUnreadable, read_time

_LABELS: dict[str, tuple[str, ...]] = {
    "unit": (
        "牵头责任单位", "整改责任单位", "责任单位", "牵头单位", "整改单位", "主办单位", "承办单位", "主责单位",
        "责任部门", "牵头部门", "主管部门", "承办部门", "整改部门",
    ),
    "exposed_unit": (
        "曝光单位", "被曝光单位", "被问政单位", "问政单位", "涉及单位", "涉事单位", "相关单位", "涉及部门", "相关部门",
        "问政对象", "单位",
    ),
    "co_unit": ("配合单位", "协办单位", "配合部门"),
    "company": ("涉及企业", "涉事企业", "反映企业", "诉求企业", "企业名称", "企业"),
    "promise": ("现场承诺", "现场表态", "整改承诺", "承诺事项", "承诺内容", "单位承诺", "部门承诺", "承诺", "表态"),
    "measures": ("整改措施", "整改方案", "整改要求", "整改内容", "措施"),
    "deadline": (
        "整改完成时限", "整改时限", "整改期限", "完成时限", "办结时限", "承诺时限", "完成时间", "整改时间", "时限",
        "期限",
    ),
    "leader": ("责任领导", "分管领导", "牵头领导", "包保领导"),
    "unit_person": ("整改责任人", "具体责任人", "责任人员", "责任人"),
    "area": ("所属镇街", "所在镇街", "镇街", "属地", "问题地点", "地点", "所在地"),
    "result": ("整改进展", "整改情况", "整改结果", "进展情况", "办理结果", "办理情况", "进展"),
    "status": ("是否销号", "销号情况", "整改状态"),
    "title": ("问题标题", "问题名称", "标题"),
    "body": ("反映问题", "曝光问题", "问题描述", "问题内容", "具体问题", "存在问题", "主要问题", "反映内容", "问题"),
    "topic": ("节目主题", "本期主题", "主题"),
    "episode": ("节目期数", "来源期数", "期数", "期次"),
    "aired": ("播出日期", "播出时间", "节目播出时间", "曝光日期", "曝光时间", "节目日期", "直播时间"),
}  # fmt: skip
_FIELD_OF = {word: name for name, words in _LABELS.items() for word in words}
_WORDS = "|".join(sorted(map(re.escape, _FIELD_OF), key=len, reverse=True))
# 责任单位： within a line or at its beginning, and 【责任单位】 also without a colon.
_LABEL = re.compile(
    rf"(?:^|(?<=[\n。；;，,、\s]))(?:[【\[](?P<boxed>{_WORDS})[】\]]\s*[:：]?|[（(]?(?P<label>{_WORDS})[）)]?\s*[:：]"
    rf"|(?<=\n)(?P<alone>{_WORDS})(?=\n))\s*"
)
_SHORT = re.compile(r"[。；;\n]")
_DATE = r"(?:(20\d\d)\s*[年.\-/]\s*)?(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*[日号]?"
_AIRED = re.compile(
    rf"(?:问政|节目|播出|直播|曝光|专题|本期|第[^期\n]{{1,5}}期)[^。\n]{{0,25}}?{_DATE}|{_DATE}[^。\n]{{0,40}}?(?:播出|《?问政|直播|曝光|节目|期)"
)
_ANY_DATE = re.compile(r"(20\d\d)\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*[日号]?")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*年")
_EPISODE = re.compile(r"(?:20\d\d年)?(?:第\s*[\d一二三四五六七八九十百零]{1,5}\s*期|总第\s*\d{1,4}\s*期)")
_STEMS = (
    "法院|检察院|教体|教育和体育|教育|科技|科学技术|民政|财政|人社|人力资源和?社会保障|自然资源|规划管理|规划|住建|住房和?城乡建设|城乡建设|交通运输|交通"
    "|水利|水务|商务|文旅|文化和旅游|卫健|卫生健康|行政审批服务|行政审批|审批服务|审批|市场监管|市场监督管理|统计|地方金融监管|地方金融监督管理|金融监管"
    "|大数据|税务|生态环境|环保|环境保护|供电|城管|城市管理|综合行政执法|综合执法|公安|交警|发改|发展和改革|工信|工业和信息化|司法|应急管理|应急|医保"
    "|医疗保障|农业农村|退役军人|审计|信访|消防救援|消防|公积金|公共资源交易|银保监|烟草|气象|邮政|供热|燃气|政务服务|不动产登记|优化营商环境服务"
)
_ORGAN = re.compile(
    rf"(?:淄博市|市)?(?:博山区|博山|区)?(?:{_STEMS})(?:局|委员会|委|分中心|服务中心|中心|办公室|分局|公司|大队|支队|监管组|组|(?<=院))"
    r"|[\u4e00-\u9fff]{2}(?:街道办事处|街道办|镇人民政府|镇政府)|(?:博山)?(?:经济)?开发区管委会|博山规划(?:管理)?办公室"
)
_SPEAKS = re.compile(r"(?:党组书记|党委书记|副?局长|院长|主任|负责人|负责同志|书记|镇长|科长|工作人员|领导)")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_PROMISES = re.compile(r"承诺|表态|表示|保证|答应")
_WILL = re.compile(r"将|立即|马上|尽快|整改|月底|日前|之前|之内|内|一定|保证|解决|到位|督促|彻底")
_UNTIL = re.compile(
    r"(?:20\d\d年)?\d{1,2}月\d{1,2}[日号](?:之?前|以前)|\d{1,2}月(?:上旬|中旬|下旬|底)(?:之?前)?|(?:本|下)?(?:月|周|年)底(?:之?前)?|"
    r"(?:[一二两三四五六七八九十]{1,3}|\d{1,3})(?:个)?(?:工作日|天|日|周|个?月|小时)(?:之?内|以内)|立行立改|长期坚持|即日起"
)


@dataclass(frozen=True, slots=True)
class Programme:
    """What the text tells of the programme: its episode, the day it was on air, its topic."""

    episode: str = ""
    aired: datetime | None = None
    aired_words: str = ""
    topic: str = ""


def details_of(text: str, find_units: Callable[[str], Sequence[str]]) -> dict[str, str]:
    """The facts that the piece tells, by field; only what it says in so many words."""
    facts = labelled(text)
    if "unit" not in facts and "exposed_unit" not in facts and (named := _speaking_unit(text, find_units)):
        facts["unit"] = named
    _lead_alone(facts)
    if "promise" not in facts and (promise := _promise(text)):
        facts["promise"] = promise
    if "deadline" not in facts:
        told = "\n".join(facts.get(name, "") for name in ("promise", "measures"))
        if found := _UNTIL.search(told):
            facts["deadline"] = found.group()
    return facts


def _lead_alone(facts: dict[str, str]) -> None:
    """Of several units under one name the first leads and the others help."""
    for name in ("unit", "exposed_unit"):
        first, *others = [part.strip() for part in re.split(r"[、，,]|(?<=[局委院心])和", facts.get(name, ""))]
        if others:
            facts[name] = first
            facts.setdefault("co_unit", "、".join(others))


def labelled(text: str) -> dict[str, str]:
    """The values of `责任单位：…` and the like, by field; the first of each counts."""
    found = [*_LABEL.finditer(text)]
    facts: dict[str, str] = {}
    for at, one in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        value = text[one.end() : end]
        name = _FIELD_OF[one["label"] or one["boxed"] or one["alone"]]
        keeps_all = name in ("body", "promise", "measures", "result")
        value = value.partition("\n")[0] if keeps_all else _SHORT.split(value)[0]
        if value := value.strip(" 　，,。；;【】[]"):
            facts.setdefault(name, value)
    return facts


def has_label(text: str) -> bool:
    """Does the piece tell of a unit, a promise or a limit under its name."""
    return bool({"unit", "exposed_unit", "promise", "deadline", "measures", "company"} & labelled(text).keys())


def starts_with_label(text: str) -> bool:
    """Does the piece begin with a name like 责任单位."""
    return bool(_LABEL.match(text.strip()))


def programme_of(text: str, title_year: int = 0) -> Programme:
    """What stands before the problems, or anywhere where nothing does, about the programme."""
    facts = labelled(text)
    episode = _EPISODE.search(facts.get("episode", "") or text)
    told = facts.get("aired", "")
    found = re.search(_DATE, told) if told else _AIRED.search(text) or _ANY_DATE.search(text)
    aired = words = None
    if found:
        groups = [group for group in found.groups() if group]
        words = found.group() if told else "月".join(groups[-2:]) + "日"
        years = {int(year) for year in _YEAR.findall(text)}
        own = int(groups[0]) if len(groups) == 3 else 0
        year = own or title_year or (years.pop() if len(years) == 1 else 0)
        aired = _day(year, int(groups[-2]), int(groups[-1])) if year else None
    return Programme(
        episode.group().replace(" ", "") if episode else "", aired, "" if aired else words or "", facts.get("topic", "")
    )


def named_units(text: str) -> list[str]:
    """The public units that the text names, as written, in their order."""
    return list(dict.fromkeys(found.group() for found in _ORGAN.finditer(text)))


def _speaking_unit(text: str, find_units: Callable[[str], Sequence[str]]) -> str:
    """The unit whose people speak for it, else the first one that is named."""
    found = [*_ORGAN.finditer(text)]
    for one in found:
        if _SPEAKS.match(text, one.end()) or re.match(
            r"[^。，,\n]{0,8}(?:表示|承诺|回应|答复|表态)", text[one.end() :]
        ):
            return one.group()
    if found:
        return found[0].group()
    return next(iter(find_units(text)), "")


def _promise(text: str) -> str:
    sentences = (one.group().strip() for one in _SENTENCE.finditer(text))
    return next((words for words in sentences if _PROMISES.search(words) and _WILL.search(words)), "")


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return read_time(f"{year}-{month}-{day}")
    except DateUnreadable:
        return None
