"""A model as bytes and back: NumPy arrays, a list of words and facts in one zip archive; loading runs no code."""

from __future__ import annotations

import io
import json
import zlib
from dataclasses import asdict, dataclass
from typing import TypedDict
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import numpy as np
import numpy.typing as npt
from numpy.lib.format import read_array, write_array

from classifier.calibration import Calibration
from classifier.features import BLOCKS, Block, Features
from classifier.linear import Linear
from classifier.model import RECIPE, Model
from classifier.novelty import Novelty
from classifier.words import Words
from complaints.errors import SujieError
from complaints.prediction import Decision

_FACTS, _VOCABULARY, _ARRAY = "sujie.json", "vocabulary.txt", ".npy"
_LINES = "\n"
_DAMAGE = (
    BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    MemoryError,
)
"""What a damaged archive makes zipfile, json and NumPy say."""

Arrays = dict[str, npt.NDArray[np.generic]]


class ModelUnreadable(SujieError):
    """The stored model is missing, damaged or of another program version; the message says what to do."""


class ModelOutdated(ModelUnreadable):
    """The stored model is whole, and of another program version."""


class Facts(TypedDict):
    """What a stored model says of itself, beside its arrays."""

    recipe: int
    version: str
    created: str
    data_hash: str
    units: list[str]
    indicators: list[str]
    indicators_of: dict[str, list[str]]
    calibration: dict[str, float]
    quick_calibration: dict[str, float]
    quick_from: float
    thresholds: dict[str, float]
    novelty: dict[str, float]
    scores: dict[str, float]
    words: list[str]


@dataclass(frozen=True, slots=True)
class _Content:
    facts: Facts
    vocabulary: list[str]
    arrays: Arrays


def pack(model: Model) -> bytes:
    """Return the model as a zip archive: arrays in NumPy's format, the vocabulary as lines, its facts as JSON."""
    arrays: Arrays = {
        "units": model.units.coef.astype(np.float16),
        "units_intercept": model.units.intercept,
        "quick": model.quick.coef.astype(np.float16),
        "quick_intercept": model.quick.intercept,
        "indicators": model.indicators.coef.astype(np.float16),
        "indicators_intercept": model.indicators.intercept,
    }
    for number, block in enumerate(model.features.blocks):
        arrays |= {f"buckets_{number}": block.buckets, f"idf_{number}": block.idf}
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=6) as members:
        members.writestr(_FACTS, json.dumps(_facts(model), ensure_ascii=False))
        members.writestr(_VOCABULARY, _LINES.join(model.features.vocabulary))
        for name, array in arrays.items():
            content = io.BytesIO()
            write_array(content, array, allow_pickle=False)
            members.writestr(name + _ARRAY, content.getvalue())
    return archive.getvalue()


def facts(archive: bytes) -> Facts:
    """Return what the archive says of its model, without loading the arrays; raise ModelUnreadable."""
    try:
        with ZipFile(io.BytesIO(archive)) as members:
            read: Facts = json.loads(members.read(_FACTS))
    except _DAMAGE as error:
        raise ModelUnreadable("文件已损坏") from error
    if isinstance(read, dict) and read.get("recipe") != RECIPE:
        raise ModelOutdated("由另一版本的程序训练")
    if not isinstance(read, dict) or read.keys() != Facts.__annotations__.keys():
        raise ModelUnreadable("文件内容不完整")
    return read


def unpack(archive: bytes) -> Model:
    """Return the model of the archive; raise ModelUnreadable when it is damaged or holds anything but numbers."""
    read = facts(archive)
    try:
        return _model(_content(read, archive))
    except ModelUnreadable:
        raise
    except _DAMAGE as error:
        raise ModelUnreadable("文件已损坏") from error


def _facts(model: Model) -> Facts:
    return Facts(
        recipe=RECIPE,
        version=model.version,
        created=model.created,
        data_hash=model.data_hash,
        units=list(model.units.labels),
        indicators=list(model.indicators.labels),
        indicators_of={unit: list(names) for unit, names in model.indicators_of.items()},
        calibration=asdict(model.calibration),
        quick_calibration=asdict(model.quick_calibration),
        quick_from=model.quick_from,
        thresholds={str(decision): least for decision, least in model.thresholds.items()},
        novelty=asdict(model.novelty),
        scores=model.scores,
        words=list(model.features.words.extra),
    )


def _content(read: Facts, archive: bytes) -> _Content:
    """Return what the archive holds, when that is numbers and words only."""
    arrays: Arrays = {}
    with ZipFile(io.BytesIO(archive)) as members:
        for name in members.namelist():
            if name.endswith(_ARRAY):
                array = read_array(io.BytesIO(members.read(name)), allow_pickle=False)
                if array.dtype.kind not in "fi":
                    raise ModelUnreadable("文件里有不应有的内容，可能被人改动过")
                arrays[name.removesuffix(_ARRAY)] = array
        vocabulary = members.read(_VOCABULARY).decode("utf-8").split(_LINES)
    return _Content(read, vocabulary, arrays)


def _model(content: _Content) -> Model:
    read, arrays = content.facts, content.arrays
    features = Features(Words(read["words"]), content.vocabulary, ())
    features.blocks = tuple(_block(number, arrays, features) for number in range(len(BLOCKS)))
    columns = sum(len(block.buckets) for block in features.blocks)
    return Model(
        version=read["version"],
        created=read["created"],
        data_hash=read["data_hash"],
        features=features,
        units=_linear("units", read["units"], arrays, columns),
        quick=_linear("quick", read["units"], arrays, features.characters),
        indicators=_linear("indicators", read["indicators"], arrays, features.characters),
        indicators_of={unit: tuple(names) for unit, names in read["indicators_of"].items()},
        calibration=Calibration(**read["calibration"]),
        quick_calibration=Calibration(**read["quick_calibration"]),
        quick_from=read["quick_from"],
        thresholds={Decision(name): least for name, least in read["thresholds"].items()},
        novelty=Novelty(**read["novelty"]),
        scores=read["scores"],
    )


def _block(number: int, arrays: Arrays, features: Features) -> Block:
    buckets, idf = arrays[f"buckets_{number}"].astype(np.int32), arrays[f"idf_{number}"].astype(np.float32)
    size = features.buckets(BLOCKS[number])
    if buckets.shape != idf.shape or (len(buckets) and not 0 <= buckets.min() <= buckets.max() < size):
        raise ModelUnreadable("文件内容前后不一致")
    return Block.of(BLOCKS[number], buckets, idf, size)


def _linear(name: str, labels: list[str], arrays: Arrays, columns: int) -> Linear:
    coef, intercept = arrays[name].astype(np.float32), arrays[f"{name}_intercept"].astype(np.float32)
    if coef.shape != (columns, len(labels)) or intercept.shape != (len(labels),):
        raise ModelUnreadable("文件内容前后不一致")
    return Linear(tuple(labels), coef, intercept)
