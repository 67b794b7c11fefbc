"""Personal data at rest: what the file shows, and where its key comes from."""

from __future__ import annotations

import stat
from multiprocessing import get_context
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from complaints.ports import Query
from storage.errors import StorageError
from storage.secret import KEY_FILE, read_or_make_key
from storage.store import SqlStore, open_store
from tests.storage.samples import PHONE, REPORTER, keep, make_complaint, make_record


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    key = read_or_make_key(folder)
    assert read_or_make_key(folder) == key
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    with get_context("spawn").Pool(4) as processes:
        keys = processes.map(read_or_make_key, [tmp_path] * 16, chunksize=1)
    assert len(set(keys)) == 1


def test_a_damaged_key_is_named_and_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("half a ke")
    with pytest.raises(StorageError, match=r"密钥文件.*内容不完整"):
        read_or_make_key(tmp_path)
    assert (tmp_path / KEY_FILE).read_text() == "half a ke"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"密钥文件.*读写权限"):
        read_or_make_key(tmp_path / "file" / "data")


def test_names_and_phones_of_reporters_stand_in_no_file(tmp_path: Path, key: bytes) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'sujie.db'}", key)
    before = make_complaint(1)
    keep(store, before)
    with store.begin() as transaction:
        transaction.replace(before, make_complaint(1, version=1, record=make_record("SD-1", text="又停电")))
    # Read while the write-ahead log is still there, and again when it has been folded into the database.
    contents = [path.read_bytes() for path in tmp_path.iterdir()]
    store.close()
    contents += [path.read_bytes() for path in tmp_path.iterdir()]
    assert any("又停电".encode() in content for content in contents)
    for words in (PHONE, PHONE[-8:], REPORTER):
        assert not any(words.encode() in content for content in contents)


def test_another_key_is_refused_when_the_store_is_opened(store: SqlStore, database_url: str, key: bytes) -> None:
    keep(store, make_complaint(1))
    with pytest.raises(StorageError, match=r"密钥与数据库不符.*secret\.key"):
        open_store(database_url, Fernet.generate_key())
    reopened = open_store(database_url, key)
    assert reopened.find(Query()) == [make_complaint(1)]
    reopened.close()


def test_without_a_key_that_of_the_folder_is_taken(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'sujie.db'}"
    open_store(url).close()
    open_store(url, read_or_make_key(tmp_path / "data")).close()


def test_postgresql_without_a_key_is_refused() -> None:
    with pytest.raises(StorageError, match="须给出密钥"):
        open_store("postgresql://nowhere/sujie")
