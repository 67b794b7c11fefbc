"""What the inbox tests share."""

from __future__ import annotations

import pytest

from inbox.read import FileReader


@pytest.fixture
def reader() -> FileReader:
    return FileReader()
