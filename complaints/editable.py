"""The office's tables as files: read line by line, with a sentence for whatever is wrong with the whole file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path


def read_lines(path: Path, headers: Sequence[str], problems: list[str]) -> list[tuple[int, list[str]]]:
    """The stripped cells of each line below the header, with its number; what is wrong is added to `problems`.

    Empty lines are left out, and lines of another width after they were named.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError:
        problems.append(f"找不到 {path}；请把 {path.name} 放回原处，或在设置中写明路径")
        return []
    except UnicodeDecodeError:
        problems.append(f"{path.name}：编码不是 UTF-8；请在 WPS/Excel 中另存为“CSV UTF-8”")
        return []
    reader = csv.reader(content.splitlines(keepends=True))
    if [cell.strip() for cell in next(reader, [])] != list(headers):
        problems.append(f"{path.name} 第1行：表头应为“{','.join(headers)}”")
        return []
    lines: list[tuple[int, list[str]]] = []
    for row in reader:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(headers):
            problems.append(
                f"{path.name} 第{reader.line_num}行：应有{len(headers)}列，实有{len(cells)}列；"
                "单元格内的逗号须用中文“，”或“、”"
            )
        lines.append((reader.line_num, (cells + [""] * len(headers))[: len(headers)]))
    return lines
