"""One line for a topic, in its own cases' words: the headline that says most of what they all say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from classifier.topic_names import MASKED_PLACE
from classifier.topic_shown import Shown
from complaints.topics import Case

LONGEST = 24
"""Characters of a line."""
_SHORTEST = 5
_READ = 200
"""Characters of a text without a title that are looked through."""

_LEAD = re.compile(
    r"^(?:[\s，,。.！!？?：:；;、…~“”\"'‘’（()）【】\[\]-]|[【\[][^】\]]{1,12}[】\]]|关于|有关|针对|对于|再次|又次|多次|第[一二三四五六七八九\d]+次|实名"
    r"|强烈|恳请|恳求|请求|请问|要求|请(?!假)|投诉|举报|反映|反应(?=[A-Z\u4e00-\u9fff])|反馈|咨询|询问|想问|质疑|求助|希望|建议|呼吁|期盼|盼望|盼"
    r"|我们?要|尊敬的[^，,：:！!。]{1,8}[，,：:！!]|(?:您|你|大家)好|[政市区县]?(?:政府|领导|书记|市长|区长|县长)(?=[关解严帮管重])"
    r"|(?:相关|有关|主管)?部门|尽快|解决|问问|严查|关注(?!度))+"
)
_TAIL = re.compile(
    r"(?:[\s，,。.！!？?：:；;、…~“”\"'‘’（()）]|(?<=.{4})(?:的?(?:若干|一些|相关|有关|几个|几点)?(?:(?<!质量)(?<!安全)(?<!遗留)问题|投诉|咨询|建议|情况|请求|诉求|疑问|疑惑|事宜|事项"
    r"|意见|反映|举报|维权|看法|申诉))|求解决|请解决|请处理|望解决|急需处理|求帮助|盼解决|谁来管|谁来监管|怎么办|有没有人管)+$"
)
_CLAUSE = re.compile(r"[，,。！!？?；;：:\n\s]+")
_QUESTION = re.compile(r"[？?！!吗呢]|为何|为什么|怎么|如何|何时|谁|哪")
_RHETORIC = re.compile(r"惊|救救|拯救|黑心|无视|坑害|良心|老百姓|乱象|请书记|给个|还我")
_DANGLING = re.compile(r"[的了和与在把被对将及、]$")
_SPEAKER = re.compile(r"^(?:我们?|俺们?|咱们?|本人|本公司|我司|我厂|我店|业主)(?:是|们|家|在|都|的)?")


def title_of(cases: Sequence[Case], shown: Shown, place: str) -> str:
    """The line for the cases: the best of their headlines, up to 24 characters.

    Where it lacks the name that the topic is about, or where there is no name the place, that is put in front if
    there is room.
    """
    keys, name = shown.keys, shown.name
    best = max(_lines(cases), key=lambda line: (_worth(line, keys, name), -len(line), line), default="")
    if not best:
        best = "、".join(list(keys)[:3])[:LONGEST]
    front = name or place
    if front and _lacks(best, front) and len(front) + len(best) <= LONGEST:
        best = f"{front}{best}"
    return best or "（无题）"


def _lacks(line: str, front: str) -> bool:
    """Whether the line names neither this nor half of it, nor another place."""
    line, front = line.lower(), front.lower()
    half = max(min(len(front), 3), len(front) // 2)
    parts = (front[at : at + half] for at in range(len(front) - half + 1))
    return not MASKED_PLACE.search(line) and not any(part in line for part in parts)


def trim(line: str) -> str:
    """The line without what every headline begins and ends with: 关于…的问题, 投诉, 请问."""
    line = _LEAD.sub("", line.strip())
    return _TAIL.sub("", line)


def _lines(cases: Sequence[Case]) -> Iterator[str]:
    for case in cases:
        lines = [case.title, *_CLAUSE.split(case.title)] if case.title.strip() else _CLAUSE.split(case.text[:_READ])
        for trimmed in map(trim, lines):
            line = _SPEAKER.sub("", trimmed) if not case.title.strip() else trimmed
            if _SHORTEST <= len(line) <= LONGEST and not _DANGLING.search(line):
                yield line


def _worth(line: str, keys: Mapping[str, float], name: str) -> float:
    said = sum(weight for word, weight in keys.items() if word in line.lower())
    if _QUESTION.search(line):
        said *= 0.7
    if _RHETORIC.search(line):
        said *= 0.5
    # What says the same in fewer words is the better headline.
    return said * (1.2 if name and name in line.lower() else 1.0) / (len(line) + 12)
