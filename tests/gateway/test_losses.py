"""The gateway dies, freezes, comes back; the bot is ended or killed: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import wording
from bot.gateway.states import Phase
from complaints.events import RecipientKind
from complaints.people import Role
from tests.gateway.node import TOKEN, Gateway, wait_for

if TYPE_CHECKING:
    from tests.gateway.office import Office

OpenOffice = Callable[..., "Office"]
ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"BS\d{8}-\d{4}")


def reporters(count: int, first: int = 0) -> list[str]:
    """Names of people, one for each complaint."""
    return [f"企业{at}" for at in range(first, first + count)]


def complain(gateway: Gateway, names: list[str]) -> None:
    """Each files one complaint of their own."""
    for name in names:
        gateway.say(name, f"登记 {name}停电三天没有人来修")


def numbers_told(gateway: Gateway, name: str) -> Counter[str]:
    """How often each complaint was announced to a unit's liaison."""
    texts = [text for text in gateway.texts(name) if "派单" in text]
    return Counter(number for text in texts for number in NUMBER.findall(text))


def announced(text: str) -> int:
    """How many complaints a message announces; of many only some are named."""
    many = re.match(r"新派单(\d+)件", text)
    return int(many[1]) if many else text.count("新派单 ")


def repeated(gateway: Gateway, name: str) -> int:
    """How many messages announce something that an earlier one has announced."""
    known: set[str] = set()
    count = 0
    for text in gateway.texts(name):
        named = set(NUMBER.findall(text))
        count += bool(named & known)
        known |= named
    return count


def filed_by(office: Office) -> Counter[str]:
    return Counter(complaint.record.text.partition("停电")[0] for complaint in office.complaints())


@pytest.fixture
def office(gateway: Gateway, open_office: OpenOffice) -> Office:
    """An office with a liaison, and ten enterprises."""
    gateway.people("李工", *reporters(10))
    opened = open_office(gateway)
    opened.person("李工", Role.LIAISON, "区供电中心")
    return opened


def test_a_gateway_that_is_killed_in_the_middle_of_a_conversation_is_found_again(
    gateway: Gateway, office: Office
) -> None:
    office.open()
    complain(gateway, reporters(5))
    gateway.kill()
    gateway.start()
    office.wait_up(times=2, seconds=10)
    complain(gateway, reporters(5, first=5))
    wait_for(lambda: all(gateway.texts(name) for name in reporters(10)), 10)
    wait_for(lambda: sum(map(announced, gateway.texts("李工"))) == 10, 10)
    assert filed_by(office) == Counter(reporters(10))
    assert repeated(gateway, "李工") == 0


def test_a_gateway_that_is_killed_while_it_sends_sends_each_notice_once(gateway: Gateway, office: Office) -> None:
    office.open()
    gateway.post("fault", delaySendMs=400)
    complain(gateway, reporters(6))
    wait_for(lambda: len(office.complaints()) == 6)
    gateway.kill()
    gateway.start()
    wait_for(lambda: len(numbers_told(gateway, "李工")) == 6, 15)
    wait_for(lambda: all(gateway.texts(name) for name in reporters(6)), 10)
    office.stop()
    assert set(numbers_told(gateway, "李工").values()) == {1}
    for name in reporters(6):
        assert sum("已登记" in text for text in gateway.texts(name)) == 1


def test_what_is_said_while_the_bot_is_away_is_taken_in_when_it_is_back(gateway: Gateway, office: Office) -> None:
    complain(gateway, reporters(3))
    office.open()
    wait_for(lambda: all(gateway.texts(name) for name in reporters(3)))
    assert filed_by(office) == Counter(reporters(3))


def test_old_messages_are_taken_in_without_an_answer(gateway: Gateway, office: Office) -> None:
    office.place.clock.at = office.place.clock.at.replace(year=2100)
    office.open()
    gateway.say("企业1", "登记 企业1停电三天没有人来修")
    wait_for(lambda: numbers_told(gateway, "李工"))
    assert filed_by(office) == Counter(["企业1"])
    assert not any("已登记" in text for text in gateway.texts("企业1"))


