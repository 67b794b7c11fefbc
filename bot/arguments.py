"""Reads what follows a command's word: a number in any shape, then the rest."""

from __future__ import annotations

import re
import unicodedata

from bot import wording
from bot.turn import Turn
from complaints.complaint import Complaint
from complaints.errors import SujieError
from complaints.moves import ReturnReason
from complaints.numbers import read_reference
from complaints.units import Units

_DASHES = str.maketrans("—–―−‐‑", "------")
_NUMBER = re.compile(
    r"\s*[【\[(]?(?:(?:诉求|工单|案件)?(?:编号|单号|工单)[\s:]*)?"
    r"(?P<number>(?:BS\s*)?20\d{6}(?:\s*-\s*\d{1,6}|\s*\d{4,6})(?!\d)"
    r"|第[\d一二三四五六七八九十]+[件条个项]"
    r"|(?:第|#|NO[.:]?\s*)?(?P<digits>\d{1,6})(?!\d|\.\d|[号號]楼)(?P<suffix>[号號])?)(?:(?<=[号號])件)?",
    re.IGNORECASE,
)
# 7天内 and 2021年 are no numbers of complaints, whereas 0007个人缴费 is one.
_COUNTED = re.compile(r"\d{1,2}(?:[天次个年月日时点分元万家吨%周户名]|小时)|[1-9]\d{2,5}[年元万吨%]")
_AFTER_NUMBER = re.compile(r"(?:[\s,:、。.;】\])]|-(?!\d))*")

_SUGGESTS = re.compile(
    r"(?:故|因此|所以|特|现|我局|我单位|我中心)*"
    r"(?<![不未否])(?:建议|应当?由|应当?转|应派|应归|应属|请转|请由|请派|请改派)"
)
_TOWARDS = re.compile(
    r"(?:贵?中心|改派|转派|重新派单?|重新分派|分派|派单|派|转办|转交|移交|退回|退|转|交|应?由|给|到|至|归|为|[主承]办单位|单位|[\s:])*"
)
_LONGEST_PASSING_ON = 16
_LONGEST_ENDING = 40
_DOES_IT = re.compile(
    r"(?:\s|来管|来办|牵头|负责|依法|研究|办理|处理|承办|主办|处置|解决|答复|核实|管辖|为宜|为妥|[,。.!]|谢谢)*$"
)

_TENS = re.compile(r"(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<ones>[一二三四五六七八九])?")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_CHOICE = re.compile(r"\(?(?:我?选择?)?\s*第?(?P<at>\d{1,2}|[一二三四五六七八九十]{1,3})[个项条种号类]?[.。、,)]?")
_KINDS = {
    "属地": ReturnReason.AREA,
    "职能": ReturnReason.FUNCTION,
    "权属": ReturnReason.UNCLEAR,
    "范围": ReturnReason.BEYOND,
    "重复件": ReturnReason.DUPLICATE,
    "信息": ReturnReason.INFORMATION,
}


class Misread(SujieError):
    """The words after a command could not be read; `sentence` is the answer."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def take_complaint(turn: Turn, example: str) -> tuple[Complaint, str]:
    """The complaint that the arguments begin with, and the words after it; Misread or Refused otherwise."""
    if not turn.args.strip():
        raise Misread(wording.NUMBER_NEEDED.format(example=example))
    plain = narrow(turn.args)
    found = _NUMBER.match(plain)
    reference = read_reference(found["number"]) if found and not _is_amount(found, plain) else None
    if found is None or reference is None:
        typed = turn.args.split()[0][:20]
        raise Misread(wording.NUMBER_UNREADABLE.format(typed=typed, example=example))
    complaint = turn.services.enquiries.look(turn.person, reference, turn.memory.last_list)
    after = _AFTER_NUMBER.match(plain, found.end())
    return complaint, turn.args[after.end() if after else found.end() :].strip()


def names_complaint(text: str) -> bool:
    """Whether the words begin with a number of a complaint, in any shape."""
    plain = narrow(text)
    found = _NUMBER.match(plain)
    return found is not None and not _is_amount(found, plain)


def _is_amount(found: re.Match[str], plain: str) -> bool:
    if not found["digits"] or found["suffix"]:
        return False
    return _COUNTED.match(plain, found.start("digits")) is not None


def take_suggestion(text: str, units: Units) -> tuple[str, str]:
    """The reason, and the unit that it suggests at its end (建议转区水利局办理), or an empty string."""
    plain = narrow(text)
    end = _DOES_IT.search(plain, max(0, len(plain) - _LONGEST_ENDING))
    words = plain[: end.start()] if end else plain
    for found in reversed(list(_SUGGESTS.finditer(words))):
        unit = _unit_after(words[found.end() :], units)
        if unit:
            return text[: found.start()].strip(" ，,；;。") or text, unit
    return text, ""


def _unit_after(words: str, units: Units) -> str | None:
    """The unit that is all there is but for 转, 由 and the like; 转交通局 has 交通局 in it, not 通局."""
    for at in range(min(len(words), _LONGEST_PASSING_ON)):
        if _TOWARDS.fullmatch(words, 0, at) and (unit := units.resolve(words[at:])):
            return unit
    return None


def find_return_reason(text: str) -> ReturnReason | None:
    """The reason that the words name, by its own name first, then by what units say for it.

    None where they name none, or several.
    """
    kind = _KINDS.get(text.strip(" \u3000。.，,！!"))
    if kind:
        return kind
    named = [reason for reason in ReturnReason if reason.value in text]
    if not named:
        named = [reason for reason, words in wording.RETURN_WORDS.items() if any(word in text for word in words)]
    return named[0] if len(named) == 1 else None


def read_choice(text: str, count: int) -> int | None:
    """Which of `count` lines is meant by 2, ２, 第二个, 二 or 选2; None for any other words."""
    found = _CHOICE.fullmatch(narrow(text).strip())
    at = whole_number(found["at"]) if found else 0
    return at if 1 <= at <= count else None


def take_plan(text: str) -> tuple[str, str]:
    """The reason and the plan of 原因… 计划：…; the plan is empty where none is named."""
    before, mark, after = text.partition("计划：") if "计划：" in text else text.partition("计划:")
    if not mark:
        before, mark, after = text.partition("计划")
    reason = before.strip(" ，,；;。").removeprefix("原因").lstrip("：: ")
    return reason, after.strip(" ：:；;")


def narrow(text: str) -> str:
    """The text with half-width characters for full-width ones; each stays in its place."""
    forms = ((char, unicodedata.normalize("NFKC", char)) for char in text)
    return "".join(form if len(form) == 1 else char for char, form in forms).translate(_DASHES)


def whole_number(text: str) -> int:
    """The number up to 99 that is written 13, 十三, 二十 or 两; 0 for what is none."""
    if text.isdecimal():
        return int(text)
    found = _TENS.fullmatch(text.replace("廿", "二十").replace("卅", "三十").replace("两", "二"))
    if found is None:
        return 0
    tens = _DIGITS[found["tens"] or "一"] if found["ten"] else 0
    return tens * 10 + _DIGITS[found["ones"] or "零"]
