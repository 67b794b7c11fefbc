from __future__ import annotations

from pathlib import Path

import pytest

from classifier.files import ModelFolder
from classifier.model import Model
from classifier.packing import ModelUnreadable
from classifier.promotion import Measure, Reason, UnitChange, Verdict
from classifier.reports import Answer, Doubt, Report

REPORT = Report(
    Verdict(Reason.UNIT_WORSE, Measure.RECENT_CASES, 40, 0.7, 0.725, 0.03, (UnitChange("区法院", 12, 0.75, 0.5),)),
    (Answer("E1", "区法院", "区供电中心"), Answer("BS20210830-0001", "区法院", "区法院")),
    (Doubt("E1", "区法院", "区供电中心", 0.9375),),
    21,
    by_rule=True,
)


def test_a_report_lies_beside_its_model_and_comes_back_as_it_was(tmp_path: Path, model: Model) -> None:
    folder = ModelFolder(tmp_path)
    folder.save(model, REPORT)

    assert folder.report(model.version) == REPORT
    assert [info.version for info in folder.list()] == [model.version]


def test_a_model_without_a_report_has_none(tmp_path: Path, model: Model) -> None:
    folder = ModelFolder(tmp_path)
    folder.save(model)

    assert folder.report(model.version) is None


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"verdict": {"losses": 1}}'])
def test_a_damaged_report_is_told(tmp_path: Path, model: Model, content: str) -> None:
    folder = ModelFolder(tmp_path)
    folder.save(model, REPORT)
    next(tmp_path.glob("*.report.json")).write_text(content, encoding="utf-8")

    with pytest.raises(ModelUnreadable, match="训练记录已损坏"):
        folder.report(model.version)


def test_the_stamp_is_another_one_once_another_model_is_in_use(tmp_path: Path, model: Model) -> None:
    folder = ModelFolder(tmp_path)
    assert folder.stamp() == 0
    folder.save(model)
    first = folder.stamp()
    folder.save(model, REPORT)
    assert folder.stamp() == first
    folder.promote(model.version)
    assert folder.stamp() == first
