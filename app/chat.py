"""The bot's own conversation in a terminal: people are played, the desk behind it is the real one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from app.clocks import MovedClock, SystemClock
from app.logs import report_error
from app.schedule import hours, moments
from app.script import Line, PersonLine, SpokenLine, TimeLine, read_line
from app.spoken import BOT, Mouths, address_of
from app.wiring import House
from bot.conversation import Conversation
from bot.messages import Outgoing
from complaints.errors import SujieError
from complaints.people import Person, Role
from complaints.ports import Clock

Show = Callable[[Outgoing, datetime], None]


class Stage:
    """Plays people in one conversation and shows every message that leaves the bot."""

    def __init__(self, house: House, clock: Clock, show: Show) -> None:
        self._house = house
        self._clock = clock
        self._show = show
        self._conversation = Conversation(house.services, report_error)
        self._mouths = Mouths(f"{datetime.now().timestamp():.6f}")  # noqa: DTZ005 - only tells runs apart

    def play(self, line: Line) -> None:
        """Do what a line says, then deliver what is owed."""
        if isinstance(line, TimeLine):
            self._move_clock(line.at)
        elif isinstance(line, PersonLine):
            self.introduce(line)
        else:
            self._say(line)
        self._deliver()

    def introduce(self, line: PersonLine) -> Person:
        """Make the person known without a code."""
        address = address_of(line.name)
        known = self._house.store.person_at(address)
        company = line.place if line.role is Role.ENTERPRISE else ""
        unit = "" if company else line.place
        person = Person(known.id if known else "", line.name, line.role, unit, company)
        return self._house.services.members.introduce(person, address)

    def _say(self, line: SpokenLine) -> None:
        message = self._mouths.say(line.name, line.room, line.spoken, self._clock.now())
        for answer in self._conversation.hear(message):
            self._show(answer, self._clock.now())

    def _move_clock(self, at: datetime) -> None:
        """Let the time pass: at every hour between at which something may become due, it is sent."""
        if not isinstance(self._clock, MovedClock):
            raise SujieError("只有脚本可以用 @时间 设定时间")
        times = hours(self._house.quiet, self._house.tables.timetable)
        for moment in moments(self._clock.now(), at, times):
            self._clock.move(moment)
            self._remind()
        self._clock.move(at)
        self._remind()

    def _remind(self) -> None:
        self._house.reminders.run()
        self._deliver()

    def _deliver(self) -> None:
        self._house.courier.deliver(lambda message: self._show(message, self._clock.now()))


def show_text(message: Outgoing, at: datetime) -> None:  # noqa: ARG001 - a Show
    """Print a message as 机器人→王会计: …, the file's path below it."""
    to = message.room or message.name
    print(f"{BOT}→{to}: {message.text}")  # noqa: T201 - this is the terminal
    if message.file:
        print(f"{BOT}→{to}: 〔文件〕{message.file}")  # noqa: T201


def show_json(message: Outgoing, at: datetime) -> None:
    """Print a message as one JSON object in a line."""
    line = {
        "at": at.isoformat(),
        "to": message.name,
        "room": message.room,
        "text": message.text,
        "file": str(message.file) if message.file else None,
    }
    print(json.dumps(line, ensure_ascii=False))  # noqa: T201


def talk(house: House, stage: Stage, person: PersonLine, source: TextIO = sys.stdin) -> None:
    """Read lines from a person until the end of input; `名字: 话` speaks as somebody else, 退出 ends."""
    stage.introduce(person)
    speaking = person.name
    while raw := _ask(speaking, source):
        text = raw.strip()
        if text in ("退出", "exit", "quit"):
            break
        if not text:
            continue
        try:
            speaking = _one_line(house, stage, speaking, text)
        except SujieError as error:
            print(error, file=sys.stderr)  # noqa: T201


def _one_line(house: House, stage: Stage, speaking: str, text: str) -> str:
    """Play what was typed; the name of who speaks from now on."""
    here = Path.cwd()
    if text.startswith("@"):
        line = read_line(text, "输入", here)
        stage.play(line)
        return line.name if isinstance(line, PersonLine) else speaking
    name, colon, words = text.replace("：", ":", 1).partition(":")
    if colon and (house.store.person_at(address_of(name.rpartition("/")[2])) is not None):
        stage.play(read_line(f"{name}:{words}", "输入", here))
        return name.rpartition("/")[2]
    stage.play(read_line(f"{speaking}: {text}", "输入", here))
    return speaking


def _ask(name: str, source: TextIO) -> str:
    if source.isatty():
        print(f"{name}> ", end="", flush=True)  # noqa: T201
    return source.readline()


def script_clock(lines: list[Line]) -> Clock:
    """A clock for the script: moved by it where it sets the time, the real one otherwise."""
    first = next((line for line in lines if isinstance(line, TimeLine)), None)
    return MovedClock(first.at) if first else SystemClock()
