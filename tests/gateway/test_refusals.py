"""What stands between the bot and its gateway is said in one clear line, and the bot stays alive and gets through."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.gateway.certificates import NAME, make_certificates
from tests.gateway.node import TOKEN, Gateway, demand_node, wait_for

if TYPE_CHECKING:
    from tests.gateway.office import Office

OpenOffice = Callable[..., "Office"]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """CA, certificate and key of the gateway with TLS."""
    return make_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def tls_started(tmp_path_factory: pytest.TempPathFactory, certificates: tuple[Path, Path, Path]) -> Iterator[Gateway]:
    """The gateway of this file that speaks TLS."""
    demand_node()
    made = Gateway(tmp_path_factory.mktemp("gateway"), certificates[1:])
    made.start()
    yield made
    made.close()


@pytest.fixture
def tls_gateway(tls_started: Gateway) -> Gateway:
    """A gateway that speaks TLS, with nobody logged in."""
    tls_started.reset()
    return tls_started


def test_over_tls_with_ones_own_ca_the_bot_talks(
    tls_gateway: Gateway, open_office: OpenOffice, certificates: tuple[Path, Path, Path]
) -> None:
    tls_gateway.people("王会计")
    open_office(tls_gateway, ca=certificates[0], name=NAME).open()
    tls_gateway.say("王会计", "帮助")
    wait_for(lambda: tls_gateway.texts("王会计"))


@pytest.mark.parametrize(("name", "own_ca"), [("other.internal", False), (NAME, True)])
def test_a_gateway_that_cannot_prove_itself_is_refused(
    tls_gateway: Gateway, open_office: OpenOffice, certificates: tuple[Path, Path, Path], tmp_path: Path,
    name: str, own_ca: bool,
) -> None:  # fmt: skip
    ca = make_certificates(tmp_path / "other")[0] if own_ca else certificates[0]
    office = open_office(tls_gateway, ca=ca, name=name).open(until_up=False)
    office.wait_state("证书没有通过核对")
    assert office.is_running()


def test_a_bot_in_the_clear_does_not_reach_a_gateway_with_tls(tls_gateway: Gateway, open_office: OpenOffice) -> None:
    office = open_office(tls_gateway).open(until_up=False)
    wait_for(lambda: any(state.cause for state in office.states))
    assert office.is_running()


def test_a_wrong_token_is_refused_without_being_told(gateway: Gateway, open_office: OpenOffice) -> None:
    office = open_office(gateway, token="insecure_wrong-9915").open(until_up=False)
    office.wait_state("网关不接受这个令牌")
    assert office.is_running()
    told = " ".join([*(state.sentence for state in office.states), *map(repr, office.errors)])
    assert "9915" not in told
    assert TOKEN not in told


def test_where_nobody_listens_the_bot_waits_until_somebody_does(gateway: Gateway, open_office: OpenOffice) -> None:
    gateway.people("王会计")
    gateway.kill()
    office = open_office(gateway).open(until_up=False)
    office.wait_state("连不上网关")
    gateway.start()
    office.wait_up()
    gateway.say("王会计", "帮助")
    wait_for(lambda: gateway.texts("王会计"))


def test_a_gateway_that_accepts_and_never_answers_is_called_silent(gateway: Gateway, open_office: OpenOffice) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        office = open_office(gateway, port=silent.getsockname()[1]).open(until_up=False)
        office.wait_state("网关没有回应")
        assert office.is_running()
        office.stop()


def test_a_second_bot_leaves_the_first_one_alone(gateway: Gateway, open_office: OpenOffice, tmp_path: Path) -> None:
    gateway.people("王会计")
    first = open_office(gateway).open()
    from tests.gateway.office import Office

    second = Office(tmp_path / "second", gateway).open(until_up=False)
    second.wait_state("已有另一个机器人在用")
    second.close()
    gateway.say("王会计", "帮助")
    wait_for(lambda: gateway.texts("王会计"))
    assert len([state for state in first.states if state.cause]) == 0


def test_an_account_that_is_not_logged_in_is_waited_for(gateway: Gateway, open_office: OpenOffice) -> None:
    office = open_office(gateway).open(until_up=False)
    office.wait_state("微信尚未登录")
    gateway.people("王会计")
    office.wait_up()
    gateway.post("logout")
    wait_for(lambda: "微信尚未登录" in office.states[-1].sentence)
    gateway.people("王会计")
    office.wait_up(times=2)
    gateway.say("王会计", "帮助")
    wait_for(lambda: gateway.texts("王会计"))
