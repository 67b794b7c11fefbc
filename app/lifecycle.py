"""Draws docs/lifecycle.md from the table of moves: python -m app.lifecycle > docs/lifecycle.md."""

from __future__ import annotations

import sys

from complaints.complaint import FINISHED, FOR_OFFICE, WITH_UNIT, Status
from complaints.moves import MOVES, Command, Move, Need

_HEAD = """# 办理流程 The life of a complaint

Drawn from `complaints/moves.py` by `python -m app.lifecycle`; a test holds this page to the table. Nothing moves but by a row
of it. Steps that leave a complaint where it stands (反馈, 协办反馈, 催办, 督办, 补充, …) and 并案/拆案, which are possible from
nearly everywhere, are in the table below and not in the picture.

"""
_TAIL = """
## What follows by rule

- 企业回访说“未解决”或“不满意” → 系统随即“重办”（没有承办单位的“重新研判”）；第二次重办同时“督办”。
- 企业回访说“已解决”且满意或基本满意 → 系统随即“销号”。只说了一半的继续问；一直不答的单列“未评价”，由中心电话回访或销号。
- 第二次退单成为“再次退单”，转“待终审”；中心“终审指定”后不能再退单。
- 销号满时限表“归档”期的由系统“归档”。

## Taking back

- 撤销：十分钟内撤回自己的上一步，按原路退回到那一步之前（时限、单位、次数一并恢复），留一条“撤销”记录；之后又有人办理的不能撤销。
- 撤并：并案、拆案任何时候都可以撤销；拆出的各件仍在办的并回原件。
- 撤回：反映人在两分钟内撤回自己的登记。
"""
_NEEDS = {
    Need.NOTE: "说明", Need.UNIT: "单位", Need.REASON: "退单类别", Need.UNTIL: "日期", Need.ANSWER: "是否解决、是否满意",
    Need.OTHER: "另一件的编号", Need.PARTS: "各件内容", Need.PLAN: "计划",
}  # fmt: skip
_JOINING = (Command.MERGE, Command.SPLIT)


def page() -> str:
    """The whole page as Markdown with one Mermaid diagram."""
    return f"{_HEAD}{_picture()}\n{_table()}{_TAIL}"


def _picture() -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {Status.WAITING.value}"]
    lines += [f'    state "{status.label}" as {status.value}' for status in Status]
    drawn: dict[tuple[Status, Status], list[str]] = {}
    for (status, command), move in MOVES.items():
        if move.to is not status and command not in _JOINING:
            drawn.setdefault((status, move.to), []).append(command.value)
    lines += [f"    {start.value} --> {end.value}: {'、'.join(words)}" for (start, end), words in drawn.items()]
    lines += [f"    {status.value} --> {Status.MERGED.value}: 并案" for status in (Status.WAITING,)]
    lines += [f"    {status.value} --> {Status.SPLIT.value}: 拆案" for status in (Status.WAITING,)]
    ends = [status for status in Status if status in FINISHED and status is not Status.CLOSED]
    lines += [f"    {status.value} --> [*]" for status in ends]
    return "\n".join([*lines, "```", ""])


def _table() -> str:
    lines = ["| 现处环节 | 由谁跟进 | 操作 | 谁可以 | 到 | 须写明 |", "|---|---|---|---|---|---|"]
    for status in Status:
        for (start, command), move in MOVES.items():
            if start is status:
                lines.append(_row(status, command, move))
    return "\n".join([*lines, ""])


def _row(status: Status, command: Command, move: Move) -> str:
    by = "、".join(sorted(part.value for part in move.by))
    needs = "、".join(_NEEDS[need] for need in Need if need in move.needs)
    to = "（不变）" if move.to is status else move.to.label
    return f"| {status.label} | {_holder(status)} | {command.value} | {by} | {to} | {needs} |"


def _holder(status: Status) -> str:
    """Who owes the next step."""
    if status in FINISHED:
        return "—"
    holders = [name for name, statuses in (("单位", WITH_UNIT), ("中心", FOR_OFFICE)) if status in statuses]
    return "、".join(holders) or "单位（到期复查）"


if __name__ == "__main__":
    sys.stdout.write(page())
