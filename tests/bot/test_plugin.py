"""The plugin on Wechaty's own FakePuppet: what comes in by an event goes out by the puppet's send methods."""

from __future__ import annotations

import asyncio
import base64
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import wording
from bot.messages import Kind
from bot.wechaty_import import load
from complaints.people import Role

if TYPE_CHECKING:
    from tests.bot.wechaty_fakes import Chat, Echo

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.asyncio

OpenChat = Callable[..., Awaitable["Chat"]]


@pytest.fixture
def open_chat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenChat]:
    """A bot that works in an empty directory."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for name in ("CACHE_DIR", "WECHATY_LOG"):
        monkeypatch.setenv(name, "")
    load(tmp_path / "cache")
    from tests.bot.wechaty_fakes import Chat

    chats: list[Chat] = []

    async def start(conversation: Echo | None = None) -> Chat:
        chats.append(Chat(tmp_path, conversation))
        return await chats[-1].open()

    yield start
    for chat in chats:
        chat.close()
    assert not list(work.iterdir()), "files were left in the working directory"


@pytest.fixture
def echo(open_chat: OpenChat) -> Echo:
    from tests.bot.wechaty_fakes import Echo

    return Echo()


async def test_a_private_text_reaches_the_desk_and_the_answer_and_the_notice_go_out(open_chat: OpenChat) -> None:
    chat = await open_chat()
    chat.person("李工", Role.LIAISON, "区供电中心")
    await chat.says("王会计", "登记 我公司停电三天没有人来修")
    (to, answer), (unit, notice) = chat.sent
    assert to == "chat:王会计"
    assert answer.startswith("已登记，编号 ")
    assert unit == "chat:李工"
    assert notice.startswith("新派单 ")
    assert chat.reported == []


async def test_a_message_is_handed_over_with_all_that_is_known_of_it(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    room = chat.room("r@1", "样本企业群")
    await chat.says("王会计", "@张三 停电", room_id=room, mentions=["bot"])
    (heard,) = echo.heard
    assert (heard.address, heard.name, heard.room, heard.at) == (
        "chat:王会计", "王会计", "样本企业群", chat.clock.now(),
    )  # fmt: skip
    assert (heard.text, heard.mentions_bot) == ("@张三 停电", True)
    assert heard.id in chat.puppet._message_payloads


async def test_talk_in_a_room_that_does_not_name_the_bot_is_not_answered(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.says("王会计", "大家早上好", room_id=chat.room("r@1", "样本企业群"))
    assert chat.sent == []


async def test_what_reads_like_a_complaint_in_a_room_is_asked_about_in_private(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.says("王会计", "我们厂停电三天了", room_id=chat.room("r@1", "样本企业群"))
    ((to, question),) = chat.sent
    assert to == "chat:王会计"
    assert "要登记吗" in question


async def test_talk_in_a_room_without_a_topic_is_not_taken_for_private(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    await chat.says("王会计", "你好", room_id=chat.room("r@1", ""))
    assert chat.sent == []
    assert echo.heard[0].room == "r@1"


async def test_a_mention_in_a_room_is_answered_there(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.says("王会计", "登记 停电三天", room_id=chat.room("r@1", "样本企业群"), mentions=["bot"])
    (to, answer), (reporter, question) = chat.sent
    assert to == "r@1"
    assert answer.startswith("@王会计 已登记，编号 ")
    assert (reporter, "还差企业名称" in question) == ("chat:王会计", True)
    assert chat.puppet.mentioned[0] == ["chat:王会计"]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("@诉接助手\u2005登记 停电", "登记 停电"),
        ("登记 停电 @诉接助手", "登记 停电 "),
        ("@营商 小诉 登记 停电", "登记 停电"),
        ("@诉接助手", ""),
    ],
)
async def test_a_typed_name_of_the_bot_is_a_mention_and_no_part_of_the_text(
    open_chat: OpenChat, echo: Echo, text: str, bare: str
) -> None:
    chat = await open_chat(echo)
    await chat.says("王会计", text, room_id=chat.room("r@1", "样本企业群"))
    assert [(heard.text, heard.mentions_bot) for heard in echo.heard] == [(bare, True)]


@pytest.mark.parametrize("text", ["@诉接助手2 登记 停电", "诉接助手 登记 停电", " 停电 @张三", "a@b.cn"])
async def test_another_name_is_no_mention(open_chat: OpenChat, echo: Echo, text: str) -> None:
    chat = await open_chat(echo)
    await chat.says("王会计", text, room_id=chat.room("r@1", "样本企业群"))
    assert [(heard.text, heard.mentions_bot) for heard in echo.heard] == [(text, False)]


async def test_the_bots_own_messages_are_not_heard(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    await chat.says("bot", "登记 停电三天")
    assert (echo.heard, chat.sent, chat.reported) == ([], [], [])


async def test_a_message_older_than_three_minutes_is_taken_in_but_not_answered(open_chat: OpenChat) -> None:
    chat = await open_chat()
    chat.person("李工", Role.LIAISON, "区供电中心")
    await chat.says("王会计", "登记 我公司停电三天没有人来修", age=timedelta(minutes=3, seconds=1))
    ((to, notice),) = chat.sent
    assert to == "chat:李工"
    assert notice.startswith("新派单 ")


async def test_a_message_of_three_minutes_is_still_answered(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    await chat.says("王会计", "你好", age=timedelta(minutes=3))
    assert chat.sent == [("chat:王会计", "你好")]


async def test_a_message_that_waited_in_line_behind_a_slow_one_is_answered(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    chat.put("王会计", "慢")
    chat.put("王会计", "你好")
    await chat.arrived()
    chat.clock.at += timedelta(minutes=10)
    echo.gate.set()
    await chat.settled()
    assert chat.sent == [("chat:王会计", "慢"), ("chat:王会计", "你好")]


async def test_a_time_in_milliseconds_is_read_as_one(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    chat.put("王会计", "你好")
    (payload,) = chat.puppet._message_payloads.values()
    payload.timestamp *= 1000
    await chat.settled()
    assert echo.heard[0].at == chat.clock.now()


async def test_a_message_without_a_time_is_answered(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    chat.put("王会计", "你好")
    (payload,) = chat.puppet._message_payloads.values()
    payload.timestamp = 0
    await chat.settled()
    assert chat.sent == [("chat:王会计", "你好")]


async def test_a_burst_of_fifty_is_answered_in_its_order(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    texts = ["慢", *(str(at) for at in range(1, 50))]
    for text in texts:
        chat.put("王会计", text)
    await chat.arrived()
    echo.gate.set()
    await chat.settled()
    assert [text for _, text in chat.sent] == texts


async def test_a_slow_answer_keeps_nobody_else_waiting(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    chat.put("王会计", "慢")
    chat.put("张三", "你好")
    await asyncio.wait_for(chat.puppet.something_sent.wait(), 4)
    assert chat.sent == [("chat:张三", "你好")]
    echo.gate.set()
    await chat.settled()
    assert chat.sent[1:] == [("chat:王会计", "慢")]


async def test_an_exception_does_not_stop_the_next_message(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    chat.put("王会计", "坏")
    chat.put("王会计", "你好")
    await chat.settled()
    assert chat.sent == [("chat:王会计", "你好")]
    assert [str(error) for error in chat.reported] == ["坏"]


async def test_an_answer_that_cannot_be_sent_keeps_no_notice_back(open_chat: OpenChat) -> None:
    chat = await open_chat()
    chat.person("李工", Role.LIAISON, "区供电中心")
    chat.puppet.unreachable.add("chat:王会计")
    await chat.says("王会计", "登记 我公司停电三天没有人来修")
    assert [to for to, _ in chat.sent] == ["chat:李工"]
    assert [type(error) for error in chat.reported] == [ConnectionError]


async def test_a_notice_that_could_not_be_sent_is_sent_once_later(open_chat: OpenChat) -> None:
    chat = await open_chat()
    chat.person("李工", Role.LIAISON, "区供电中心")
    chat.puppet.unreachable.add("chat:李工")
    await chat.says("王会计", "登记 我公司停电三天没有人来修")
    assert [to for to, _ in chat.sent] == ["chat:王会计"]
    assert len(chat.reported) == 1
    chat.puppet.unreachable.clear()
    await asyncio.gather(chat.plugin.deliver(), chat.plugin.deliver())
    assert [to for to, _ in chat.sent] == ["chat:王会计", "chat:李工"]


@pytest.mark.parametrize(
    ("kind", "heard_as"), [("AUDIO", "voice"), ("IMAGE", "picture"), ("VIDEO", "video"), ("ATTACHMENT", "file")]
)
async def test_voice_pictures_and_files_are_handed_over_with_their_bytes(
    open_chat: OpenChat, echo: Echo, kind: str, heard_as: str
) -> None:
    from bot.wechaty_import import MessageType

    chat = await open_chat(echo)
    await chat.says("王会计", "", kind=MessageType[f"MESSAGE_TYPE_{kind}"], file=("../配电室 1.jpg", b"bytes"))
    (heard,) = echo.heard
    assert (heard.kind, heard.file_name) == (heard_as, "_配电室_1.jpg")
    assert heard.file is not None
    assert heard.file.read_bytes() == b"bytes"


async def test_a_picture_in_a_room_that_is_not_for_the_bot_is_not_even_fetched(
    open_chat: OpenChat, echo: Echo, tmp_path: Path
) -> None:
    from bot.wechaty_import import MessageType

    chat = await open_chat(echo)
    image, room = MessageType.MESSAGE_TYPE_IMAGE, chat.room("r@1", "样本企业群")
    await chat.says("王会计", "", kind=image, file=("a.jpg", b"bytes"), room_id=room)
    assert echo.heard[0].file is None
    assert not (tmp_path / "incoming").exists()


async def test_a_picture_that_cannot_be_fetched_is_asked_for_again(open_chat: OpenChat) -> None:
    from bot.wechaty_import import MessageType

    chat = await open_chat()
    await chat.says("王会计", "", kind=MessageType.MESSAGE_TYPE_IMAGE)
    assert chat.sent == [("chat:王会计", wording.NOT_RECEIVED[Kind.PICTURE])]
    assert [type(error) for error in chat.reported] == [ConnectionError]


async def test_a_spreadsheet_whose_type_the_puppet_does_not_know_is_a_file(open_chat: OpenChat, echo: Echo) -> None:
    from bot.wechaty_import import MessageType

    chat = await open_chat(echo)
    unknown = MessageType.MESSAGE_TYPE_UNSPECIFIED
    await chat.says("赵主任", "热线导出.xlsx", kind=unknown, file=("热线导出.xlsx", b"PK"))
    await chat.says("赵主任", "<msg/>", kind=unknown)
    assert [(heard.kind, heard.file_name) for heard in echo.heard] == [("file", "热线导出.xlsx")]


@pytest.mark.parametrize("written", ["{id}", "<sysmsg><revokemsg><newmsgid>{id}</newmsgid></revokemsg></sysmsg>"])
async def test_a_recall_names_the_message_that_is_taken_back(open_chat: OpenChat, echo: Echo, written: str) -> None:
    from bot.wechaty_import import MessageType

    chat = await open_chat(echo)
    await chat.says("王会计", "你好")
    echo.heard[0] = replace(echo.heard[0], id="7281")
    await chat.says("王会计", written.format(id="7281"), kind=MessageType.MESSAGE_TYPE_RECALLED)
    assert (echo.heard[1].recalls, echo.heard[1].text) == ("7281", "")


async def test_a_recalled_complaint_is_withdrawn_on_the_desk(open_chat: OpenChat) -> None:
    from bot.wechaty_import import MessageType

    chat = await open_chat()
    first = await chat.says("王会计", "登记 我公司停电三天没有人来修")
    await chat.says("王会计", first, kind=MessageType.MESSAGE_TYPE_RECALLED)
    assert "也已撤回" in chat.sent[-1][1]


async def test_a_quote_of_the_bots_words_in_a_room_is_spoken_to_the_bot(open_chat: OpenChat, echo: Echo) -> None:
    chat = await open_chat(echo)
    room = chat.room("r@1", "样本企业群")
    for name in ("诉接助手", "营商 小诉", "周老板"):
        await chat.says("王会计", f"「{name}：已登记」\n- - - - - - - -\n今天又停了", room_id=room)
    assert [heard.mentions_bot for heard in echo.heard] == [True, True, False]
    assert echo.heard[0].text == "「诉接助手：已登记」\n- - - - - - - -\n今天又停了"


async def test_a_message_that_is_delivered_twice_is_answered_once(open_chat: OpenChat) -> None:
    chat = await open_chat()
    await chat.says("王会计", "登记 我公司停电三天没有人来修", again=True)
    assert [to for to, _ in chat.sent] == ["chat:王会计"]


async def test_a_picture_before_the_words_ends_up_with_the_complaint(open_chat: OpenChat, tmp_path: Path) -> None:
    from bot.wechaty_import import MessageType

    chat = await open_chat()
    await chat.says("王会计", "", kind=MessageType.MESSAGE_TYPE_IMAGE, file=("配电室.jpg", b"bytes"))
    await chat.says("王会计", "登记 我公司停电三天没有人来修")
    assert wording.PICTURES_ATTACHED.format(count=1) in chat.sent[-1][1]


async def test_a_sticker_is_not_answered(open_chat: OpenChat, echo: Echo) -> None:
    from bot.wechaty_import import MessageType

    chat = await open_chat(echo)
    await chat.says("王会计", "<msg/>", kind=MessageType.MESSAGE_TYPE_EMOTICON)
    assert (chat.sent, echo.heard) == ([], [])


async def test_a_file_goes_out_after_its_text_as_base64(open_chat: OpenChat, echo: Echo, tmp_path: Path) -> None:
    chat = await open_chat(echo)
    echo.file = tmp_path / "台账.xlsx"
    echo.file.write_bytes(b"PK\x03\x04")
    await chat.says("王会计", "台账")
    assert chat.sent == [("chat:王会计", "台账")]
    ((to, file),) = chat.puppet.files
    assert (to, file.name, base64.b64decode(file.base64)) == ("chat:王会计", "台账.xlsx", b"PK\x03\x04")


async def test_a_login_is_heard_although_another_program_has_wechatys_port(open_chat: OpenChat, tmp_path: Path) -> None:
    chat = await open_chat()
    with socket.create_server(("127.0.0.1", 0)) as other:
        chat.bot._plugin_manager.endpoint = other.getsockname()
        await chat.logs_in()
    assert chat.bot.contact_id == "bot"
    assert not list(tmp_path.rglob("job.db"))


async def test_wechaty_writes_to_the_programs_log_only(open_chat: OpenChat) -> None:
    await open_chat()
    for name in ("Wechaty", "Message", "Room", "Contact", "wechaty.plugin"):
        logger = logging.getLogger(name)
        assert (logger.handlers, logger.propagate, logger.level) == ([], True, logging.ERROR), name


async def test_importing_leaves_only_the_cache_behind(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from bot.wechaty_import import load; load(Path('cache'));"
        "import bot.plugin; import wechaty_puppet_service"
    )
    done = run_python(code, tmp_path, WECHATY_LOG="info", WECHATY_LOG_FILE="wechaty.log")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


async def test_the_plugin_says_what_to_do_when_wechaty_is_not_loaded(tmp_path: Path) -> None:
    done = run_python("import bot.plugin", tmp_path)
    assert "call bot.wechaty_import.load(cache) first" in done.stderr
    assert list(tmp_path.iterdir()) == []


def run_python(code: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a fresh Python, which has imported nothing yet, says in that folder."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
