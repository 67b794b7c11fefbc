"""Classifies a whole CSV: the same rows out, with the decision beside them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from complaints.errors import SujieError
from complaints.ports import Classifier
from complaints.prediction import Prediction
from complaints.records import FileRefused
from inbox.delimited import text_encoding

COLUMNS = ("unit", "indicator", "probability", "decision", "because", "top3")
_BATCH = 5000


def classify_file(classifier: Classifier, source: Path, text_column: str, title_column: str, out: Path) -> int:
    """Write the rows of `source` with COLUMNS added to `out`; the number of rows. SujieError when unreadable."""
    rows = _rows(source)
    header = next(rows, None)
    if header is None:
        raise SujieError(f"{source.name}：文件是空的")
    text_at = _column(header, text_column, source)
    title_at = _column(header, title_column, source) if title_column else None
    count = 0
    try:
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*header, *COLUMNS])
            while batch := list(islice(rows, _BATCH)):
                texts = [(_cell(row, title_at), _cell(row, text_at)) for row in batch]
                for row, prediction in zip(batch, classifier.classify(texts), strict=True):
                    padded = row + [""] * (len(header) - len(row))
                    writer.writerow([*padded[: len(header)], *decision_row(prediction).values()])
                count += len(batch)
    except OSError as error:
        raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error
    return count


def decision_row(prediction: Prediction) -> dict[str, str]:
    """The COLUMNS of one decision as text."""
    return {
        "unit": prediction.unit,
        "indicator": prediction.indicator,
        "probability": f"{prediction.probability:.4f}",
        "decision": prediction.decision.value,
        "because": "、".join(item.word for item in prediction.because if item.weight > 0),
        "top3": "、".join(f"{item.unit} {item.probability:.4f}" for item in prediction.alternatives),
    }


def _column(header: list[str], name: str, source: Path) -> int:
    if name not in header:
        raise SujieError(f"{source.name} 没有“{name}”列；有：{'、'.join(header)}")
    return header.index(name)


def _cell(row: list[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _rows(source: Path) -> Iterator[list[str]]:
    try:
        encoding = text_encoding(source)
        with source.open(encoding=encoding, newline="") as file:
            yield from csv.reader(file)
    except FileRefused as refused:
        raise SujieError(f"{source.name}：{refused}") from refused
    except (OSError, csv.Error) as error:
        raise SujieError(f"读不了 {source}：{error}；请确认它是 CSV 文件") from error
