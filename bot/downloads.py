"""Files that came in a chat, fetched from the gateway into a folder that is emptied of old ones."""

from __future__ import annotations

import asyncio
import base64
import re
import shutil
import time
from pathlib import Path

from bot.wechaty_import import FileBox, Message, MessageType

_KEPT_SECONDS = 24 * 3600
_WITHIN_SECONDS = 60
_NO_NAME = re.compile(r"[^\w.()（）\-]+")


class Downloads:
    """Fetches files; each stays for a day, so that an import can be confirmed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def fetch(self, msg: Message) -> Path:
        """The message's file under the name that it has; what the gateway or the disk raises where it fails."""
        puppet = msg.wechaty.puppet
        is_picture = msg.type() == MessageType.MESSAGE_TYPE_IMAGE
        box = await asyncio.wait_for(puppet.message_file(msg.message_id), _WITHIN_SECONDS)
        place = self._folder / _safe(msg.message_id) / _safe(box.name or ("picture.jpg" if is_picture else "file"))
        await asyncio.to_thread(self._keep, _bytes(box), place)
        return place

    def _keep(self, content: bytes, place: Path) -> None:
        self._sweep()
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

    def _sweep(self) -> None:
        old = time.time() - _KEPT_SECONDS
        for folder in self._folder.glob("*"):
            if folder.is_dir() and folder.stat().st_mtime < old:
                shutil.rmtree(folder, ignore_errors=True)


def _bytes(box: FileBox) -> bytes:
    """What is in the box; ValueError for one that only tells where its bytes are."""
    match box.type().name:
        case "Base64":
            return base64.b64decode(box.base64)
        case "Buffer":
            return bytes(box.buffer)
        case kind:
            raise ValueError(f"a file came as {kind}, which is not fetched")


def _safe(name: str) -> str:
    """The name without what leads out of a folder."""
    return _NO_NAME.sub("_", name).lstrip(".")[-120:] or "file"
