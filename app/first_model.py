"""Trains the first model and detector where none can be read: called by make setup, so that nobody waits for them."""

from __future__ import annotations

import sys


def main() -> None:
    """Leave alone what this version of the program can read."""
    from app.senses import GroupTalk
    from app.settings import Settings
    from classifier.detector_files import NAME as DETECTOR
    from classifier.files import ModelFolder
    from classifier.packing import ModelUnreadable

    settings = Settings()
    try:
        is_there = ModelFolder(settings.models).current() is not None
    except ModelUnreadable as error:
        is_there = False
        print(error, file=sys.stderr)  # noqa: T201 - told on the terminal
    if not is_there:
        from app.cli_options import house_for

        print("正在训练第一个分类模型 …", file=sys.stderr)  # noqa: T201
        with house_for("sqlite:///:memory:") as house:
            house.brain.train()
    if not (settings.models / DETECTOR).exists():
        print("正在训练群消息的识别模型 …", file=sys.stderr)  # noqa: T201
    # An old one is made anew, a present one is read.
    _ = GroupTalk(settings).detector


if __name__ == "__main__":
    main()
