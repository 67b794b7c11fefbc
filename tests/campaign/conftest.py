"""A small district on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import open_store
from tests.kit import District, district


@pytest.fixture
def place(tmp_path: Path) -> Iterator[District]:
    """The district's desk."""
    store = open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    yield district(store, tmp_path)
    store.close()
