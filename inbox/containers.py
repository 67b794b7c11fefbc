"""From a file to its sheets, whatever the file is called."""

from __future__ import annotations

from pathlib import Path

from inbox.delimited import open_text
from inbox.limits import Limits
from inbox.markup import open_markup
from inbox.sheets import Sheet
from inbox.sniff import Container, sniff
from inbox.workbooks import open_ole, open_zip


def open_sheets(path: Path, limits: Limits) -> list[Sheet]:
    """The sheets of the file in their order; FileRefused when it is not a table that can be read."""
    match sniff(path, limits):
        case Container.ZIP:
            return open_zip(path, limits)
        case Container.OLE:
            return open_ole(path, limits)
        case Container.MARKUP:
            return open_markup(path, limits)
        case Container.TEXT:
            return open_text(path)
