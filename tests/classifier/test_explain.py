from __future__ import annotations

import numpy as np
import pytest

from classifier.examples import Example
from classifier.explain import AGAINST, FOR, Lexicon, contributions
from classifier.features import Features
from classifier.linear import Scorer
from classifier.model import Model
from classifier.words import Words
from complaints.prediction import Because
from tests.classifier.small import WORDS, examples


def _lead(model: Model, text: str, winner: str, other: str) -> float:
    """How far the winner leads the other label, in log-odds."""
    decisions = model.units.decide(model.features.transform([("", text)]))[0]
    lead = decisions[model.labels.index(winner)] - decisions[model.labels.index(other)]
    return float(lead) * model.calibration.sharpness


def test_the_characters_add_up_to_the_decision(model: Model) -> None:
    texts = [("停电", "车间停电三次，ABC变压器跳闸12次"), ("", "判决书没有下来"), ("", "")]
    batch = model.features.read(texts, words=True)
    decisions = model.units.decide(model.features.transform(texts)) - model.units.intercept

    added = contributions(batch, Scorer(model.features, model.units).tables, np.array([1, 2, 0]), np.array([3, 0, 4]))

    leads = [decisions[0, 1] - decisions[0, 3], decisions[1, 2] - decisions[1, 0], 0.0]
    np.testing.assert_allclose(np.add.reduceat(added, batch.start[:-1]), leads, atol=1e-5)
    assert abs(leads[1]) > 0.1


def test_a_word_weighs_what_its_characters_add_wherever_it_stands(model: Model) -> None:
    batch = model.features.read([("", "停电，又停电")])
    added = np.arange(1.0, len(batch.points) + 1)
    places = [place for place, point in enumerate(batch.points.tolist()) if chr(point) in "停电"]

    (because,) = Lexicon(["停电"]).because(batch, added)

    assert because == (Because("停电", float(added[places].sum())),)


def test_no_character_is_told_twice() -> None:
    batch = Features(Words(()), (), ()).read([("", "转供电加价，供电")])
    added = np.ones(len(batch.points))

    told = {one.word: one.weight for one in Lexicon(["供电", "转供电", "电加"]).because(batch, added)[0]}

    assert told == {"转供电": 3.0, "供电": 2.0}


def test_the_words_stand_in_the_text(model: Model) -> None:
    for example in examples():
        told = [one.word for one in model.classify([("", example.text)])[0].because]
        assert all(word in example.text and word in model.features.vocabulary for word in told)


@pytest.mark.parametrize(
    "text", ["车间停电三次，变压器跳闸", "判决生效半年，执行没有结果", "职工子女入学没有学位", "门口占道摊位没人管"]
)
def test_without_its_strongest_word_the_text_leads_by_less(model: Model, text: str) -> None:
    prediction = model.classify([("", text)])[0]
    strongest = prediction.because[0]
    winner, runner_up = (alternative.unit for alternative in prediction.alternatives[:2])

    lead = _lead(model, text, winner, runner_up)
    without = _lead(model, text.replace(strongest.word, ""), winner, runner_up)

    assert strongest.weight > 0
    assert without < lead


def test_five_words_at_most_speak_for_and_two_against(model: Model) -> None:
    text = "停电跳闸，变压器电压不稳，电表电费线路都有问题，法院判决执行，学校入学"

    weights = [one.weight for one in model.classify([("", text)])[0].because]

    assert 0 < sum(weight > 0 for weight in weights) <= FOR
    assert sum(weight < 0 for weight in weights) <= AGAINST
    assert weights[0] == max(weights)


def test_numbers_fillers_towns_and_company_names_are_not_told() -> None:
    text = "来电人反映域城镇金丰陶瓷有限公司138****1234停电3次，希望解决"
    model = Model.train([*examples(), *[Example(text, "区供电中心", "获得电力")] * 3], words=WORDS)

    told = {one.word for one in model.classify([("", text)])[0].because}

    assert "停电" in told
    assert told.isdisjoint({"来电", "来电人", "反映", "域城镇", "金丰", "陶瓷", "有限公司", "希望", "解决", "3", "138"})


def test_words_that_training_has_not_seen_are_not_told(model: Model) -> None:
    assert "蟋蟀" not in model.features.vocabulary
    assert "蟋蟀" not in {one.word for one in model.classify([("", "停电，蟋蟀")])[0].because}
