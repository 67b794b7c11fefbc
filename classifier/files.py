"""Keeps trained models in a folder: one file a model, one of them current, and the way back remembered."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from classifier.model import Model
from classifier.packing import ModelOutdated, ModelUnreadable, facts, pack, unpack
from classifier.reports import Report

__all__ = ["ModelFolder", "ModelInfo", "ModelOutdated", "ModelUnreadable"]

_SUFFIX = ".model"
_REPORT = ".report.json"
_HISTORY = "current.txt"
"""One version a line, the current one last."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What the list of models shows; `scores` are those of the training's held-out folds, 0 to 1."""

    version: str
    created: datetime
    scores: dict[str, float]
    data_hash: str
    current: bool


class ModelFolder:
    """The models below `path`, a folder that the first `save` makes.

    Every file is written whole under another name and then renamed: a reader sees the old or the new one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def save(self, model: Model, report: Report | None = None) -> None:
        """Store the model, with what its training found; the first one becomes the current one, later by `promote`."""
        if report is not None:
            self._write(self._file(model.version, _REPORT), report.to_json())
        self._write(self._file(model.version), pack(model))
        if not self._history():
            self.promote(model.version)

    def report(self, version: str) -> Report | None:
        """Return what the training of this version found, None where that was not kept; raise ModelUnreadable."""
        try:
            return Report.from_json(self._file(version, _REPORT).read_bytes())
        except FileNotFoundError:
            return None

    def stamp(self) -> int:
        """Return a number that is another one once another model has become the current one; 0 before the first."""
        try:
            return (self.path / _HISTORY).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def current(self) -> Model | None:
        """Return the current model, or None when none was ever saved; raise ModelUnreadable."""
        history = self._history()
        return self.load(history[-1]) if history else None

    def load(self, version: str) -> Model:
        """Return the stored model of this version; raise ModelUnreadable when it is missing or damaged."""
        file = self._file(version)
        try:
            return unpack(self._read(file))
        except ModelUnreadable as error:
            raise _unreadable(file, error) from error

    def list(self) -> list[ModelInfo]:
        """Return what is known of each readable model, the newest first."""
        history = self._history()
        infos = []
        for file in self.path.glob(f"*{_SUFFIX}"):
            try:
                infos.append(self._info(file, current=history[-1:] == (file.stem,)))
            except ModelUnreadable as error:
                logging.getLogger(__name__).warning("%s", _unreadable(file, error))
        return sorted(infos, key=lambda info: (info.created, info.version), reverse=True)

    def promote(self, version: str) -> None:
        """Make the stored version the current one; raise ModelUnreadable, and keep the old, if it cannot load."""
        self.load(version)
        history = self._history()
        if history[-1:] != (version,):
            self._remember([*history, version])

    def rollback(self) -> str:
        """Make the version before the current one current again, and return it; raise ModelUnreadable if none."""
        history = self._history()
        if len(history) < 2:
            raise ModelUnreadable("没有更早的模型可以退回，请用 sujie models 查看已有的模型")
        self.load(history[-2])
        self._remember(history[:-1])
        return history[-2]

    def _info(self, file: Path, *, current: bool) -> ModelInfo:
        read = facts(self._read(file))
        created = (
            datetime.fromisoformat(read["created"])
            if read["created"]
            else datetime.fromtimestamp(file.stat().st_mtime, UTC)
        )
        return ModelInfo(read["version"], created, read["scores"], read["data_hash"], current)

    def _file(self, version: str, suffix: str = _SUFFIX) -> Path:
        """Return the version's file; a version that is no plain name has none."""
        if not version or Path(version).name != version:
            raise ModelUnreadable(f"“{version}”不是模型的版本号，请用 sujie models 查看")
        return self.path / f"{version}{suffix}"

    def _read(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except FileNotFoundError:
            raise ModelUnreadable("文件不存在") from None

    def _history(self) -> tuple[str, ...]:
        try:
            return tuple((self.path / _HISTORY).read_text("utf-8").split())
        except FileNotFoundError:
            return ()

    def _remember(self, history: Sequence[str]) -> None:
        self._write(self.path / _HISTORY, "".join(f"{version}\n" for version in history).encode())

    def _write(self, file: Path, content: bytes) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as part:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _unreadable(file: Path, error: ModelUnreadable) -> ModelUnreadable:
    return type(error)(
        f"模型 {file.name} 无法读取：{error}。请用 sujie models rollback 退回，或用 sujie train 重新训练"
    )
