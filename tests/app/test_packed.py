"""What goes between two processes comes back as it was."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from app.packed import LIKENESSES, PAIRS, TEXTS, UNDERSTANDINGS
from complaints.intake import Understanding
from complaints.likeness import Likeness, Told
from complaints.ports_intake import Part
from complaints.prediction import Alternative, Because, Decision, Prediction

AT = datetime(2021, 8, 30, 9, 0, 1, 5, ZoneInfo("Asia/Shanghai"))


def prediction(*, novel: bool = False) -> Prediction:
    return Prediction(
        "区供电中心", "获得电力", 0.1 + 0.2, Decision.TRIAGE, (Because("增容", -0.3), Because("“变\n压器”", 1e-17)),
        (Alternative("区供电中心", 0.3), Alternative("区水利局", 1.0)), "20210830-1", novel,
    )  # fmt: skip


def test_texts_come_back_with_the_same_moment() -> None:
    told = [
        Told("一句\0话🔌", "标题", "某厂", "城东街道", AT),
        Told(""),
        Told("x", at=AT.astimezone(timezone(timedelta(0)))),
    ]
    there = TEXTS.unpack(TEXTS.pack(told))
    assert there == told
    assert [one.at and one.at.isoformat() for one in there] == [one.at and one.at.isoformat() for one in told]


def test_pairs_come_back() -> None:
    pairs = [(Told("甲", at=AT), Told("乙")), (Told("丙"), Told("丁", company="某厂"))]
    assert PAIRS.unpack(PAIRS.pack(pairs)) == pairs


def test_what_was_understood_comes_back_to_the_last_bit() -> None:
    whole = Understanding(
        prediction(), bytes(range(256)), "某厂", (Part("前半", prediction()), Part("后半", prediction()))
    )
    bare = Understanding(prediction(novel=True), b"")
    assert UNDERSTANDINGS.unpack(UNDERSTANDINGS.pack([whole, bare])) == [whole, bare]


def test_likenesses_come_back() -> None:
    likenesses = [Likeness(0.8, True, ("停电",), "某厂", "城东街道", 3, ("另一月",)), Likeness(0.0, False)]
    assert LIKENESSES.unpack(LIKENESSES.pack(likenesses)) == likenesses


def test_half_a_surrogate_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        TEXTS.pack([Told("半个\ud83d")])
