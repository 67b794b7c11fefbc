"""sujie similar, split, duplicates: how alike texts are, which matters they hold, what may have been told twice."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import AsJson, Database, house_for, keep_apart


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("similar")(similar)
    app.command("split")(split)
    app.command("duplicates")(duplicates)


def similar(
    pairs: Annotated[Path, typer.Option("--csv", help="每行一对文本的 CSV")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个 CSV")],
    a_column: Annotated[str, typer.Option("--a-column", help="第一段文本的列名")] = "a",
    b_column: Annotated[str, typer.Option("--b-column", help="第二段文本的列名")] = "b",
    database: Database = "",
) -> None:
    """比较每一对文本像不像同一件诉求：加 score（0–1）、same（0|1）和 because。"""
    from app.bulk import add_columns, similar_rows

    keep_apart(pairs, out)
    with house_for(database) as house:
        added = ("score", "same", "because")
        count = add_columns(
            pairs, out, (a_column, b_column), added, lambda rows: partial(similar_rows, house.likenesses, rows)
        )
    typer.echo(f"已写 {out}：{count}行。")


def split(
    text: Annotated[str, typer.Argument(help="一段文本；不写则读 --csv 或标准输入")] = "",
    source: Annotated[Path | None, typer.Option("--csv", help="每行一段文本的 CSV")] = None,
    text_column: Annotated[str, typer.Option("--text-column", help="文本的列名")] = "text",
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个 CSV")] = None,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """看一段文本里有几件事、各归哪个单位。"""
    from app.bulk import add_columns, parts_of, split_rows

    if source is not None and out is None:
        raise typer.BadParameter("--csv 要与 --out 一起用", param_hint="--out")
    if source is not None and out is not None:
        keep_apart(source, out)
    with house_for(database) as house:
        splitter = house.services.senses.splitter
        if source is not None and out is not None:
            count = add_columns(
                source, out, (text_column,), ("parts",), lambda rows: partial(split_rows, splitter, rows)
            )
            typer.echo(f"已写 {out}：{count}行。")
            return
        words = text or sys.stdin.read()
        if not words.strip():
            raise typer.BadParameter("请写一段文本，或用 --csv 给出文件", param_hint="TEXT")
        parts = parts_of(splitter, words)
    if as_json:
        typer.echo(json.dumps(parts, ensure_ascii=False))
        return
    typer.echo(f"{len(parts)}件事：" if len(parts) > 1 else "一件事：")
    for at, part in enumerate(parts, start=1):
        typer.echo(f"  {at}. {part['unit']}：{part['text']}")


def duplicates(
    limit: Annotated[int, typer.Option(min=1, help="最多几对")] = 50,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """列出疑似重复的诉求和理由，新的在前；合并用 sujie merge，不是同一件在聊天里发“不同”。"""
    from app.wiring import COMMAND_LINE
    from bot.for_duplicates import reasons

    with house_for(database) as house:
        found = house.services.enquiries.proposals(COMMAND_LINE, limit=limit)
    if as_json:
        lines = [
            {
                "number": one.number, "other": one.other, "score": round(one.likeness.score, 4),
                "words": list(one.likeness.words), "company": one.likeness.company, "place": one.likeness.place,
                "days": one.likeness.days, "at": one.at.isoformat(),
            }
            for one in found
        ]  # fmt: skip
        typer.echo(json.dumps(lines, ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one.number} 疑似与 {one.other} 重复（{one.likeness.score:.2f}）：{reasons(one.likeness)}")
    if not found:
        typer.echo("没有疑似重复的诉求。")
