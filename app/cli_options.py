"""Options that every command shares, and how a command opens the house."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from app.settings import Settings
    from app.wiring import House
    from complaints.ports import Clock

Database = Annotated[str, typer.Option("--database", help="数据库地址；默认用数据文件夹中的 SQLite。")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON。")]


def load_settings(database: str = "") -> Settings:
    """The settings, with the database of the command line; SettingsWrong names what cannot be used."""
    from pydantic import ValidationError

    from app.settings import Settings
    from complaints.errors import SujieError

    try:
        settings = Settings()
    except (ValidationError, ValueError) as error:
        places = error.errors() if isinstance(error, ValidationError) else []
        named = "；".join(f"{'.'.join(map(str, place['loc']))}：{place['msg']}" for place in places) or str(error)
        raise SujieError(f"设置有误（sujie.toml 或环境变量 SUJIE_…）：{named}") from error
    return settings.model_copy(update={"database": database}) if database else settings


@contextmanager
def house_for(database: str, clock: Clock | None = None, *, keeps_quiet: bool = True) -> Iterator[House]:
    """The whole desk on the command line's database."""
    from app.wiring import open_house

    with open_house(load_settings(database), clock, keeps_quiet=keeps_quiet) as house:
        yield house


def keep_apart(source: Path, out: Path) -> None:
    """Refuse to write over the file that is being read: its rows would be lost."""
    if out.exists() and source.exists() and out.samefile(source):
        raise typer.BadParameter("不能写回正在读的文件；请换一个文件名", param_hint="--out")
