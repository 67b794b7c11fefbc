"""Chat scripts: people played against the real conversation, store and outbox, on a clock that the script sets.

# a comment
@时间 2021-08-30 09:00
@人 李联络 单位 区供电中心
@人 供电专班群 工作群 区供电中心          a unit's work room
李联络: 待办
样本企业群/王会计: @机器人 停电三次了，谁管？
赵主任: 发送 exports/hotline.xlsx
王会计: [图片] 配电室.jpg            app/spoken.py tells the other marks: voice, quotes, recalls, old messages
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.spoken import Spoken, SpokenWrong, read_spoken
from complaints.clocks import SHANGHAI
from complaints.errors import SujieError
from complaints.people import Role

_SPOKEN = re.compile(r"(?:(?P<room>[^/:：\s]+)/)?(?P<name>[^/:：\s]+)\s*[:：]\s*(?P<text>.*)")


class ScriptWrong(SujieError):
    """A line of a chat script cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """@时间: the clock is put there."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PersonLine:
    """@人: somebody takes part. `place` is a unit, a town or a company, by the role."""

    name: str
    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """Somebody says something, in private or in a room: `text` as it is written, `spoken` what it means."""

    name: str
    text: str
    spoken: Spoken
    room: str = ""


Line = TimeLine | PersonLine | SpokenLine


def read_script(path: Path) -> list[Line]:
    """The script's lines; ScriptWrong names the first one that cannot be read."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ScriptWrong(f"读不了脚本 {path}：请确认文件存在且编码为 UTF-8") from error
    return list(_lines(content, path))


def _lines(content: str, path: Path) -> Iterator[Line]:
    for at, raw in enumerate(content.splitlines(), start=1):
        text = raw.strip()
        if text and not text.startswith("#"):
            yield read_line(text, f"{path.name} 第{at}行", path.parent)


def read_line(text: str, place: str, folder: Path) -> Line:
    """One line; files are looked for beside the script first, then where the program was started."""
    if text.startswith("@时间"):
        return TimeLine(_moment(text.removeprefix("@时间").strip(), place))
    if re.match(r"@人\s", text):
        return _person(text.split()[1:], place)
    spoken = _SPOKEN.fullmatch(text)
    if spoken is None:
        raise ScriptWrong(f"{place}：应为“名字: 话”、“群/名字: 话”、“@时间 …”或“@人 …”")
    try:
        text = spoken["text"].strip()
        said = read_spoken(text, folder)
    except SpokenWrong as wrong:
        raise ScriptWrong(f"{place}：{wrong}") from wrong
    return SpokenLine(spoken["name"], text, said, spoken["room"] or "")


def _moment(text: str, place: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise ScriptWrong(f"{place}：时间应写成 2021-08-30 09:00") from error


def _person(words: list[str], place: str) -> PersonLine:
    roles = {role.value: role for role in Role if role is not Role.SYSTEM}
    if len(words) < 2 or words[1] not in roles:
        raise ScriptWrong(f"{place}：应为“@人 名字 身份 [单位或企业]”，身份可为{'、'.join(roles)}")
    return PersonLine(words[0], roles[words[1]], " ".join(words[2:]))
