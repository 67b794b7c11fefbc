"""The one door to Wechaty: `load` imports it, mended for today's libraries, and its names are then here.

Wechaty was frozen in 2023. It cannot be imported beside today's pyee, urllib3 and Python, and its import makes files
in the working directory and takes the loggers over; so nothing of it is imported before `load` was called. Modules
that subclass Wechaty's classes need them when they are themselves imported: call `load`, then import bot.plugin.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import socket
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyee.asyncio import AsyncIOEventEmitter as EventEmitter
    from wechaty import Contact, FileBox, Message, MessageType, Room, Wechaty, WechatyOptions, WechatyPlugin
    from wechaty.utils.async_helper import SingleIdContainer
    from wechaty_grpc.wechaty import PuppetStub
    from wechaty_puppet import (
        EventDongPayload,
        EventFriendshipPayload,
        EventLoginPayload,
        EventLogoutPayload,
        EventMessagePayload,
        EventReadyPayload,
        EventRoomInvitePayload,
        EventRoomJoinPayload,
        EventRoomLeavePayload,
        EventRoomTopicPayload,
        EventScanPayload,
        MessagePayload,
        Puppet,
        PuppetOptions,
        ScanStatus,
    )
    from wechaty_puppet_service import PuppetService

__all__ = [
    "Contact",
    "EventDongPayload",
    "EventEmitter",
    "EventFriendshipPayload",
    "EventLoginPayload",
    "EventLogoutPayload",
    "EventMessagePayload",
    "EventReadyPayload",
    "EventRoomInvitePayload",
    "EventRoomJoinPayload",
    "EventRoomLeavePayload",
    "EventRoomTopicPayload",
    "EventScanPayload",
    "FileBox",
    "Message",
    "MessagePayload",
    "MessageType",
    "Puppet",
    "PuppetOptions",
    "PuppetService",
    "PuppetStub",
    "Room",
    "ScanStatus",
    "SingleIdContainer",
    "Wechaty",
    "WechatyOptions",
    "WechatyPlugin",
    "load",
]
_PLACES = (
    "wechaty", "wechaty_puppet", "wechaty_puppet_service", "wechaty_grpc.wechaty", "wechaty.utils.async_helper",
)  # fmt: skip


def load(cache: Path) -> None:
    """Import Wechaty with its files under `cache`; a second call only moves the files of later plugins."""
    os.environ["CACHE_DIR"] = str(cache)
    # Its INFO lines hold the texts of messages, and a log file of its own would hold them for good.
    os.environ["WECHATY_LOG"] = "error"
    os.environ.pop("WECHATY_LOG_FILE", None)
    known = frozenset(logging.root.manager.loggerDict)
    _mend_pyee()
    _mend_urllib3()
    _mend_telnetlib()
    _mend_puppet_options()
    importlib.import_module("wechaty")
    importlib.import_module("wechaty_puppet_service")
    _give_loggers_back(known)


def __getattr__(name: str) -> object:
    """A name of Wechaty's; ImportError when `load` was not called yet."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if "wechaty" not in sys.modules:
        raise ImportError(f"Wechaty's {name} is not here yet: call bot.wechaty_import.load(cache) first")
    if name == "EventEmitter":
        from pyee.asyncio import AsyncIOEventEmitter

        return AsyncIOEventEmitter
    modules = [sys.modules[place] for place in _PLACES]
    return getattr(next(module for module in modules if hasattr(module, name)), name)


def _mend_pyee() -> None:
    import pyee
    import pyee.asyncio

    pyee.AsyncIOEventEmitter = pyee.asyncio.AsyncIOEventEmitter  # type: ignore[attr-defined]


def _mend_urllib3() -> None:
    import urllib3

    urllib3.get_host = _get_host  # type: ignore[attr-defined]


def _get_host(url: str) -> tuple[str, str | None, int | None]:
    """What urllib3 1 had under this name: scheme, host and port of a URL."""
    from urllib3.util import parse_url

    parsed = parse_url(url)
    return parsed.scheme or "http", parsed.host, parsed.port


def _mend_telnetlib() -> None:
    """Python 3.13 has no telnetlib; Wechaty asks its Telnet whether a port is open."""
    if importlib.util.find_spec("telnetlib") is None:
        module = ModuleType("telnetlib")
        vars(module)["Telnet"] = _Telnet
        sys.modules["telnetlib"] = module


class _Telnet:
    """As much of telnetlib.Telnet as Wechaty uses."""

    def open(self, host: str, port: int = 0, timeout: float = 3) -> None:
        """Connect and hang up; OSError when nobody listens."""
        socket.create_connection((host, port), timeout).close()


def _mend_puppet_options() -> None:
    """Make PuppetOptions hashable: since 3.11 a dataclass refuses an unhashable default, as WechatyOptions has it."""
    from wechaty_puppet import PuppetOptions

    PuppetOptions.__hash__ = object.__hash__


def _give_loggers_back(known: frozenset[str]) -> None:
    """Let Wechaty's loggers write to the program's log: each came with a stderr handler of its own."""
    for name, logger in logging.root.manager.loggerDict.items():
        if name not in known and isinstance(logger, logging.Logger) and not logger.propagate:
            logger.handlers.clear()
            logger.propagate = True
