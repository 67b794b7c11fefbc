"""A 企业微信 group robot: a second way to tell the office or a unit something, without the bot's account.

The group's webhook takes twenty messages a minute; what it takes and answers is described at
https://developer.work.weixin.qq.com/document/path/91770 .
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from bot.gateway.cutting import pieces
from bot.gateway.pace import Pace
from bot.messages import NotNow

PER_MINUTE = 20
_LONGEST = 600
"""The robot takes 2048 bytes, and a Chinese character is three."""
_SECONDS = 10.0
_TOO_MANY = 45009
_PAUSES = (2.0, 60.0)


class RobotFailed(Exception):
    """The group's robot has not taken the text. The message holds no address: its key is a secret."""


class GroupRobot:
    """Posts texts to one group, at its pace, each tried three times."""

    def __init__(
        self,
        webhook: str,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._webhook = webhook
        self._sleep = sleep
        self._clock = clock
        self._pace = Pace(0.0, PER_MINUTE)

    def post(self, text: str) -> None:
        """Post the text, a long one in several messages; RobotFailed where it was not taken."""
        for piece in pieces(text, _LONGEST):
            self._sleep(self._pace.wait("", self._clock()))
            self._post_piece(piece)

    def offer(self, text: str) -> None:
        """Post the text if that can be done at once, in one try; NotNow where the minute is full, else RobotFailed."""
        parts = pieces(text, _LONGEST)
        if not self._pace.has_room(len(parts), self._clock()):
            raise NotNow
        for piece in parts:
            self._pace.wait("", self._clock())
            code = self._ask(piece)
            if code != 0:
                raise _failed(code)

    def _post_piece(self, text: str) -> None:
        for pause in (*_PAUSES, None):
            code = self._ask(text)
            if code == 0:
                return
            if pause is None or code not in (None, _TOO_MANY):
                raise _failed(code)
            self._sleep(pause)

    def _ask(self, text: str) -> int | None:
        """What the robot answers, 0 when it took the text; None when nothing came back that can be read."""
        body = json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False).encode()
        request = urllib.request.Request(self._webhook, body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
                return int(json.load(answer)["errcode"])
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _failed(code: int | None) -> RobotFailed:
    return RobotFailed("no answer" if code is None else f"errcode {code}")