def test_a_frozen_gateway_is_noticed_and_found_again_when_it_wakes(gateway: Gateway, office: Office) -> None:
    office.open()
    gateway.freeze()
    office.wait_state("网关没有回应")
    gateway.thaw()
    office.wait_up(times=2, seconds=10)
    gateway.say("企业1", "帮助")
    wait_for(lambda: gateway.texts("企业1"), 10)
    assert office.is_running()


def test_a_connection_that_is_taken_down_for_a_moment_is_made_again(gateway: Gateway, office: Office) -> None:
    office.open()
    gateway.post("bounce", ms=300)
    office.wait_up(times=2, seconds=10)
    complain(gateway, reporters(1))
    wait_for(lambda: gateway.texts("企业0"), 10)


def test_a_text_that_the_gateway_never_confirms_is_not_sent_again(gateway: Gateway, office: Office) -> None:
    office.open()
    gateway.post("fault", hangSend=1)
    gateway.say("企业1", "帮助")
    gateway.say("企业1", "我的身份")
    wait_for(lambda: len(gateway.texts("企业1")) >= 2)
    office.stop()
    assert len(gateway.texts("企业1")) == 2


def test_a_send_that_fails_is_tried_again_before_the_next_in_its_chat(gateway: Gateway, office: Office) -> None:
    office.open()
    gateway.post("fault", failSend=2)
    gateway.say("企业1", "帮助")
    gateway.say("企业1", "我的身份")
    wait_for(lambda: len(gateway.texts("企业1")) == 2)
    assert "我的身份" not in gateway.texts("企业1")[1]
    assert "回复数字" in gateway.texts("企业1")[0] or "帮助" in gateway.texts("企业1")[0]


