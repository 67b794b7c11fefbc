"""sujie report circular, units, assessment: the papers that compare units."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_files import report
from app.cli_options import AsJson, Database, house_for

if TYPE_CHECKING:
    from app.wiring import House
    from campaign.circular import Circular

_From = Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="起始日；默认截止日所在周的周一")]
_To = Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="截止日（含）；默认今天")]


def register(app: typer.Typer) -> None:
    """Add these commands, most of them to sujie report."""
    app.command("mark")(mark)
    report.command("circular")(circular)
    report.command("units")(units)
    report.command("assessment")(assessment)


def circular(
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个 .docx 文件")] = None,
    since: _From = None,
    until: _To = None,
    explain: Annotated[bool, typer.Option("--explain", help="列出每个数字由哪些诉求得来")] = False,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """周通报：公文格式，各单位办理情况、热点、表扬和点名；改过的段落保留。"""
    from app.wiring import COMMAND_LINE

    if out is None and not explain:
        raise typer.BadParameter("请用 --out 指明文件，或用 --explain 看数字来源", param_hint="--out")
    if out is not None and out.suffix.lower() != ".docx":
        raise typer.BadParameter("文件名须以 .docx 结尾", param_hint="--out")
    with house_for(database) as house:
        made = _circular(house, since, until)
        if explain:
            _explain(made, as_json=as_json)
        if out is None:
            return
        with _writing(out):
            kept = house.circulars.write(COMMAND_LINE, made, out)
        where = house.circulars.text_path(made.period)
    typer.echo(f"已写 {out}：受理{len(made.received)}件。段落可在 {where} 中修改后重新生成。", err=explain)
    if kept.edited:
        typer.echo(f"中心改过的部分照用，其中数字未更新，请核对：{'、'.join(kept.edited)}。", err=True)


def units(
    out: Annotated[Path, typer.Option("--out", help="写到哪个 .xlsx 文件")],
    since: _From = None,
    until: _To = None,
    database: Database = "",
) -> None:
    """各单位办理情况表：派发、办结、按时、超时、未办结、不满意和比率，另附每个数字的诉求编号。"""
    from app.wiring import COMMAND_LINE
    from complaints.events import EventKind
    from reports.unit_table import write_units

    if out.suffix.lower() != ".xlsx":
        raise typer.BadParameter("文件名须以 .xlsx 结尾", param_hint="--out")
    with house_for(database) as house:
        made = _circular(house, since, until)
        with _writing(out):
            write_units(out, made)
        house.audit.note(EventKind.EXPORTED, COMMAND_LINE, f"导出各单位办理情况表{len(made.units)}个单位")
    typer.echo(f"已写 {out}：{len(made.units)}个单位，派发{len(made.given)}件。")


def assessment(
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个 .xlsx 文件")] = None,
    since: _From = None,
    until: _To = None,
    explain: Annotated[bool, typer.Option("--explain", help="列出每一分由哪些诉求得来")] = False,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """考核得分：按 tables/scoring.csv 加分扣分、排名，附每一分的诉求编号和怎样会变。"""
    from app.assessing import lines, sentences
    from app.wiring import COMMAND_LINE
    from campaign.assessment import assess
    from campaign.scoring import read_scoring
    from complaints.events import EventKind
    from reports.assessment import write_assessment

    if out is None and not explain:
        raise typer.BadParameter("请用 --out 指明文件，或用 --explain 看得分来源", param_hint="--out")
    if out is not None and out.suffix.lower() != ".xlsx":
        raise typer.BadParameter("文件名须以 .xlsx 结尾", param_hint="--out")
    with house_for(database) as house:
        items = read_scoring(house.settings.tables / "scoring.csv")
        made = _circular(house, since, until)
        scores = assess(made.units, items)
        marks = house.services.marks.standing(COMMAND_LINE, made.period.as_of)
        if explain:
            told = (
                json.dumps(lines(scores, marks), ensure_ascii=False) if as_json else "\n".join(sentences(scores, marks))
            )
            typer.echo(told)
        if out is None:
            return
        with _writing(out):
            write_assessment(out, scores, made.period, marks)
        house.audit.note(EventKind.EXPORTED, COMMAND_LINE, f"导出考核得分表{len(scores)}个单位")
    typer.echo(f"已写 {out}：{len(scores)}个单位。", err=explain)


def mark(
    unit: Annotated[str, typer.Argument(help="单位")],
    what: Annotated[str, typer.Argument(help="一票肯定、问责，或取消一票肯定、取消问责")],
    reason: Annotated[str, typer.Option(help="理由，必写")] = "",
    database: Database = "",
) -> None:
    """给单位记一票肯定或问责：由人决定，写明理由，记入审计日志和考核表。"""
    from app.wiring import COMMAND_LINE
    from campaign.marks import Mark

    word = what.removeprefix("取消")
    if word not in [*Mark]:
        raise typer.BadParameter(f"标记只能是 {'、'.join(Mark)}，或前面加“取消”", param_hint="WHAT")
    with house_for(database) as house:
        marks = house.services.marks
        change = marks.set if word == what else marks.lift
        name = change(COMMAND_LINE, unit, Mark(word), reason)
    typer.echo(f"已{'给' if word == what else '取消'}{name}{'记' if word == what else '的'}“{word}”。")


def _circular(house: House, since: datetime | None, until: datetime | None) -> Circular:
    from app.circulars import period_of
    from app.wiring import COMMAND_LINE

    period = period_of(since.date() if since else None, until.date() if until else None, house.services.clock.now())
    if period.last < period.first:
        raise typer.BadParameter("截止日早于起始日，请对调", param_hint="--to")
    return house.circulars.figures(COMMAND_LINE, period)


def _explain(made: Circular, *, as_json: bool) -> None:
    lines = [
        {"part": one.part, "unit": one.unit, "figure": one.name, "count": one.count, "cases": list(one.cases)}
        for one in made.figures()
    ]
    if as_json:
        typer.echo(json.dumps(lines, ensure_ascii=False))
        return
    for one in made.figures():
        typer.echo(f"{one.part} {one.unit or '全区'} {one.name}：{one.count}件 {'、'.join(one.cases)}".rstrip())


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Say in a sentence that the file cannot be written."""
    from complaints.errors import SujieError

    try:
        yield
    except OSError as error:
        raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error
