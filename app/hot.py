"""Hot topics on the command line: of the desk's own complaints, or of any list of messages without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.clocks import SystemClock
from complaints.clocks import SHANGHAI
from complaints.errors import SujieError
from complaints.events import EventKind
from complaints.prediction import NOT_A_COMPLAINT
from complaints.privacy import hide_name
from complaints.records import FileRefused
from complaints.topics import MONTH, Case, Topic, cases_of

if TYPE_CHECKING:
    from app.settings import Settings
    from app.wiring import House
    from inbox.sheets import Cell, Row

SUFFIXES = (".xlsx", ".csv")
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a list of messages; a list has them all or lacks some, but never the text."""

    text: str
    title: str = ""
    time: str = ""
    place: str = ""
    reporter: str = ""
    likes: str = ""
    opposes: str = ""

    def given(self) -> dict[str, str]:
        """Those that are given, by what they hold."""
        return {name: heading for name in self.__slots__ if (heading := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class Messages:
    """A list that was read: its cases, whose ids are their rows, and the rows whose time cannot be read."""

    cases: tuple[Case, ...]
    untimed: tuple[int, ...]

    def warning(self) -> str:
        """The sentence about the rows that were left out; empty where there are none."""
        if not self.untimed:
            return ""
        rows = "、".join(map(str, self.untimed[:_NAMED]))
        more = "等" if len(self.untimed) > _NAMED else ""
        return f"{len(self.untimed)}行的时间读不出来，没有计入（第{rows}行{more}），请改正后重新运行。"


@dataclass(frozen=True, slots=True)
class Span:
    """From when until before when; None where it is open."""

    first: datetime | None
    end: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether the moment lies within."""
        return (self.first is None or at >= self.first) and (self.end is None or at < self.end)


@dataclass(frozen=True, slots=True)
class Done:
    """What a report was made of, and the sentence about what was left out, if anything was."""

    cases: int
    topics: int
    warning: str = ""


def span(since: datetime | None, until: datetime | None) -> Span:
    """The span of whole days in China from `since` to `until`, both included."""
    first = since.replace(tzinfo=SHANGHAI) if since else None
    return Span(first, until.replace(tzinfo=SHANGHAI) + timedelta(days=1) if until else None)


def hot_of_desk(house: House, wanted: Span, out: Path) -> Done:
    """Write the topics of what was filed in the span, by default in the last thirty days; noted in the audit."""
    from app.wiring import COMMAND_LINE

    now = house.services.clock.now()
    end = min(now, wanted.end) if wanted.end else now
    first = wanted.first or end - MONTH
    # What is open or overdue is so now, also in a report on the past.
    cases = cases_of(house.services.enquiries.ledger(COMMAND_LINE, first, wanted.end), now)
    topics = house.services.senses.topics.find(cases, end)
    write_topics(out, topics, cases)
    house.audit.note(EventKind.EXPORTED, COMMAND_LINE, f"导出热点排名表{len(topics)}个")
    return Done(len(cases), len(topics))


def hot_of_list(path: Path, columns: Columns, wanted: Span, settings: Settings, out: Path) -> Done:
    """Write the topics of a list's messages in the span; how hot they are counts from the last of them."""
    read = read_messages(path, columns, SystemClock().now())
    cases = [case for case in read.cases if wanted.holds(case.at)]
    topics = topics_of(cases, settings) if cases else []
    write_topics(out, topics, cases)
    return Done(len(cases), len(topics), read.warning())


def read_messages(path: Path, columns: Columns, now: datetime) -> Messages:
    """The messages of a CSV; a list without times is all of `now`. SujieError when it cannot be read."""
    rows = _rows(path)
    headings = [str(cell).strip() for cell in next(rows, [])]
    if not headings:
        raise SujieError(f"{path.name}：文件是空的")
    places = {what: _place(headings, heading, path) for what, heading in columns.given().items()}
    cases: list[Case] = []
    untimed: list[int] = []
    for number, row in enumerate(rows, start=2):
        cells = {what: row[at] if at < len(row) else "" for what, at in places.items()}
        if not any(str(cells.get(what, "")).strip() for what in ("title", "text")):
            continue
        at = _time(cells["time"]) if columns.time else now
        if at is None:
            untimed.append(number)
        else:
            cases.append(_case(number, cells, at))
    return Messages(tuple(cases), tuple(untimed))


def topics_of(cases: Sequence[Case], settings: Settings) -> list[Topic]:
    """The topics of the messages at the time of the last, the hottest first; needs no database and no model."""
    from app.tables import read_tables
    from classifier.examples import read_examples
    from classifier.topics import Topics
    from classifier.words import Words

    tables = read_tables(settings)
    texts = [one.text for one in read_examples(settings.examples) if one.unit != NOT_A_COMPLAINT]
    return Topics(Words(tables.words()), tables.towns, texts).find(cases, max(case.at for case in cases))


def write_topics(out: Path, topics: Sequence[Topic], cases: Sequence[Case]) -> None:
    """Write the topics and their cases in the form that the file's name asks for; SujieError when it cannot be."""
    from reports.hot import write_hot, write_hot_csv

    write = write_hot_csv if out.suffix.lower() == ".csv" else write_hot
    try:
        write(out, topics, {case.id: case for case in cases})
    except OSError as error:
        raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error


def _rows(path: Path) -> Iterator[Row]:
    from inbox.delimited import open_text
    from inbox.limits import Limits

    try:
        for sheet in open_text(path, Limits()):
            yield from sheet.rows
    except FileRefused as refused:
        raise SujieError(f"{path.name}：{refused}") from refused
    except OSError as error:
        raise SujieError(f"读不了 {path}：请确认文件存在、没有在别处打开") from error


def _place(headings: Sequence[str], heading: str, path: Path) -> int:
    if heading not in headings:
        raise SujieError(f"{path.name} 没有“{heading}”列；有：{'、'.join(headings)}")
    return headings.index(heading)


def _time(cell: Cell) -> datetime | None:
    from inbox.dates import DateUnreadable, read_time

    try:
        return read_time(cell)
    except DateUnreadable:
        return None


def _case(number: int, cells: dict[str, Cell], at: datetime) -> Case:
    words = {what: str(cell).strip() for what, cell in cells.items()}
    reporter = words.get("reporter", "")
    return Case(
        id=str(number),
        title=hide_name(words.get("title", ""), reporter),
        text=hide_name(words["text"], reporter),
        place=words.get("place", ""),
        at=at,
        followers=_count(words.get("likes", "")),
        reporter=reporter,
        opposers=_count(words.get("opposes", "")),
    )


def _count(text: str) -> int:
    return int(text) if text.isdecimal() else 0
