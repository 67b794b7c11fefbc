"""Files that people send: kept once, whole, and nowhere but below their folder."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from stat import S_IMODE

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kept_files import FileKeeper
from bot import say
from complaints.errors import Refusal, Refused

MIB = 2**20
STRANGE = [
    "../../etc/passwd", "/etc/passwd", "..", ".", "", "/", "a/b/../../c.jpg", "..\\..\\c.jpg", "C:\\照片.jpg", "a\0b.jpg",
    "a\n.jpg", "a.j\npg", "a.jpg\n", ".jpg", "a.", "a.jpg/", "a.tar.gz", "照片.图片", "a.jpg;rm -rf", "a.%2e%2e%2f",
    "x" * 5_000 + ".jpg", "a." + "x" * 5_000, "\u202egpj.exe", "a.part", "𠮷.jpg", "con.jpg", "-rf",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "not" / "there" / "yet"


@pytest.fixture
def keeper(folder: Path) -> FileKeeper:
    return FileKeeper(folder, MIB)


def sent(tmp_path: Path, content: bytes = b"\xff\xd8picture") -> Path:
    path = tmp_path / "sent.bin"
    path.write_bytes(content)
    return path


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_the_digest_of_its_bytes_in_a_folder_that_is_made(
    keeper: FileKeeper, folder: Path, tmp_path: Path
) -> None:
    content = bytes(range(256)) * 5_000
    assert len(content) > MIB
    roomy = FileKeeper(folder, 2 * MIB)
    digest = roomy.keep(sent(tmp_path, content), "现场.JPG")
    assert digest == hashlib.sha256(content).hexdigest()
    place = roomy.path(digest, "现场.jpg")
    assert place is not None
    assert place.read_bytes() == content
    assert place == folder / digest[:2] / f"{digest}.jpg"
    assert files(folder) == [place]
    assert (tmp_path / "sent.bin").exists(), "who sent it keeps it"


def test_the_same_content_is_kept_once_and_stays_as_it_was(keeper: FileKeeper, folder: Path, tmp_path: Path) -> None:
    path = sent(tmp_path)
    digest = keeper.keep(path, "a.jpg")
    before = files(folder)[0].stat()
    assert keeper.keep(path, "另一个名字.JPG") == digest
    assert [one.stat().st_mtime_ns for one in files(folder)] == [before.st_mtime_ns]
    assert keeper.keep(sent(tmp_path, b"other"), "a.jpg") != digest
    assert len(files(folder)) == 2


def test_what_is_kept_is_for_its_owner_alone(keeper: FileKeeper, folder: Path, tmp_path: Path) -> None:
    keeper.keep(sent(tmp_path), "a.jpg")
    keeper.note("不想让人知道的话")
    assert [S_IMODE(path.stat().st_mode) for path in files(folder)] == [0o600, 0o600]


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_decides_nothing_but_a_plain_ending(
    keeper: FileKeeper, folder: Path, tmp_path: Path, name: str
) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    path = sent(tmp_path)
    digest = keeper.keep(path, name)
    [kept] = files(folder)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before | {path, kept}
    assert kept.parent == folder / digest[:2]
    assert kept.name in {digest, f"{digest}.jpg", f"{digest}.gz", f"{digest}.exe", f"{digest}.part"}
    assert keeper.path(digest, name) == kept


@given(name=st.text(max_size=40), content=st.binary(max_size=40))
@settings(max_examples=60, deadline=None)
def test_whatever_it_is_called_it_comes_back_whole(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    keeper = FileKeeper(folder / "attachments", MIB)
    digest = keeper.keep(sent(folder, content), name)
    place = keeper.path(digest, name)
    assert place is not None
    assert place.read_bytes() == content
    assert place.resolve().is_relative_to(folder / "attachments")


def test_the_limit_is_the_last_size_that_is_kept(keeper: FileKeeper, folder: Path, tmp_path: Path) -> None:
    digest = keeper.keep(sent(tmp_path, b"x" * MIB), "a.mp3")
    with pytest.raises(Refused) as refused:
        keeper.keep(sent(tmp_path, b"x" * (MIB + 1)), "录音.mp3")
    assert refused.value.reason is Refusal.FILE_TOO_LARGE
    sentence = say.refusal_in_chat(refused.value)
    assert "录音.mp3" in sentence
    assert "1" in sentence
    assert len(sentence.splitlines()) == 1
    assert [path.stem for path in files(folder)] == [digest]


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_what_cannot_be_read_is_refused_with_a_sentence(
    keeper: FileKeeper, folder: Path, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "nowhere.jpg"
    if kind == "folder":
        path.mkdir()
    with pytest.raises(Refused) as refused:
        keeper.keep(path, "照片.jpg")
    assert refused.value.reason is Refusal.FILE_UNREADABLE
    assert "照片.jpg" in say.refusal_in_chat(refused.value)
    assert files(folder) == []


def test_a_folder_that_cannot_be_written_is_a_refusal_and_no_trace(tmp_path: Path) -> None:
    (tmp_path / "attachments").write_text("a file stands in the way")
    keeper = FileKeeper(tmp_path / "attachments", MIB)
    with pytest.raises(Refused) as refused:
        keeper.keep(sent(tmp_path), "照片.jpg")
    assert refused.value.reason is Refusal.FILE_UNREADABLE


def test_a_copy_that_breaks_off_leaves_nothing_behind(
    keeper: FileKeeper, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left")

    path = sent(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("shutil.copyfileobj", fail)
        with pytest.raises(Refused):
            keeper.keep(path, "a.jpg")
    assert files(folder) == []
    digest = keeper.keep(path, "a.jpg")
    assert [one.stem for one in files(folder)] == [digest]


def test_a_file_that_is_gone_is_none(keeper: FileKeeper, tmp_path: Path) -> None:
    digest = keeper.keep(sent(tmp_path), "a.jpg")
    place = keeper.path(digest, "a.jpg")
    assert place is not None
    place.unlink()
    assert keeper.path(digest, "a.jpg") is None
    assert keeper.path("0" * 64, "a.jpg") is None
    assert keeper.keep(sent(tmp_path), "a.jpg") == digest
    assert keeper.path(digest, "a.jpg") == place


def test_many_who_send_the_same_at_once_all_get_it(folder: Path, tmp_path: Path) -> None:
    path = sent(tmp_path, bytes(range(256)) * 20_000)
    keeper = FileKeeper(folder, 8 * MIB)
    for _turn in range(5):
        for kept in files(folder):
            kept.unlink()
        with ThreadPoolExecutor(8) as threads:
            digests = set(threads.map(lambda at: keeper.keep(path, ("a.jpg", "b.png")[at % 2]), range(16)))
        assert len(digests) == 1
        assert {kept.read_bytes() == path.read_bytes() for kept in files(folder)} == {True}
        assert sorted(kept.suffix for kept in files(folder)) == [".jpg", ".png"]


PASTED = "一、停电\r\n二、退税\n三、𠮷野家\u2028" + "长" * 70_000


def test_pasted_words_are_a_file_of_the_same_letters_kept_once(keeper: FileKeeper, folder: Path) -> None:
    place = keeper.note(PASTED)
    assert place.read_bytes().decode() == PASTED
    assert place.suffix == ".txt"
    assert place.stem == hashlib.sha256(PASTED.encode()).hexdigest()
    before = place.stat().st_mtime_ns
    assert keeper.note(PASTED) == place
    assert place.stat().st_mtime_ns == before
    assert files(folder) == [place]
    assert keeper.note("") != place
