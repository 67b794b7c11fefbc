"""From a file to its sheets, whatever the file is called."""

from __future__ import annotations

from pathlib import Path

from inbox.apart import open_apart
from inbox.delimited import open_text
from inbox.limits import Limits
from inbox.sheets import Sheet
from inbox.sniff import Container, sniff


def open_sheets(path: Path, limits: Limits) -> list[Sheet]:
    """The sheets of the file in their order; FileRefused when it is not a table that can be read.

    Text is read here, line by line. Everything else is unpacked and read in a process of its own, which its file
    may bring down without harm.
    """
    container = sniff(path, limits)
    if container is Container.TEXT:
        return open_text(path, limits)
    return open_apart(path, container, limits)
