"""sujie audit on a store of the test's own: what it prints, and with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner, Result

from app import cli_audit
from complaints.events import EventKind
from storage.store import SqlStore
from tests.storage.samples import PHONE, POWER, give, make_complaint, make_event, tell
from tests.storage.test_audit import tamper

Audit = Callable[..., Result]


@pytest.fixture
def audit(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> Audit:
    """The command line on that store: audit("verify", "--json")."""

    @contextmanager
    def house_for(database: str) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(store=store)

    monkeypatch.setattr(cli_audit, "house_for", house_for)
    app = typer.Typer()
    cli_audit.register(app)
    return lambda *words: CliRunner().invoke(app, ["audit", *words])


def test_a_whole_history_is_said_to_be_and_its_head_can_be_noted(audit: Audit, store: SqlStore) -> None:
    tell(store, give(make_complaint(1), POWER))
    head = store.verify().head
    done = audit("verify")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "办理记录3条，没有发现改动。" in done.stdout
    assert head in done.stdout
    assert audit("verify", "--expect", head).exit_code == 0
    line = json.loads(audit("verify", "--json").stdout)
    assert line == {"events": 3, "head": head, "whole": True, "findings": []}


def test_what_is_wrong_is_told_a_sentence_each(audit: Audit, store: SqlStore, database_url: str) -> None:
    tell(store, give(make_complaint(1), POWER))
    tamper(database_url, "UPDATE events SET note = '' WHERE seq = 3", "DELETE FROM events WHERE seq = 2")
    done = audit("verify")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == ["第2条：被删除", "第3条（BS20210830-0001）：内容被改动"]
    assert "有2处问题" in done.stdout
    told = audit("verify", "--json")
    assert told.exit_code == 1
    assert [finding["seq"] for finding in json.loads(told.stdout)["findings"]] == [2, 3]
    assert audit("verify", "--expect", f"1:{'0' * 64}").exit_code == 1


def test_the_log_tells_who_did_what_with_phones_masked(audit: Audit, store: SqlStore) -> None:
    tell(store, give(make_complaint(1), POWER))
    facts = {"by_name": "李联络", "by_unit": POWER, "phone": PHONE}
    viewed = make_event(make_complaint(1).number, kind=EventKind.VIEWED, note=f"查看完整电话{PHONE}", facts=facts)
    with store.begin() as transaction:
        transaction.append([viewed, make_event("", kind=EventKind.EXPORTED, by="p-1", note="台账300件", facts={})])
    assert audit("log").stdout.splitlines() == [
        "2021-08-30 12:00 p-1 导出 台账300件",
        "2021-08-30 12:00 李联络（区供电中心） 查看 BS20210830-0001 查看完整电话138****8000",
    ]
    assert len(audit("log", "--limit", "1").stdout.splitlines()) == 1
    told = audit("log", "--json").stdout
    assert PHONE not in told
    assert [(line["kind"], line["number"], line["by"]) for line in json.loads(told)] == [
        ("exported", None, "p-1"),
        ("viewed", "BS20210830-0001", "李联络（区供电中心）"),
    ]


def test_an_empty_log_says_so(audit: Audit) -> None:
    assert audit("log").stdout == "还没有操作日志。\n"
