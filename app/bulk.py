"""Classifies a whole CSV: the same rows out, with the decision beside them."""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

from complaints.complaint import WaitingFor
from complaints.errors import SujieError
from complaints.likeness import Told
from complaints.ports import Classifier
from complaints.ports_intake import Likenesses, Splitter
from complaints.prediction import Prediction
from complaints.records import FileRefused
from inbox.delimited import text_encoding

COLUMNS = ("unit", "indicator", "probability", "decision", "because", "top3")
_BATCH = 5000
_AHEAD = 4
"""Batches that have begun while one is written: enough for the workers of a small cluster."""

Work = Callable[[], list[list[str]]]
"""Waits for the added cells of each row."""


class BulkClassifier(Protocol):
    """Classifies many texts, somewhere else perhaps."""

    def begin(self, texts: Sequence[tuple[str, str]]) -> Callable[[], list[Prediction]]:
        """Begin with these (title, text) pairs; what comes back waits for their predictions, in their order."""
        ...


class ClassifyHere:
    """A BulkClassifier that does its work when the result is waited for."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    def begin(self, texts: Sequence[tuple[str, str]]) -> Callable[[], list[Prediction]]:
        """Remember these; they are classified when the result is asked for."""
        return lambda: list(self._classifier.classify(texts))


def classify_file(classifier: BulkClassifier, source: Path, text_column: str, title_column: str, out: Path) -> int:
    """Write the rows of `source` with COLUMNS added to `out`; the number of rows. SujieError when unreadable."""
    read = (title_column, text_column) if title_column else (text_column,)

    def decide(rows: list[list[str]]) -> Work:
        predictions = classifier.begin([(cells[0] if title_column else "", cells[-1]) for cells in rows])
        return lambda: [list(decision_row(prediction).values()) for prediction in predictions()]

    return add_columns(source, out, read, COLUMNS, decide)


def decision_row(prediction: Prediction) -> dict[str, str]:
    """The COLUMNS of one decision as text."""
    words = [item.word for item in prediction.because if item.weight > 0]
    return {
        "unit": prediction.unit,
        "indicator": prediction.indicator,
        "probability": f"{prediction.probability:.4f}",
        "decision": prediction.decision.value,
        "because": WaitingFor.NOVEL.label if prediction.novel else "、".join(words),
        "top3": "、".join(f"{item.unit} {item.probability:.4f}" for item in prediction.alternatives),
    }


def add_columns(
    source: Path,
    out: Path,
    read: Sequence[str],
    added: Sequence[str],
    begin: Callable[[list[list[str]]], Work],
) -> int:
    """Write the rows of `source` with the columns `added` to `out`; the number of rows. SujieError when unreadable.

    `begin` is given the cells of the columns `read` of many rows; what it gives waits for the added cells of each.
    A few batches have begun before the first is waited for.
    """
    rows = _rows(source)
    header = next(rows, None)
    if header is None:
        raise SujieError(f"{source.name}：文件是空的")
    places = [_column(header, name, source) for name in read]
    count = 0
    try:
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*header, *added])
            for batch, work in _begun(rows, places, begin):
                for row, more in zip(batch, work(), strict=True):
                    padded = row + [""] * (len(header) - len(row))
                    writer.writerow([*padded[: len(header)], *more])
                count += len(batch)
    except OSError as error:
        raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error
    return count


def _begun(
    rows: Iterator[list[str]], places: Sequence[int], begin: Callable[[list[list[str]]], Work]
) -> Iterator[tuple[list[list[str]], Work]]:
    """Batches of rows in their order, each with what was begun with it when others still were to be waited for."""
    ahead: deque[tuple[list[list[str]], Work]] = deque()
    while batch := list(islice(rows, _BATCH)):
        ahead.append((batch, begin([[_cell(row, at) for at in places] for row in batch])))
        if len(ahead) > _AHEAD:
            yield ahead.popleft()
    yield from ahead


def similar_rows(likenesses: Likenesses, pairs: list[list[str]]) -> list[list[str]]:
    """score, same and because of each pair of texts."""
    found = likenesses.begin([(Told(one), Told(other)) for one, other in pairs])()
    return [[f"{like.score:.4f}", str(int(like.same)), "、".join((*like.words, *like.against))] for like in found]


def parts_of(splitter: Splitter, text: str) -> list[dict[str, str]]:
    """The matters of one text, each with its unit."""
    return [{"text": part.text, "unit": part.prediction.unit} for part in splitter.split(text)]


def split_rows(splitter: Splitter, rows: list[list[str]]) -> list[list[str]]:
    """The column `parts` of each text, as JSON."""
    return [[json.dumps(parts_of(splitter, text), ensure_ascii=False)] for (text,) in rows]


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
