"""Reads classifier/topic_words.txt: the words by which names are told from other words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from complaints.errors import TableError

FILE = Path(__file__).parent / "topic_words.txt"
_SECTIONS = ("stop", "no_name", "kind", "kind_start")


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of topic_words.txt, each section under its name; what a section is for stands in the file."""

    stop: frozenset[str]
    no_name: frozenset[str]
    kind: frozenset[str]
    kind_start: tuple[str, ...]


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The words of the file beside this module, read once."""
    return read_name_words(FILE)


def read_name_words(path: Path) -> NameWords:
    """The words of the file; TableError names every line that is wrong, and every section that is missing."""
    problems: list[str] = []
    sections: dict[str, dict[str, int]] = {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise TableError([f"读不了 {path.name}：请确认文件存在、用 UTF-8 保存"]) from error
    for number, name, words in _lines(text):
        if name not in _SECTIONS:
            problems.append(f"{path.name} 第{number}行：节名只能是 {'、'.join(_SECTIONS)}，且词要写在节名之下")
            continue
        section = sections.setdefault(name, {})
        for word in words:
            if (before := _place_of(word, name, sections)) is not None:
                problems.append(f"{path.name} 第{number}行：“{word}”在第{before}行已有，请删去一处")
            section[word] = number
    problems += [f"{path.name}：缺少 [{name}] 一节，或其中没有词" for name in _SECTIONS if not sections.get(name)]
    if problems:
        raise TableError(problems)
    stop, no_name, kind = (frozenset(sections[name]) for name in _SECTIONS[:3])
    return NameWords(stop, no_name, kind, tuple(sections["kind_start"]))


def _lines(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """(line, section, words) of each line that is neither empty nor a remark."""
    name = ""
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if line.startswith("["):
            name, words = line.strip().strip("[]"), []
        yield number, name, words


def _place_of(word: str, name: str, sections: dict[str, dict[str, int]]) -> int | None:
    """The line on which the word stands already; a beginning of names may be a kind, too."""
    others = [name] if name == "kind_start" else [other for other in sections if other != "kind_start"]
    return next((sections[other][word] for other in others if word in sections.get(other, {})), None)
