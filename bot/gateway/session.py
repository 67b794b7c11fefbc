"""The link's session over gRPC, and what the errors of gRPC mean for it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from grpclib.const import Status
from grpclib.exceptions import GRPCError, ProtocolError, StreamTerminatedError

from bot.gateway.address import AddressWrong
from bot.gateway.channel import Connection
from bot.gateway.link import Event
from bot.gateway.states import Cause, LinkFailed

BROKEN = (GRPCError, StreamTerminatedError, ProtocolError, OSError, TimeoutError, AssertionError)
"""What a call raises when the gateway refuses it or the connection is gone."""


class GrpcSession:
    """One connection to the gateway."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def greet(self) -> None:
        """Return when the gateway answers and accepts the token."""
        with as_failures():
            await self._connection.demand_private()
            await self._connection.calls.version()

    async def events(self) -> AsyncIterator[Event]:
        """Whatever the gateway tells, until it closes the stream."""
        with as_failures():
            async for told in self._connection.stream.event():
                yield Event(int(told.type), told.payload)

    async def start(self) -> None:
        """Let the gateway's puppet work."""
        with as_failures():
            await self._connection.stream.start()

    async def release(self) -> None:
        """Let the gateway drop its stream of events; this may log the account out."""
        with as_failures():
            await self._connection.stream.stop()

    async def ding(self) -> None:
        """Ask for a sign of life."""
        with as_failures():
            await self._connection.calls.ding(data="sujie")

    def close(self) -> None:
        """Hang up. Stop is not called: it would log the account out."""
        self._connection.close()


@contextmanager
def as_failures() -> Iterator[None]:
    """Turn errors of gRPC and of the network into LinkFailed; their texts may hold the token and are left behind."""
    try:
        yield
    except AddressWrong:
        raise LinkFailed(Cause.PUBLIC) from None
    except BROKEN as error:
        raise LinkFailed(_cause(error)) from None


def _cause(error: BaseException) -> Cause:
    if isinstance(error, GRPCError):
        return {
            Status.UNAUTHENTICATED: Cause.TOKEN_REFUSED,
            Status.ALREADY_EXISTS: Cause.BUSY,
            Status.DEADLINE_EXCEEDED: Cause.SILENT,
        }.get(error.status, Cause.BROKEN)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Cause.CERTIFICATE
    if isinstance(error, TimeoutError):
        return Cause.SILENT
    if isinstance(error, ConnectionResetError | BrokenPipeError | ssl.SSLError):
        return Cause.BROKEN
    return Cause.UNREACHABLE if isinstance(error, OSError) else Cause.BROKEN
