"""How the connection to the gateway stands, and the sentence for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Where the connection is."""

    CONNECTING = "connecting"  #: Being made.
    LOGGED_OUT = "logged_out"  #: The gateway answers, but no WeChat account is logged in there.
    UP = "up"  #: Messages come and go.
    DOWN = "down"  #: Lost or refused; the next try follows by itself.
    STOPPED = "stopped"  #: Ended on purpose.


class Cause(StrEnum):
    """Why a connection could not be made or was lost."""

    UNREACHABLE = "unreachable"  #: Nobody listens there, or no way leads there.
    CERTIFICATE = "certificate"  #: The gateway's certificate does not prove that it is the right one.
    TOKEN_REFUSED = "token_refused"  #: The gateway does not accept the token.
    SILENT = "silent"  #: It accepts connections and does not answer.
    BUSY = "busy"  #: Another bot has the gateway's only stream of events.
    ENDED = "ended"  #: The gateway has closed the stream.
    BROKEN = "broken"  #: The connection broke.
    PUBLIC = "public"  #: Without TLS, and the name leads to a public address.


@dataclass(frozen=True, slots=True)
class State:
    """The state of the connection; `cause` is given when it is down."""

    phase: Phase
    cause: Cause | None = None

    @property
    def sentence(self) -> str:
        """What it means and what to do."""
        return _CAUSES[self.cause] if self.cause is not None else _PHASES[self.phase]


class LinkFailed(Exception):
    """A connection could not be made or was lost, for the cause that it carries."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause.value)
        self.cause = cause


class SendRefused(Exception):
    """The gateway has refused to send: it was not sent. The message names the gateway's code only."""


class SendUnsure(Exception):
    """The connection or the answer was lost while sending: it may or may not have been sent."""


_PHASES = {
    Phase.CONNECTING: "正在连接网关",
    Phase.LOGGED_OUT: "已连上网关，微信尚未登录；请在网关处扫码登录",
    Phase.UP: "微信已上线",
    Phase.DOWN: "与网关的连接断了，正在重连",
    Phase.STOPPED: "已停止",
}
_CAUSES = {
    Cause.UNREACHABLE: "连不上网关，会一直重试；请检查网关是否在运行、地址和端口是否正确",
    Cause.CERTIFICATE: "网关的证书没有通过核对，会一直重试；请检查 --ca 和 --server-name（做法见 docs/wechat.md）",
    Cause.TOKEN_REFUSED: "网关不接受这个令牌，会一直重试；请核对 SUJIE_GATEWAY_TOKEN 与网关上的令牌",
    Cause.SILENT: "网关没有回应，会一直重试；请检查网关，必要时重启它",
    Cause.BUSY: "这个网关已有另一个机器人在用，会一直重试；请停掉另一个（一个网关只能接一个机器人）",
    Cause.ENDED: "网关结束了连接，正在重连",
    Cause.BROKEN: "与网关的连接断了，正在重连",
    Cause.PUBLIC: "--no-tls 只能用于本机或内网地址，现在网关的域名指向公网；请去掉 --no-tls，用 --ca 指定证书",
}
