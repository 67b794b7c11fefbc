from __future__ import annotations

from dataclasses import replace

import numpy as np

from classifier.model import Model
from classifier.novelty import TOLD_NOVEL, Novelty
from classifier.thresholds import NEVER
from complaints.prediction import Decision
from tests.classifier.small import examples

TEXTS = [("", one.text) for one in examples()]


def _refitted(model: Model, texts: list[tuple[str, str]], representative: np.ndarray) -> Novelty:
    return Novelty.fit(model.features, texts, representative)


def test_one_ordinary_text_in_a_hundred_may_be_told_novel(model: Model) -> None:
    fitted = _refitted(model, TEXTS, np.zeros(len(TEXTS), np.bool_))

    assert fitted == model.novelty
    assert 0 < fitted.least < fitted.usual < 1
    batch = model.features.read(TEXTS)
    assert fitted.is_novel(batch.count(batch.pairs > 0), batch.lengths).mean() <= TOLD_NOVEL


def test_each_text_is_measured_without_itself(model: Model) -> None:
    batch = model.features.read(TEXTS)
    known = batch.count(batch.pairs > 0)

    assert model.novelty.usual < known.sum() / batch.lengths.sum()


def test_the_representative_texts_tell_what_is_usual_where_there_are_enough(model: Model) -> None:
    # Those of the second half are all of unknown characters.
    texts = [*TEXTS * 2, *[("", "鹧鸪啁啾芰荷菡萏")] * 30]
    few, many = np.arange(len(texts)) < 60, np.arange(len(texts)) < 120

    assert _refitted(model, texts, few).usual < _refitted(model, texts, many).usual


def test_a_short_greeting_is_not_novel_for_one_odd_pair() -> None:
    novelty = Novelty(usual=0.7, least=0.5)

    known, length = np.array([1, 10, 0]), np.array([4, 40, 4])
    assert novelty.is_novel(known, length).tolist() == [False, True, False]


def test_a_novel_text_is_left_to_a_person_however_sure_the_model_is(model: Model) -> None:
    bold = replace(model, thresholds=dict.fromkeys(model.thresholds, 0.0))
    # Begins like a complaint about power, and goes on about something else.
    text = "停电停电停电，春江潮水连海平，海上明月共潮生，滟滟随波千万里，何处春江无月明"

    ordinary, odd = bold.classify([("", "车间停电三次，变压器跳闸"), ("", text)])

    assert (ordinary.novel, odd.novel) == (False, True)
    assert (ordinary.decision, odd.decision) == (Decision.DISPATCH, Decision.TRIAGE)


def test_the_share_decides_and_not_the_order_of_a_batch(model: Model) -> None:
    strict = replace(model, novelty=Novelty(model.novelty.usual, NEVER))

    assert strict.decide(TEXTS).novel.all()
    assert not strict.decide(TEXTS).accepted.any()
    np.testing.assert_array_equal(model.decide(TEXTS).novel, [bool(model.decide([text]).novel[0]) for text in TEXTS])
