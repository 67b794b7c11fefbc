"""Where the gateway is, and what proves that it is the right one."""

from __future__ import annotations

import ipaddress
import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from complaints.errors import SujieError

_ADDRESS = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:]+)\]|(?P<host>[\w.\-]+)):(?P<port>\d{1,5})")
_TOKEN = re.compile(r"[\x21-\x7e]+")
_PRIVATE = tuple(
    map(
        ipaddress.ip_network,
        ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"),
    )
)


class AddressWrong(SujieError):
    """The gateway's address, token or certificate cannot be used; the message says how it should be."""


@dataclass(frozen=True, slots=True)
class Address:
    """A gateway. `server_name` is the name in its certificate; without TLS `context` is None."""

    host: str
    port: int
    token: str = field(repr=False)
    server_name: str = ""
    context: ssl.SSLContext | None = field(default=None, repr=False)


def read_address(text: str, token: str, ca: Path | None = None, server_name: str = "", *, tls: bool = True) -> Address:
    """The gateway that is meant; AddressWrong where host and port, token or certificate cannot be read."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or not 0 < int(found["port"]) < 65536:
        raise AddressWrong("网关地址应写成 主机:端口，例：--gateway 192.168.1.8:8788")
    if not token:
        raise AddressWrong("没有网关的令牌；请设环境变量 SUJIE_GATEWAY_TOKEN，或用 --token 给出")
    if not _TOKEN.fullmatch(token):
        raise AddressWrong("网关的令牌只能是英文字母、数字和符号，中间没有空格；请照网关上的原样填写")
    if not tls and (ca is not None or server_name):
        raise AddressWrong("--no-tls 不能与 --ca、--server-name 同时使用；请去掉其中一个")
    context = _context(ca) if tls else None
    return Address(found["v6"] or found["host"], int(found["port"]), token, server_name, context)


def demand_private(addresses: list[str]) -> None:
    """Refuse with AddressWrong unless every one of the numeric addresses is this machine's or a private network's."""
    for address in addresses:
        number = ipaddress.ip_address(address.partition("%")[0])
        if not any(number in network for network in _PRIVATE if network.version == number.version):
            raise AddressWrong(
                "--no-tls 只能用于本机或内网地址（127.0.0.1、10.…、172.16.…至172.31.…、192.168.…）；"
                "不加密时令牌和消息会被看到，请去掉 --no-tls，用 --ca 指定证书"
            )


def _context(ca: Path | None) -> ssl.SSLContext:
    """All checks of a certificate, against one's own CA where one is given, else against the system's."""
    try:
        context = ssl.create_default_context(cafile=str(ca) if ca is not None else None)
    except (OSError, ssl.SSLError) as error:
        raise AddressWrong(f"读不出 CA 证书 {ca}；请给出 PEM 格式的 CA 证书文件（做法见 docs/wechat.md）") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["h2"])
    return context
