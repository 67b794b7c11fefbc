"""Read a file in a process of its own, which the file may crash, hang or starve without harm to this one."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO

from complaints.records import FileRefused, RefusedFile
from inbox.limits import Limits
from inbox.refusals import corrupted, out_of_memory, out_of_time, too_many_bytes
from inbox.sheets import Row, Sheet
from inbox.sniff import Container
from inbox.wire import OUT_OF_MEMORY, Kind, Message, read_frame, row_of

_log = logging.getLogger(__name__)
_PROGRAM = "inbox.reading_process"
# The process reads a stranger's file: it is handed no token and no password of this one.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT", "TEMP")
_SECONDS_TO_DIE = 10


def open_apart(path: Path, container: Container, limits: Limits) -> list[Sheet]:
    """The sheets of a workbook or a page, read in a process of its own as their rows are asked for.

    FileRefused here or while the rows are walked: for what the file holds, and where its reading takes more
    memory or time than the limits. The process ends with the last row, with a refusal, or when nobody holds a sheet
    any more.
    """
    most = limits.workbook_bytes if container in (Container.ZIP, Container.OLE) else limits.html_bytes
    size = path.stat().st_size
    if size > most:
        raise too_many_bytes("文件", size, most)
    sheets = _Sheets(_Reader(path, container, limits))
    return [
        Sheet(name, sheets.rows(index), hidden=hidden, epoch_1904=epoch_1904)
        for index, (name, hidden, epoch_1904) in enumerate(sheets.described)
    ]


class _Sheets:
    """The sheets of one reading process, which may be walked one after the other or by turns."""

    def __init__(self, reader: _Reader) -> None:
        self._reader = reader
        _, described = reader.answer(Kind.SHEETS, 2)
        self.described = [
            (str(name), bool(hidden), bool(epoch))
            for name, hidden, epoch in (described if isinstance(described, list) else [])
        ]
        self._unfinished = len(self.described)
        #: Sheets whose next rows are on their way, in order, and rows that came while another's were awaited.
        self._asked: list[int] = []
        self._early: dict[int, Message] = {}
        if not self._unfinished:
            reader.end()

    def rows(self, index: int) -> Iterator[Row]:
        """The rows of one sheet; FileRefused where the file breaks off."""
        first, more = True, True
        while more:
            batch, more = self._batch(index)
            # A sheet's first rows may be all that is wanted; for whoever comes back the next are read meanwhile.
            if more and not first:
                self._ask(index)
            first = False
            for content in batch:
                yield row_of(content)

    def _batch(self, index: int) -> tuple[list[object], bool]:
        """The next rows of a sheet, and whether there are more."""
        if index not in self._early and index not in self._asked:
            self._ask(index)
        while index not in self._early:
            answer = self._reader.answer(Kind.ROWS, 3)
            self._early[self._asked.pop(0)] = answer
        _, rows, more = self._early.pop(index)
        if not more:
            self._unfinished -= 1
            if not self._unfinished:
                self._reader.end()
        return (rows if isinstance(rows, list) else []), bool(more)

    def _ask(self, index: int) -> None:
        self._asked.append(index)
        self._reader.ask(index)


class _Reader:
    """The reading process of one file: it answers each request with one frame, in the order of the requests."""

    def __init__(self, path: Path, container: Container, limits: Limits) -> None:
        self._limits = limits
        self._seconds_left = float(limits.seconds)
        self._refusal: tuple[RefusedFile, str] | None = None
        self._process = _start(path, container, limits)
        # Also when this object is forgotten half-way, and at the interpreter's exit.
        self._end = weakref.finalize(self, _stop, self._process)

    def ask(self, index: int) -> None:
        """Ask for the next rows of a sheet."""
        # A process that has ended cannot be asked; why it ended is told where its answer is awaited.
        with suppress(OSError, ValueError):
            stdin = _pipe(self._process.stdin)
            stdin.write(index.to_bytes(4, "big"))
            stdin.flush()

    def answer(self, kind: Kind, length: int) -> Message:
        """The next frame, which must be of this kind and length; FileRefused."""
        if self._refusal:
            raise FileRefused(*self._refusal)
        began = time.monotonic()
        alarm = _Alarm(self._process, self._seconds_left)
        try:
            message = read_frame(_pipe(self._process.stdout), self._limits)
        finally:
            alarm.cancel()
            self._seconds_left -= time.monotonic() - began
        if message and message[0] == kind and len(message) == length:
            return message
        refusal = self._told(message) or self._died(alarm.rang)
        self.end()
        self._refusal = refusal.reason, refusal.sentence
        raise refusal

    def end(self) -> None:
        """End the process now."""
        self._end()

    def _told(self, message: Message | None) -> FileRefused | None:
        """The refusal that the process itself sent."""
        match message:
            case [Kind.REFUSED, str(reason), str(sentence)] if reason in list(RefusedFile):
                return FileRefused(RefusedFile(reason), sentence)
            case [Kind.FAULT, str(trace)]:
                _log.error("the reading process failed\n%s", trace)
                return corrupted()
        return None

    def _died(self, timed_out: bool) -> FileRefused:
        """The refusal for a process that ended without a word."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_DIE)
        status = self._process.returncode
        if timed_out or status in _signals("SIGXCPU"):
            return out_of_time(self._limits)
        # The spreadsheet library aborts when it gets no memory, and a system short of memory kills.
        if status == OUT_OF_MEMORY or status in _signals("SIGABRT", "SIGKILL"):
            return out_of_memory(self._limits)
        _log.error("the reading process ended with status %s", status)
        return corrupted()


class _Alarm(threading.Timer):
    """Kills the process when its time is up, and remembers it."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        super().__init__(max(0.0, seconds), self._ring)
        self.daemon = True
        self.rang = False
        self._process = process
        self.start()

    def _ring(self) -> None:
        self.rang = True
        self._process.kill()


def _start(path: Path, container: Container, limits: Limits) -> subprocess.Popen[bytes]:
    # Without site, and with this process's own path: it finds the same modules, wherever it is, and starts sooner.
    command = [sys.executable, "-S", "-P", "-m", _PROGRAM]
    root = str(Path(__file__).resolve().parent.parent)
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        return subprocess.Popen(
            [*command, container.value, str(path.absolute()), json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**passed_on, "PYTHONPATH": os.pathsep.join([root, *filter(None, sys.path)])},
        )
    except OSError as error:
        raise FileRefused(
            RefusedFile.TOO_LARGE, "机器的内存或进程数已用完，现在读不了这个文件。请稍后重试，或另存为 CSV 再导入。"
        ) from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process if it still runs, and leave nothing of it behind."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        # What was written to a process that has ended cannot be flushed.
        with suppress(OSError):
            _pipe(pipe).close()
    process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the process was started without a pipe")
    return pipe


def _signals(*names: str) -> set[int]:
    """The statuses of a process that one of these signals has ended; none where the platform has no such signal."""
    return {-signal.Signals[name].value for name in names if name in signal.Signals.__members__}
