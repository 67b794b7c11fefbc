"""Databases that cannot be opened or used: a sentence with the next step, and never the password."""

from __future__ import annotations

import sqlite3
import traceback
from pathlib import Path

import pytest
from sqlalchemy import text

from complaints.ports import Query
from storage import engine as engines
from storage.engine import connect, for_writing, make_engine, read_url
from storage.errors import StorageError
from storage.store import SqlStore, open_store
from tests.storage.samples import make_complaint, make_event

PASSWORD = "geheim-7"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (f"postgresql://sujie:{PASSWORD}@127.0.0.1:1/sujie", "连不上"),
        (f"postgresql+psycopg://sujie:{PASSWORD}@/sujie?host=/nowhere", "连不上"),
        (f"postgresql://sujie:{PASSWORD}@127.0.0.1:port/sujie", "地址写法不对"),
        (f"mysql://sujie:{PASSWORD}@127.0.0.1/sujie", "不支持数据库 mysql"),
        (f"sujie:{PASSWORD}", "地址写法不对"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_without_its_password(url: str, sentence: str, key: bytes) -> None:
    with pytest.raises(StorageError, match=sentence) as refused:
        open_store(url, key)
    assert PASSWORD not in "".join(traceback.format_exception(refused.value))


def test_a_file_that_is_no_database_is_refused(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "sujie.db").write_bytes(b"number,text\n" * 1000)
    with pytest.raises(StorageError, match=r"已损坏，或不是数据库.*sujie restore"):
        open_store(f"sqlite:///{tmp_path / 'sujie.db'}", key)


def test_a_damaged_database_is_refused(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "sujie.db"
    open_store(f"sqlite:///{path}", key).close()
    content = bytearray(path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    path.write_bytes(content)
    with pytest.raises(StorageError, match="已损坏"):
        open_store(f"sqlite:///{path}", key)


def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="建不了数据目录"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'sujie.db'}", key)
    with pytest.raises(StorageError, match="打不开数据库文件"):
        open_store(f"sqlite:///{tmp_path}", key)


def test_a_writer_that_waits_too_long_is_told_so(tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    store = open_store(f"sqlite:///{tmp_path / 'sujie.db'}", key)
    other = sqlite3.connect(tmp_path / "sujie.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match=r"正忙.*请稍后再试"), store.begin():
        pass
    assert store.count(Query()) == 0
    other.close()
    store.close()


def test_sqlite_is_set_up_for_readers_beside_a_writer(tmp_path: Path, key: bytes) -> None:
    url = read_url(f"sqlite:///{tmp_path / 'sujie.db'}")
    open_store(str(url), key).close()
    engine = make_engine(url)
    with connect(engine) as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 10_000}
    with connect(for_writing(engine)):
        other = sqlite3.connect(tmp_path / "sujie.db", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    engine.dispose()


def test_an_error_tells_nothing_of_what_was_written(store: SqlStore) -> None:
    event = make_event(make_complaint(1).number, note="王会计的话")
    with pytest.raises(Exception, match=r"(?i)foreign key") as refused, store.begin() as transaction:
        transaction.append([event])
    assert "王会计的话" not in "".join(traceback.format_exception(refused.value))
