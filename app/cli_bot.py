"""sujie bot: the conversation on WeChat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli_options import Database, house_for


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("bot")(bot)


def bot(
    gateway: Annotated[str, typer.Option("--gateway", metavar="主机:端口", help="Wechaty 网关的地址。")],
    token: Annotated[
        str,
        typer.Option(
            envvar="SUJIE_GATEWAY_TOKEN", show_envvar=False, help="网关的令牌；最好用环境变量 SUJIE_GATEWAY_TOKEN。"
        ),
    ] = "",
    ca: Annotated[
        Path | None, typer.Option("--ca", exists=True, dir_okay=False, help="签发网关证书的 CA（PEM）。")
    ] = None,
    server_name: Annotated[str, typer.Option("--server-name", help="网关证书上的名字；不写则用主机名。")] = "",
    no_tls: Annotated[bool, typer.Option("--no-tls", help="不加密，只许本机和内网。")] = False,
    database: Database = "",
) -> None:
    """通过 Wechaty 网关在微信上受理诉求；一直运行，断线自己重连。"""
    from app.gateway import run_on_gateway
    from bot.gateway.address import read_address

    address = read_address(gateway, token, ca, server_name, tls=not no_tls)
    with house_for(database) as house:
        run_on_gateway(house, address)
