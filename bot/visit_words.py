"""Reads what is told of a visit in one line, and the answer to one question of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.arguments import read_choice
from campaign.visits import Method, Visited, VisitFact, read_in_group, read_method, read_visited
from complaints.facts.finding import read_fact
from complaints.towns import Towns

Facts = Mapping[str, str | bool]

_LABELS = {
    "方式": "method", "受访人": "person", "身份": "person_role", "电话": "phone", "送政策": "policies",
    "政策": "policies", "问题": "problem", "诉求": "problem", "满意度": "satisfaction", "备注": "note",
}  # fmt: skip
_LABEL = re.compile(rf"(?:^|(?<=[\s，,；;。]))({'|'.join(_LABELS)})(?:[:：]\s*|\s+|$)")
_ONE_WORD = ("method", "person", "person_role", "satisfaction")
_AFTER_PROBLEM = ("satisfaction", "note")
_GROUP = re.compile(r"(?:^|(?<=[\s，,；;。]))(已|未|没有?|还没有?)[加进入]{1,2}(?:微信)?群[。.]?(?=$|[\s，,；;])")
_BREAK = re.compile(r"[\s，,；;]+")
_NOTHING = re.compile(
    r"(?:都|暂时?|目前|企业)?(?:没有?|无)(?:什么|任何|反映)?(?:问题|困难|诉求|意见|建议|政策)?(?:了|的)?[。.！!]*"
)
_SKIPPED = re.compile(r"(?:跳过|不填|不便说|不知道|略)[。.！!]*")
_LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to one question: the facts it tells, or that it is skipped."""

    facts: Facts
    skipped: bool = False


def read_line(text: str, towns: Towns) -> tuple[str, Facts]:
    """The enterprise that the line begins with, and the fields of the visit that the rest tells."""
    company, _, rest = text.strip().partition(" ") if " " in text.strip() else (text.strip(), "", "")
    facts: dict[str, str | bool] = {}
    group = _GROUP.search(rest)
    if group:
        facts["in_group"] = group[1] == "已"
        rest = f"{rest[: group.start()]} {rest[group.end() :]}"
    for name, words in _segments(rest):
        if name in _ONE_WORD:
            # Behind 受访人 王会计 may follow what needs no label.
            first, *others = [*filter(None, _BREAK.split(words)), ""]
            facts[name] = _read(name, first)
            facts |= {key: told for key, told in _bare(" ".join(others), towns).items() if key not in facts}
            continue
        if name in (VisitFact.PROBLEM, VisitFact.POLICIES) and _NOTHING.fullmatch(words.strip(" \n，,；;")):
            facts["skipped"] = f"{facts.get('skipped', '')} {name}".strip()
            continue
        if name and name != "phone":
            facts.setdefault(name, _read(name, words))
            continue
        told = _bare(words, towns)
        # 电话 without a number behind it says how the enterprise was visited.
        facts |= {"method": Method.PHONE.value} if name and "phone" not in told else {}
        facts |= told
    return company.strip("，,；;"), {name: value for name, value in facts.items() if value != ""}


def read_answer(fact: VisitFact, text: str, towns: Towns) -> Told | None:
    """What the words tell of this fact; None where they are no answer to it."""
    words = text.strip()
    if _SKIPPED.fullmatch(words):
        return Told({}, skipped=True)
    match fact:
        case VisitFact.METHOD:
            return _one_of(fact, words, [*Method], read_method(words))
        case VisitFact.ROLE:
            told = _one_of(fact, words, [*Visited], read_visited(words))
            return told or _short(fact, words)
        case VisitFact.PERSON:
            return _person(words, towns)
        case VisitFact.PHONE:
            answer = read_fact("phone", words, towns)
            return Told({}, skipped=True) if answer and answer.declined else _phone(answer.value if answer else "")
        case VisitFact.GROUP:
            inside = read_in_group(words)
            return None if inside is None else Told({fact.value: inside})
        case _:
            return Told({}, skipped=True) if _NOTHING.fullmatch(words) else Told({fact.value: words})


def _segments(rest: str) -> list[tuple[str, str]]:
    """The words before the first label under "", then each label's field with its words; 问题 goes on to the end."""
    found = list(_LABEL.finditer(rest))
    problems = (one for one in found if _LABELS[one[1]] == "problem" and not _is_nothing(rest[one.end() :]))
    problem = next((one.start() for one in problems), len(rest))
    found = [one for one in found if one.start() <= problem or _LABELS[one[1]] in _AFTER_PROBLEM]
    parts = [("", rest[: found[0].start() if found else len(rest)])]
    for at, one in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(rest)
        parts.append((_LABELS[one[1]], rest[one.end() : end]))
    return parts


def _is_nothing(words: str) -> bool:
    """Whether the first of the words says that there is nothing: 问题 无 政策 稳岗返还 tells no problem."""
    return bool(_NOTHING.fullmatch(next(filter(None, _BREAK.split(words)), "无")))


def _read(name: str, words: str) -> str:
    words = words.strip(" \n，,；;")
    match name:
        case "method":
            return read_method(words)
        case "person_role":
            return read_visited(words)
        case _:
            return words


def _bare(words: str, towns: Towns) -> dict[str, str | bool]:
    """What words without a label tell by themselves: how, to whom, and a telephone."""
    facts: dict[str, str | bool] = {}
    for word in filter(None, _BREAK.split(words)):
        if read_method(word) in [*Method]:
            facts["method"] = read_method(word)
        elif read_visited(word) in [*Visited]:
            facts["person_role"] = read_visited(word)
        elif (answer := read_fact("phone", word, towns)) and answer.value:
            facts["phone"] = answer.value
    return facts


def _one_of(fact: VisitFact, words: str, choices: list[Method] | list[Visited], read: str) -> Told | None:
    at = read_choice(words, len(choices))
    if at is not None:
        return Told({fact.value: choices[at - 1].value})
    return Told({fact.value: read}) if read in [*choices] and len(words) <= _LONGEST_NAME else None


def _person(words: str, towns: Towns) -> Told | None:
    """王会计 机主 and a telephone may all come in one answer."""
    first, *rest = _BREAK.split(words)
    told = _short(VisitFact.PERSON, first)
    return Told({**told.facts, **_bare(" ".join(rest), towns)}) if told else None


def _phone(phone: str) -> Told | None:
    return Told({VisitFact.PHONE.value: phone}) if phone else None


def _short(fact: VisitFact, words: str) -> Told | None:
    return Told({fact.value: words}) if 0 < len(words) <= _LONGEST_NAME else None
