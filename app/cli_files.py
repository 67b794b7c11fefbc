"""sujie import, report, routing check."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from app import cli_enterprises
from app.cli_options import AsJson, Database, house_for, load_settings

routing = typer.Typer(help="分工表。", no_args_is_help=True)
report = typer.Typer(help="报表。", no_args_is_help=True)
_CHANNELS = ("auto", "12345", "wenzheng", "jiesujiban", "enterprises", "visits", "registered")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("import")(import_files)
    app.add_typer(routing, name="routing")
    cli_enterprises.register(report)
    app.add_typer(report, name="report")


def import_files(
    files: Annotated[list[Path], typer.Argument(help="导出文件：.xlsx .xls .csv，问政文字稿：.docx .txt")],
    channel: Annotated[str, typer.Option(help="来源：" + " ".join(_CHANNELS))] = "auto",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只试读，不写入。")] = False,
    records: Annotated[bool, typer.Option("--records", help="与 --json 同用：逐行列出读到的内容。")] = False,
    mapping: Annotated[str, typer.Option("--mapping", help="用存好的列名对照读；名称没用过则存下猜的对照")] = "",
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """导入热线、问政等导出文件；同一文件再导入不会重复。"""
    from app.import_lines import Rows, as_line, say_report
    from app.progress import bar
    from app.wiring import COMMAND_LINE
    from complaints.importing import SourceFile
    from complaints.records import Channel

    if channel not in _CHANNELS:
        raise typer.BadParameter(f"来源只能是 {'、'.join(_CHANNELS)}", param_hint="--channel")
    named = None if channel == "auto" else Channel(channel)
    failed = False
    with house_for(database) as house:
        for path in files:
            rows = Rows() if records and as_json else None
            source = SourceFile(path, channel=named, mapping=mapping)
            with bar(f"导入 {path.name}", rows.told if rows else None, quiet=as_json) as told:
                done = house.services.importing.take(source, by=COMMAND_LINE, dry_run=dry_run, told=told)
            failed = failed or done.refused_file is not None
            if as_json:
                typer.echo(json.dumps(as_line(path, done, rows), ensure_ascii=False))
            if done.refused_file is not None:
                typer.echo(done.message, err=True)
            if not as_json and (done.refused_file is None or done.rows):
                say_report(path, done)
    raise typer.Exit(1 if failed else 0)


@routing.command("check")
def check_routing(
    file: Annotated[Path | None, typer.Argument(help="分工表；默认 routing_table.csv")] = None,
) -> None:
    """检查分工表，逐行指出错误；有错时退出码为 1。"""
    from complaints.routing import read_routing_table
    from complaints.units import read_units

    settings = load_settings()
    units = read_units(settings.tables / "units.csv")
    table = read_routing_table(file or settings.routing_table, units)
    typer.echo(f"分工表没有发现错误：{len(table.routes)}行，{len({row.lead for row in table.routes}) - 1}个牵头单位。")


@report.command("ledger")
def ledger(
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx 文件")],
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="起始日")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="截止日（含）")] = None,
    database: Database = "",
) -> None:
    """办理问题清单：一件一行。"""
    from app.wiring import COMMAND_LINE
    from complaints.clocks import SHANGHAI
    from complaints.errors import SujieError

    with house_for(database) as house:
        first = since.replace(tzinfo=SHANGHAI) if since else None
        last = until.replace(tzinfo=SHANGHAI) + timedelta(days=1) if until else None
        complaints = house.services.enquiries.ledger(COMMAND_LINE, first, last)
        try:
            house.ledgers.write(out, complaints, COMMAND_LINE)
        except OSError as error:
            raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error
    typer.echo(f"已写 {out}：{len(complaints)}件。")


@report.command("hot")
def hot(
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx 或 .csv 文件")],
    since: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="起始日；默认近30天")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="截止日（含）")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="不用数据库，读这份留言清单")] = None,
    text_column: Annotated[str, typer.Option("--text-column", help="清单的正文列")] = "",
    title_column: Annotated[str, typer.Option("--title-column", help="标题列")] = "",
    time_column: Annotated[str, typer.Option("--time-column", help="时间列")] = "",
    place_column: Annotated[str, typer.Option("--place-column", help="属地列")] = "",
    reporter_column: Annotated[str, typer.Option("--reporter-column", help="反映人列")] = "",
    like_column: Annotated[str, typer.Option("--like-column", help="点赞数列")] = "",
    oppose_column: Annotated[str, typer.Option("--oppose-column", help="反对数列")] = "",
    database: Database = "",
) -> None:
    """热点排名表：多人反映的同类问题，按热度排列，附明细；加 --csv 则读任何留言清单。"""
    from app.hot import SUFFIXES, Columns, hot_of_desk, hot_of_list, span

    columns = Columns(text_column, title_column, time_column, place_column, reporter_column, like_column, oppose_column)
    if out.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter("文件名须以 .xlsx 或 .csv 结尾", param_hint="--out")
    if since and until and until < since:
        raise typer.BadParameter("截止日早于起始日，请对调", param_hint="--to")
    if csv_file is None and columns.given():
        raise typer.BadParameter("各列名须与 --csv 同用", param_hint="--csv")
    if csv_file is not None and not text_column:
        raise typer.BadParameter("--csv 须同时用 --text-column 指出正文列", param_hint="--text-column")
    if csv_file is not None and (since or until) and not time_column:
        raise typer.BadParameter("按日期取须同时用 --time-column 指出时间列", param_hint="--time-column")
    if csv_file is not None:
        done = hot_of_list(csv_file, columns, span(since, until), load_settings(database), out)
    else:
        with house_for(database) as house:
            done = hot_of_desk(house, span(since, until), out)
    if done.warning:
        typer.echo(done.warning, err=True)
    typer.echo(f"已写 {out}：{done.cases}件诉求中{done.topics}个热点。")


@report.command("supervision")
def supervision(
    number: str,
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .docx 文件")],
    database: Database = "",
) -> None:
    """督办单：一件已督办的诉求。"""
    from app.cli_cases import find_complaint
    from app.wiring import COMMAND_LINE
    from complaints.errors import SujieError

    with house_for(database) as house:
        complaint = find_complaint(house, number)
        try:
            house.ledgers.write_letter(out, complaint, COMMAND_LINE)
        except OSError as error:
            raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error
    typer.echo(f"已写 {out}。")
