from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from classifier.examples import Example
from classifier.model import Model, TrainingRefused
from classifier.thresholds import NEVER
from complaints.prediction import NOT_A_COMPLAINT, OUTSIDE, Decision
from tests.classifier.small import COURT, POWER, SCHOOLS, WORDS, examples


@pytest.mark.parametrize(
    ("text", "unit", "indicator"),
    [
        ("变压器跳闸，停电一整天", POWER, "获得电力"),
        ("判决书下来了，执行没有结果", COURT, "执行合同"),
        ("员工的孩子入学没有学位", SCHOOLS, "包容普惠创新"),
        ("占道摊位城管不管", OUTSIDE, ""),
        ("收到，谢谢", NOT_A_COMPLAINT, ""),
    ],
)
def test_a_text_goes_to_the_unit_whose_words_it_has(model: Model, text: str, unit: str, indicator: str) -> None:
    prediction = model.classify([("", text)])[0]

    assert (prediction.unit, prediction.indicator) == (unit, indicator)
    assert prediction.model_version == model.version


def test_the_three_best_come_in_order_and_the_chosen_one_first(model: Model) -> None:
    prediction = model.classify([("停电", "变压器跳闸")])[0]

    best = [alternative.probability for alternative in prediction.alternatives]
    assert len(best) == 3
    assert best == sorted(best, reverse=True)
    assert (prediction.alternatives[0].unit, best[0]) == (prediction.unit, prediction.probability)


def test_a_title_counts(model: Model) -> None:
    without, titled = model.classify([("", "请尽快解决"), ("变压器跳闸停电", "请尽快解决")])

    assert titled.unit == POWER
    assert titled.probability > without.probability


def test_a_batch_answers_as_each_text_alone(model: Model) -> None:
    texts = [(example.title, example.text) for example in examples()]

    together = model.classify(texts)

    for text, prediction in zip(texts, together, strict=True):
        alone = model.classify([text])[0]
        assert alone.unit == prediction.unit
        assert alone.probability == pytest.approx(prediction.probability, rel=1e-4)


def test_each_text_is_judged_by_the_tier_that_is_sure_enough(model: Model) -> None:
    texts = [(example.title, example.text) for example in examples()]
    quick, whole = (replace(model, quick_from=least) for least in (0.0, NEVER))
    limit = float(np.median(quick.probabilities(texts).max(axis=1)))
    both = replace(model, quick_from=limit)

    sure = quick.probabilities(texts).max(axis=1) >= limit
    expected = np.where(sure[:, None], quick.probabilities(texts), whole.probabilities(texts))

    assert 0 < sure.sum() < len(texts)
    np.testing.assert_allclose(both.probabilities(texts), expected, rtol=1e-5)
    for row, prediction in enumerate(both.classify(texts)):
        alone = (quick if sure[row] else whole).classify([texts[row]])[0]
        assert [one.word for one in prediction.because] == [one.word for one in alone.because]
        assert prediction.probability == pytest.approx(alone.probability, rel=1e-5)


def test_no_texts_have_no_predictions(model: Model) -> None:
    assert model.classify([]) == []
    assert model.decide([]).best.shape == (0, 3)
    assert model.probabilities([]).shape == (0, 5)


def test_decisions_in_arrays_are_those_of_the_predictions(model: Model) -> None:
    bold = replace(model, thresholds=dict.fromkeys(model.thresholds, 0.5))
    texts = [(example.title, example.text) for example in examples()] + [("", ""), ("", "收到，谢谢，辛苦了，" * 12)]

    decided, predictions = bold.decide(texts), bold.classify(texts)

    assert 0 < decided.accepted.sum() < len(texts)
    for row, prediction in enumerate(predictions):
        said = [(one.unit, one.probability) for one in prediction.alternatives]
        assert [bold.labels[number] for number in decided.best[row]] == [unit for unit, _ in said]
        assert decided.probability[row].tolist() == [probability for _, probability in said]
        assert decided.accepted[row] == (prediction.decision is not Decision.TRIAGE)


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("车间停电，变压器跳闸，线路电压不稳", Decision.DISPATCH),
        ("占道摊位没人管，城管不来，流动摊位占道经营", Decision.OUTSIDE),
        ("收到，谢谢，辛苦了", Decision.NOT_COMPLAINT),
    ],
)
def test_a_sure_text_is_decided(model: Model, text: str, decision: Decision) -> None:
    sure = replace(model, thresholds=dict.fromkeys(model.thresholds, 0.5))

    assert sure.classify([("", text)])[0].decision == decision


