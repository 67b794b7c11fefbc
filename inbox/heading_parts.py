"""What a heading means that no list holds: by the noun that it ends with, and the words before it.

接听时间, 来话日期 and 登记时刻 are one field: a time, and a complaint that comes in. Tried only on a row that is surely
the header, for columns without a field, and for fields without a column.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

_TIME = r"(?:时间|日期|日期时间|时刻|时分|钟点|日|于)$"
_PHONE = r"(?:电话|手机|手机号|号码|联系方式|联络方式|联系途径|座机)(?:号码?|\d)?$"
_HANDLING = (
    r"主责|承接|承办|落实|认领|责任|牵头|整改|处置|处理|办理|办件|经办|对应|负责|转办|派往|接收|答复|反馈|跟进|解决"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A field's noun, one of the words that must stand in the heading, and those that must not."""

    field: str
    noun: re.Pattern[str]
    needs: re.Pattern[str]
    lacks: re.Pattern[str]


def _rule(field: str, noun: str, needs: str = "", lacks: str = r"(?!)") -> _Rule:
    return _Rule(field, re.compile(noun), re.compile(needs), re.compile(lacks))


#: The first that fits counts.
_RULES = (
    _rule("uscc", r"信用代码|纳税人识别号|营业执照号"),
    _rule("confidential", r"保密|匿名|隐名|不公开"),
    _rule("public", r"公开"),
    _rule("dispute", r"投诉|异议|分歧|争议|纠纷", r"是否|有无|曾|存在|与否"),
    _rule("in_group", r"群(?:与否|情况)?$", r"入|进|加"),
    _rule("solved", r"解决", r"是否|与否"),
    _rule("satisfaction", r"满意|评价|星级|打分|评分"),
    _rule("seq", r"^(?:序列|序次|排序|顺序号?|行次)$"),
    _rule(
        "order_no", r"(?:编号|编码|代码|单号|流水号?|码|号|id)$",
        r"工单|诉求|热线|案|平台|转办|派单|受理|受话|交办|来件|来电|信件|问题|事项|办件|系统|任务|登记|线索|反映|投诉|^流水|^单|^件|^编",
        r"税|电话|手机|号码|身份|邮|区划|单位|部门|督办|父|关联|原|工号|座席|坐席|类|期",
    ),
    _rule("deadline", r"(?:时间|日期|时刻|日|时限|期限|前)$", r"应|要求|限|截止|到期|须|最晚|最迟|之前|到位|承诺"),
    _rule("closed_at", _TIME, r"办结|完结|结案|完成|答复|反馈|回复|归档|销号"),
    _rule("dispatched_at", _TIME, r"派|交办|转办|下发|签收|推送"),
    _rule("accepted_at", _TIME, lacks=r"回访|出生|成立|注册|导出|打印|更新|修改|统计|审核|督办|催"),
    _rule("unit_phone", _PHONE, r"单位|部门|承办|经办|处理|办理|责任|坐席|座席|走访"),
    _rule("phone", _PHONE, lacks=r"传真|工号|信用|身份|税|数量|次"),
    _rule("co_unit", r"协办|配合|会办|抄送|协同"),
    _rule("exposed_unit", r"(?:单位|部门)$", r"曝光|涉事|被问|点名"),
    _rule("visitor_unit", r"(?:单位|部门)$", r"走访|回访|填报|包联"),
    _rule(
        "unit",
        r"(?:单位|部门|机构|科室)(?:名称)?$|(?:转办|分派|派|交办|流转|分送)(?:至|给|到|往)$|^(?:主办|承办|主责)$",
        rf"{_HANDLING}|^主办|至$|给$|到$|往$",
        r"来电|来访|诉求单位|投诉单位|反映单位|企业|填报|上报|提供|走访|申请|是否|协",
    ),
    _rule(
        "company", r"(?:企业|公司|单位|主体|商户|店铺|厂家|商家|字号|全称|店名|厂名)(?:名称?|全称|字号)?$",
        r"企业|公司|主体|商户|字号|全称|店|厂|商家|当事|涉|受访|申报|来电|诉求|反映",
        r"是否|性质|类型|规模|满意|评价|代码|地址|电话|状态|行业|数|类",
    ),
    _rule("company_state", r"(?:状态|状况|情况)$", r"经营|生产|企业"),
    _rule("promise", r"承诺|表态"),
    _rule("measures", r"(?:措施|举措|方案)$", r"整改|落实|解决|办理"),
    _rule("status", r"(?:状态|进展|状况|进度|环节|阶段|情形)$", lacks=r"经营|企业|生产|督办|回访|满意"),
    _rule(
        "result", r"(?:结果|结论|意见|回复|答复|反馈|措施|举措|情况|说明|成效)$", rf"{_HANDLING}|结",
        r"是否|客户|企业|回访|政策",
    ),
    _rule("policies", r"政策"),
    _rule("title", r"(?:标题|主题|摘要|要点|概要|梗概|简述|概述|题名|事由|提要)$", lacks=r"办理|处理|答复|回复"),
    _rule(
        "body", r"(?:内容|描述|详情|详述|情况|问题|诉求|困难|难题|建议|正文|经过|原文|记录|原话|陈述)$|^详细",
        lacks=rf"是否|类|数|满意|编号|{_HANDLING}|政策|经营",
    ),
    _rule("method", r"(?:方式|形式|途径)$", lacks=r"联系|联络|支付"),
    _rule("indicator", r"指标|(?:类别|归类|大类|分类)$"),
    _rule(
        "area", r"镇街|街镇|镇办|乡镇|街道|(?:镇|区域|属地|村居|社区|片区|辖区)$|(?:发生|所在|坐落|事发)地$",
        lacks=r"地址",
    ),
    _rule("address", r"地址|地点|位置"),
    _rule("person_role", r"(?:职务|身份|职位)$"),
    _rule("unit_person", r"(?:人|员)(?:姓名)?$", r"承办|经办|责任|处理|办理|落实|部门|单位"),
    _rule(
        "person", r"(?:人|者|称谓|称呼|姓名|名字|客户|机主|市民|网友)(?:姓名|名称|称呼)?$",
        lacks=r"单位|部门|承办|责任|坐席|座席|受理|登记|录入|操作|走访|审核|派单|法定|法人|处理|办理|班长|主持|负责",
    ),
)  # fmt: skip


def field_by_parts(bare: str, fields: Container[str]) -> str | None:
    """The field, of those that the channel has, that a bare heading means by its noun; None where none fits."""
    for rule in _RULES:
        if rule.field in fields and rule.noun.search(bare) and rule.needs.search(bare) and not rule.lacks.search(bare):
            return rule.field
    return None
