"""The folders are where the design says, and each package comes from this checkout."""

import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("complaints", "campaign", "inbox", "classifier", "storage", "reports", "bot", "web", "app")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_comes_from_this_checkout(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__file__ is not None
    assert Path(module.__file__).parent == ROOT / name
    assert module.__doc__


def test_what_the_customer_fixed_is_at_the_top() -> None:
    for name in ("bot", "classifier", "storage", "routing_table.csv", "tests", "pyproject.toml"):
        assert (ROOT / name).exists()


def test_the_package_is_never_uploaded() -> None:
    assert "Private :: Do Not Upload" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if not path.read_text(encoding="utf-8").lstrip().startswith(('"""', "'''"))
    ]
    assert silent == []