def test_a_long_message_is_never_dismissed_as_chatter(model: Model) -> None:
    bold = replace(model, thresholds=dict.fromkeys(model.thresholds, 0.0))

    short, long = bold.classify([("", "收到，谢谢，辛苦了"), ("", "收到，谢谢，辛苦了，" * 12)])

    assert (short.unit, long.unit) == (NOT_A_COMPLAINT, NOT_A_COMPLAINT)
    assert (short.decision, long.decision) == (Decision.NOT_COMPLAINT, Decision.TRIAGE)


def test_nothing_is_decided_below_the_threshold(model: Model) -> None:
    careful = replace(model, thresholds=dict.fromkeys(model.thresholds, NEVER))

    decisions = {one.decision for one in careful.classify([("", example.text) for example in examples()])}

    assert decisions == {Decision.TRIAGE}


@pytest.mark.parametrize(
    "text", ["", "  \n", "1", "138****1234", "hello, is anybody there?", "👌👌", "鹧鸪啁啾芰荷菡萏"]
)
def test_a_text_unlike_anything_seen_waits_for_a_person(model: Model, text: str) -> None:
    bold = replace(model, thresholds=dict.fromkeys(model.thresholds, 0.0))

    assert bold.classify([("", text)])[0].decision == Decision.TRIAGE


def test_accepted_held_out_texts_are_right_as_often_as_asked(model: Model) -> None:
    assert model.thresholds[Decision.DISPATCH] <= 1.0
    strict = Model.train(examples(), words=WORDS, precision=1.0)

    assert strict.thresholds[Decision.DISPATCH] >= model.thresholds[Decision.DISPATCH]


def test_training_twice_gives_the_same_model(model: Model) -> None:
    again = Model.train(examples(), words=WORDS, precision=0.8)

    assert again.version == model.version
    assert again.thresholds == model.thresholds
    np.testing.assert_array_equal(again.units.coef, model.units.coef)


def test_other_examples_give_another_version(model: Model) -> None:
    more = [*examples(), Example("变压器漏油", POWER, "获得电力")]

    assert Model.train(more, words=WORDS, precision=0.8).data_hash != model.data_hash


def test_the_version_names_the_day_and_the_data() -> None:
    model = Model.train(examples(), words=WORDS, trained_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert model.version == f"m20260101-{model.data_hash[:8]}"
    assert model.created == "2026-01-01T00:00:00+00:00"


def test_a_heavier_example_wins_over_a_lighter_one() -> None:
    disputed = "群里投诉的那件事没有下文"
    for unit, other in ((POWER, COURT), (COURT, POWER)):
        both = [Example(disputed, unit, "", weight=5.0), Example(disputed, other, "", weight=0.5)]
        model = Model.train([*examples(), *both], words=WORDS)
        assert model.classify([("", disputed)])[0].unit == unit


def test_an_indicator_is_one_that_the_unit_has(model: Model) -> None:
    texts = [("", "停电，判决书，学校，执行没有结果"), ("", "学费和电费"), ("", "电表和幼儿园")]

    for prediction in model.classify(texts):
        assert prediction.indicator in model.indicators_of[prediction.unit]


def test_training_without_examples_is_refused() -> None:
    with pytest.raises(TrainingRefused, match=r"examples\.csv"):
        Model.train([], words=())
    with pytest.raises(TrainingRefused, match="为空"):
        Model.train([Example(" ", POWER, "")], words=())


def test_one_unit_alone_can_be_trained_and_decides_nothing() -> None:
    model = Model.train([Example("停电了，车间停产", POWER, "获得电力")] * 3, words=())

    prediction = model.classify([("", "停电了")])[0]

    assert (prediction.unit, prediction.decision) == (POWER, Decision.TRIAGE)
    assert len(prediction.alternatives) == 1
