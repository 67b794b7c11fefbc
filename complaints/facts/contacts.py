"""The speaker's telephone and name in free text."""

from __future__ import annotations

import re
import unicodedata

# 139 1234 5678, 139-123-45678, 1391 234 5678; neither a part of a longer number or code nor an amount.
_MOBILE = (
    r"(?:\+?(?:00)?86[\s-]*)?"
    r"(?P<mobile>1[3-9]\d(?:[\s-]?\d{4}[\s-]?\d{4}|[\s-]\d{3}[\s-]\d{5})|1[3-9]\d{2}[\s-]\d{3}[\s-]\d{4})"
)
_LANDLINE = (
    r"\(?(?P<area>0\d{2,3})[)\s-]{0,2}(?P<local>[2-8]\d{2,3}[\s-]?\d{4})(?:\s*(?:转|分机|-)\s*(?P<extension>\d{1,6}))?"
)
_NUMBER = re.compile(rf"(?<![\dA-Za-z*.+-])(?:{_MOBILE}|{_LANDLINE})(?!\s?[元万吨]|[\dA-Za-z*.]|-\d)")
_LOCAL = re.compile(r"(?:电话|座机|固话|联系方式)(?:号码?)?[是为:：\s]*(?P<local>[2-8]\d{6,7})(?![\d元万*A-Za-z.-])")
_NO_PHONE = re.compile(
    r"(?:编号|单号|工单|订单|代码|身份证|证件|账号|账户|卡号|尾号|合同|发票|票号|流水|运单|许可证|执照|税号|QQ|qq|户号|金额|案号)"
    r"[^，。；,;\n]{0,6}$"
)
_OTHERS_BEFORE = re.compile(
    r"(?:对方|商家|店家|客服|骚扰|骗子|施工[队方]|物业|房东|被投诉|供应商|厂家|中介|窗口|热线|服务电话|监督电话|咨询电话|办公[室电]"
    r"|工作人员|[他她它](?:们|的)?|局|所|政府|打[了过]|拨打了?(?!我)|打电话给|举报)[^，。；,;\n]{0,8}$"
)
_OWN_BEFORE = re.compile(
    r"(?:我的?|俺的?|本人|联系人?|回[电复]|打我|手机|来电号码|诉求人|来电人|反映人)[^，。；,;\n]{0,10}$"
)
_OTHERS_AFTER = re.compile(
    r"[^，。；,;\n\d]{0,4}[，,]?(?:一直|总是|都|也|就)?(?:没人接|无人接|打不通|不接|占线|停机|关机|空号|拉黑|给我打|打来)"
)

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "翟国岳宗焦牛齐鹿逯司房解信栾苗季聂蒲"
)
_NAME = rf"(?:[{_SURNAMES}]|欧阳|司马|上官|诸葛|司徒)"
_TITLE = r"先生|女士|小姐|经理|总经理|总|会计|老板|老板娘|厂长|师傅|大姐|大哥|主管|店长|出纳|院长|园长|老师|同志|工"
_NO_GIVEN = r"[是的在有来说问反投电联手厂店公先女小经总会老师主理计工某性系称想要额话机码号方法价款，]"
_GIVEN = rf"(?:(?!{_NO_GIVEN})[\u4e00-\u9fff]){{1,2}}"
_LABELLED = re.compile(
    r"(?:联系人|经办人|负责人|法定代表人|法人代表|法人|诉求人|来电人|反映人|投诉人|申请人|举报人|姓名|称呼)(?:姓名)?\s*(?:[:：]|是|为|叫)\s*"
    rf"(?P<name>{_NAME}(?:某某?|{_TITLE}|{_GIVEN})(?:(?:{_TITLE})(?![\u4e00-\u9fff]))?|[小老]{_NAME}(?![\u4e00-\u9fff]))"
)
_CALLED = re.compile(
    rf"(?:我叫|我是|俺叫|俺是|本人叫?|我的名字叫)(?P<name>{_NAME}(?:{_TITLE}|{_GIVEN}))(?=[\s，,。；;、（(\d]|$|手机|电话|联系|是|在)"
    rf"|(?:我|俺|免贵)姓(?P<family>{_NAME})"
    rf"|(?:找|联系|联络|叫|是|问|呼)\s?(?P<asked>[小老]{_NAME}|{_NAME}(?:{_TITLE}))(?=[\s，,。；;、（(\d]|$|手机|电话|就行|吧)"
)
_CALLER = re.compile(
    rf"(?<![局所院办处科镇委队])(?P<name>{_NAME}(?:先生|女士|小姐))(?=来电|致电|反映|称|表示|[，,\s（(:：\d1]|$)"
    rf"|(?:^|[，,。；;\s])(?P<before>{_NAME}(?:{_TITLE}|{_GIVEN})|[小老]{_NAME})(?=\s*[，,:：]?\s*(?:电话|手机)?[:：]?\s*(?:\+?86)?1[3-9]\d)"
)


def find_phone(text: str) -> str:
    """The speaker's number: 11 digits, or 0533-4181234-802; "" where there is none, or only somebody else's.

    A masked number is none, nor is any part of an order number, a credit code, an identity number or an amount.
    """
    text = unicodedata.normalize("NFKC", text).translate({0x2014: "-", 0x2013: "-", 0x2212: "-"})
    neutral = ""
    for found in sorted((*_NUMBER.finditer(text), *_LOCAL.finditer(text)), key=lambda found: found.start()):
        before = text[max(0, found.start() - 20) : found.start()]
        if _NO_PHONE.search(before) or _OTHERS_AFTER.match(text, found.end()) or _OTHERS_BEFORE.search(before):
            continue
        if _OWN_BEFORE.search(before):
            return _written(found)
        neutral = neutral or _written(found)
    return neutral


def find_contact(text: str) -> str:
    """The name of whom to ask for (王会计, 张先生, 李: 我姓李); "" where none is told."""
    text = unicodedata.normalize("NFKC", text)
    for pattern in (_LABELLED, _CALLED, _CALLER):
        if found := pattern.search(text):
            return next(group for group in found.groups() if group)
    return ""


def _written(found: re.Match[str]) -> str:
    parts = found.groupdict()
    if mobile := parts.get("mobile"):
        return re.sub(r"\D", "", mobile)
    local = re.sub(r"\D", "", parts["local"] or "")
    return "-".join(part for part in (parts.get("area"), local, parts.get("extension")) if part)
