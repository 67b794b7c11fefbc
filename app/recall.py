"""The decided complaints that the classifier's features find again; loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from classifier.model import Model
    from classifier.recall import Memory


class TextRecall:
    """The Recall port on the classifier; threads may share it. A new model reads everything anew."""

    def __init__(self, model: Callable[[], Model]) -> None:
        self._model = model
        self._texts: dict[str, tuple[str, str]] = {}
        self._memory: tuple[str, Memory] | None = None
        self._lock = Lock()

    def hold(self, texts: Mapping[str, tuple[str, str]]) -> None:
        """Know these (title, text) pairs by their keys, and no others."""
        with self._lock:
            self._texts = dict(texts)
            if self._memory is not None:
                self._memory[1].hold(self._texts)

    def nearest(self, text: tuple[str, str], most: int) -> Sequence[tuple[str, float]]:
        """Up to `most` keys of texts that are like it, each with its cosine, the likest first."""
        with self._lock:
            return self._current().nearest(text, most) if self._texts else []

    def _current(self) -> Memory:
        from classifier.recall import Memory

        model = self._model()
        if self._memory is None or self._memory[0] != model.version:
            memory = Memory(model.features)
            memory.hold(self._texts)
            self._memory = model.version, memory
        return self._memory[1]
