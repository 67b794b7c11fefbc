"""Understands and compares the texts of long streams in a process of its own, while this one stores them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TypeVar

from app.packed import LIKENESSES, PAIRS, TEXTS, UNDERSTANDINGS, Packing
from app.settings import Settings
from complaints.intake import Understanding
from complaints.likeness import Likeness, Told
from complaints.ports_intake import Likenesses, LikenessIndex, Understander

LARGE = 500
"""Texts of a batch that is taken for a part of a long stream."""
MANY = 40
"""Pairs that are worth to be sent to a process that is there anyway."""
IDLE_SECONDS = 20.0
_LARGE_BATCHES_HERE = 1
"""A file of so many batches is done before a process would be ready."""

Pair = tuple[Told, Told]
T = TypeVar("T")


class Apart:
    """Another process for the work of long streams; what it cannot do is done here.

    The process is begun by the second large batch, is used once it is ready, and ends when nothing has come for
    a while, when this one ends however it ends, or with `close`.
    """

    def __init__(self, settings: Settings, version: Callable[[], str]) -> None:
        self._settings = settings
        self._version = version
        self._lock = threading.Lock()
        self._large = 0
        self._process: _Process | None = None
        self._idle: threading.Timer | None = None

    def understand(
        self, told: Sequence[Told], here: Callable[[], list[Understanding]]
    ) -> Callable[[], list[Understanding]]:
        """Begin with these texts; what comes back waits for the result, which `here` gives where no process does."""
        return self._or_here(self._for_large(told) if len(told) >= LARGE else None, UNDERSTANDINGS, here)

    def compare(self, pairs: Sequence[Pair], here: Callable[[], list[Likeness]]) -> Callable[[], list[Likeness]]:
        """Begin to compare these; the same as `understand` otherwise."""
        return self._or_here(self._for_many(pairs) if len(pairs) >= MANY else None, LIKENESSES, here)

    @property
    def process_ids(self) -> list[int]:
        """The process that is ready, if any."""
        return self._process.ids() if self._process else []

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._large = 0
            self._stop()

    def _or_here(
        self, apart: Future[bytes] | None, packing: Packing[T], here: Callable[[], list[T]]
    ) -> Callable[[], list[T]]:
        if apart is None:
            return here

        def result() -> list[T]:
            try:
                return packing.unpack(apart.result())
            except (BrokenProcessPool, CancelledError):
                self.close()
                return here()

        return result

    def _for_large(self, told: Sequence[Told]) -> Future[bytes] | None:
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
            return self._process.submit(_understand, TEXTS, told)

    def _for_many(self, pairs: Sequence[Pair]) -> Future[bytes] | None:
        """The same for pairs, for which no process is begun."""
        version = self._version()
        with self._lock:
            if self._process is None or self._process.version != version:
                return None
            return self._process.submit(_compare, PAIRS, pairs)

    def _wind(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = threading.Timer(IDLE_SECONDS, self.close)
        self._idle.daemon = True
        self._idle.start()

    def _stop(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if self._process is not None:
            self._process.stop()
            self._process = None


class UnderstandApart:
    """An Understander that hands long streams to another process."""

    def __init__(self, here: Understander, apart: Apart) -> None:
        self._here = here
        self._apart = apart

    def begin(self, told: Sequence[Told]) -> Callable[[], list[Understanding]]:
        """Begin with these; what comes back waits for the result and gives it, in their order."""
        return self._apart.understand(told, self._here.begin(told))


class CompareApart:
    """Likenesses whose many pairs are compared in another process."""

    def __init__(self, here: Likenesses, apart: Apart) -> None:
        self._here = here
        self._apart = apart

    def sign(self, told: Sequence[Told]) -> list[bytes]:
        """For each text the signature under which it is found again, in order."""
        return self._here.sign(told)

    def begin(self, pairs: Sequence[Pair]) -> Callable[[], list[Likeness]]:
        """Begin to compare these; what comes back waits for the result and gives it, in their order."""
        return self._apart.compare(pairs, self._here.begin(pairs))

    def index(self) -> LikenessIndex:
        """An empty index."""
        return self._here.index()


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

    def submit(self, work: Callable[[bytes], bytes], packing: Packing[T], given: Sequence[T]) -> Future[bytes] | None:
        """Hand work over; None while the process is not ready, where it has failed, or where a text cannot be sent."""
        if not self._is_ready():
            return None
        try:
            return self._pool.submit(work, packing.pack(given))
        except (BrokenProcessPool, UnicodeEncodeError):
            return None

    def _is_ready(self) -> bool:
        return self._ready.done() and not self._ready.cancelled() and self._ready.exception() is None

    def stop(self) -> None:
        """Let it go; what it has begun with comes to its end, what waits is not begun."""
        self._pool.shutdown(wait=False, cancel_futures=True)


_understander: Understander | None = None
_likenesses: Likenesses | None = None


def _prepare(settings: Settings, version: str) -> None:
    """In the process: load what understands and compares, and end with the parent."""
    global _understander, _likenesses  # noqa: PLW0603 - a process of the pool keeps its model here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from app.likenesses import TextLikenesses
    from app.senses import TextParts
    from app.tables import read_tables
    from classifier.files import ModelFolder
    from complaints.understanding import UnderstandHere

    model = ModelFolder(settings.models).load(version)
    _likenesses = TextLikenesses(read_tables(settings), lambda: model)
    _understander = UnderstandHere(model, _likenesses, TextParts(model))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _understand(told: bytes) -> bytes:
    if _understander is None:  # pragma: no cover - the pool is broken where its initializer fails
        raise BrokenProcessPool
    return UNDERSTANDINGS.pack(_understander.begin(TEXTS.unpack(told))())


def _compare(pairs: bytes) -> bytes:
    if _likenesses is None:  # pragma: no cover - the pool is broken where its initializer fails
        raise BrokenProcessPool
    return LIKENESSES.pack(_likenesses.begin(PAIRS.unpack(pairs))())
