"""Where a complaint stood, as JSON: complete, and never half understood."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given

from complaints.complaint import Assignment, Standing, Status
from complaints.follow_up import FollowUp
from storage.errors import StorageError
from storage.standing_json import standing_from_json, standing_to_json
from tests.storage.samples import NOON, POWER, TAX
from tests.storage.test_rows import STANDINGS

FULL = Standing(
    Status.HANDLING,
    Assignment(POWER, (TAX,), "获得电力", "停电", NOON, NOON, "分工表第3行"),
    follow_up=FollowUp(),
)


@given(STANDINGS)
def test_it_comes_back_from_its_text(standing: Standing) -> None:
    assert standing_from_json(json.loads(json.dumps(standing_to_json(standing)))) == standing


def test_every_field_has_its_key() -> None:
    stored = standing_to_json(FULL)
    assert set(stored) == {field.name for field in fields(Standing)}
    for name, kind in (("assignment", Assignment), ("follow_up", FollowUp)):
        part = stored[name]
        assert isinstance(part, dict)
        assert set(part) == {field.name for field in fields(kind)}


def test_what_an_older_program_did_not_know_has_its_default() -> None:
    assert standing_from_json({"status": "handling"}) == Standing(Status.HANDLING)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"escalated": True, "archived_by": "p-1"}, "archived_by、escalated"),
        ({"assignment": {"lead": POWER, "weight": 3}}, "weight"),
        ({"follow_up": {"stars": 5}}, "stars"),
        ({"status": "escalated"}, "escalated"),
        ({"asked_until": "morgen"}, "morgen"),
    ],
)
def test_what_a_newer_program_wrote_is_refused_by_name(change: dict[str, object], words: str) -> None:
    with pytest.raises(StorageError, match=rf"更新的版本.*{words}.*升级 sujie"):
        standing_from_json({**standing_to_json(FULL), **change})


@pytest.mark.parametrize("stored", [[], "closed", 1, {"assignment": []}])
def test_what_is_no_standing_is_refused(stored: object) -> None:
    with pytest.raises(StorageError, match="读不出来"):
        standing_from_json(stored)
