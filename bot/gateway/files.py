"""Files in both directions: whole in a message where they are small, in chunks where they are not."""

from __future__ import annotations

import asyncio
import base64
import json
import urllib.request
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import IntEnum

from grpclib.const import Cardinality
from grpclib.exceptions import GRPCError

from bot.gateway.channel import Connection
from bot.gateway.wire import PUPPET, Chunk, Id

_WHOLE_BYTES = 1 << 20
"""A call may hold 4 MB, and base64 takes a third more than the file."""
_CHUNK_BYTES = 1 << 16
_TRANSFER_SECONDS = 120.0
_FETCH_SECONDS = 30.0


class FileTooLarge(Exception):
    """The file is larger than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class Box(IntEnum):
    """How a file is described in a message."""

    BASE64 = 1
    URL = 2
    UUID = 7


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came: its name and its bytes."""

    name: str
    content: bytes


async def described(connection: Connection, content: bytes, name: str) -> str:
    """The JSON that a message needs to carry the file; a large file is uploaded first."""
    box: dict[str, object] = {"name": name, "metadata": {}}
    if len(content) <= _WHOLE_BYTES:
        box |= {"boxType": Box.BASE64, "type": Box.BASE64, "base64": base64.b64encode(content).decode()}
    else:
        box |= {"boxType": Box.UUID, "type": Box.UUID, "uuid": await _upload(connection, content)}
    return json.dumps(box)


async def received(connection: Connection, message_id: str, limit: int) -> Received:
    """The file of a message, of at most `limit` bytes; FileTooLarge, ValueError or an error of gRPC's otherwise."""
    try:
        answer = await connection.calls.message_file(id=message_id)
    except GRPCError as error:
        # The gateway cannot describe a small buffer, but it can send it in chunks.
        if "toJSON" not in (error.message or ""):
            raise
        return await _in_chunks(connection, message_id, limit)
    box = json.loads(answer.filebox)
    name = str(box.get("name") or "")
    return Received(name, await _content(connection, box, limit))


async def _content(connection: Connection, box: dict[str, object], limit: int) -> bytes:
    match box.get("boxType") or box.get("type"):
        case Box.BASE64:
            content = base64.b64decode(str(box["base64"]))
            _demand_size(len(content), limit)
            return content
        case Box.UUID:
            return await _download(connection, str(box["uuid"]), limit)
        case Box.URL:
            return await asyncio.to_thread(_fetch, str(box.get("url") or box.get("remoteUrl")), limit)
        case kind:
            raise ValueError(f"a file came as box type {kind}, which is not known")


async def _upload(connection: Connection, content: bytes) -> str:
    request = connection.channel.request(
        f"{PUPPET}Upload", Cardinality.STREAM_UNARY, Chunk, Id, timeout=_TRANSFER_SECONDS, metadata=connection.metadata
    )
    async with request as stream:
        for at in range(0, len(content), _CHUNK_BYTES):
            await stream.send_message(Chunk(chunk=content[at : at + _CHUNK_BYTES]))
        await stream.end()
        answer = await stream.recv_message()
    if answer is None:
        raise ConnectionError("the gateway took a file and gave no id for it")
    return answer.id


async def _download(connection: Connection, uuid: str, limit: int) -> bytes:
    request = connection.channel.request(
        f"{PUPPET}Download",
        Cardinality.UNARY_STREAM,
        Id,
        Chunk,
        timeout=_TRANSFER_SECONDS,
        metadata=connection.metadata,
    )
    async with request as stream:
        await stream.send_message(Id(id=uuid), end=True)
        return await _joined((part.chunk async for part in stream), limit)


async def _in_chunks(connection: Connection, message_id: str, limit: int) -> Received:
    name = ""

    async def parts() -> AsyncIterator[bytes]:
        nonlocal name
        async for part in connection.stream.message_file_stream(id=message_id):
            name = part.file_box_chunk.name or name
            yield part.file_box_chunk.data

    async with asyncio.timeout(_TRANSFER_SECONDS):
        content = await _joined(parts(), limit)
    return Received(name, content)


async def _joined(parts: AsyncIterator[bytes], limit: int) -> bytes:
    content = bytearray()
    async for part in parts:
        content += part
        _demand_size(len(content), limit)
    return bytes(content)


def _fetch(url: str, limit: int) -> bytes:
    if not url.startswith(("https://", "http://")):
        raise ValueError("a file came with an address that is none of the web's")
    with urllib.request.urlopen(url, timeout=_FETCH_SECONDS) as answer:
        content = bytes(answer.read(limit + 1))
    _demand_size(len(content), limit)
    return content


def _demand_size(size: int, limit: int) -> None:
    if size > limit:
        raise FileTooLarge(limit)
