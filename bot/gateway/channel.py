"""A connection to the gateway: its channel, the token on every call, and stubs with time limits."""

from __future__ import annotations

import asyncio
import socket

from grpclib.client import Channel
from grpclib.config import Configuration

from bot.gateway.address import Address, demand_private
from bot.wechaty_import import PuppetStub


class Connection:
    """One connection; nothing goes over the network before the first call."""

    def __init__(self, address: Address, call_seconds: float) -> None:
        self._address = address
        named = Configuration(ssl_target_name_override=address.server_name or None)
        self.channel = Channel(address.host, address.port, ssl=address.context, config=named)
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
