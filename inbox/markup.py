"""Web pages and Excel-2003 XML named .xls: each table becomes a sheet."""

from __future__ import annotations

from pathlib import Path

from inbox.delimited import text_encoding
from inbox.limits import MIB, Limits
from inbox.refusals import corrupted
from inbox.sheets import Sheet
from inbox.table_parser import TableParser


def open_markup(path: Path, limits: Limits) -> list[Sheet]:
    """The tables of a page as sheets; FileRefused when it is broken, too large or in no known encoding."""
    parser = TableParser(limits)
    with path.open(encoding=text_encoding(path), newline="") as stream:
        while piece := stream.read(MIB):
            feed(parser, piece)
    return sheets_of(parser)


def feed(parser: TableParser, piece: str) -> None:
    """Hand the parser the next piece of a page; FileRefused when it cannot be read on."""
    try:
        parser.feed(piece)
    except (AssertionError, RecursionError) as error:
        # What html.parser raises for a declaration that it cannot make out.
        raise corrupted() from error


def sheets_of(parser: TableParser) -> list[Sheet]:
    """The sheets of what the parser was handed; FileRefused when it broke off inside a workbook's XML."""
    feed(parser, "\n")
    parser.finish()
    return [Sheet(name=table.name, rows=iter(table.rows), hidden=table.hidden) for table in parser.tables if table.rows]
