"""The refusals that every kind of file shares, each a sentence with its next step."""

from __future__ import annotations

from complaints.records import FileRefused, RefusedFile
from inbox.limits import MIB, SHEETS, Limits
from inbox.sheets import BrokenRow

RESAVE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
_SMALLER = "请按月份拆成几个文件，或另存为 CSV 再导入。"


def too_large(what: str, limit: str) -> FileRefused:
    """The refusal of a file that has `what`, beyond the limit."""
    return FileRefused(RefusedFile.TOO_LARGE, f"{what}，超过上限 {limit}。{_SMALLER}")


def too_many_bytes(what: str, size: int, most: int) -> FileRefused:
    """The refusal of a file of which `what` is too large; both sizes in bytes."""
    return too_large(f"{what}有 {-(-size // MIB)} MB", f"{most // MIB} MB")


def too_many_rows(limits: Limits) -> FileRefused:
    """The refusal of a table with more rows than the limit."""
    return FileRefused(RefusedFile.TOO_LARGE, f"表格超过 {limits.rows} 行。请按月份拆成几个文件再导入。")


def out_of_memory(limits: Limits) -> FileRefused:
    """The refusal of a file whose reading asked for more memory than the limit."""
    return FileRefused(RefusedFile.TOO_LARGE, f"读取这个文件要用的内存超过 {limits.memory_bytes // MIB} MB。{_SMALLER}")


def out_of_time(limits: Limits) -> FileRefused:
    """The refusal of a file whose reading took longer than the limit."""
    return FileRefused(RefusedFile.TOO_LARGE, f"读取这个文件超过 {limits.seconds} 秒，已停止。{_SMALLER}")


def corrupted() -> FileRefused:
    """The refusal of a file that begins well and cannot be read to its end."""
    return FileRefused(RefusedFile.CORRUPTED, "文件已损坏或没有传完。请重新导出或重新发送后再导入。")


def encrypted() -> FileRefused:
    """The refusal of a file that asks for a password."""
    # An .xls whose workbook is protected asks nobody for a password, and is encrypted all the same.
    return FileRefused(
        RefusedFile.ENCRYPTED,
        "文件设了打开密码，或整个工作簿受保护。请在 Excel 或 WPS 中取消，另存为 .xlsx 再导入。",
    )


def not_a_spreadsheet(kind: str) -> FileRefused:
    """The refusal of a file of another kind; `kind` is the word for it."""
    return FileRefused(RefusedFile.NOT_A_SPREADSHEET, f"这是{kind}，不是表格。请导入 .xlsx、.xls、.ods 或 .csv 文件。")


def too_many_sheets(count: int) -> FileRefused:
    """The refusal of a workbook with more sheets, or a page with more tables, than anybody looks through."""
    return too_large(f"文件里有 {count} 个表", f"{SHEETS} 个")


def overlong_cell(limits: Limits) -> BrokenRow:
    """The row in whose place a cell stands that is longer than the limit."""
    return BrokenRow(f"单元格超过 {limits.cell_characters} 字，多半是引号没有成对。请改正后重新导入。")


def overlong_row(limits: Limits) -> BrokenRow:
    """The row that is longer than the limit."""
    return BrokenRow(f"这一行超过 {limits.row_characters} 字，多半是换行丢失了。请重新导出后再导入。")


def overwide_row(columns: int) -> BrokenRow:
    """The row with more columns than a spreadsheet has."""
    return BrokenRow(f"这一行有 {columns} 列，内容已错位。请核对逗号和引号，或另存为 .xlsx 后导入。")
