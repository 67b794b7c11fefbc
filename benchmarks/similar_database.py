"""What `python -m benchmarks.similar --database N` does: look duplicates up in a real database of N complaints.

The database is SQLite in a temporary folder, filled through the store. The look-ups run in a process of their own,
through the same DuplicateSearch that the desk uses when a complaint is received, in a transaction that is rolled back.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from app.settings import Settings
from app.tables import read_tables
from app.wiring import House, open_house
from benchmarks.pairs import TUNE, others, read, told_of_rows
from classifier.examples import read_examples
from complaints.complaint import Complaint
from complaints.duplicates import DuplicateSearch, day_number, told_of
from complaints.likeness import Told
from complaints.numbers import write_number
from complaints.records import Channel, RawRecord

_NOW = datetime(2021, 9, 1, 8, tzinfo=UTC)
_DAYS = 1_000
_BATCH = 5_000
_LOOK_UPS = 300
_SCANS = 5
_MIB = 2**20


def measure(count: int) -> None:
    """Fill a database of `count` complaints, look true duplicates up in it, and print what it takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = time.perf_counter()
        with open_house(Settings(data=folder)) as house:
            fill(house, count)
        print(f"complaints {count}, stored and signed in {time.perf_counter() - begun:.0f} s", flush=True)
        subprocess.run([sys.executable, "-m", "benchmarks.similar", "--look-up", name], check=True)


def fill(house: House, count: int) -> None:
    """Store the complaints: made-up ones, and among them one of each pair of pairs_tune.csv that tell the same."""
    draw = random.Random(0)
    towns = read_tables(house.settings).towns
    texts = [example.text for example in read_examples(house.settings.examples)]
    told = _mixed([other for _, other in _same_pairs()], others(texts, towns.names, count), count)
    number = 0
    while batch := list(islice(told, _BATCH)):
        signatures = house.likenesses.sign(batch)
        complaints = [_complaint(number + at, one, draw) for at, one in enumerate(batch)]
        days = [day_number(told_of(complaint.record, complaint.filed_at)) for complaint in complaints]
        with house.store.begin() as transaction:
            transaction.add(complaints)
            transaction.sign(
                [(c.number, signature, day) for c, signature, day in zip(complaints, signatures, days, strict=True)]
            )
        number += len(batch)


def look_up(folder: Path) -> None:
    """Print what look-ups in the database of that folder take, beside a scan of its texts."""
    mine = [one for one, _ in _same_pairs()][:_LOOK_UPS]
    before = _peak()
    with open_house(_settings(folder)) as house:
        house.likenesses.compare([(mine[0], mine[1])])
        loaded = _peak()
        search = DuplicateSearch(house.likenesses)
        begun = time.perf_counter()
        _look(house, search, mine[0])
        print(f"index loaded in {time.perf_counter() - begun:.1f} s; +{_peak() - loaded:.0f} MiB at its peak")
        print(f"the process before {loaded:.0f} MiB, without the desk {before:.0f} MiB")
        spent, proposed = [], 0
        for told in mine:
            begun = time.perf_counter()
            proposed += _look(house, search, told)
            spent.append(time.perf_counter() - begun)
    scans = _scans(folder, mine[:_SCANS])
    middle, high = np.percentile(np.array(spent) * 1_000, (50, 99))
    print(
        f"look-up, all of it      median {middle:.1f} ms, p99 {high:.1f} ms; something proposed {proposed}/{len(mine)}"
    )
    print(f"scan of all texts       median {np.median(scans) * 1_000:.0f} ms (SQL LIKE for two of the text's words)")
    print(f"ratio of the medians    {np.median(scans) * 1_000 / middle:.0f}")


def _look(house: House, search: DuplicateSearch, told: Told) -> int:
    """Whether something is proposed for one text, from its signature on."""
    [signature] = house.likenesses.sign([told])
    complaint = Complaint("000000-0", RawRecord(Channel.CHAT, "", told.text), _NOW, "")
    found = 0
    try:
        with house.store.begin() as transaction:
            found = bool(search.look(transaction, [(complaint, told, signature)], _NOW)())
            raise _RolledBack
    except _RolledBack:
        return found


def _scans(folder: Path, asked: Sequence[Told]) -> list[float]:
    spent = []
    with sqlite3.connect(_settings(folder).database_url.removeprefix("sqlite:///")) as connection:
        for told in asked:
            words = [f"%{told.text[at : at + 3]}%" for at in (4, 10)]
            begun = time.perf_counter()
            connection.execute("SELECT number FROM complaints WHERE text LIKE ? AND text LIKE ?", words).fetchall()
            spent.append(time.perf_counter() - begun)
    return spent


def _same_pairs() -> list[tuple[Told, Told]]:
    rows = [row for row in read(TUNE) if row["same"] == "1"]
    random.Random(1).shuffle(rows)
    return [(_at(one, 1), _at(other, 0)) for one, other in told_of_rows(rows)]


def _at(told: Told, day: int) -> Told:
    return Told(told.text, at=_NOW + timedelta(days=day - 1))


def _mixed(true: Sequence[Told], made_up: Iterator[Told], count: int) -> Iterator[Told]:
    """The true ones spread evenly among the made-up ones, `count` in all."""
    step = max(1, count // max(len(true), 1))
    for at in range(count):
        place, rest = divmod(at, step)
        yield true[place] if not rest and place < len(true) else next(made_up)


def _complaint(at: int, told: Told, draw: random.Random) -> Complaint:
    received = told.at or _NOW - timedelta(days=draw.randrange(_DAYS))
    record = RawRecord(
        Channel.HOTLINE, str(at), told.text, received_at=received, company=told.company, place=told.place
    )
    return Complaint(write_number(received.date(), at + 1), record, received, "")


def _settings(folder: Path) -> Settings:
    return Settings(data=folder)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _RolledBack(Exception):
    """Leaves a transaction without keeping it."""
