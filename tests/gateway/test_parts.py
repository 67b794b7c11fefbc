"""Address, journal, alarm and the line of arrivals, each by itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.gateway.address import AddressWrong, demand_private, read_address
from bot.gateway.arrivals import Arrivals
from bot.gateway.deafness import Deafness
from bot.gateway.journal import Journal
from bot.gateway.states import Cause, Phase, State
from bot.wechaty_import import load


def test_an_address_is_host_and_port_and_does_not_show_its_token() -> None:
    address = read_address(" 192.168.1.8:8788 ", "insecure_ab-12")
    assert (address.host, address.port) == ("192.168.1.8", 8788)
    assert address.context is not None
    assert "insecure" not in repr(address)
    assert read_address("[::1]:9", "t", tls=False).host == "::1"


@pytest.mark.parametrize(
    "text", ["", "gateway", "gateway:", "gateway:0", "gateway:70000", "http://gateway:80", "a b:1"]
)
def test_what_is_no_address_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(AddressWrong, match="主机:端口"):
        read_address(text, "token")


def test_a_token_that_is_missing_or_cannot_travel_is_refused_without_being_told(tmp_path: Path) -> None:
    with pytest.raises(AddressWrong, match="SUJIE_GATEWAY_TOKEN"):
        read_address("gateway:1", "")
    with pytest.raises(AddressWrong) as refused:
        read_address("gateway:1", "令牌 9915")
    assert "9915" not in str(refused.value)
    with pytest.raises(AddressWrong, match="--no-tls"):
        read_address("gateway:1", "t", Path("ca.pem"), tls=False)
    wrong = tmp_path / "ca.pem"
    wrong.write_text("no certificate")
    with pytest.raises(AddressWrong, match="CA 证书"):
        read_address("gateway:1", "t", wrong)


def test_in_the_clear_only_private_addresses_are_spoken_to() -> None:
    demand_private(["127.0.0.1", "10.1.2.3", "172.20.0.1", "192.168.1.8", "::1", "fd00::1"])
    for public in ("8.8.8.8", "172.32.0.1", "2001:4860::1", "0.0.0.0"):
        with pytest.raises(AddressWrong, match="--no-tls"):
            demand_private(["127.0.0.1", public])


def test_the_journal_outlives_the_program(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "waiting")
    for one in ("a", "b", "c"):
        journal.add(one)
    journal.done("b")
    # Not closed: it was killed.
    again = Journal(tmp_path / "waiting")
    assert again.waiting() == ["a", "c"]
    again.done("a")
    again.done("c")
    assert (tmp_path / "waiting").read_text() == ""
    last = Journal(tmp_path / "waiting")
    assert last.waiting() == []
    for one in (journal, again, last):
        one.close()


def test_a_line_that_was_cut_by_a_kill_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "waiting").write_text("+a\n+b\n-a\n-")
    journal = Journal(tmp_path / "waiting")
    assert journal.waiting() == ["b"]
    journal.close()


@pytest.mark.asyncio
async def test_an_alarm_is_raised_once_and_taken_back_once() -> None:
    told: list[str] = []
    heard = asyncio.Event()

    async def alarm(state: State) -> None:
        told.append(state.sentence)
        heard.set()

    async def relief() -> None:
        told.append("relief")
        heard.set()

    deafness = Deafness(0.02, alarm, relief)
    running = asyncio.create_task(deafness.run())
    deafness.hear(State(Phase.DOWN, Cause.UNREACHABLE))
    await asyncio.wait_for(heard.wait(), 5)
    heard.clear()
    deafness.hear(State(Phase.DOWN, Cause.SILENT))
    deafness.hear(State(Phase.UP))
    await asyncio.wait_for(heard.wait(), 5)
    running.cancel()
    assert told == [State(Phase.DOWN, Cause.UNREACHABLE).sentence, "relief"]


@pytest.mark.asyncio
async def test_a_short_loss_alarms_nobody() -> None:
    told: list[str] = []

    async def alarm(state: State) -> None:
        told.append("alarm")

    async def relief() -> None:
        told.append("relief")

    deafness = Deafness(60.0, alarm, relief)
    running = asyncio.create_task(deafness.run())
    for phase in (Phase.DOWN, Phase.UP) * 5:
        deafness.hear(State(phase))
        await asyncio.sleep(0)
    running.cancel()
    assert told == []


@pytest.mark.asyncio
async def test_what_arrives_is_handed_on_in_its_order_though_it_is_fetched_out_of_order() -> None:
    gates = {one: asyncio.Event() for one in "abc"}
    handed: list[str] = []
    failed: list[str] = []
    reported: list[Exception] = []

    async def fetch(message_id: str) -> str:
        await gates[message_id].wait()
        if message_id == "b":
            raise ConnectionError
        return message_id.upper()

    async def hand_on(message_id: str, fetched: str) -> None:
        handed.append(fetched)

    arrivals = Arrivals(fetch, hand_on, reported.append)
    running = asyncio.create_task(arrivals.run())
    for one in "abc":
        assert arrivals.is_new(one)
        assert not arrivals.is_new(one)
        arrivals.message(one, failed.append)
    for one in "cba":
        gates[one].set()
        await asyncio.sleep(0)
    await asyncio.wait_for(arrivals.settled(), 5)
    running.cancel()
    assert (handed, failed, [type(error) for error in reported]) == (["A", "C"], ["b"], [ConnectionError])


@pytest.mark.asyncio
async def test_a_channel_connects_once_and_not_after_it_was_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CACHE_DIR", "WECHATY_LOG"):
        monkeypatch.setenv(name, "")
    load(tmp_path / "cache")
    from bot.gateway.channel import OneConnection

    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    address = read_address(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", "token", tls=False)
    used, closed = OneConnection(address), OneConnection(address)
    await used.__connect__()
    used.close()
    closed.close()
    for channel in (used, closed):
        with pytest.raises(ConnectionResetError):
            await channel.__connect__()
    server.close()
    await server.wait_closed()
