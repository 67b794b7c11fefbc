from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.clocks import SystemClock
from app.likenesses import TextLikenesses
from app.settings import ROOT, Settings
from app.tables import Tables, read_tables
from app.wiring import open_house
from classifier.model import Model
from complaints.intake import Receipt
from complaints.likeness import Told
from complaints.ports_intake import Signed
from complaints.records import Channel, RawRecord
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


def test_what_was_signed_with_other_tables_is_signed_anew_and_found(data_folder: Path, tmp_path: Path) -> None:
    """The office renames a town's alias: stored complaints are still found, and their signatures follow."""
    tables = shutil.copytree(ROOT / "tables", tmp_path / "tables")
    settings = Settings(data=data_folder, database=f"sqlite:///{tmp_path / 'desk.db'}", tables=tables)
    [stored] = received(settings, "1")
    before = signatures_of(settings)
    towns = tables / "towns.csv"
    towns.write_text(towns.read_text("utf-8-sig").replace("石马镇政府、", "石马镇政府、石马水库、"), "utf-8-sig")
    [again] = received(settings, "2")
    after = signatures_of(settings)
    assert [one.other for one in again.proposals] == [stored.complaint.number]
    assert [one[:8] for one in before] != [one[:8] for one in after[:1]]
    assert len({one[:8] for one in after}) == 1


def received(settings: Settings, order: str) -> list[Receipt]:
    at = SystemClock().now()
    record = RawRecord(Channel.HOTLINE, order, TEXT, "", at, company="淄博云帆陶瓷有限公司", place="石马镇")
    with open_house(settings) as house:
        return [receipt for _, receipt in house.services.desk.receive_all([record])]


def signatures_of(settings: Settings) -> list[bytes]:
    with open_house(settings) as house, house.store.begin() as transaction:
        return [one.signature for one in transaction.signed_after(0)]
