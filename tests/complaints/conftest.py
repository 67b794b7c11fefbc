"""The small district on each of the two databases."""

from pathlib import Path

import pytest

from storage.store import SqlStore
from tests.kit import District, district


@pytest.fixture
def place(store: SqlStore, tmp_path: Path) -> District:
    return district(store, tmp_path)
