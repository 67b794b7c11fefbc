"""make wechat-demo: three chats in the terminal, and the real bot answering over a real gateway, without an account.

The WeChat behind the gateway is played (examples/gateway). Without a terminal a few lines are played, and it ends.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request

from app.cli_options import house_for, load_settings
from app.settings import ROOT
from complaints.errors import SujieError
from complaints.people import Person, Role

HERE = ROOT / "examples" / "gateway"
BOT = "wxid_sujie"
ROOM = "demo@chatroom"
_NAMES = {"王会计": "wx:wang", "李联络": "wx:li", "赵主任": "wx:zhao"}
_ROOM_NAME = "样本企业群"
_PLAYED = (
    "王会计: 登记 我公司车间停电三天没有人来修",
    "群/王会计: 早上好",
    "群/王会计: @诉接助手 登记 车间门口的水管又漏了",
    "赵主任: 分派 0001 区供电中心",
    "赵主任: 确认",
    "李联络: 签收 0001",
)
_ANSWER_SECONDS = 20.0
_POLL_SECONDS = 0.2
_NOTICE_SECONDS = 1.5


class Played:
    """The played WeChat, by its control."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/"
        self._seen = 0

    def post(self, route: str, **body: object) -> None:
        """Let something happen there."""
        request = urllib.request.Request(self._url + route, json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=10):
            pass

    def gather(self) -> None:
        """Let there be three people, a room, and the bot's account."""
        self.post("contacts", id=BOT, name="诉接助手")
        for name, contact in _NAMES.items():
            self.post("contacts", id=contact, name=name)
        self.post("rooms", id=ROOM, topic=_ROOM_NAME, memberIdList=[BOT, *_NAMES.values()])
        self.post("login", id=BOT)

    def is_heard(self) -> bool:
        """Whether the bot listens."""
        with urllib.request.urlopen(f"{self._url}status", timeout=10) as answer:
            return bool(json.load(answer)["listeners"])

    def say(self, line: str) -> None:
        """Say a line `名字: 话` or `群/名字: 话`; SujieError where it cannot be read."""
        who, colon, text = line.replace("：", ":", 1).partition(":")
        room, slash, name = who.strip().rpartition("/")
        if not colon or name not in _NAMES or (slash and room not in ("群", _ROOM_NAME)):
            raise SujieError(f"写“名字: 话”或“群/名字: 话”；名字是{'、'.join(_NAMES)}")
        mentions = [BOT] if "@诉接助手" in text else []
        said = {"from": _NAMES[name], "text": text.strip(), "mentions": mentions, "room": ROOM if slash else ""}
        self.post("say", **said)

    def show_new(self) -> int:
        """Print what the bot has sent since; how many messages."""
        with urllib.request.urlopen(f"{self._url}sent?after={self._seen}", timeout=10) as answer:
            sent = json.load(answer)
        names = {contact: name for name, contact in _NAMES.items()} | {ROOM: _ROOM_NAME}
        for one in sent:
            _print(f"机器人→{names.get(one['to'], one['to'])}: {one.get('text') or '〔文件〕' + one['file']['name']}")
        self._seen += len(sent)
        return len(sent)


def run_demo() -> None:
    """Start gateway and bot on their own data, let the chats go on, and end both."""
    if shutil.which("node") is None or not (HERE / "node_modules").is_dir():
        raise SujieError(
            "网关没有装好：需要 Node 18 以上，再在 examples/gateway 里运行 npm install（make wechat-demo 会自动装）"
        )
    token = f"insecure_{secrets.token_hex(8)}"
    gateway = subprocess.Popen(
        ["node", "gateway.mjs"], cwd=HERE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "WECHATY_TOKEN": token, "WECHATY_LOG": "error", "NODE_NO_WARNINGS": "1"},
    )  # fmt: skip
    try:
        ports = json.loads(gateway.stdout.readline() if gateway.stdout else "")
        played = Played(ports["control"])
        played.gather()
        _with_bot(played, ports["gateway"], token)
    finally:
        gateway.terminate()
        gateway.communicate()


def _with_bot(played: Played, port: int, token: str) -> None:
    os.environ |= _prepare()
    _introduce()
    bot = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "bot", "--gateway", f"127.0.0.1:{port}", "--no-tls"], cwd=ROOT,
        env={**os.environ, "SUJIE_GATEWAY_TOKEN": token},
    )  # fmt: skip
    try:
        _wait(played, bot)
        _talk(played) if sys.stdin.isatty() else _play(played)
    finally:
        bot.send_signal(signal.SIGTERM)
        bot.wait(30)


def _prepare() -> dict[str, str]:
    """An empty data folder of its own with the desk's models; no quiet hours: who sits at a terminal is awake."""
    settings = load_settings()
    folder = settings.data / "wechat-demo"
    shutil.rmtree(folder, ignore_errors=True)
    if settings.models.is_dir():
        shutil.copytree(settings.models, folder / "models")
    return {"SUJIE_DATA": str(folder), "SUJIE_DATABASE": "", "SUJIE_QUIET": "", "SUJIE_SEND_GAP": "0.2"}


def _introduce() -> None:
    """Know the three people as what they are, who on WeChat would bind themselves by a code; make what hears rooms."""
    cast = (("王会计", Role.ENTERPRISE, ""), ("李联络", Role.LIAISON, "区供电中心"), ("赵主任", Role.CLERK, ""))
    _print("正在准备（第一次要一会儿）…")
    with house_for("") as house:
        house.services.senses.detector.read("早上好")
        for name, role, unit in cast:
            known = house.store.person_at(_NAMES[name])
            company = "博山清釉陶瓷有限公司" if role is Role.ENTERPRISE else ""
            house.services.members.introduce(Person(known.id if known else "", name, role, unit, company), _NAMES[name])


def _wait(played: Played, bot: subprocess.Popen[bytes]) -> None:
    while not played.is_heard():
        if bot.poll() is not None:
            raise SujieError("机器人没有启动，原因见上面")
        time.sleep(_POLL_SECONDS)


def _talk(played: Played) -> None:
    _print("\n三个聊天：王会计、李联络、赵主任各自私聊机器人，“群/名字: 话”在群里说。退出：退出")
    over = threading.Event()

    def show() -> None:
        while not over.wait(_POLL_SECONDS):
            played.show_new()

    shower = threading.Thread(target=show)
    shower.start()
    try:
        for line in sys.stdin:
            if line.strip() in ("退出", "exit", "quit"):
                break
            _say(played, line.strip())
    finally:
        over.set()
        shower.join()


def _say(played: Played, line: str) -> None:
    if not line:
        return
    try:
        played.say(line)
    except SujieError as error:
        _print(str(error))


def _play(played: Played) -> None:
    for line in _PLAYED:
        _print(line)
        played.say(line)
        until = time.monotonic() + (0.0 if line.endswith("早上好") else _ANSWER_SECONDS)
        while not played.show_new() and time.monotonic() < until:
            time.sleep(_POLL_SECONDS)
        # The notices that follow come a moment later.
        time.sleep(_NOTICE_SECONDS)
        played.show_new()


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - this is the terminal


if __name__ == "__main__":
    try:
        run_demo()
    except SujieError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(0)
