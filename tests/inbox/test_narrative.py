"""Running text of a programme becomes its problems, one record each, for a person to confirm."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaints.records import CUT_FROM_TEXT, Channel, RawRecord, RefusedFile
from complaints.towns import read_towns
from inbox.narrative import cut_issues
from inbox.read import FileReader
from tests.inbox.families import told
from tests.inbox.narratives import ALL, NO_PROBLEMS, Told
from tests.inbox.narratives_fresh import FRESH

ROOT = Path(__file__).parents[2]


@pytest.fixture
def reader() -> FileReader:
    return FileReader(find_town=read_towns(ROOT / "tables" / "towns.csv").find)


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def read(reader: FileReader, path: Path) -> list[RawRecord]:
    reading = reader.read(path)
    assert reading.refused_file is None, reading.message
    assert reading.channel is Channel.WENZHENG
    return [record for _, record in reading.records]


def fact(record: RawRecord, name: str) -> object:
    return told(record)[name] if name in told(record) else record.extra.get(name)


@pytest.mark.parametrize("case", [*ALL, *FRESH], ids=lambda case: case.name.replace(" ", "_"))
def test_each_problem_of_a_text_is_a_record(case: Told, tmp_path: Path, reader: FileReader) -> None:
    records = read(reader, text_file(tmp_path / "x.txt", case.text))
    assert len(records) == len(case.problems), [(one.title, one.text) for one in records]
    for record, words in zip(records, case.problems, strict=True):
        assert words in record.title + record.text
        assert record.extra[CUT_FROM_TEXT] == "narrative"
        assert all(other not in record.text for other in case.problems if other != words)
        assert all(words not in record.text for words in case.absent)
        assert all(line.strip() in case.text for line in record.text.splitlines())
        assert record.received_at is None or record.received_at.date().isoformat() == case.aired
    got = [(at, name, fact(records[at], name)) for at, name, _ in case.facts]
    assert got == list(case.facts)


@pytest.mark.parametrize("text", NO_PROBLEMS)
def test_a_text_without_any_problem_is_refused(text: str, tmp_path: Path, reader: FileReader) -> None:
    reading = reader.read(text_file(tmp_path / "x.txt", text), Channel.WENZHENG)
    assert reading.refused_file is RefusedFile.NO_DATA_ROWS
    assert not cut_issues(text)
