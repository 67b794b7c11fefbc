"""The group robot against a local server, on a clock that its own sleeping moves."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.gateway.group_robot import GroupRobot, RobotFailed
from bot.messages import NotNow


class Group:
    """A group's webhook: what was posted to it, and how it answers next."""

    def __init__(self) -> None:
        self.posted: list[dict[str, object]] = []
        self.answers: list[bytes] = []
        self.now = 0.0
        group = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                group.posted.append(json.loads(body))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(group.answers.pop(0) if group.answers else b'{"errcode": 0, "errmsg": "ok"}')

            def log_message(self, *what: object) -> None:
                return None

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.robot = GroupRobot(
            f"http://127.0.0.1:{self.server.server_port}/send?key=secret-77", self._sleep, lambda: self.now
        )

    def _sleep(self, seconds: float) -> None:
        self.now += seconds

    def texts(self) -> list[object]:
        return [one["text"]["content"] for one in self.posted]  # type: ignore[index]


@pytest.fixture
def group() -> Iterator[Group]:
    made = Group()
    serving = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    serving.start()
    yield made
    made.server.shutdown()
    serving.join()
    made.server.server_close()


def test_a_text_is_posted_as_the_robot_wants_it(group: Group) -> None:
    group.robot.post("机器人已恢复")
    assert group.posted == [{"msgtype": "text", "text": {"content": "机器人已恢复"}}]
    assert group.now == 0


def test_no_minute_holds_more_than_twenty(group: Group) -> None:
    for at in range(41):
        group.robot.post(str(at))
    assert group.texts() == [str(at) for at in range(41)]
    assert group.now == 120


def test_a_long_text_is_posted_in_pieces_that_the_robot_takes(group: Group) -> None:
    group.robot.post("单位办结了一件事。" * 200)
    assert len(group.posted) > 1
    assert all(len(str(text).encode()) <= 2048 for text in group.texts())
    assert "".join(map(str, group.texts())) == "单位办结了一件事。" * 200


def test_too_many_are_waited_for(group: Group) -> None:
    group.answers = [b'{"errcode": 45009}', b'{"errcode": 45009}']
    group.robot.post("一")
    assert group.texts() == ["一", "一", "一"]
    assert group.now == 62


@pytest.mark.parametrize("answer", [b'{"errcode": 93000}', b"<html>", b"[]"])
def test_a_refusal_is_told_without_the_key(group: Group, answer: bytes) -> None:
    group.answers = [answer] * 3
    with pytest.raises(RobotFailed) as failed:
        group.robot.post("一")
    assert "77" not in str(failed.value)
    assert failed.value.__cause__ is None


def test_where_nobody_listens_it_says_so_after_three_tries(group: Group) -> None:
    port = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    address = f"http://127.0.0.1:{port.server_port}/send?key=secret-77"
    port.server_close()
    slept: list[float] = []
    with pytest.raises(RobotFailed, match="no answer"):
        GroupRobot(address, slept.append, lambda: 0.0).post("一")
    assert slept == [0.0, 2.0, 60.0]


def test_an_offer_is_made_at_once_or_left_to_the_next_time(group: Group) -> None:
    for at in range(20):
        group.robot.offer(str(at))
    with pytest.raises(NotNow):
        group.robot.offer("20")
    assert group.now == 0
    group.now = 60
    group.robot.offer("20")
    assert group.texts() == [str(at) for at in range(21)]


def test_an_offer_that_is_refused_says_so_without_the_key(group: Group) -> None:
    group.answers.append(b'{"errcode": 93000}')
    with pytest.raises(RobotFailed) as failed:
        group.robot.offer("一")
    assert "secret" not in str(failed.value)
    assert "93000" in str(failed.value)
