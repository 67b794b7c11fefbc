"""Running text of 《问政山东》, cut into its problems: transcripts, clerks' notes, lists with and without numbers.

Nothing is decided here for good: each piece is marked as cut from running text, so that a person confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from inbox.disputes import reports_trouble
from inbox.issue_details import (
    Programme,
    details_of,
    has_label,
    labelled,
    named_units,
    programme_of,
    starts_with_label,
)
from inbox.outline import Line, Section, outline_of

_PART = re.compile(
    r"^(?:问题|调查|基本|现场|记者|群众|企业|部门|整改|原因|处理|相关|责任|涉及|有关|具体|承诺|反映|曝光|事件|后续|办理|单位|专家|主持人)?"
    r"(?:情况|经过|详情|描述|背景|承诺|表态|单位|部门|回应|答复|措施|时限|要求|进展|结果|分析|调查|反映|企业|责任人|建议|概况|简况|来源|内容|点评|概述|简介|说法|暗访|走访|连线)"
    r"(?:及.{1,6})?$"
)
_FRAME = re.compile(
    r"基本情况|节目概况|总体情况|节目情况|播出情况|开场|导语|前言|引言|结语|结束语|尾声|小结|下一步|工作(?:要求|安排|打算|措施)|有关要求|相关要求|"
    r"几点要求|满意度|测评|亮牌|收视|嘉宾名单|参会|参加人员|整改要求$|贯彻|落实要求|组织领导|会议要求|通报要求|总结|注意事项|报送要求|附件|"
    r"^要求$|^打算$|好的做法|亮点|正面|总体要求|指导思想|工作目标|工作机制|保障措施|强化保障"
)
_COLLECTIVE = re.compile(
    r"(?:曝光|反映|存在|涉及|主要|具体|突出|问政|网友|热线|群众|企业|现场|通报).{0,8}(?:问题|情况|线索|诉求|事项)(?:清单|如下|汇总|梳理)?[：:]?$|问题清单|^短片|曝光台|"
    r"(?:短片|暗访|曝光)部分|问题梳理|如下[：:]?$"
)
_INTRO = re.compile(
    r"^(?:时间|地点|日期|播出时间)\s*[:：]|问政山东|^.{0,16}问政.{0,24}$|本期|节目|播出|开播|收看|观众朋友|大家好|欢迎|各位|通知|关于.{2,30}(?:的?通报|情况|清单)$|整理如下|如下[：:]"
)
_CONCRETE = re.compile(r"记者(?:在|来到|走访|调查|暗访|发现|了解)|反映|调查发现|公司|厂|拖欠|投诉|曝光(?:了)?[^的]{4,}")
_OUTRO = re.compile(
    r"^(?:以上|上述)(?:\d+|[一二三四五六七八九十几]+)?个?(?:问题|情况|内容)|^请(?:各|有关|相关|以上)|^(?:节目|直播)(?:最后|结束|结尾|播出后|尾声)|^最后|^特此|^会后|^下一步|"
    r"感谢(?:您的|大家|收看|各位)|今天的节目|下期(?:节目)?再见|再见[。！!]?$|^(?:区委|区政府|市委|市政府).{0,12}(?:高度重视|要求|连夜|召开)|^(?:整理|记录|填报|填单|报送|联系|审核)(?:人|单位|日期|时间)[:：]|^逾期|^【(?:尾板|片尾|结束|整改要求|工作要求)|^(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*)?演播厅打分|"
    r"^(?:博山区|区).{2,20}(?:中心|办公室|局|室|组)$|^20\d\d年\d{1,2}月\d{1,2}日$|^主持人[:：].{0,20}(?:感谢|谢谢|再见|今天的节目)|^此(?:致|件)|^敬礼|"
    r"^(?:各单位|各责任单位|各有关单位|有关单位|相关单位)(?:要|应|须|务必)|^(?:明|今|后)[天早晚日晨][^。]{0,30}(?:报|前)|收到请回复|^要求[:：]|"
    r"^[^。]{0,40}(?:情况|材料|方案|结果)[^。]{0,8}(?:报(?:送|过来|上来|到|给|至)|反馈(?:至|给))"
)
_CONTINUES = re.compile(
    r"^(?:对此|针对|随后|会后|在?(?:节目|问政)?现场|在现场|面对|该|其|目前|据了解|据悉|据介绍|为此|而|但|同时|承诺|整改|责任|相关|涉及|截至|此外|另外|之后|接着|"
    r"经(?:核实|查)|记者(?:随后|又|再次|还|问|：|:)|(?:区|市|博山区|淄博市)?[\u4e00-\u9fff]{2,10}(?:局|中心|法院|委|办公室|公司|街道|镇)[^，。]{0,10}?(?:局长|院长|主任|负责人|书记|镇长|工作人员|表示|承诺|回应)|"
    r"(?:局长|主任|负责人|院长|镇长)|那么|这(?:样|些|种|家|个)|他们?|她们?|企业(?:负责人)?(?:告诉|表示|说|称|无奈)|最终|结果|两|当|从|据|因为|由于|于是)"
)
_SPEAKER = re.compile(
    r"^[^：:，。,]{0,14}(?:主持人|记者|局长|主任|院长|负责人|书记|镇长|区长|嘉宾|观察员|评论员|市民|群众|企业主|老板|经理|同期声|解说|画外音|旁白|工作人员|代表|某|先生|女士)[^：:，。,]{0,10}[：:]"
)
_NEXT = re.compile(
    r"首先(?:来看|看|曝光)|接下来|再来看|下面(?:来看|请看|看)|我们来看|来看(?:下|第|另)|(?:第[一二三四五六七八九十]|下一?|另一?|又一)(?:个|条|部|段)?(?:短片|问题|片子)"
)
_OPENS = re.compile(
    r"^(?:[^。]{0,12})?(?:有(?:企业|群众|市民|网友|商户|居民|业户)|企业|群众|市民|网友|商户|居民|业户|多家|不少)[^。]{0,12}(?:反映|投诉|留言|来电|吐槽|求助)|"
    r"^(?:短片|暗访|曝光|同样|无独有偶|除此之外|另(?:一|有)|还有|再有)|"
    r"^[^，。]{0,8}(?:开始|随后|接着|最后|第[一二三四五六七八九十])[^，。]{0,6}(?:短片|片子)(?!部分)"
)
_ORDER_TO_UNITS = re.compile(r"^(?:请(?:以上|各|有关|相关|上述)|(?:以上|上述)(?:问题|情况|内容|单位))")
_UNDER = re.compile(
    r"^(?:反映问题|曝光问题|存在问题|具体问题|问题描述|问题内容|问题|记者|解说|画外音|旁白|同期声)\s*[:：]\s*"
)
# A title alone, or a remark in brackets.
_ASIDE = re.compile(r"[^。\n]{0,40}|[（(][^\n]*[)）]")
_RULE = re.compile(r"[\s*＊=＝—–─━~～·•#_-]{3,}")
_ENDED = re.compile(r"[。！？!?；;：:」】]\s*$")
_WIDEST = 100
"""Columns of a line, two a Chinese character, above which a text was not broken at a width."""
_RAGGED = 4
_BROKEN_AT_LEAST = 4
_BEGINS = re.compile(r"[-—–•●·*]|[（(]?[\d一二三四五六七八九十①-⑳]{1,3}[、.．)）]|[【\[]")
_SHORTEST = 8
_LONGEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem of a text: its title, its words as they stand there, the number of its first line, its facts."""

    title: str
    text: str
    line: int = 1
    facts: dict[str, str] = field(default_factory=dict)


