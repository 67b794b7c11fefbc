"""Files that people send: kept once in the data folder, under the digest of their bytes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from complaints.errors import Refusal, Refused

_PIECE = 1024 * 1024
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


class FileKeeper:
    """Keeps pictures, recordings and pasted words below one folder."""

    def __init__(self, folder: Path, longest: int) -> None:
        """`longest` is the number of bytes above which a file is refused."""
        self._folder = folder
        self._longest = longest

    def keep(self, path: Path, name: str) -> str:
        """The digest under which the file is kept from now on; Refused where it is too large or cannot be read."""
        try:
            if path.stat().st_size > self._longest:
                raise Refused(Refusal.FILE_TOO_LARGE, name=name, most=str(self._longest // 2**20))
            digest = _digest(path)
            place = self._place(digest, name)
            if not place.exists():
                with _written_whole(place) as unfinished, path.open("rb") as stream:
                    shutil.copyfileobj(stream, unfinished, _PIECE)
        except OSError as error:
            raise Refused(Refusal.FILE_UNREADABLE, name=name) from error
        return digest

    def path(self, digest: str, name: str) -> Path | None:
        """Where the file lies; None where it is gone."""
        place = self._place(digest, name)
        return place if place.exists() else None

    def note(self, text: str) -> Path:
        """Pasted words as a file that can be imported; the same words are the same file."""
        content = text.encode()
        place = self._place(hashlib.sha256(content).hexdigest(), "pasted.txt")
        if not place.exists():
            with _written_whole(place) as unfinished:
                unfinished.write(content)
        return place

    def _place(self, digest: str, name: str) -> Path:
        suffix = Path(name).suffix.lower()
        return self._folder / digest[:2] / f"{digest}{suffix if _SUFFIX.fullmatch(suffix) else ''}"


@contextmanager
def _written_whole(place: Path) -> Iterator[BinaryIO]:
    """A new file, only for its owner to read, that stands at the place once the block ends well."""
    place.parent.mkdir(parents=True, exist_ok=True)
    # Under a name of its own, then moved: what stands under its digest is whole, whoever else writes the same.
    handle, name = mkstemp(dir=place.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as unfinished:
            yield unfinished
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
