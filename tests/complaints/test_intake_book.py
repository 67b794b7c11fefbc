"""The enterprises that the office knows, whatever their names: found again, never taken for one another."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from complaints.companies import book as book_module
from complaints.companies.book import EnterpriseBook, key_of
from complaints.companies.known import KnownEnterprises, Match
from complaints.companies.names import read_name
from complaints.records import Channel, Enterprise
from storage.store import SqlStore, open_store
from tests.kit import MONDAY, HandClock

NAMES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "博山", "淄博", "淄博市博山区", "山东", "山东省淄博市"]),
    st.sampled_from(["清釉", "清柚", "禾笙", "禾生", "鑫源", "鑫泰源", "三六五", "瓷韵坊", "釉清", "源泉"]),
    st.sampled_from(["", "陶瓷", "机泵制造", "商贸", "物流", "机械设备"]),
    st.sampled_from(["有限公司", "有限责任公司", "厂", "股份有限公司", "经营部", ""]),
)
KNOWN = st.lists(st.tuples(NAMES, st.sampled_from(["K1", "K2", "K3", "K4"])), max_size=12)
ANY_TEXT = st.text(max_size=30) | NAMES


@pytest.fixture
def memory() -> Iterator[SqlStore]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


def well_formed(match: Match, names: set[str]) -> None:
    """Sure of one known name, or at most three known ones proposed, each once."""
    if match.found:
        assert match.found in names
        assert match.proposals == ()
    else:
        assert match.key == ""
    assert set(match.proposals) <= names
    assert len(match.proposals) == len(set(match.proposals)) <= 3


@given(known=KNOWN, asked=ANY_TEXT)
@settings(deadline=None)
def test_whatever_is_asked_the_answer_is_one_known_or_a_few_or_none(known: list[tuple[str, str]], asked: str) -> None:
    match = KnownEnterprises(known).match(asked)
    well_formed(match, {name for name, _ in known})
    if match.found:
        assert (match.found, match.key) in known


def test_of_many_that_a_name_may_mean_the_first_three_are_proposed() -> None:
    known = [f"博山鑫源{trade}有限公司" for trade in ("陶瓷", "机械", "商贸", "物流", "建材")]
    match = KnownEnterprises([(name, name) for name in known]).match("鑫源公司")
    well_formed(match, set(known))
    assert len(match.proposals) == 3


@given(known=KNOWN, name=NAMES)
@settings(deadline=None)
def test_a_known_name_is_found_by_itself_whoever_else_is_known(known: list[tuple[str, str]], name: str) -> None:
    # A name of nothing but places and trades is nobody's own.
    assume(read_name(name).proper)
    match = KnownEnterprises([*known, (name, "own")]).match(name)
    keys = {key for other, key in known if other == name} | {"own"}
    assert match.found == name
    assert match.key in keys


@given(known=KNOWN, asked=NAMES, order=st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_in_which_ledgers_came_changes_nothing(
    known: list[tuple[str, str]], asked: str, order: object
) -> None:
    # One name under two keys is the older one's; that is an order, too.
    one_key = list({name: (name, key) for name, key in known}.values())
    shuffled = list(one_key)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = KnownEnterprises(one_key).match(asked), KnownEnterprises(shuffled).match(asked)
    assert (one.key, bool(one.found)) == (other.key, bool(other.found))
    assert set(one.proposals) == set(other.proposals)


@given(known=KNOWN, asked=NAMES)
@settings(deadline=None)
def test_what_is_known_already_may_be_added_again(known: list[tuple[str, str]], asked: str) -> None:
    assert KnownEnterprises([*known, *known]).match(asked) == KnownEnterprises(known).match(asked)


@given(
    known=KNOWN,
    general=st.sampled_from(["", "陶瓷厂", "有限公司", "博山", "公司", "淄博市博山区机械厂", "商贸有限公司"]),
)
@settings(deadline=None)
def test_a_general_name_means_nobody_and_is_not_learned(known: list[tuple[str, str]], general: str) -> None:
    assert read_name(general).proper == ""
    book = KnownEnterprises([*known, (general, "K9")])
    assert book.match(general) == Match()
    assert book.match("清釉陶瓷").key != "K9"


# The book on a store.


def line(name: str, **facts: object) -> Enterprise:
    return replace(Enterprise(name), **facts)  # type: ignore[arg-type]


def test_a_line_is_told_from_another_by_enterprise_unit_matter_and_day(memory: SqlStore) -> None:
    book = EnterpriseBook(memory, HandClock())
    one = line("博山清釉陶瓷有限公司", uscc="U1", unit="区税务局", indicator="纳税", matter="退税", handled_at=MONDAY)
    same = [
        one, replace(one, name="博山清釉 陶瓷有限公司"), replace(one, handled_at=MONDAY + timedelta(hours=3)),
        replace(one, place="山头街道", person="王会计", disputes=True, extra={"备注": "无"}),
    ]  # fmt: skip
    others = [
        replace(one, unit="区住建局"), replace(one, indicator="获得电力"), replace(one, matter="发票"), replace(one, uscc="U2"),
        replace(one, handled_at=MONDAY + timedelta(days=1)), replace(one, handled_at=None),
        replace(one, name="博山清釉瓷业有限公司"),
    ]  # fmt: skip
    assert book.learn(Channel.ENTERPRISES, same) == 1
    assert book.learn(Channel.ENTERPRISES, others) == len(others)
    assert book.learn(Channel.ENTERPRISES, [*same, *others]) == 0
    assert book.learn(Channel.VISITS, [one]) == 1


@given(
    st.lists(st.builds(line, NAMES, uscc=st.sampled_from(["", "U1"]), matter=st.sampled_from(["", "退税"])), max_size=9)
)
@settings(max_examples=15, deadline=None)
def test_a_preview_counts_what_learning_will_find_new_and_keeps_nothing(lines: list[Enterprise]) -> None:
    memory = open_store("sqlite://")
    book = EnterpriseBook(memory, HandClock())
    half = lines[: len(lines) // 2]
    book.learn(Channel.ENTERPRISES, half)
    known = memory.known_enterprises()
    expected = book.preview(Channel.ENTERPRISES, lines)
    assert memory.known_enterprises() == known
    assert book.learn(Channel.ENTERPRISES, lines) == expected
    assert book.preview(Channel.ENTERPRISES, lines) == 0
    for one in lines:
        match = book.match(one.name)
        if read_name(one.name).proper:
            assert match.found == one.name
            assert one.name in [told.name for _, told in memory.enterprises(match.key)]
    memory.close()


@pytest.mark.parametrize("count", [0, 1000, 1001])
def test_a_ledger_of_any_length_is_learned_whole(memory: SqlStore, count: int) -> None:
    book = EnterpriseBook(memory, HandClock())
    lines = [line(f"清釉{at}陶瓷有限公司", uscc=f"U{at}") for at in range(count)]
    assert book.preview(Channel.ENTERPRISES, lines) == count
    assert book.learn(Channel.ENTERPRISES, lines) == count
    assert book.learn(Channel.ENTERPRISES, lines) == 0
    assert len(memory.known_enterprises()) == count


def test_what_is_learned_is_known_at_once_here_and_in_a_program_that_runs(memory: SqlStore) -> None:
    importing, chatting = EnterpriseBook(memory, HandClock()), EnterpriseBook(memory, HandClock())
    assert chatting.match("清釉陶瓷") == Match()
    assert importing.match("清釉陶瓷") == Match()
    importing.learn(Channel.ENTERPRISES, [line("博山清釉陶瓷有限公司", uscc="U1")])
    for book in (importing, chatting):
        assert book.match("清釉陶瓷") == Match("博山清釉陶瓷有限公司", (), "U1")


def test_a_ledger_that_breaks_off_leaves_known_what_was_kept(memory: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_module, "_BATCH", 2)
    book = EnterpriseBook(memory, HandClock())
    assert book.match("清釉陶瓷") == Match()
    lines = [
        line("博山清釉陶瓷有限公司"),
        line("博山禾笙机泵有限公司"),
        line("博山鑫源商贸有限公司", handled_at=MONDAY.replace(tzinfo=None)),
    ]
    with pytest.raises(Exception, match="without a zone"):
        book.learn(Channel.ENTERPRISES, lines)
    assert book.match("清釉陶瓷").found == lines[0].name
    assert book.match("鑫源商贸") == Match()


def test_threads_share_a_book(memory: SqlStore) -> None:
    book = EnterpriseBook(memory, HandClock())
    names = [f"博山{proper}陶瓷有限公司" for proper in ("清釉", "禾笙", "鑫源", "瓷韵坊")]

    def learn_and_match(name: str) -> str:
        book.learn(Channel.ENTERPRISES, [line(name)])
        return book.match(name).found

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(learn_and_match, names)) == names


def test_an_enterprise_is_known_by_its_code_else_by_what_is_its_own() -> None:
    assert key_of(line("博山清釉陶瓷有限公司", uscc="U1")) == "U1"
    assert key_of(line("博山清釉陶瓷有限公司")) == key_of(line("淄博市博山区清釉陶瓷厂")) != key_of(line("禾笙机泵"))
    assert key_of(line("陶瓷厂")) != ""
