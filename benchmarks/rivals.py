"""What the benchmark of the classifier compares: Sujie, and the pipelines that one would take instead of it."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline, make_union
from sklearn.svm import LinearSVC

from benchmarks.naive import naive_model
from classifier.examples import Example
from classifier.labelled import LabelledRow
from classifier.model import Model
from classifier.packing import pack
from classifier.words import Words

Texts = list[tuple[str, str]]


@dataclass(frozen=True)
class Answers:
    """A trained pipeline: its `labels` for (title, text) pairs, what is timed as `answer`, its size when stored."""

    labels: Callable[[Texts], list[str]]
    answer: Callable[[Texts], object]
    megabytes: Callable[[], float]


@dataclass(frozen=True)
class Rival:
    """A pipeline to be trained; None where what it needs is not installed."""

    name: str
    train: Callable[[Sequence[LabelledRow]], Answers | None]


def rivals(words: Sequence[str]) -> Iterator[Rival]:
    """Yield the pipelines, the naive one first; `words` go into the dictionary of Sujie."""
    yield Rival("jieba.lcut + TfidfVectorizer + LinearSVC (naive)", lambda rows: _fitted(naive_model(*_columns(rows))))
    yield Rival("the same with rjieba", _rjieba)
    yield Rival("words and characters 1–2, TfidfVectorizer + LinearSVC", _union)
    yield Rival("fastText on rjieba's words", _fasttext)
    models: dict[tuple[LabelledRow, ...], Model] = {}

    def trained(rows: Sequence[LabelledRow]) -> Model:
        examples = [Example(row.text, row.label, "", title=row.title, group=row.group) for row in rows]
        return models.get(tuple(rows)) or models.setdefault(tuple(rows), Model.train(examples, words=words))

    yield Rival("Sujie, decisions", lambda rows: _sujie(trained(rows), reasons=False))
    yield Rival("Sujie, with reasons", lambda rows: _sujie(trained(rows), reasons=True))


def _sujie(model: Model, *, reasons: bool) -> Answers:

    def labels(texts: Texts) -> list[str]:
        return [model.labels[best] for best in model.decide(texts).best[:, 0].tolist()]

    return Answers(labels, model.classify if reasons else model.decide, lambda: len(pack(model)) / 1e6)


def _rjieba(rows: Sequence[LabelledRow]) -> Answers:
    cut = Words((), engine="rjieba").cut_normalised
    vectors = TfidfVectorizer(tokenizer=cut, token_pattern=None)
    return _fitted(make_pipeline(vectors, LinearSVC()).fit(*_columns(rows)))


def _union(rows: Sequence[LabelledRow]) -> Answers:
    cut = Words((), engine="rjieba").cut_normalised
    vectors = make_union(
        TfidfVectorizer(tokenizer=cut, token_pattern=None),
        TfidfVectorizer(analyzer="char", ngram_range=(1, 2), min_df=2),
    )
    return _fitted(make_pipeline(vectors, LinearSVC()).fit(*_columns(rows)))


def _fasttext(rows: Sequence[LabelledRow]) -> Answers | None:
    try:
        import fasttext
    except ImportError:
        return None
    cut = Words((), engine="rjieba").cut_normalised

    def line(text: str) -> str:
        return " ".join(" ".join(cut(text)).split())

    texts, names = _columns(rows)
    numbers = {name: number for number, name in enumerate(sorted(set(names)))}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.txt"
        lines = (f"__label__{numbers[name]} {line(text)}\n" for text, name in zip(texts, names, strict=True))
        file.write_text("".join(lines), "utf-8")
        model = fasttext.train_supervised(
            str(file), lr=0.5, epoch=25, wordNgrams=2, bucket=200_000, thread=1, verbose=0
        )

    def labels(pairs: Texts) -> list[str]:
        # The binding's own predict breaks with NumPy 2; what it wraps gives the same answer.
        said = model.f.multilinePredict([line(_joined(pair)) for pair in pairs], 1, 0.0, "strict")[0]
        return [list(numbers)[int(one[0].removeprefix("__label__"))] for one in said]

    def megabytes() -> float:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "model.bin"
            model.save_model(str(file))
            return file.stat().st_size / 1e6

    return Answers(labels, labels, megabytes)


def _fitted(model: Pipeline) -> Answers:
    def labels(texts: Texts) -> list[str]:
        return list(model.predict([_joined(pair) for pair in texts]))

    return Answers(labels, labels, lambda: len(pickle.dumps(_learned(model))) / 1e6)


def _learned(model: Pipeline) -> list[object]:
    """What the pipeline has learned; the segmenter, which some cannot pickle, is not of it."""
    first, machine = (part for _, part in model.steps)
    vectors = [part for _, part in first.transformer_list] if isinstance(first, FeatureUnion) else [first]
    return [(one.vocabulary_, one.idf_) for one in vectors] + [machine.coef_, machine.intercept_]


def _columns(rows: Sequence[LabelledRow]) -> tuple[list[str], list[str]]:
    return [_joined((row.title, row.text)) for row in rows], [row.label for row in rows]


def _joined(pair: tuple[str, str]) -> str:
    return " ".join(pair).strip()