def test_a_long_deafness_raises_one_alarm_and_its_end_one_word(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people()
    office = open_office(gateway, deaf_after=0.6).open()
    gateway.kill()
    wait_for(lambda: office.alarms)
    gateway.start()
    wait_for(lambda: len(office.alarms) == 2)
    assert "收不到微信消息：" in office.alarms[0]
    assert "恢复" in office.alarms[1]


def test_a_bot_that_is_ended_finishes_what_it_has_heard(gateway: Gateway, office: Office) -> None:
    office.open()
    complain(gateway, reporters(10))
    wait_for(office.complaints)
    office.stop()
    assert office.states[-1].phase is Phase.STOPPED
    office.states.clear()
    office.open()
    wait_for(lambda: filed_by(office) == Counter(reporters(10)))
    wait_for(lambda: all(gateway.texts(name) for name in reporters(10)))
    wait_for(lambda: sum(map(announced, gateway.texts("李工"))) == 10)
    assert repeated(gateway, "李工") == 0
    assert gateway.get("status")["loggedIn"], "the account was logged out"


def test_a_group_behind_a_robot_is_told_while_wechat_is_down_and_nothing_is_told_twice(
    gateway: Gateway, open_office: OpenOffice
) -> None:
    gateway.people("李工", "王会计")
    posted: list[str] = []
    office = open_office(gateway, robots={"robot:区供电中心": posted.append})
    office.person("李工", Role.LIAISON, "区供电中心")
    office.place.services.members.keep_robots(["区供电中心"])
    office.open()
    gateway.say("王会计", "登记 我公司停电三天没有人来修")
    wait_for(lambda: posted and gateway.texts("李工"))
    gateway.kill()
    office.wait_state("连不上网关")
    office.place.file("又停电了", "20210830009")
    wait_for(lambda: len(posted) == 2)
    gateway.start()
    wait_for(lambda: len(gateway.texts("李工")) == 2)
    office.stop()
    assert len(posted) == 2
    assert [text[:4] for text in gateway.texts("李工")] == ["新派单 "] * 2
    assert [type(error).__name__ for error in office.errors if "NotNow" in type(error).__name__] == []


def test_a_bot_that_is_killed_at_any_moment_files_each_complaint_once(
    gateway: Gateway, office: Office, programs: Programs
) -> None:
    kills, each = 50, 2
    gateway.people(*reporters(kills * each))
    moments = random.Random(20210830)
    for at in range(kills):
        programs.start()
        saying = threading.Thread(target=complain, args=(gateway, reporters(each, first=at * each)))
        saying.start()
        # From before the first complaint to after the last answer.
        seen = at * each + moments.randrange(each + 1)
        wait_for(lambda seen=seen: len(office.complaints()) >= seen)
        time.sleep(moments.uniform(0, 0.1))
        assert programs.end(signal.SIGKILL) == -signal.SIGKILL
        saying.join()
    programs.start()
    wait_for(lambda: filed_by(office) == Counter(reporters(kills * each)), 30)
    # The district has nobody in its office, whose notices wait.
    wait_for(lambda: {owed.kind for owed in office.store.owed()} <= {RecipientKind.OFFICE}, 30)
    wait_for(lambda: all(gateway.texts(name) for name in reporters(kills * each)), 30)
    assert programs.end(signal.SIGTERM) == 0
    assert filed_by(office) == Counter(reporters(kills * each))
    assert sum(map(announced, gateway.texts("李工"))) >= kills * each
    # Only a kill between sending and remembering it sends again.
    assert repeated(gateway, "李工") <= kills
    for name in reporters(kills * each):
        texts = gateway.texts(name)
        assert sum("已登记" in text for text in texts) <= 1
        assert any("已登记" in text or text == wording.INTERRUPTED for text in texts)


def test_the_command_speaks_with_people_and_ends_cleanly(gateway: Gateway, tmp_path: Path) -> None:
    gateway.people("王会计")
    work = tmp_path / "work"
    work.mkdir()
    bot = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "bot", "--gateway", f"127.0.0.1:{gateway.port}", "--no-tls"],
        cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SUJIE_DATA": str(tmp_path / "data"), "SUJIE_GATEWAY_TOKEN": TOKEN},
    )  # fmt: skip
    try:
        gateway.say("王会计", "帮助")
        wait_for(lambda: gateway.texts("王会计"), 60)
        assert listening_sockets(bot.pid) == []
    finally:
        bot.send_signal(signal.SIGTERM)
        out, _ = bot.communicate(timeout=30)
    assert bot.returncode == 0, out
    assert [line[20:] for line in out.splitlines()] == ["正在连接网关", "微信已上线", "已停止"]
    assert list(work.iterdir()) == []
    assert not list(tmp_path.rglob("job.db"))
    assert (tmp_path / "data" / "gateway" / "waiting").read_text() == ""


class Programs:
    """Bots of the district as programs, one after the other."""

    def __init__(self, folder: Path, gateway: Gateway) -> None:
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.gateway.program", str(folder), str(gateway.port)], text=True, bufsize=1,
            cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self._bot = 0

    def start(self) -> None:
        """Begin a bot."""
        assert self._nursery.stdin is not None
        self._nursery.stdin.write("\n")
        self._bot = self._read()

    def end(self, number: signal.Signals) -> int:
        """Send a signal to the bot, and wait for its end; its exit code."""
        bot, self._bot = self._bot, 0
        os.kill(bot, number)
        return self._read()

    def close(self) -> None:
        """Leave nothing running."""
        if self._bot:
            self.end(signal.SIGKILL)
        self._nursery.communicate()

    def _read(self) -> int:
        assert self._nursery.stdout is not None
        return int(self._nursery.stdout.readline())


@pytest.fixture
def programs(gateway: Gateway, tmp_path: Path) -> Iterator[Programs]:
    """Bots that can be killed."""
    made = Programs(tmp_path, gateway)
    yield made
    made.close()


def listening_sockets(pid: int) -> list[str]:
    """The ports that a program listens on, as the system lists them."""
    own = {str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir() if fd.is_symlink()}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in own:
                found.append(fields[1])
    return found