def cut_issues(text: str, find_units: Callable[[str], Sequence[str]] = named_units) -> list[Issue]:
    """The problems that the text tells of, in their order; none for a text without any."""
    return cut_lines(lines_of(text), find_units)[1]


def lines_of(text: str) -> list[Line]:
    """The lines of a plain text that hold anything; those of a text that was broken at a width are put together."""
    raw = text.splitlines()
    breaks = _breaks(raw)
    lines: list[Line] = []
    for number, line in enumerate(raw, 1):
        words = line.strip()
        goes_on = number - 1 in breaks and not line[:1].isspace() and not _BEGINS.match(words)
        if words and goes_on:
            lines[-1] = Line(lines[-1].text + words, lines[-1].number)
        elif words:
            lines.append(Line(words, number))
    return lines


def _breaks(raw: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that end at the text's width in the midst of a sentence; none where few do."""
    widths = [_width(line.rstrip()) for line in raw]
    widest = max(widths, default=0)
    full = [at for at, width in enumerate(widths, 1) if width >= widest - _RAGGED and not _ENDED.search(raw[at - 1])]
    return frozenset(full) if widest <= _WIDEST and len(full) >= _BROKEN_AT_LEAST else frozenset()


def _width(line: str) -> int:
    """The columns that the line takes."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line)


def cut_lines(
    lines: Sequence[Line], find_units: Callable[[str], Sequence[str]] = named_units, year: int = 0
) -> tuple[Programme, list[Issue]]:
    """What the lines tell of the programme, and its problems; `year` is that of dates without one."""
    root = outline_of(lines)
    sections = _separated(lines) or [*_sections(root)]
    if not sections:
        body = [line for line in lines if line.text.strip()]
        sections = [*_paragraphs(body)]
    whole = "\n".join(line.text for line in lines)
    programme = programme_of(root.own or whole, year)
    if programme == Programme():
        programme = programme_of(whole, year)
    found = [(section, _without_outro(section.whole)) for section in sections]
    return programme, [_issue(section, text, find_units) for section, text in found if _is_told(section, text)]


def _sections(node: Section) -> Iterator[Section]:
    """The pieces that are one problem each: a numbered one with all below it, or those below a common head."""
    if not node.kind and _are_parts(node.children):
        # One problem, told under heads like 责任单位.
        yield Section("whole", node.children[0].number, [child.whole for child in node.children])
        return
    has_list = any(child.children and _COLLECTIVE.search(_title(child.head)) for child in node.children)
    for child in node.children:
        title = _title(child.head)
        if has_list and not _COLLECTIVE.search(title) and not has_label(child.whole):
            # Beside a list of problems there are aims and demands.
            continue
        if _FRAME.search(title) and not _COLLECTIVE.search(title) and not has_label(child.whole):
            continue
        if child.children and _is_collective(child, title):
            inherited = {"unit": next(iter(named_units(title)), ""), **labelled(child.own)}
            yield from (_with(inherited, one) for one in _sections(child))
        else:
            yield child


def _are_parts(sections: Sequence[Section]) -> bool:
    """Are most of the pieces parts of one problem: 调查情况, 责任单位, 现场承诺."""
    parts = [bool(_PART.match(_title(one.head))) or _is_aside(one.head) for one in sections]
    return bool(parts) and 2 * sum(parts) >= len(parts)


def _is_aside(head: str) -> bool:
    """Does the piece begin with something beside the problem: 责任单位：, not 问题：."""
    return starts_with_label(head) and next(iter(labelled(head)), "body") not in ("body", "title")


def _with(inherited: dict[str, str], one: Section) -> Section:
    """The piece with the unit that is named for all pieces of its group."""
    unit = inherited.get("unit", "") or inherited.get("exposed_unit", "")
    if unit and not {"unit", "exposed_unit"} & labelled(one.whole).keys():
        one.inherited = unit
    return one


def _is_collective(section: Section, title: str) -> bool:
    if _are_parts(section.children):
        return False
    labelled_children = sum(has_label(child.whole) for child in section.children)
    if _COLLECTIVE.search(title) or 2 * labelled_children > len(section.children):
        return True
    is_name = bool(named_units(title)) or bool(re.search(r"(?:镇|街道|板块|类|方面|领域)$", title))
    return len(section.own) <= _LONGEST_TITLE and is_name and not reports_trouble(title)


def _separated(lines: Sequence[Line]) -> list[Section]:
    """What stands between rules (＊＊＊, ————), each a problem; nothing where fewer than two of them tell one."""
    sections = [Section("paragraph")]
    for line in lines:
        if _RULE.fullmatch(line.text):
            sections.append(Section("paragraph"))
            continue
        sections[-1].number = sections[-1].number or line.number
        sections[-1].lines.append(line.text)
    told = [one for one in sections if _is_issue(one.own) and not _is_intro(one.head) and not _ASIDE.fullmatch(one.own)]
    return told if len(told) >= 2 and len(sections) > 2 else []


def _paragraphs(lines: Sequence[Line]) -> Iterator[Section]:
    """Paragraphs without numbers or headings: one begins a problem unless it goes on with the one before."""
    current: Section | None = None
    is_over = is_next = False
    for line in lines:
        if _NEXT.search(line.text) and len(line.text) < 60 and not _CONCRETE.search(line.text):
            is_next = True
            continue
        if current is None and _is_intro(line.text):
            continue
        is_over = is_over or (bool(_OUTRO.search(line.text)) and not starts_with_label(line.text))
        if is_over and not _OPENS.search(line.text):
            continue
        is_over = False
        if current is None or is_next or not _goes_on(current, line.text):
            if current:
                yield current
            current = Section("paragraph", line.number)
        is_next = False
        current.lines.append(line.text)
    if current:
        yield current


def _goes_on(current: Section, text: str) -> bool:
    if starts_with_label(text):
        # The same name again begins another problem: 问题：… 责任单位：… 问题：…
        first = next(iter(labelled(text)), "")
        return first not in ("body", "title") or first not in labelled(current.own)
    if _OPENS.search(text):
        return False
    if len(text) < 2 * _SHORTEST and not reports_trouble(text):
        return True
    if _CONTINUES.search(text) or (_SPEAKER.match(text) and current.lines):
        return True
    return len("".join(current.lines[:3])) < 20


def _is_intro(text: str) -> bool:
    if _SPEAKER.match(text) and "主持人" in text[:10] and not _CONCRETE.search(text):
        return True
    named = {"episode", "aired", "topic"} & labelled(text).keys()
    if named and not {"body", "unit"} & labelled(text).keys():
        return True
    bare = re.sub(r"《?问政山东》?|曝光", "", text)
    return bool(_INTRO.search(text)) and not (_CONCRETE.search(bare) and reports_trouble(bare))


def _without_outro(text: str) -> str:
    """The piece without the lines that end the whole programme."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if at and _OUTRO.search(line.strip()) and not starts_with_label(line):
            lines = lines[:at]
            break
    sentences = re.split(r"(?<=[。！!])", lines[-1])
    kept = next((at for at, words in enumerate(sentences) if at and _ORDER_TO_UNITS.match(words.strip())), None)
    return "\n".join([*lines[:-1], "".join(sentences[:kept])])


def _is_told(section: Section, text: str) -> bool:
    """Is it a problem by its words, or because the text itself calls it one: 短片二, 问题三."""
    return _is_issue(text) or (section.kind == "named" and len(re.sub(r"\s", "", text)) >= _SHORTEST)


def _is_issue(text: str) -> bool:
    bare = re.sub(r"\s", "", text)
    if len(bare) < _SHORTEST:
        return False
    return reports_trouble(text) or has_label(text)


def _issue(section: Section, text: str, find_units: Callable[[str], Sequence[str]]) -> Issue:
    facts = details_of(text, find_units)
    if section.inherited:
        facts["unit"] = section.inherited
    head, _, rest = text.partition("\n")
    title = facts.pop("title", "") or _title(head)
    if section.kind in ("whole", "paragraph") and (_PART.match(title) or _is_intro(head)):
        # 问题概况, and a note's own title, are no title of a problem.
        title = _title(rest)
    is_heading = len(head) <= 40 and len(rest.strip()) >= 15 and not starts_with_label(head) and "。" not in head[:-1]
    words = (rest if is_heading else text).strip()
    return Issue(_short(title), words, section.number, facts)


def _title(head: str) -> str:
    """The head of a piece: its first sentence, without the name that it stands under."""
    head = _UNDER.sub("", head.strip(" 　【】[]●•◆■▲-—*·"))
    first = re.split(r"[。！？!?；;\n】]", head, maxsplit=1)[0]
    return first.strip(" 　:：，,")


def _short(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    clause = re.split(r"[，,:：]", title, maxsplit=1)[0]
    return clause if 6 <= len(clause) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"
