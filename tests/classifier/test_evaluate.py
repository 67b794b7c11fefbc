from __future__ import annotations

from dataclasses import replace

import pytest

from classifier.evaluate import LabelledRefused, LabelledRow, evaluate
from tests.classifier.small import examples

ROWS = [LabelledRow(example.text, example.unit) for example in examples()]


def test_held_out_rows_are_scored() -> None:
    scores = evaluate(ROWS, folds=3).to_dict()

    assert (scores["rows"], scores["labels"], scores["not_scored"]) == (len(ROWS), 5, 0)
    assert 0.7 < scores["accuracy"] < 1
    assert 0.7 < scores["macro_f1"] < 1
    assert 0.7 < scores["weighted_f1"] < 1
    assert scores["accuracy"] < scores["top3"] <= 1
    assert 0 <= scores["coverage_at_95"] <= 1
    assert 0 < scores["calibration_error"] < 0.3
    assert scores["docs_per_second"] > 0
    assert scores["seconds_to_train"] > 0


def test_labels_that_say_nothing_of_the_text_score_no_better_than_chance() -> None:
    mixed = [LabelledRow(row.text, "甲乙丙"[number % 3]) for number, row in enumerate(ROWS)]

    assert evaluate(mixed, folds=3).accuracy < 0.6


def test_a_group_is_not_learned_from_its_own_twin() -> None:
    # A text says next to nothing of its label, and stands twice: who has seen the twin knows.
    twins = [
        LabelledRow(text, "甲乙"[number % 2], group=group)
        for number, text in enumerate(row.text for row in ROWS)
        for group in (str(number),) * 2
    ]
    torn = [LabelledRow(row.text, row.label) for row in twins]

    assert evaluate(torn, folds=3).accuracy > evaluate(twins, folds=3).accuracy + 0.1


def test_a_rare_label_trains_and_is_not_scored() -> None:
    scores = evaluate([*ROWS, LabelledRow("取水许可证怎么办", "区水利局")], folds=3)

    assert (scores.rows, scores.labels, scores.not_scored) == (len(ROWS), 5, 1)


def test_a_test_file_is_scored_whole_and_an_unknown_label_is_wrong() -> None:
    test = [*ROWS[::3], LabelledRow("取水许可证怎么办", "区水利局")]

    scores = evaluate(ROWS, test=test)

    assert scores.rows == len(test)
    assert scores.accuracy == pytest.approx((len(test) - 1) / len(test), abs=0.1)
    assert scores.accuracy < 1


def test_what_cannot_be_evaluated_is_refused() -> None:
    with pytest.raises(LabelledRefused, match="没有可评测的数据"):
        evaluate([])
    with pytest.raises(LabelledRefused, match="--folds"):
        evaluate(ROWS, folds=1)
    with pytest.raises(LabelledRefused, match="没有一个标签"):
        evaluate(ROWS[:4], folds=5)


def test_labels_of_which_there_is_only_the_name_are_told_apart_by_it() -> None:
    rows = [
        LabelledRow(f"{said}，第{at}次", label)
        for label, said in (("供电", "供电线路老化"), ("供水", "供水管道漏水"), ("道路", "道路坑洼"))
        for at in range(10)
    ]
    by_name = evaluate(rows, per_label=0)
    assert by_name.accuracy == 1.0
    assert by_name.rows == 30


def test_more_rows_of_a_label_are_no_less_than_fewer_and_each_draw_is_the_same() -> None:
    rows = [
        LabelledRow(f"{said}，{at}月{end}", label, group=f"{label}{at // 2}")
        for label, said, end in (("甲", "停电跳闸", "电费"), ("乙", "漏水水压", "水费"))
        for at in range(24)
    ]
    few, more = evaluate(rows, per_label=2), evaluate(rows, per_label=8)
    assert few.accuracy <= more.accuracy == evaluate(rows).accuracy == 1.0
    assert replace(evaluate(rows, per_label=2), docs_per_second=0, seconds_to_train=0) == replace(
        few, docs_per_second=0, seconds_to_train=0
    )
