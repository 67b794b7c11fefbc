"""sujie report enterprises, coverage: the office's lists of sample and of registered enterprises."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import Database, house_for


def register(report: typer.Typer) -> None:
    """Add these reports."""
    report.command("enterprises")(enterprises)
    report.command("coverage")(coverage)


def enterprises(
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx 文件")], database: Database = ""
) -> None:
    """样本企业汇总表（附件1）：各单位所报合并为一张，另按单位、按镇街，附未报单位。"""
    from app.enterprise_lists import write_sample_list

    with house_for(database) as house:
        found = write_sample_list(house, out)
    doubted = sum(bool(one.remarks) for one in found.enterprises)
    typer.echo(f"已写 {out}：{len(found.enterprises)}家，其中{doubted}家请看备注。")
    if found.missing:
        typer.echo(f"未报{len(found.missing)}个单位：{'、'.join(found.missing)}。")
    if found.late:
        typer.echo(f"迟报{len(found.late)}个单位：{'、'.join(found.late)}。")
    if found.of_nobody:
        typer.echo(f"{found.of_nobody}家没有写明牵头单位，请在原表补上后重新导入。")


def coverage(out: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx 文件")], database: Database = "") -> None:
    """走访覆盖情况：各镇街注册企业走访了多少，附未走访企业名单。"""
    from app.enterprise_lists import write_coverage_list

    with house_for(database) as house:
        found = write_coverage_list(house, out)
    total = found.total
    typer.echo(
        f"已写 {out}：注册企业{total.registered}家，镇街已走访{total.visited}家（{total.rate or 0:.1%}），"
        f"未走访{total.unvisited}家。"
    )
    if not total.registered:
        typer.echo("还没有注册企业名单：请先 sujie import 名单 --channel registered。", err=True)
    if found.unplaced:
        typer.echo(f"{len(found.unplaced)}次走访对不上注册名单，见“对不上的走访”。")
