"""The baseline: what anybody would write first. jieba.lcut, TfidfVectorizer, LinearSVC; pandas; one INSERT a row."""

from __future__ import annotations

import logging
import sqlite3
import warnings
from collections.abc import Sequence
from pathlib import Path

import jieba
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC


def naive_model(texts: Sequence[str], labels: Sequence[str]) -> Pipeline:
    """The naive pipeline, fitted."""
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = make_pipeline(TfidfVectorizer(tokenizer=jieba.lcut, token_pattern=None), LinearSVC())
        return model.fit(texts, labels)


def naive_import(path: Path, database: Path, model: Pipeline) -> int:
    """Read with pandas, predict, insert a row at a time; the number of rows."""
    table = pd.read_csv(path, dtype=str)
    units = model.predict(table["主要内容"])
    with sqlite3.connect(database, isolation_level=None) as connection:
        connection.execute("CREATE TABLE complaints (number TEXT PRIMARY KEY, text TEXT, company TEXT, unit TEXT)")
        for row, unit in zip(table.itertuples(), units, strict=True):
            connection.execute(
                "INSERT INTO complaints VALUES (?, ?, ?, ?)", (row.工单编号, row.主要内容, row.企业名称, unit)
            )
    return len(table)
