"""sujie models: which models there are, which is in use, what they doubt and what they would ask."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from app.cli_options import AsJson, Database, house_for

models = typer.Typer(help="模型。", invoke_without_command=True)
_TEXT = 40


@models.callback()
def list_models(context: typer.Context, as_json: AsJson = False, database: Database = "") -> None:
    """列出模型，* 为现用。"""
    from app.model_lines import scores_text

    if context.invoked_subcommand:
        return
    with house_for(database) as house:
        found = house.brain.folder.list()
    if as_json:
        lines = [
            {"version": item.version, "created": item.created.isoformat(), "current": item.current,
             "data_hash": item.data_hash, "scores": dict(item.scores)}
            for item in found
        ]  # fmt: skip
        typer.echo(json.dumps(lines, ensure_ascii=False))
        return
    for item in found:
        mark = "*" if item.current else " "
        typer.echo(f"{mark} {item.version} {item.created:%Y-%m-%d %H:%M} {scores_text(item.scores)}")
    if not found:
        typer.echo("还没有模型；运行 sujie train。")


@models.command("promote")
def promote(version: str, database: Database = "") -> None:
    """启用一个模型。"""
    from app.wiring import COMMAND_LINE

    with house_for(database) as house:
        house.brain.promote(version, COMMAND_LINE)
    typer.echo(f"已启用模型 {version}。")


@models.command("rollback")
def rollback(version: Annotated[str, typer.Argument()] = "", database: Database = "") -> None:
    """退回到上一个（或指定的）模型。"""
    from app.wiring import COMMAND_LINE

    with house_for(database) as house:
        if version:
            house.brain.promote(version, COMMAND_LINE)
        else:
            version = house.brain.roll_back(COMMAND_LINE)
    typer.echo(f"已退回模型 {version}。")


@models.command("suspicious")
def suspicious(
    version: Annotated[str, typer.Argument(help="哪个模型训练时发现的；默认最新的")] = "",
    limit: Annotated[int, typer.Option(min=1, help="最多几条")] = 50,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """列出训练时看着像标错单位的样本和案件，最可疑的在前。"""
    from app.doubts import doubtful_labels
    from complaints.privacy import mask_text

    with house_for(database) as house:
        found = doubtful_labels(house, version)
    lines = [
        {"id": one.doubt.id, "given": one.doubt.given, "likely": one.doubt.likely,
         "probability": one.doubt.probability, "text": mask_text(one.text)}
        for one in found[:limit]
    ]  # fmt: skip
    if as_json:
        typer.echo(json.dumps(lines, ensure_ascii=False))
        return
    typer.echo(
        f"可疑标签{len(found)}条，列出{len(lines)}条；改 examples.csv 或改派后重新训练。" if found else "没有可疑标签。"
    )
    for one in found[:limit]:
        doubt, text = one.doubt, _short(mask_text(one.text))
        typer.echo(f"{doubt.id} 现标{doubt.given}，更像{doubt.likely}（{doubt.probability:.0%}）：{text}")


@models.command("ask")
def ask(
    limit: Annotated[int, typer.Option(min=1, help="最多几件")] = 20,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """列出最值得先研判的待研判诉求：拿不准、且相似的多，定一件模型学得最多。"""
    from app.case_lines import brief
    from app.wiring import COMMAND_LINE
    from complaints.privacy import mask_text

    with house_for(database) as house:
        found = house.services.decide_first.find(COMMAND_LINE, limit)
    if as_json:
        lines = [
            {**brief(one.complaint), "margin": round(one.question.margin, 4), "alike": one.question.alike,
             "candidates": list(one.question.candidates)}
            for one in found
        ]  # fmt: skip
        typer.echo(json.dumps(lines, ensure_ascii=False))
        return
    for one in found:
        alike = f"，另有{one.question.alike}件相似" if one.question.alike else ""
        text = _short(mask_text(one.complaint.title))
        typer.echo(f"{one.complaint.number} {'还是'.join(one.question.candidates)}{alike}：{text}")
    if not found:
        typer.echo("没有拿不准的待研判诉求。")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _TEXT else plain[: _TEXT - 1] + "…"
