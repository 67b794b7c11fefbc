"""Trains the first model where there is none: called by make setup, so that nobody waits for it later."""

from __future__ import annotations

import sys


def main() -> None:
    """Leave a present model alone."""
    from app.settings import Settings

    if (Settings().models / "current.txt").exists():
        return
    from app.cli_options import house_for

    print("正在训练第一个分类模型 …", file=sys.stderr)  # noqa: T201 - told on the terminal
    with house_for("sqlite:///:memory:") as house:
        house.brain.train()


if __name__ == "__main__":
    main()
