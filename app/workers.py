"""Understands the texts of long streams in a process of its own, while this one stores what is understood."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

from app.settings import Settings
from complaints.intake import Understanding
from complaints.likeness import Told
from complaints.ports_intake import Understander

LARGE = 500
"""Texts of a batch that is taken for a part of a long stream."""
IDLE_SECONDS = 20.0
_LARGE_BATCHES_HERE = 1
"""A file of so many batches is done before a process would be ready."""

Awaited = Callable[[], list[Understanding]]


class UnderstandApart:
    """An Understander that hands long streams to another process, and does the rest, and all that fails there, here.

    The process is begun by the second large batch, is used once it is ready, and ends when nothing has come for
    a while, when this one ends however it ends, or with `close`.
    """

    def __init__(self, here: Understander, settings: Settings, version: Callable[[], str]) -> None:
        self._here = here
        self._settings = settings
        self._version = version
        self._lock = threading.Lock()
        self._large = 0
        self._process: _Process | None = None
        self._idle: threading.Timer | None = None

    def begin(self, told: Sequence[Told]) -> Awaited:
        """Begin with these; what comes back waits for the result and gives it, in their order."""
        here = self._here.begin(told)
        apart = self._apart(told) if len(told) >= LARGE else None
        if apart is None:
            return here

        def result() -> list[Understanding]:
            try:
                return apart.result()
            except (BrokenProcessPool, CancelledError):
                self._end()
                return here()

        return result

    @property
    def process_ids(self) -> list[int]:
        """The process that is ready, if any."""
        return self._process.ids() if self._process else []

    def close(self) -> None:
        """End the process, if there is one."""
        self._end()

    def _apart(self, told: Sequence[Told]) -> Future[list[Understanding]] | None:
        """The result that the process will give; None where there is none that is ready."""
        version = self._version()
        with self._lock:
            self._large += 1
            self._wind()
            if self._large <= _LARGE_BATCHES_HERE:
                return None
            if self._process is None or self._process.version != version:
                self._stop()
                self._wind()
                self._process = _Process(self._settings, version)
            return self._process.submit(told)

    def _wind(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = threading.Timer(IDLE_SECONDS, self._end)
        self._idle.daemon = True
        self._idle.start()

    def _end(self) -> None:
        with self._lock:
            self._large = 0
            self._stop()

    def _stop(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if self._process is not None:
            self._process.stop()
            self._process = None


class _Process:
    """One process with the model of that version."""

    def __init__(self, settings: Settings, version: str) -> None:
        self.version = version
        # A forked child would hold this one's database and locks.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(1, context, initializer=_prepare, initargs=(settings, version))
        self._ready = self._pool.submit(os.getpid)

    def ids(self) -> list[int]:
        """Its id, once it is ready."""
        return [self._ready.result()] if self._is_ready() else []

    def submit(self, told: Sequence[Told]) -> Future[list[Understanding]] | None:
        """Hand texts over; None while the process is not ready, or where it has failed."""
        if not self._is_ready():
            return None
        try:
            return self._pool.submit(_understand, list(told))
        except BrokenProcessPool:
            return None

    def _is_ready(self) -> bool:
        return self._ready.done() and not self._ready.cancelled() and self._ready.exception() is None

    def stop(self) -> None:
        """Let it go; what it has begun with comes to its end, what waits is not begun."""
        self._pool.shutdown(wait=False, cancel_futures=True)


_understander: Understander | None = None


def _prepare(settings: Settings, version: str) -> None:
    """In the process: load what understands, and end with the parent."""
    global _understander  # noqa: PLW0603 - a process of the pool keeps its model here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from app.likenesses import TextLikenesses
    from app.senses import TextParts
    from app.tables import read_tables
    from classifier.files import ModelFolder
    from complaints.understanding import UnderstandHere

    model = ModelFolder(settings.models).load(version)
    likenesses = TextLikenesses(read_tables(settings), lambda: model)
    _understander = UnderstandHere(model, likenesses, TextParts(model))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _understand(told: list[Told]) -> list[Understanding]:
    if _understander is None:  # pragma: no cover - the pool is broken where its initializer fails
        raise BrokenProcessPool
    return _understander.begin(told)()
