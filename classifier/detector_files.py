"""Keeps the complaint detector in a file of numbers and one text of facts, so that loading runs no code."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zlib
from pathlib import Path
from typing import TypedDict
from zipfile import BadZipFile, ZipFile

import numpy as np
import numpy.typing as npt

from classifier.chatter import FILE, other_talk, read_chatter, written_complaints
from classifier.complaining import RECIPE, ComplaintDetector, Weights
from classifier.detector_grams import Grams
from classifier.detector_signs import FILE as SIGNS
from classifier.detector_signs import table
from classifier.examples import read_examples
from classifier.packing import ModelUnreadable

NAME = "complaining.npz"
_ARRAYS = ("idf", "grams", "signs")
_DAMAGE = (BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, TypeError, SyntaxError, RuntimeError)
"""What a damaged file makes zipfile, json and NumPy say."""


class Facts(TypedDict):
    """What a stored detector says of itself, beside its arrays."""

    recipe: int
    learned_from: str
    signs: list[str]
    vocabulary: list[str]
    intercept: float
    slope: float
    offset: float
    threshold: float
    scores: dict[str, float]


def current_detector(folder: Path, examples: Path, chatter: Path = FILE) -> ComplaintDetector:
    """Return the detector of the folder, trained and stored in about ten seconds when its texts have changed.

    Raises ExamplesRefused or ChatterRefused when these cannot be read, and DetectorRefused when they are too few.
    """
    file = folder / NAME
    known_by = _known_by(examples, chatter, SIGNS)
    try:
        return load_detector(file, known_by)
    except ModelUnreadable:
        # Missing, damaged or of other texts: whatever it was, a new one is the answer.
        detector = train_detector(examples, chatter)
        save_detector(detector, file, known_by)
        return detector


def train_detector(examples: Path, chatter: Path = FILE, precision: float = 0.9) -> ComplaintDetector:
    """Return the detector of a file of group talk and one of written examples; raise as they are refused."""
    lines, written = read_chatter(chatter), read_examples(examples)
    return ComplaintDetector.train(
        [line.text for line in lines if line.is_complaint],
        [line.text for line in lines if not line.is_complaint] + other_talk(written),
        written=written_complaints(written),
        precision=precision,
    )


def save_detector(detector: ComplaintDetector, file: Path, learned_from: str = "") -> None:
    """Store the detector; a reader sees the old file or the new one, never half of it."""
    facts = Facts(
        recipe=RECIPE,
        learned_from=learned_from,
        signs=list(table().signs),
        vocabulary=list(detector.grams.vocabulary),
        intercept=detector.weights.intercept,
        slope=detector.slope,
        offset=detector.offset,
        threshold=detector.threshold,
        scores=detector.scores,
    )
    content = io.BytesIO()
    np.savez_compressed(
        content,
        facts=np.frombuffer(json.dumps(facts, ensure_ascii=False).encode(), dtype=np.uint8),
        idf=detector.grams.idf,
        grams=detector.weights.grams,
        signs=detector.weights.signs,
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    _replace(file, content.getvalue())


def load_detector(file: Path, learned_from: str | None = None) -> ComplaintDetector:
    """Return the stored detector; raise ModelUnreadable when it is missing, damaged or of another program version.

    With `learned_from`, one that learned from other texts is refused as well.
    """
    try:
        content = file.read_bytes()
        with ZipFile(io.BytesIO(content)) as members:
            # NumPy reads a member's header before it would notice that the member is damaged.
            if members.testzip():
                raise ModelUnreadable(f"模型 {file.name} 已损坏")
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            facts: Facts = json.loads(stored["facts"].tobytes())
            arrays = {name: stored[name] for name in _ARRAYS}
        return _detector(facts, arrays, learned_from)
    except FileNotFoundError:
        raise ModelUnreadable(f"模型 {file.name} 不存在") from None
    except _DAMAGE as error:
        raise ModelUnreadable(f"模型 {file.name} 已损坏") from error


def _detector(facts: Facts, arrays: dict[str, npt.NDArray[np.float32]], learned_from: str | None) -> ComplaintDetector:
    if facts["recipe"] != RECIPE or tuple(facts["signs"]) != table().signs:
        raise ModelUnreadable("投诉识别模型由另一版本的程序训练")
    if learned_from is not None and facts["learned_from"] != learned_from:
        raise ModelUnreadable("投诉识别模型由另外的样本训练")
    size = len(facts["vocabulary"])
    if [arrays[name].shape for name in _ARRAYS] != [(size,), (size,), (table().columns,)]:
        raise ModelUnreadable("投诉识别模型的内容前后不一致")
    if not all(array.dtype == np.float32 for array in arrays.values()):
        raise ModelUnreadable("投诉识别模型里有不应有的内容，可能被人改动过")
    return ComplaintDetector(
        grams=Grams(facts["vocabulary"], arrays["idf"]),
        weights=Weights(arrays["grams"], arrays["signs"], facts["intercept"]),
        slope=facts["slope"],
        offset=facts["offset"],
        threshold=facts["threshold"],
        scores=facts["scores"],
    )


def _known_by(*files: Path) -> str:
    """Return the SHA-256 of what a detector learns from; a missing file is refused when it is read."""
    contents = [file.read_bytes() for file in files if file.exists()]
    return hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in contents)).hexdigest()


def _replace(file: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
