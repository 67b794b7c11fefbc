"""Transcripts: text files that a clerk can read and write. What the bot says is held against 机器人→ lines.

`…` stands for any words. Every message that leaves the bot must be in the transcript, in order.
`@设置 asks_in_rooms office` has the office asked about what is overheard; `@重启` forgets what was only in memory.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.script import PersonLine, SpokenLine, TimeLine, read_line
from app.spoken import Mouths
from bot.conversation import Conversation
from bot.messages import Outgoing
from complaints.overheard import Asked
from storage.store import open_store
from tests.kit import District, district, talk

FOLDER = Path(__file__).parent / "transcripts"
HEARD = re.compile(r"机器人→(?P<to>[^:：]+)[:：]\s*(?P<text>.*)")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    place = district(store, tmp_path)
    conversation, mouths = talk(place), Mouths("m")
    waiting: list[Outgoing] = []
    for at, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = raw.strip()
        if not text or text.startswith("#"):
            continue
        where = f"{path.name} 第{at}行"
        expected = HEARD.fullmatch(text)
        if expected:
            assert waiting, f"{where}：机器人没有说话，应为：{text}"
            expect(waiting.pop(0), expected["to"], expected["text"], where)
            continue
        assert not waiting, f"{where}：机器人还说了：{said(waiting)}"
        if text.startswith(("@设置", "@重启")):
            conversation = anew(place, text)
            continue
        line = read_line(text, where, FOLDER)
        match line:
            case TimeLine():
                place.clock.at = line.at
            case PersonLine():
                place.person(line.name, line.role, line.place)
            case SpokenLine():
                waiting = conversation.hear(mouths.say(line.name, line.room, line.spoken, place.clock.at))
        waiting += place.delivered()
    assert not waiting, f"{path.name} 末尾：机器人还说了：{said(waiting)}"
    store.close()


def anew(place: District, line: str) -> Conversation:
    """A conversation that remembers nothing, with the setting of the line if it has one."""
    if line.startswith("@设置 asks_in_rooms "):
        place.services = replace(place.services, asks_in_rooms=Asked(line.rsplit(maxsplit=1)[-1]))
    return talk(place)


def expect(message: Outgoing, to: str, text: str, where: str) -> None:
    assert (message.room or message.name) == to, f"{where}：发给了{message.room or message.name}"
    pattern = ".*".join(re.escape(part) for part in text.split("…"))
    assert re.fullmatch(pattern, message.text, re.DOTALL), f"{where}：机器人说的是：{message.text}"


def said(messages: list[Outgoing]) -> str:
    return "；".join(f"→{message.room or message.name}: {message.text}" for message in messages)


def test_there_are_transcripts() -> None:
    assert len(list(FOLDER.glob("*.txt"))) >= 50
