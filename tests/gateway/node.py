"""The real npm gateway with a played WeChat behind it, as a program of its own on 127.0.0.1."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2] / "examples" / "gateway"
TOKEN = "insecure_sujie-test-7731"
BOT = "wxid_bot"


def demand_node() -> None:
    """Skip the test where the gateway cannot run, and say how it can."""
    if shutil.which("node") is None or not (HERE / "node_modules" / "wechaty-puppet-service").is_dir():
        pytest.skip("the npm gateway is not installed: Node 18 or later, then npm install in examples/gateway")


def wait_for(what: Callable[[], object], seconds: float = 20.0, told: Callable[[], str] = str) -> None:
    """Return when `what` is true; AssertionError when it is not within so many seconds."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, f"it did not happen in time{told()}"
        time.sleep(0.02)


class Gateway:
    """A gateway that can be killed, frozen and started again on the same ports with the same people."""

    def __init__(self, folder: Path, certificate: tuple[Path, Path] | None = None) -> None:
        self._journal = folder / "wechat.jsonl"
        self._errors = folder / "gateway.log"
        self._tls = ["--cert", str(certificate[0]), "--key", str(certificate[1])] if certificate else []
        self._program: subprocess.Popen[str] | None = None
        self.port = 0
        self.control = 0

    def start(self) -> None:
        """Start it, and return when it listens."""
        command = ["node", "gateway.mjs", "--journal", str(self._journal), *self._tls]
        if self.port:
            command += ["--port", str(self.port), "--control", str(self.control)]
        with self._errors.open("a") as errors:
            self._program = subprocess.Popen(
                command, cwd=HERE, stdout=subprocess.PIPE, stderr=errors, text=True,
                env={**os.environ, "WECHATY_TOKEN": TOKEN, "WECHATY_LOG": "error", "TMPDIR": str(self._journal.parent)},
            )  # fmt: skip
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, self._errors.read_text()
        ports = json.loads(line)
        self.port, self.control = ports["gateway"], ports["control"]

    def kill(self) -> None:
        """End it as a crash does."""
        assert self._program is not None
        self._program.kill()
        self._program.wait()
        if self._program.stdout is not None:
            self._program.stdout.close()
        self._program = None

    def freeze(self) -> None:
        """Let it stand still, its connections open."""
        assert self._program is not None
        self._program.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._program is not None
        self._program.send_signal(signal.SIGCONT)

    def reset(self) -> None:
        """Begin anew with an empty WeChat; a gateway that was killed is started."""
        if self._program is None:
            self.start()
        wait_for(lambda: not self.is_heard())
        self.post("reset")

    def close(self) -> None:
        """Kill it if it runs."""
        if self._program is not None:
            self.thaw()
            self.kill()

    def post(self, route: str, **body: object) -> dict[str, object]:
        """What the control answers."""
        return self._ask(urllib.request.Request(f"http://127.0.0.1:{self.control}/{route}", json.dumps(body).encode()))

    def get(self, route: str) -> dict[str, object]:
        """What the control answers."""
        return self._ask(urllib.request.Request(f"http://127.0.0.1:{self.control}/{route}"))

    def _ask(self, request: urllib.request.Request) -> dict[str, object]:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)  # type: ignore[no-any-return]

    # What happens in WeChat

    def people(self, *names: str) -> None:
        """Let people be friends of the bot's account. Their ids are wx:NAME."""
        self.post("contacts", id=BOT, name="诉接助手")
        for name in names:
            self.post("contacts", id=f"wx:{name}", name=name)
        self.post("login", id=BOT)

    def room(self, room_id: str, topic: str, *names: str) -> None:
        """Let there be a room with the bot and these people in it."""
        self.post("rooms", id=room_id, topic=topic, memberIdList=[BOT, *(f"wx:{name}" for name in names)])

    def say(self, name: str, text: str, room: str = "", mentions: Sequence[str] = (), **how: object) -> list[str]:
        """Let somebody say something. The ids of the messages."""
        told = self.post("say", **{"from": f"wx:{name}"}, text=text, room=room, mentions=list(mentions), **how)
        return told["ids"]  # type: ignore[return-value]

    def file(self, sender: str, name: str, content: bytes, **how: object) -> None:
        """Let somebody send a file."""
        self.post("file", **{"from": f"wx:{sender}"}, name=name, base64=base64.b64encode(content).decode(), **how)

    def sent(self) -> list[dict[str, object]]:
        """Whatever left by the bot's account."""
        return self.get("sent")  # type: ignore[return-value]

    def texts(self, to: str) -> list[str]:
        """The texts that were sent to a person or room."""
        return [str(one["text"]) for one in self.sent() if one["to"] in (to, f"wx:{to}") and "text" in one]

    def is_heard(self) -> bool:
        """Whether a bot listens."""
        return bool(self.get("status")["listeners"])
