"""Which enterprises a text names, the one that complains first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from complaints.companies.bare_names import find_bare, find_placed
from complaints.companies.bounds import name_before
from complaints.companies.names import CompanyName, core_of
from complaints.companies.relations import Relation, relation, same_company
from complaints.companies.short_names import find_short
from complaints.companies.words import OFFICES

__all__ = ["core_of", "find_companies", "same_company"]

LONGEST_TEXT = 20_000
_KEPT = 64
"""Texts whose enterprises are kept in mind: company, matter and signature are asked of the same one in turn."""
MOST = 20
"""Names of one text."""

_HOUSES = (
    "超市|饭店|酒店|宾馆|旅馆|旅社|民宿|客栈|山庄|农庄|饭庄|农家乐|度假村|酒楼|餐厅|餐馆|饭馆|菜馆|面馆"
    "|茶[馆楼社]|药[店房]|诊所|门诊部?|医院|幼儿园|托管班|托育园|培训学校|艺术学校|驾校|加[油气]站|充电站"
    "|网[吧咖]|影城|影院|KTV|健身[房馆]|俱乐部|美容院|养生馆|会所|理发馆|发廊|浴池|养老院|公寓|养殖场|农场"
    "|牧场|猪场|鸡场|果园|采摘园|种植园|采石场|[书商花]店|照相馆|影楼|艺术馆|工作室|作坊|酒坊|油坊|工坊|车行"
    "|商场|购物广场|商城|家居城|建材城|煤矿|事务所|旅行社"
    "|(?:洗浴|购物|培训|养老|康养|美容|健身|维修|会展)中心|便利店|生活馆|搅拌站"
    "|(?:养老|家政|康复|托养|月嫂|保洁|维修|汽车)服务中心|[饼肉货药金]铺|棋牌室|(?:托育|托管|早教)中心"
)
_OUTLETS = (
    "经[营销]部|[经销]销处|销售部|营业部|服务部|批发部|[维修][修理]部|加工[部点]|制作部|货运部|配货部|门市部?|商[行铺]"
    "|(?:专业|农民)?合作社(?:联合社)?"
)
_GROUP = "管理|用品|连锁|设备|服务|投资|餐饮|经营|食品|集团|物业|股份|发展"
_GOES_ON = rf"(?!(?:{_GROUP})*(?:有限|责任)*公司|连锁|分店)"
_TAIL = re.compile(
    r"(?:公司(?!法(?![人定]))(?:[\u4e00-\u9fff]{2,3}分公司)?"
    r"|集团(?![^，。、；的和与跟欠及\s]{0,12}公司|军)"
    rf"|(?:厂(?![房家商址子]|有限|总)|店(?![铺面主家员租]){_GOES_ON}|(?:{_HOUSES}|{_OUTLETS}){_GOES_ON}))"
    r"(?:[（(](?:(?:特殊)?普通合伙|有限合伙|个体(?:工商户)?)[)）])?"
)
# Every form begins with one of these; to look for them is cheaper than to try the pattern everywhere.
FIRST_CHARACTERS = (
    "公集厂店超饭酒宾旅民客山农度餐菜面茶药诊门医幼托培艺驾加充网影K健俱美养会理发浴牧猪鸡果采种石书商花照工作油车购家建煤"
    "事洗康便生搅维月保汽饼肉货金棋早经营销服批制配专合修展"
)
_FIRST = re.compile(f"[{FIRST_CHARACTERS}]")
# Public houses that are named like enterprises.
_PUBLIC = re.compile(
    r"大学|附属|红十字|儿童|人民医院|中[医心]医院|妇幼|第.{1,2}(?:医院|幼儿园)|[市区县镇]中?医院|中心幼儿园|机关|实验幼儿园|政务|便民|卫生[院室]"
)
# Who lends and insures is complained of, and complains to nobody.
_BANK = re.compile(r"银行|信用社|支行|保险(?!代理|经纪|公估)")

# Before a name: the speaker is this enterprise.
_OWN_BEFORE = re.compile(
    r"(?:(?:我|俺|咱|自)(?:们|司|公司|厂|店|单位|家|本人)?|本(?:人|公司|企业|厂|店|单位|司)|这里|这边)"
    r"(?:这边|这里|这家|公司|就?是|名?叫|名为|名称|经营着?|开办|开了?|办|注册|名下|所在|一家|[的系为在，,：: ]){0,5}$"
    r"|(?<!被投诉)(?<!被反映)(?<!涉事)(?<!涉诉)(?<!对方)(?:企业|公司|单位|店铺|商户|主体|诉求人?|来电人|申报单位)(?:名称|全称)?\s*[:：]\s*$"
    r"|(?<!被)(?:诉求人|来电人|反映人|投诉人|申请人|致电人|市民|企业主)[^，。；]{0,6}?(?:是|系|为|称其|自称|经营|所在|代表|所属|开办|名下)的?$"
    r"|(?:称|反映)?其(?:名下|所在|经营|所属|开办|任职|自己)(?:经营)?的?$|【涉企】$"
)
_ACCUSED = re.compile(r"(?:投诉|举报|反映|控告|状告)$")
_SPEAKS = re.compile(
    r"\s*(?:的?(?:负责人|法人|老板|经理|会计|员工|职工))?(?:来电|来信|来访|致电|反映|诉称|投诉[:：，])"
)
# After a name: it speaks.
_OWN_AFTER = re.compile(
    r"\s*(?:的?(?:负责人|法人代表|法人|法定代表人|老板|经理|会计|员工|工作人员|职工|厂长|股东|经办人|代表|人事|财务|业务员)[^，。；、]{0,5}?)?"
    r"(?:来电|致电|反映|反应|投诉|咨询|诉称|诉求|求助|表示|来信|来访|留言|称(?!重))"
    r"|的(?:负责人|法人代表|法人|法定代表人|老板|经理|会计|厂长|经办人|企业主)"
)
# At the end of the text, alone: who signs it.
_SIGNED = re.compile(r"\s*(?:[（(]盖?章[)）])?\s*(?:\d{4}[年./-][\d年月日./-]*)?\s*$")
# Somebody else than the speaker.
_OTHER_BEFORE = re.compile(
    r"(?:投诉|举报|状告|起诉|与|和|跟|同|由|向|给|对|被|租用?|租赁|承租|欠|购买?|采购|委托|供应商|客户|承建[商方]?|开发商|施工(?:方|单位|队)|建设单位"
    r"|对方|[甲乙丙]方|总包|物业|隔壁|附近|旁边|对面|被投诉(?:企业|人|单位|对象|方|主体)?|被申请人|被告|涉事(?:企业|单位|主体)?|收购|入职|受雇于|找|去|从"
    r"|房东|中介|平台|发包方|用工单位|中标(?:单位|人|方)|联系|挂靠|供货|发往|卖给|送到)"
    r"(?:名称)?[了过的给在为是：:，, ]{0,2}$"
)
_OTHER_AFTER = re.compile(
    r"(?:承建|施工|开发(?!区)|收了|丢了|扣了|卖给|骗|忽悠|跑路|不肯|拒不|抢注|建设的|欠|拖欠|未付|不付|不给|违约|签订|签的|合同|供货|采购|购买|租|合作"
    r"|的(?:厂房|货款|货|工程款|工程|合同|车间|场地|土地|车|设备|产品|房子|房东|项目|销售|业务|人(?!事)))"
)


class _Part(IntEnum):
    """What an enterprise is in the text."""

    OTHER = 0
    NEUTRAL = 1
    SPEAKER = 2


@dataclass(frozen=True, slots=True)
class _Named:
    """A name, where it stands in the text, and whether the speaker surely names itself by it."""

    name: CompanyName
    begin: int
    end: int
    is_own: bool = False


def find_companies(text: str) -> list[str]:
    """The enterprises that the text names, as written there: the one that complains first, then in their order.

    General words (这家公司, 陶瓷厂), public offices and those that supply everyone (供电公司) are none. Of several
    spellings of one enterprise the fullest is given. At most 20 names are looked for, in the first 20,000 characters.
    """
    return list(_found(text[:LONGEST_TEXT]))


@lru_cache(maxsize=_KEPT)
def _found(text: str) -> tuple[str, ...]:
    named = list(_in_full(text))
    rest = _without(text, named)
    for find in (find_bare, find_short, find_placed):
        found = [
            _Named(name, begin, end, is_own)
            for begin, end, name, is_own in find(rest, LONGEST_TEXT)
            if _is_enterprise(text[begin:end], "", name)
        ]
        named += found
        rest = _without(rest, found)
    groups = _grouped(sorted(named, key=lambda each: each.begin)[:MOST])
    written = [_fullest(text, group) for group in groups]
    if len(written) < 2:
        return tuple(written)
    parts = [max(_part(text, each) for each in group) for group in groups]
    return written.pop(parts.index(max(parts))), *written


def _without(text: str, named: list[_Named]) -> str:
    """The text with a mark for every character of these names."""
    for each in named:
        text = text[: each.begin] + "□" * (each.end - each.begin) + text[each.end :]
    return text


def _in_full(text: str) -> Iterator[_Named]:
    start = many = 0
    for found in find_forms(text):
        begin, name = name_before(text, start, found.start(), found.end())
        start = found.end()
        if name.proper and _is_enterprise(text[begin:start], found.group(), name):
            yield _Named(name, begin, start)
            many += 1
        if many == MOST:
            break


def find_forms(text: str) -> Iterator[re.Match[str]]:
    """The legal forms and kinds of outlet that the text holds, from left to right, none within another."""
    end = 0
    while first := _FIRST.search(text, end, LONGEST_TEXT):
        found = _TAIL.match(text, first.start(), LONGEST_TEXT)
        end = found.end() if found else first.end()
        if found:
            yield found


def _grouped(named: list[_Named]) -> list[list[_Named]]:
    """The mentions of each enterprise, in the order of the first."""
    groups: list[list[_Named]] = []
    for new in named:
        known = next(
            (group for group in groups if any(_is_same(each.name, new.name) for each in group)),
            None,
        )
        if known is None:
            groups.append([new])
        else:
            known.append(new)
    return groups


def _is_same(one: CompanyName, other: CompanyName) -> bool:
    """Within one text also names that end alike: 鑫瑞达商贸, 瑞达公司, of which one was not read from its beginning."""
    short, long = sorted((one, other), key=lambda name: len(name.proper))
    ends_alike = len(short.proper) >= 2 and long.proper.endswith(short.proper) and not (short.trade and long.trade)
    return ends_alike or relation(one, other) in (Relation.SAME, Relation.SHORT)


def _fullest(text: str, group: list[_Named]) -> str:
    best = max(group, key=lambda each: (each.name.is_legal, each.end - each.begin))
    return text[best.begin : best.end]


def _is_enterprise(written: str, form: str, name: CompanyName) -> bool:
    if _BANK.search(written) or ("公司" not in form and _PUBLIC.search(written)):
        return False
    return len(name.proper) >= 2 or name.proper.isascii()


def _part(text: str, named: _Named) -> _Part:
    before, after = text[max(0, named.begin - 20) : named.begin], text[named.end : named.end + 20]
    if named.is_own:
        return _Part.SPEAKER
    if _SPEAKS.match(after) and not _ACCUSED.search(before):
        return _Part.SPEAKER
    if _OTHER_BEFORE.search(before):
        return _Part.OTHER
    if _OWN_BEFORE.search(before) or _OWN_AFTER.match(after):
        return _Part.SPEAKER
    if _SIGNED.match(after) and not before.endswith("、"):
        return _Part.SPEAKER
    if named.name.trade in OFFICES or _OTHER_AFTER.match(after):
        return _Part.OTHER
    return _Part.NEUTRAL
