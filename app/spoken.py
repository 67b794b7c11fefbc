"""What somebody says in a chat script, and the message that it becomes.

王会计: [图片] 配电室.jpg            also [语音], [视频], [文件]; the file may be left out for [语音]
王会计: [引用 周老板：又停电了] @机器人 登记
王会计: [撤回]                      the last message; [撤回 2] the one before it
王会计: [重发]                      the last message comes once more, as gateways sometimes deliver it
王会计: [补收 2021-08-30 08:50] 登记 停电三天        an old message, replayed after a login
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bot.messages import Incoming, Kind
from complaints.clocks import SHANGHAI
from complaints.errors import SujieError

BOT = "机器人"
_KINDS = {"图片": Kind.PICTURE, "语音": Kind.VOICE, "视频": Kind.VIDEO, "文件": Kind.FILE}
_SHOWN = re.compile(rf"\[(?P<kind>{'|'.join(_KINDS)})\]\s*(?P<path>.*)")
_SENT = re.compile(r"发送\s+(?P<path>\S.*\.(?:xlsx|xls|csv|ods|docx|txt))", re.IGNORECASE)
_RECALLED = re.compile(r"\[撤回(?:\s+(?P<back>\d+))?\]")
_LATE = re.compile(r"\[补收\s+(?P<at>[^\]]+)\]\s*(?P<rest>.*)")
_QUOTING = re.compile(r"\[引用\s+(?P<name>[^:：\]]+)[:：](?P<text>.*?)\]\s*(?P<rest>.*)")
_AGAIN = "[重发]"
_MARK = re.compile(r"\[(?:图片|语音|视频|文件|撤回|补收|引用|重发)")


class SpokenWrong(SujieError):
    """What is said in a line of a script cannot be read; the message says how it is written."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of a script: words, a file, a recall of the `recalls`-th last message, or the last one `again`.

    `at` is when it was said, None for now; a `quoted_bot` speaks to the bot without naming it.
    """

    text: str = ""
    kind: Kind = Kind.TEXT
    file: Path | None = None
    at: datetime | None = None
    recalls: int = 0
    again: bool = False
    quoted_bot: bool = False


def read_spoken(text: str, folder: Path) -> Spoken:
    """What the words of a line mean; SpokenWrong for a mark that is not written as it should be."""
    late = _LATE.fullmatch(text)
    if late is not None:
        return replace(read_spoken(late["rest"].strip(), folder), at=_moment(late["at"].strip()))
    if text == _AGAIN:
        return Spoken(again=True)
    if recalled := _RECALLED.fullmatch(text):
        return Spoken(recalls=int(recalled["back"] or 1))
    if shown := _SHOWN.fullmatch(text):
        return _file(_KINDS[shown["kind"]], shown["path"].strip(), folder)
    if sent := _SENT.fullmatch(text):
        return Spoken(file=_beside(sent["path"].strip(), folder), kind=Kind.FILE)
    if quoting := _QUOTING.fullmatch(text):
        # As WeChat writes a quote into the text of a message.
        said = f"「{quoting['name'].strip()}：{quoting['text'].strip()}」\n- - - - - - - -\n{quoting['rest'].strip()}"
        return Spoken(said, quoted_bot=quoting["name"].strip() == BOT)
    if _MARK.match(text):
        raise SpokenWrong(
            "应为 [图片] 文件、[语音] 文件、[撤回]、[重发]、[引用 名字：原话] 话 或 [补收 2021-08-30 08:50] 话"
        )
    return Spoken(text)


class Mouths:
    """Makes messages of what people say; knows what each has said last in each place."""

    def __init__(self, run: str) -> None:
        """`run` keeps the messages' ids apart from those of other runs."""
        self._run = run
        self._count = 0
        self._said: dict[tuple[str, str], list[Incoming]] = defaultdict(list)

    def say(self, name: str, room: str, spoken: Spoken, now: datetime) -> Incoming:
        """The message; SpokenWrong where nothing was said that could be recalled or come once more."""
        said = self._said[room, name]
        back = 1 if spoken.again else spoken.recalls
        if back > len(said):
            raise SpokenWrong(f"{name}在这里还没有说过可以撤回或重发的话")
        if spoken.again:
            return replace(said[-1], arrived_at=now)
        self._count += 1
        message = Incoming(
            id=f"{self._run}-{self._count}",
            address=address_of(name),
            name=name,
            text=spoken.text,
            at=spoken.at or now,
            room=room,
            mentions_bot=f"@{BOT}" in spoken.text or spoken.quoted_bot,
            file=spoken.file,
            kind=spoken.kind,
            recalls=said.pop(-back).id if back else "",
            arrived_at=now,
        )
        if not back:
            said.append(message)
        return message


def address_of(name: str) -> str:
    """The contact id of somebody who is played."""
    return f"chat:{name}"


def _file(kind: Kind, path: str, folder: Path) -> Spoken:
    if not path and kind is not Kind.VOICE:
        raise SpokenWrong("请写明是哪个文件，例：[图片] 配电室.jpg")
    return Spoken(kind=kind, file=_beside(path, folder) if path else None)


def _beside(path: str, folder: Path) -> Path:
    """The file beside the script, failing that where the program was started."""
    beside = folder / path
    return beside if beside.exists() else Path(path)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise SpokenWrong("时间应写成 2021-08-30 08:50") from error
