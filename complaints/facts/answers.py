"""Reads the answer to one question that a reporter was asked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from complaints.companies.bounds import holds_break
from complaints.companies.naming import core_of, find_companies
from complaints.facts.contacts import find_contact, find_phone
from complaints.facts.telling import names_trouble, tells_matter
from complaints.towns import Towns

_LONGEST_ANSWER = 60
_TRIM = " \t\n，,。.;；!！~～"
_DECLINED = re.compile(
    r"^(?:(?:我|俺|这个|先|还是|就)?(?:不(?:太|大)?(?:方便|想|愿意?|愿|能|便|用)(?:说|讲|透露|提供|留|告诉|告知|填|写|公开|了)?|不(?:说|讲|填|留|告诉)(?:了|行吗|可以吗)?"
    r"|跳过|略过?|略|没有?|没有公司|无|暂无|匿名|保密|不清楚|.{0,6}不知道|无可奉告|没有?名字?|算了.{0,6}|不记得|忘了|算了|下一[个题]|过|pass|skip|no|n|(?:我(?:就|只)?是)?(?:个体(?:户|工商户)?|个人)|(?:还|我|我们)?(?:没有?|未)(?:注册|公司|单位|店名|字号)(?:公司|名字)?)"
    r"(?:[了吧啊呢哈呀]|你们?|名字|公司|电话|这个)*)$",
    re.IGNORECASE,
)
# Asked back, whatever was asked.
_ASKED_BACK = re.compile(
    r"(?:问|要|填|知道|查)这(?:个|些|么|干)|你是(?:谁|人|机器|不是)|机器人|干(?:啥|嘛|什么)用|有什么用"
)
_QUESTION = re.compile(
    r"[?？]|为(?:什么|啥|何)|干(?:什么|啥|嘛)|凭(?:什么|啥)|吗$|[怎啥]|什么|有什么用|必须|是不是|能不能|可不可以|哪个|几个"
)
_COMMANDS = re.compile(
    r"^(?:帮助|菜单|登记|待办|查询|签收|反馈|退单|延期|办结|分派|改派|审核|催办|督办|销号|导入|导出|通报|台账|绑定|撤销|取消|确认|补全|分开|我的|进度|撤回|投诉|举报|重新|返回|退出"
    r"|你好|您好|在吗|谢谢|好的?|嗯+|哦|收到|ok|\d{1,4}|人工)(?:[\s，,。！!0-9-].*)?$",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"^(?:你好|您好)?[，,\s]*(?:(?:我|俺|咱)们?(?:家|这边|这里|公司|单位|厂|店)?|公司|单位|厂|店|企业|这里|这边|名字|名称|全称)?(?:的?(?:名字|名称|全称))?(?:就?是|叫做?|名叫|：|:|在)?\s*"
)
_ENDING = re.compile(r"(?:的(?:老板|人|员工|负责人|会计)?|那家|那边|这家|家的|啊|呢|哦|吧|呀|哈)*[，,。！!\s]*$")
_COMPANY = re.compile(r"^[\u4e00-\u9fffA-Za-z0-9（）()·&]{2,30}$")
_WHERE = re.compile(
    r"^(?:你好|您好)?[，,\s]*(?:(?:我|俺|咱)们?(?:家|厂子?|店|公司|这|企业)?|厂子?|店|公司|企业|地址|地点|位置)?(?:就?[在是]|位于|[:：])*\s*"
    r"(?P<place>[\u4e00-\u9fffA-Za-z0-9\-]{2,30}?)(?:那边|这边|那儿|这儿|那里|这里|附近|一带|的)?[，,。！!\s]*$"
)
_PLACE_END = re.compile(
    r"(?:[省市区县镇乡村路街巷道号楼院园组]|社区|小区|大厦|广场|市场|附近|旁边?|对面|[东南西北][侧首头边]?|街道|开发区|库|厂区|学校|医院|车站|桥)$"
)
_NO_NAME = re.compile(r"[的了吗呢啊吧在是有没不]")


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """What was answered; `phone` where a number came with it, `declined` when the reporter does not wish to say."""

    value: str = ""
    phone: str = ""
    declined: bool = False


def read_fact(kind: str, answer: str, towns: Towns) -> FactAnswer | None:
    """The answer to the question for company, place, phone, contact or matter; None when the message is none.

    A question back, a command and a complaint of its own are no answers. A message with nothing but a number
    answers the questions for phone and contact alone.
    """
    words = unicodedata.normalize("NFKC", answer).strip(_TRIM)
    if not words:
        return None
    if _DECLINED.match(words):
        return FactAnswer(declined=True)
    if kind == "matter":
        is_told = tells_matter(words) and not _ASKED_BACK.search(words)
        return FactAnswer(words, find_phone(words)) if is_told else None
    phone = find_phone(words)
    if len(words) > _LONGEST_ANSWER or (not phone and (_COMMANDS.match(words) or _QUESTION.search(words))):
        return None
    if kind in ("phone", "contact"):
        return _contact(kind, words, phone)
    value = _company(words, phone) if kind == "company" else _place(words, towns)
    return FactAnswer(value, phone) if value else None


def _contact(kind: str, words: str, phone: str) -> FactAnswer | None:
    name = find_contact(words)
    if kind == "phone":
        return FactAnswer(phone, phone) if phone else None
    if not name and not phone and 2 <= len(words) <= 4 and not _NO_NAME.search(words):
        name = words
    return FactAnswer(name or phone, phone) if name or phone else None


def _company(words: str, phone: str) -> str:
    if named := find_companies(words):
        return named[0] if not tells_matter(words) or len(words) <= len(named[0]) + 8 else ""
    if tells_matter(words) and not phone:
        return ""
    first = re.split(r"[，,。；;\s]", _INTRODUCED.sub("", words, count=1), maxsplit=1)[0]
    name = _ENDING.sub("", first)
    is_name = _COMPANY.match(name) and core_of(name) and not _NO_NAME.search(name) and not holds_break(name)
    return name if is_name and len(name) <= 16 else ""


def _place(words: str, towns: Towns) -> str:
    if town := towns.find(words):
        return town if not names_trouble(words) else ""
    found = _WHERE.match(words)
    if not found or names_trouble(words):
        return ""
    place = found["place"]
    return towns.find(f"在{place}那边") or towns.find(place) or (place if _is_place(place) else "")


def _is_place(words: str) -> bool:
    """Whether the words end like an address, or are a short name such as a village's."""
    return bool(_PLACE_END.search(words)) or (len(words) <= 6 and not _NO_NAME.search(words) and not holds_break(words))
