"""sujie classify, evaluate, train, models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli_models import models
from app.cli_options import AsJson, Database, house_for, keep_apart

if TYPE_CHECKING:
    from app.bulk import BulkClassifier
    from app.wiring import House


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("classify")(classify)
    app.command("evaluate")(evaluate)
    app.command("train")(train)
    app.add_typer(models, name="models")


def classify(
    text: Annotated[str | None, typer.Argument(help="一条诉求")] = None,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="成批判断的 CSV")] = None,
    text_column: Annotated[str, typer.Option("--text-column", help="内容列")] = "",
    title_column: Annotated[str, typer.Option("--title-column", help="标题列")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="结果 CSV")] = None,
    cluster: Annotated[str, typer.Option("--cluster", help="Dask 集群，例：tcp://10.0.0.5:8786")] = "",
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """判断诉求属于哪个指标、哪个单位，并说明把握和理由。"""
    from app.bulk import classify_file, decision_row

    if cluster and csv_file is None:
        raise typer.BadParameter("--cluster 须与 --csv 同用")
    if csv_file is None:
        if not text or not text.strip():
            raise typer.BadParameter("请写一条诉求，或用 --csv 指定文件")
        with house_for(database) as house:
            row = decision_row(house.brain.classify([("", text)])[0])
        typer.echo(json.dumps(row, ensure_ascii=False) if as_json else _sentence(row))
        return
    if not text_column or out is None:
        raise typer.BadParameter("--csv 须与 --text-column 和 --out 同用")
    keep_apart(csv_file, out)
    with house_for(database) as house, _bulk_classifier(house, cluster) as classifier:
        count = classify_file(classifier, csv_file, text_column, title_column, out)
    typer.echo(json.dumps({"rows": count, "out": str(out)}) if as_json else f"已写 {out}：{count}行。")


@contextmanager
def _bulk_classifier(house: House, cluster: str) -> Iterator[BulkClassifier]:
    from app.bulk import ClassifyHere
    from app.cluster import open_cluster

    if not cluster:
        yield ClassifyHere(house.brain)
        return
    with open_cluster(cluster, house.brain.model) as there:
        yield there


def evaluate(
    file: Path,
    text_column: Annotated[str, typer.Option("--text-column", help="内容列")],
    label_column: Annotated[str, typer.Option("--label-column", help="标签列")],
    title_column: Annotated[str | None, typer.Option("--title-column", help="标题列")] = None,
    group_column: Annotated[str | None, typer.Option("--group-column", help="近似重复的组")] = None,
    folds: Annotated[int, typer.Option(min=2, help="折数")] = 5,
    seed: Annotated[int, typer.Option(help="随机种子")] = 0,
    test: Annotated[Path | None, typer.Option("--test", help="另在这个文件上打分")] = None,
    per_label: Annotated[
        int | None, typer.Option("--per-label", min=0, help="每个标签只用这么多条和标签名训练；0 表示只有标签名")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """用本程序自己的方法在任何带标签的 CSV 上重新训练并打分。"""
    from classifier.evaluate import evaluate as score
    from classifier.labelled import read_labelled

    rows = read_labelled(file, text_column, label_column, title_column, group_column)
    apart = read_labelled(test, text_column, label_column, title_column) if test else None
    scores = score(rows, folds=folds, seed=seed, test=apart, per_label=per_label).to_dict()
    if as_json:
        typer.echo(json.dumps(scores, ensure_ascii=False))
        return
    for name, value in scores.items():
        typer.echo(f"{name:24} {value:.4f}" if isinstance(value, float) else f"{name:24} {value}")


def train(
    force: Annotated[bool, typer.Option("--force", help="比现用模型差也启用。")] = False,
    as_json: AsJson = False,
    database: Database = "",
) -> None:
    """用范例、分工表和中心定过单位的案件训练新模型；不比现用的差才启用。"""
    from app.model_lines import scores_text, trained_line, trained_sentence
    from app.wiring import COMMAND_LINE

    with house_for(database) as house:
        trained = house.brain.train(COMMAND_LINE, force=force)
    if as_json:
        typer.echo(json.dumps(trained_line(trained), ensure_ascii=False))
        return
    model, report = trained.model, trained.report
    typer.echo(trained_sentence(model.version, report, forced=trained.forced))
    typer.echo(f"留出评判：{scores_text(model.scores)}。")
    if report.doubts:
        typer.echo(f"可疑标签{len(report.doubts)}条，运行 sujie models suspicious 查看。")


def _sentence(row: dict[str, str]) -> str:
    from complaints.complaint import WaitingFor

    decisions = {
        "dispatch": "可直接派单",
        "triage": "须人工研判",
        "outside": "非24家，由中心指派",
        "not_complaint": "不像诉求",
    }
    if row["because"] == WaitingFor.NOVEL.label:
        return f"{row['because']}，须人工研判。候选：{row['top3']}"
    words = "".join(f"“{word}”" for word in row["because"].split("、") if word)
    because = f"因{words}→" if words else ""
    unit = f"{row['indicator']}/{row['unit']}" if row["indicator"] else row["unit"]
    return f"{because}{unit}（{float(row['probability']):.0%}）：{decisions[row['decision']]}。候选：{row['top3']}"
