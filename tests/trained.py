"""A data folder with a model trained from the shipped examples, made once a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from app.settings import Settings
from app.wiring import open_house

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where settings.data points in tests of the whole program."""
    folder = tmp_path_factory.mktemp("data")
    with open_house(Settings(data=folder)) as house:
        house.brain.train()
    return folder


@pytest.fixture
def sujie(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """The command line on a database of the test's own: sujie("list", "--json") -> exit code, stdout, stderr."""
    monkeypatch.setenv("SUJIE_DATA", str(data_folder))
    monkeypatch.setenv("SUJIE_DATABASE", f"sqlite:///{tmp_path / 'desk.db'}")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["sujie", *words])
        try:
            main()
            code: object = 0
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return (int(code) if isinstance(code, int) else 0), out, err

    return run
