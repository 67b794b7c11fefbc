"""The key with which personal data is encrypted: made once, kept beside the data, readable by its owner alone."""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path

from cryptography.fernet import Fernet

from storage.errors import StorageError

KEY_FILE = "secret.key"


def read_or_make_key(folder: Path) -> bytes:
    """The key in the folder, made at the first call; two processes that call at once get the same one."""
    path = folder / KEY_FILE
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _make(path)
        key = path.read_bytes().strip()
    except OSError as error:
        raise StorageError(f"密钥文件 {path} 读写不了：{error.strerror}；请检查目录的读写权限") from error
    read_cipher(key, str(path))
    return key


def read_cipher(key: bytes, place: str = "") -> Fernet:
    """The cipher of the key; StorageError when it is no key."""
    try:
        return Fernet(key)
    except ValueError as error:
        raise StorageError(f"密钥{place and f'文件 {place} '}内容不完整；请从备份中找回 {KEY_FILE}") from error


def _make(path: Path) -> None:
    """Write a new key under another name, then link it: whoever links first has made the key."""
    draft = path.with_name(f".{KEY_FILE}.{uuid.uuid4().hex}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            # A key that is lost in a power cut takes the personal data with it.
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
