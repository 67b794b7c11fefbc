"""A connection to the gateway: its channel, the token on every call, and stubs with time limits."""

from __future__ import annotations

import asyncio
import socket

from grpclib.client import Channel
from grpclib.config import Configuration
from grpclib.protocol import H2Protocol

from bot.gateway.address import Address, demand_private
from bot.wechaty_import import PuppetStub


class OneConnection(Channel):
    """A channel that connects once. Its like in grpclib connects again by itself, and a call that was lost with the
    first connection would seem to be answered on the second."""

    def __init__(self, address: Address) -> None:
        named = Configuration(ssl_target_name_override=address.server_name or None)
        super().__init__(address.host, address.port, ssl=address.context, config=named)
        self._was_used = False
        self._is_closed = False

    async def _create_connection(self) -> H2Protocol:
        if self._was_used or self._is_closed:
            raise ConnectionResetError("this connection is gone")
        self._was_used = True
        protocol = await super()._create_connection()
        if self._is_closed:
            protocol.processor.close()
            raise ConnectionResetError("this connection was given up")
        return protocol

    def close(self) -> None:
        """Hang up for good."""
        self._is_closed = True
        super().close()


class Connection:
    """One connection; nothing goes over the network before the first call."""

    def __init__(self, address: Address, call_seconds: float) -> None:
        self._address = address
        self.channel = OneConnection(address)
        self.metadata = {"authorization": f"Wechaty {address.token}"}
        self.calls = PuppetStub(self.channel, timeout=call_seconds, metadata=self.metadata)
        #: For the stream of events, which a time limit would end.
        self.stream = PuppetStub(self.channel, metadata=self.metadata)

    async def demand_private(self) -> None:
        """Refuse with AddressWrong to speak in the clear to anything but a private address."""
        if self._address.context is not None:
            return
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(self._address.host, self._address.port, type=socket.SOCK_STREAM)
        demand_private([str(place[4][0]) for place in found])

    def close(self) -> None:
        """Hang up; calls that are under way end with an error."""
        self.channel.close()
