from __future__ import annotations

from dataclasses import replace

import pytest

from app.likenesses import TextLikenesses
from app.settings import Settings
from app.tables import Tables, read_tables
from classifier.model import Model
from complaints.likeness import Told
from complaints.ports_intake import Signed
from complaints.towns import Towns

TEXT = "石马水库上游有人私设鱼池收费钓鱼，垃圾扔进水里"


def no_model() -> Model:
    raise AssertionError("signing needs no model")


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(Settings())


@pytest.fixture
def likenesses(tables: Tables) -> TextLikenesses:
    return TextLikenesses(tables, no_model)


def test_what_is_signed_today_is_found_and_not_outdated(likenesses: TextLikenesses) -> None:
    index = likenesses.index()
    [signature] = likenesses.sign([Told(TEXT)])
    index.learn([Signed(7, signature, 100)])
    assert index.nearest([Signed(1, signature, 101)], 5, 45) == [(7,)]
    assert index.outdated(5) == []


def test_a_signature_without_a_mark_is_found_by_its_keys_and_outdated(likenesses: TextLikenesses) -> None:
    index = likenesses.index()
    [signature] = likenesses.sign([Told(TEXT)])
    index.learn([Signed(7, signature[8:], 100), Signed(8, signature[8:], 100)])
    assert set(index.nearest([Signed(1, signature, 101)], 5, 45)[0]) == {7, 8}
    assert index.outdated(1) == [8]
    index.learn([Signed(8, signature, 100)])
    assert index.outdated(5) == [7]


def test_another_table_of_towns_is_another_recipe(likenesses: TextLikenesses, tables: Tables) -> None:
    fewer = TextLikenesses(replace(tables, towns=Towns({"石马镇": ("石马水库",)})), no_model)
    [here], [there] = likenesses.sign([Told(TEXT)]), fewer.sign([Told(TEXT)])
    index = likenesses.index()
    index.learn([Signed(1, there, 100)])
    assert here[:8] != there[:8]
    assert index.outdated(5) == [1]


def test_a_text_without_keys_is_never_outdated(likenesses: TextLikenesses) -> None:
    index = likenesses.index()
    index.learn([Signed(1, likenesses.sign([Told("。")])[0], 100)])
    assert index.outdated(5) == []
