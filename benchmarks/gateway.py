"""python -m benchmarks.gateway: how fast the bot answers over a real gateway, beside a bare echo on the same library.

The gateway is npm's with a played WeChat (examples/gateway), all on this machine. Times are those at which the gateway
tells of a message and at which it is told to send the answer. Sujie runs as `sujie bot`, on a database of its own, and
without the pause between messages that WeChat wants.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.settings import ROOT, Settings

GATEWAY = ROOT / "examples" / "gateway"
BOT = "wxid_bot"
_WITHIN = 120.0
_POLL = 0.005
# Answered from the table of commands, from the store, and by a new complaint that is classified, stored and told.
TEXTS = {"我的身份": "我的身份", "查询": "查询 BS20210830-{n}9", "登记": "登记 我们厂第{n}号车间停电三天没有人来修"}
_FROM = "wx:王会计"


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one bot and one kind of message: milliseconds of single ones, and answers a second in a burst."""

    p50: float
    p99: float
    rate: float


class Played:
    """The gateway's control."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/"

    def post(self, route: str, **body: object) -> dict[str, list[float]]:
        """Let something happen."""
        request = urllib.request.Request(self._url + route, json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer) or {}

    def get(self, route: str) -> object:
        """What the control answers."""
        with urllib.request.urlopen(self._url + route, timeout=60) as answer:
            return json.load(answer)

    def sent(self, after: int) -> list[dict[str, float]]:
        """What was sent to the person who writes, from that place on."""
        return [one for one in self.get(f"sent?after={after}") if one["to"] == _FROM]  # type: ignore[attr-defined,index]

    def count(self) -> int:
        """How many messages were sent."""
        return int(self.get("status")["sent"])  # type: ignore[index]


def main() -> None:
    """Print the table of docs/performance.md."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--messages", type=int, default=200)
    options = arguments.parse_args()
    print("| bot | message | one at a time, p50 ms | p99 ms | burst, answers/s |\n|---|---|---|---|---|")
    for name, bot, texts in (("echo", _echo, ["我的身份"]), ("sujie", _sujie, list(TEXTS))):
        with _gateway() as (port, played, token), bot(port, token):
            _gather(played)
            for text in texts:
                found = _measure(played, TEXTS[text], options.messages)
                print(f"| {name} | {text} | {found.p50:.0f} | {found.p99:.0f} | {found.rate:.0f} |", flush=True)


def _measure(played: Played, text: str, count: int) -> Measured:
    waits = [_ask(played, text.replace("{n}", str(1000 + at)), 1)[0] for at in range(count)]
    burst = _ask(played, text, count)
    ordered = sorted(waits)
    return Measured(
        statistics.median(ordered) * 1000, ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000,
        count / max(burst),
    )  # fmt: skip


def _ask(played: Played, text: str, count: int) -> list[float]:
    """Seconds from the first of so many messages at once to each of their answers."""
    before = played.count()
    times = played.post("say", **{"from": _FROM}, text=text, count=count)["times"]
    until = time.monotonic() + _WITHIN
    while len(sent := played.sent(before)) < count:
        if time.monotonic() > until:
            raise SystemExit(f"{count} messages, {len(sent)} answers within {_WITHIN:.0f} s")
        time.sleep(_POLL)
    return [(one["at"] - times[0]) / 1000 for one in sent[:count]]


def _gather(played: Played) -> None:
    """Let somebody write to the bot until it answers: the stock library begins with stopping the gateway's puppet."""
    until = time.monotonic() + _WITHIN
    while not played.count():
        if time.monotonic() > until:
            raise SystemExit("the bot does not answer")
        played.post("contacts", id=BOT, name="诉接助手")
        played.post("contacts", id=_FROM, name="王会计")
        played.post("login", id=BOT)
        played.post("say", **{"from": _FROM}, text="我的身份")
        time.sleep(1)
    # Whatever it still answers of these.
    time.sleep(3)


@contextmanager
def _gateway() -> Iterator[tuple[int, Played, str]]:
    token = f"insecure_{secrets.token_hex(8)}"
    program = subprocess.Popen(
        ["node", "gateway.mjs"], cwd=GATEWAY, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "WECHATY_TOKEN": token, "WECHATY_LOG": "error"},
    )  # fmt: skip
    try:
        ports = json.loads(program.stdout.readline() if program.stdout else "{}")
        yield ports["gateway"], Played(ports["control"]), token
    finally:
        program.kill()
        program.communicate()


@contextmanager
def _program(words: Sequence[str], **settings: str) -> Iterator[None]:
    with tempfile.TemporaryFile() as out:
        program = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=ROOT, stdout=out, stderr=out, env={**os.environ, **settings}
        )
        try:
            yield
        finally:
            program.kill()
            program.wait()


@contextmanager
def _echo(port: int, token: str) -> Iterator[None]:
    with _program(["benchmarks.echo_bot", str(port)], SUJIE_GATEWAY_TOKEN=token):
        yield


@contextmanager
def _sujie(port: int, token: str) -> Iterator[None]:
    models = Settings().models.resolve()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "models").symlink_to(models)
        words = ["app.cli", "bot", "--gateway", f"127.0.0.1:{port}", "--no-tls"]
        settings = {
            "SUJIE_DATA": folder,
            "SUJIE_DATABASE": "",
            "SUJIE_SEND_GAP": "0",
            "SUJIE_SEND_PER_MINUTE": "1000000",
        }
        with _program(words, SUJIE_GATEWAY_TOKEN=token, **settings):
            yield


if __name__ == "__main__":
    main()
