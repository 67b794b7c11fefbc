"""对照: the office says what the columns of an unknown file mean, saves that under a name, and imports by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot import wording
from bot.arguments import Misread
from bot.ports import ColumnGuess
from bot.turn import Answer, Turn
from complaints.errors import TableError
from complaints.importing import SourceFile

_CHANGE = re.compile(r"(?P<column>[^\s=＝,，;；]+)\s*[=＝]\s*(?P<meaning>[^\s=＝,，;；]*)")
_BREAK = re.compile(r"[\s，,。；;]+")
_NOTHING = ("无", "空", "不用", "没有")
_SETTINGS = ("编号",)
_LETTERS = re.compile(r"[A-Za-z]{1,3}列?")
_PLACE = re.compile(r"^\S+\.csv(?: 第\d+行)?[：:]?")


def ask_columns(turn: Turn, source: SourceFile) -> Answer | None:
    """Keep a file whose columns nobody knows and say what they may mean; None where it has no columns."""
    guess = turn.services.layouts.guess(source)
    if guess is None:
        return None
    turn.memory.unread = source
    return Answer(wording.LAYOUT_UNKNOWN.format(file=source.name, columns=_columns(guess)))


def take_layout(turn: Turn, read: Callable[[Turn, SourceFile], Answer]) -> Answer:
    """对照 [NAME [COLUMN=MEANING …]]: save what was said, and have the kept file read by that mapping."""
    layouts, source = turn.services.layouts, turn.memory.unread
    name, changes = _read(turn.args)
    if source is None:
        return Answer(_names(layouts.names()) + wording.LAYOUT_NO_FILE)
    if not name:
        guess = layouts.guess(source)
        columns = _columns(guess) if guess else ""
        return Answer(wording.LAYOUT_UNKNOWN.format(file=source.name, columns=columns) + _names(layouts.names()))
    if changes or name not in layouts.names():
        try:
            layouts.save(source, name, changes)
        except TableError as error:
            raise Misread(_wrong(name, error.problems)) from error
    return read(turn, replace(source, mapping=name))


def _read(args: str) -> tuple[str, list[tuple[str, str]]]:
    """The name, and the changes: (column, meaning), a column's letter in capitals, "" for a column of no use."""
    changes = [
        (_column(found["column"]), _meaning(found["column"], found["meaning"])) for found in _CHANGE.finditer(args)
    ]
    words = [word for word in _BREAK.split(_CHANGE.sub(" ", args)) if word]
    if len(words) > 1:
        raise Misread(wording.LAYOUT_HOW)
    return (words[0] if words else ""), changes


def _column(typed: str) -> str:
    return typed.upper().removesuffix("列") if _LETTERS.fullmatch(typed) else typed


def _meaning(column: str, typed: str) -> str:
    return "" if typed in _NOTHING and column not in _SETTINGS else typed


def _columns(guess: ColumnGuess) -> str:
    row = wording.LAYOUT_ROW.format(row=guess.header_row) if guess.header_row else wording.LAYOUT_NO_ROW
    lines = [wording.LAYOUT_HEAD.format(channel=guess.channel, row=row)]
    for one in guess.columns:
        example = wording.LAYOUT_EXAMPLE.format(example=one.example) if one.example else ""
        meaning = one.meaning or wording.LAYOUT_NOTHING
        name = wording.WORD.format(word=one.heading) if one.heading else ""
        lines.append(wording.LAYOUT_LINE.format(letter=one.letter, name=name, meaning=meaning, example=example))
    return "\n".join(lines)


def _names(names: Sequence[str]) -> str:
    return wording.LAYOUT_NAMES.format(names="、".join(names)) if names else ""


def _wrong(name: str, problems: Sequence[str]) -> str:
    lines = "\n".join(dict.fromkeys(_PLACE.sub("", problem) for problem in problems))
    return wording.LAYOUT_WRONG.format(name=name, lines=lines)
