"""Where a text counts: 事项一… 1、… （二）… ①… 第三，… 一是… 其次… and lines that begin with a dot or a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
_SPELLED = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 4}
_LETTERS = "abcdef"
_CAPITALS = "ABCDEF"
_SCRIPTS = (_CHINESE, _CIRCLED, _PARENTHESISED, _LETTERS, _CAPITALS)

_AT = r"(?:^|(?<=[。；;！!？?，,：:、\s…—】\]]))"
"""Where a clause begins."""
_NUMERAL = rf"(?:[{_CHINESE}]|\d{{1,2}})"
_MATTER = r"(?:反映)?(?:事项|问题|情况|困难|事情|事件|投诉|需求|难题|难处)"
_WISH = r"(?:诉求|请求|要求|建议|意见|希望)"
_NAMED_END = r"\s*(?:[】\]][：:]?|[：:、.．，,\s]|(?<=[）)]))"
_COUNTED = r"[年月日号个次天台万千家点楼栋幢单元路公里米层期块多人名种度条亩吨岁厘毛斤箱车件倍成级类]"

_NUMBERS: tuple[tuple[bool, re.Pattern[str]], ...] = tuple(
    (named, re.compile(pattern))
    for named, pattern in (
        (True, rf"(?:{_AT}|(?=[【\[]))[【\[]?{_MATTER}\s*[（(]?({_NUMERAL})[）)]?{_NAMED_END}"),
        (False, rf"(?:{_AT}|(?=[【\[]))[【\[]?{_WISH}\s*[（(]?({_NUMERAL})[）)]?{_NAMED_END}"),
        (
            True,
            rf"{_AT}第({_NUMERAL})(?:个|件|桩)(?:问题|事项|事情|事儿?|诉求|情况|困难)(?:就?是|呢)?[，,：:、\s]*",
        ),
        (False, rf"{_AT}第({_NUMERAL})(?:[点条项个]?(?:就?是|呢)?[，,：:、\s]+|[点条个]?就?是)"),
        (False, rf"{_AT}([{_CHINESE}])(?:[、.．]|[，,])\s*(?![{_CHINESE}])"),
        (False, rf"[（(]([{_CHINESE}])[）)][、.．]?\s*"),
        (False, r"[（(](\d{1,2})[）)][、.．]?\s*"),
        (False, rf"([{_CIRCLED}])[、.．]?\s*"),
        (False, rf"([{_PARENTHESISED}])[、.．]?\s*"),
        (False, r"(?<![\d第.．/年月\-A-Za-z（(])(?<!\d[:：])(\d{1,2})(?:[、.．](?!\d)|[、.．](?=\d{4}年)|[）)])\s*"),
        (False, r"(?<!\d)(\d)️?⃣\s*"),
        (False, rf"{_AT}([{_LETTERS}])[、.．:：)）]\s*(?![A-Za-z])"),
        (False, rf"{_AT}([{_CAPITALS}])[、.．:：)）]\s*(?![A-Za-z])"),
        (False, rf"{_AT}([{_CHINESE}])是"),
        (False, rf"{_AT}其([{_CHINESE}])[，,：:是、]"),
        (False, rf"{_AT}({'|'.join(_SPELLED)})(?:就?是)?[，,]?"),
        (False, rf"(?:^|(?<=\n))[ \t]*(\d)(?=[ \t]*[一-鿿])(?!\s*{_COUNTED})[ \t]*"),
    )
)
"""Each way to number, with whether its words themselves say that these are matters."""
_BULLET = re.compile(r"(?:^|(?<=\n))[ \t]*[-–—•·●○◆◇■□▪★☆*※►▶→✓√✔][ \t]*(?=\S)")
_HINT = re.compile(r"[②⑵⃣\n]|[Bb][、.．:：)）]|[二2](?:[、.．，,）)是\s]|[】\]：:])|第[二2]|其次|再者")
"""Whatever counts to two has one of these."""
_MOST_RUNS = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in the text, from `start` to `end`."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Marks of one kind that count 1, 2, 3…; `named` when they call what follows a matter (事项一, 第二件事)."""

    marks: tuple[Mark, ...]
    named: bool

    @property
    def start(self) -> int:
        """Where the first mark begins."""
        return self.marks[0].start


def find_runs(text: str) -> list[Run]:
    """Return the runs of two marks or more, the first ones where there are very many, by where they begin."""
    if not _HINT.search(text):
        return []
    runs = [Run(tuple(marks), named) for named, pattern in _NUMBERS for marks in _counted(text, pattern)]
    bullets = [Mark(at, one.start(), one.end()) for at, one in enumerate(_BULLET.finditer(text), start=1)]
    if len(bullets) >= 2:
        runs.append(Run(tuple(bullets), named=False))
    return sorted(runs, key=lambda run: run.start)[:_MOST_RUNS]


def _counted(text: str, pattern: re.Pattern[str]) -> Iterator[list[Mark]]:
    """Yield the runs of one kind of mark; a mark that goes on with no run (2018、) is none."""
    run: list[Mark] = []
    for found in pattern.finditer(text):
        mark = Mark(_value(found[1]), found.start(), found.end())
        if mark.number == 1:
            if len(run) >= 2:
                yield run
            run = [mark]
        elif run and mark.number == run[-1].number + 1:
            run.append(mark)
    if len(run) >= 2:
        yield run


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    return next((script.index(numeral) + 1 for script in _SCRIPTS if numeral in script), _SPELLED.get(numeral, 0))
