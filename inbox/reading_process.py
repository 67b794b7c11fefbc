"""The program that reads one file for inbox/apart.py: it may die of the file, its parent may not.

Started with the container's name, the path and the limits. It says which sheets there are, then answers each sheet's
number (four bytes on standard input) with that sheet's next rows, and ends with its input.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO

from complaints.records import FileRefused
from inbox.limits import SHEETS, Limits
from inbox.refusals import too_many_sheets
from inbox.sheets import Sheet
from inbox.sniff import Container
from inbox.wire import OUT_OF_MEMORY, Batches, Kind, RowCount, write_frame

if sys.platform != "win32":
    import resource

_NEVER_CAUGHT = (KeyboardInterrupt, SystemExit)


def main() -> None:
    """Read the file that the arguments name; the status says whether memory ran out."""
    # Ctrl-C is for the parent, which ends this process when it is ready.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    container, path, limits = Container(sys.argv[1]), Path(sys.argv[2]), Limits(**json.loads(sys.argv[3]))
    # Before the bounds: Python may write down what it compiles.
    open_file = _opener(container)
    _bound(limits)
    answers = sys.stdout.buffer
    # What a library prints must not get between the frames.
    sys.stdout = sys.stderr
    try:
        _serve(open_file(path, limits), sys.stdin.buffer, answers, limits)
    except BrokenPipeError:
        # The parent has stopped listening.
        os._exit(0)
    except MemoryError:
        # Anything more would need memory.
        os._exit(OUT_OF_MEMORY)
    except FileRefused as refused:
        write_frame(answers, json.dumps([Kind.REFUSED, refused.reason, refused.sentence]))
    except _NEVER_CAUGHT:
        raise
    # The border of the program. The trace goes to the parent's log without the error's words, which may quote the
    # file; a panic of the spreadsheet library is a BaseException.
    except BaseException as error:  # noqa: BLE001
        trace = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
        write_frame(answers, json.dumps([Kind.FAULT, trace]))
    # The memory of a large workbook goes with the process: taking it apart first would only take time.
    os._exit(0)


def _bound(limits: Limits) -> None:
    """Have the system end this process beyond the limits, where the system can."""
    if sys.platform == "win32":
        return
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            # Beyond the soft limit of the processor's time a signal names it; beyond the hard one none would.
            resource.setrlimit(kind, (most, hard if kind == resource.RLIMIT_CPU else most))
        except (ValueError, OSError):
            # macOS refuses some of them; the parent's clock still holds.
            continue


def _opener(container: Container) -> Callable[[Path, Limits], list[Sheet]]:
    # Each container's reader is loaded only where it is needed: the process should start at once.
    if container is Container.ZIP:
        from inbox.workbooks import open_zip

        return open_zip
    if container is Container.OLE:
        from inbox.workbooks import open_ole

        return open_ole
    if container is Container.WEB_ARCHIVE:
        from inbox.web_archive import open_web_archive

        return open_web_archive
    from inbox.markup import open_markup

    return open_markup


def _serve(sheets: list[Sheet], requests: IO[bytes], answers: IO[bytes], limits: Limits) -> None:
    if len(sheets) > SHEETS:
        raise too_many_sheets(len(sheets))
    described = [(sheet.name, sheet.hidden, sheet.epoch_1904) for sheet in sheets]
    write_frame(answers, json.dumps([Kind.SHEETS, described]))
    count = RowCount(limits)
    batches = [Batches(sheet.rows, count, limits) for sheet in sheets]
    while len(request := requests.read(4)) == 4:
        write_frame(answers, batches[int.from_bytes(request, "big")].next())


if __name__ == "__main__":
    main()
