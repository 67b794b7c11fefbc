from __future__ import annotations

import io
import json
import pickle
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from classifier.files import ModelFolder, ModelUnreadable
from classifier.model import Model
from tests.classifier.small import examples

TEXTS = [("", example.text) for example in examples()] + [("停电", "变压器跳闸"), ("", "")]


@pytest.fixture
def folder(tmp_path: Path, model: Model) -> ModelFolder:
    folder = ModelFolder(tmp_path / "models")
    folder.save(model)
    return folder


def _second(model: Model) -> Model:
    return replace(model, version="m20260202-second", created="2026-02-02T08:00:00+08:00")


def test_a_stored_model_answers_exactly_as_before(folder: ModelFolder, model: Model) -> None:
    stored = folder.current()

    assert stored is not None
    assert stored.classify(TEXTS) == model.classify(TEXTS)
    assert (stored.version, stored.scores, stored.thresholds) == (model.version, model.scores, model.thresholds)
    assert stored.features.words.extra == model.features.words.extra


def test_an_empty_folder_has_no_model(tmp_path: Path) -> None:
    folder = ModelFolder(tmp_path / "none")

    assert folder.current() is None
    assert folder.list() == []


def test_the_first_model_is_current_and_a_later_one_by_promotion(folder: ModelFolder, model: Model) -> None:
    folder.save(_second(model))
    assert [(info.version, info.current) for info in folder.list() if info.current] == [(model.version, True)]

    folder.promote("m20260202-second")

    current = folder.current()
    assert current is not None
    assert current.version == "m20260202-second"
    assert sum(info.current for info in folder.list()) == 1


def test_the_list_tells_what_each_model_scored(folder: ModelFolder, model: Model) -> None:
    folder.save(_second(model))

    infos = {info.version: info for info in folder.list()}

    assert infos[model.version].scores == model.scores
    assert infos[model.version].data_hash == model.data_hash
    assert infos[model.version].created.tzinfo is not None
    assert infos["m20260202-second"].created.isoformat() == "2026-02-02T08:00:00+08:00"


def test_rollback_goes_back_the_way_that_promotion_came(folder: ModelFolder, model: Model) -> None:
    folder.save(_second(model))
    folder.promote("m20260202-second")

    assert folder.rollback() == model.version
    with pytest.raises(ModelUnreadable, match="没有更早的模型"):
        folder.rollback()


@pytest.mark.parametrize("version", ["m-missing", "../current", ""])
def test_promoting_what_is_not_there_keeps_the_current_model(folder: ModelFolder, model: Model, version: str) -> None:
    with pytest.raises(ModelUnreadable):
        folder.promote(version)

    current = folder.current()
    assert current is not None
    assert current.version == model.version


def test_a_missing_file_is_told_with_the_next_step(folder: ModelFolder, model: Model) -> None:
    (folder.path / f"{model.version}.model").unlink()

    with pytest.raises(ModelUnreadable, match=r"文件不存在.*sujie models rollback"):
        folder.current()


def test_a_file_changed_in_any_place_never_passes_for_another_model(folder: ModelFolder, model: Model) -> None:
    file = folder.path / f"{model.version}.model"
    whole = file.read_bytes()
    expected = model.classify(TEXTS[:3])
    for place in range(0, len(whole), max(1, len(whole) // 120)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            stored = folder.load(model.version)
        except ModelUnreadable:
            continue
        # A byte that no reader looks at, such as a member's date, may change.
        assert stored.classify(TEXTS[:3]) == expected


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_half_a_file_is_refused(folder: ModelFolder, model: Model, share: float) -> None:
    file = folder.path / f"{model.version}.model"
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(ModelUnreadable, match="已损坏"):
        folder.current()
    assert folder.list() == []


def _rewritten(whole: bytes, members: dict[str, bytes]) -> bytes:
    """The archive with some members replaced."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(whole)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, members.get(name, old.read(name)))
    return target.getvalue()


class _Trap:
    """What a hostile file would run when it is read as a pickle."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self._mark,)


def _array(array: np.ndarray, *, allow_pickle: bool = False) -> bytes:
    content = io.BytesIO()
    np.lib.format.write_array(content, array, allow_pickle=allow_pickle)
    return content.getvalue()


def test_a_file_that_would_run_code_is_refused_and_runs_none(folder: ModelFolder, model: Model, tmp_path: Path) -> None:
    file, mark = folder.path / f"{model.version}.model", tmp_path / "ran"
    trap = _array(np.array([_Trap(mark)], dtype=object), allow_pickle=True)
    file.write_bytes(_rewritten(file.read_bytes(), {"units.npy": trap}))

    with pytest.raises(ModelUnreadable):
        folder.current()
    assert not mark.exists()


def test_an_array_that_holds_no_numbers_is_refused(folder: ModelFolder, model: Model) -> None:
    file = folder.path / f"{model.version}.model"
    file.write_bytes(_rewritten(file.read_bytes(), {"units.npy": _array(np.array(["停电"]))}))

    with pytest.raises(ModelUnreadable, match="不应有的内容"):
        folder.current()


def test_a_pickle_in_the_place_of_a_model_is_refused(folder: ModelFolder, model: Model) -> None:
    (folder.path / f"{model.version}.model").write_bytes(pickle.dumps({"vocabulary": "停电"}))

    with pytest.raises(ModelUnreadable, match="已损坏"):
        folder.current()


def test_a_file_whose_parts_do_not_fit_together_is_refused(folder: ModelFolder, model: Model) -> None:
    file = folder.path / f"{model.version}.model"
    whole = file.read_bytes()
    with ZipFile(io.BytesIO(whole)) as archive:
        facts = json.loads(archive.read("sujie.json"))
    for change, message in (
        ({"units": facts["units"][:-1]}, "前后不一致"),
        ({"recipe": 0}, "另一版本"),
        ({"thresholds": None}, "已损坏"),
    ):
        file.write_bytes(_rewritten(whole, {"sujie.json": json.dumps(facts | change).encode()}))
        with pytest.raises(ModelUnreadable, match=message):
            folder.current()


def test_saving_leaves_no_half_written_files(folder: ModelFolder, model: Model) -> None:
    assert sorted(file.name for file in folder.path.iterdir()) == ["current.txt", f"{model.version}.model"]
