"""The digests are HMAC-SHA256 of one fixed text: what was written once can be verified for good."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode
from datetime import UTC

from complaints.complaint import Standing, Status
from complaints.events import Event, EventKind
from storage.canonical import content_of, moment_text
from storage.chain import START, Chain, Head
from storage.rows import event_row
from tests.storage.samples import NOON, make_event

KEY = b"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
EVENT = Event(
    "BS20210830-0001", NOON, EventKind.MOVED, "p-1", Status.WAITING, Status.DISPATCHED, "分派", "请办",
    {"unit": "区供电中心", "by_name": "赵\"主任"}, None, True,
)  # fmt: skip
CONTENT = (
    "7\0=BS20210830-0001\x002021-08-30T04:00:00.000000+00:00\0moved\0p-1\0=waiting\0=dispatched\0分派\0请办"
    '\0{"by_name":"赵\\"主任","unit":"区供电中心"}\0\x001'
)


def _content(event: Event) -> bytes:
    return content_of(7, event_row(event), moment_text(event.at))


def test_the_text_of_format_1_never_changes() -> None:
    assert _content(EVENT).decode() == CONTENT


def test_every_field_counts_and_nothing_is_not_an_empty_text() -> None:
    changed = [
        EVENT,
        make_event("", facts={}),
        make_event("", facts={}, from_status=Status.WAITING),
        make_event("", facts={}, to_status=None),
        make_event("", facts={}, command="x"),
        make_event("", facts={}, note="x"),
        make_event("", facts={}, by="x"),
        make_event("", facts={"": ""}),
        make_event("", facts={}, before=Standing()),
        make_event("", facts={}, before=Standing(returns=1)),
        make_event("", facts={}, follows=True),
        make_event("", facts={}, kind=EventKind.LINKED),
    ]
    contents = [_content(event) for event in changed]
    assert len(set(contents)) == len(contents)
    assert {content.count(b"\0") for content in contents} == {11}


def test_the_same_moment_is_the_same_text_in_every_zone() -> None:
    assert moment_text(NOON) == moment_text(NOON.astimezone(UTC)) == "2021-08-30T04:00:00.000000+00:00"


def test_digests_are_hmac_under_keys_that_are_made_from_the_stores() -> None:
    chain, secret = Chain(KEY), urlsafe_b64decode(KEY)

    def expected(use: bytes, content: bytes) -> str:
        return hmac.digest(hmac.digest(secret, b"sujie/events/1/" + use, "sha256"), content, "sha256").hex()

    assert chain.row_digest(b"content") == expected(b"row", b"content")
    assert chain.digest(START.digest, b"content") == expected(b"link", b"0" * 64 + b"content")
    assert chain.seal(Head(7, "ab")) == expected(b"head", b"7:ab")


def test_rows_are_bound_one_after_the_other() -> None:
    chain = Chain(KEY)
    first, second = chain.bind(Head(6, "a" * 64), map(event_row, (EVENT, EVENT)))
    assert (first["seq"], second["seq"]) == (7, 8)
    assert first["digest"] == chain.digest("a" * 64, CONTENT.encode())
    assert second["digest"] == chain.digest(str(first["digest"]), CONTENT.replace("7\0", "8\0", 1).encode())
