"""Trains the first model where there is none that can be read: called by make setup, so that nobody waits for it."""

from __future__ import annotations

import sys


def main() -> None:
    """Leave a model alone that this version of the program can read."""
    from app.settings import Settings
    from classifier.files import ModelFolder
    from classifier.packing import ModelUnreadable

    try:
        if ModelFolder(Settings().models).current() is not None:
            return
    except ModelUnreadable as error:
        print(error, file=sys.stderr)  # noqa: T201 - told on the terminal
    from app.cli_options import house_for

    print("正在训练第一个分类模型 …", file=sys.stderr)  # noqa: T201
    with house_for("sqlite:///:memory:") as house:
        house.brain.train()


if __name__ == "__main__":
    main()
