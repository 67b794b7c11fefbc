"""A gateway for a test, and a bot on it in the test's own process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.wechaty_import import load
from tests.gateway.node import Gateway, demand_node

if TYPE_CHECKING:
    from tests.gateway.office import Office


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """The gateway of the run: Node takes seconds to start."""
    demand_node()
    made = Gateway(tmp_path_factory.mktemp("gateway"))
    made.start()
    yield made
    made.close()


@pytest.fixture
def gateway(started: Gateway) -> Gateway:
    """A gateway with nobody logged in."""
    started.reset()
    return started


@pytest.fixture
def open_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Gateway], Office]]:
    """Opens a small district whose bot is on a gateway; it works in an empty directory that must stay empty."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    for name in ("CACHE_DIR", "WECHATY_LOG"):
        monkeypatch.setenv(name, "")
    load(tmp_path / "cache")
    from tests.gateway.office import Office

    opened: list[Office] = []

    def start(gateway: Gateway, **how: object) -> Office:
        opened.append(Office(tmp_path, gateway, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield start
    for office in opened:
        office.close()
    assert list(work.iterdir()) == [], "files were left in the working directory"
