from __future__ import annotations

import numpy as np
import pytest

from classifier.features import BLOCKS, Features
from classifier.words import Words

TEXTS = (("停电", "车间停电三次"), ("", "车间又停电了"), ("电费", "电费账单不对"), ("电费", "账单上的电费翻倍"))


@pytest.fixture(scope="module")
def features() -> Features:
    return Features.fit(Words(()), TEXTS)


def test_each_block_of_a_row_has_the_length_of_its_weight(features: Features) -> None:
    matrix = features.transform(TEXTS).toarray()
    start = 0
    for block in features.blocks:
        lengths = np.linalg.norm(matrix[:, start : start + len(block.buckets)], axis=1)
        assert all(length == pytest.approx(block.spec.weight, abs=1e-5) or length == 0 for length in lengths)
        start += len(block.buckets)
    assert start == matrix.shape[1]
    assert [block.spec for block in features.blocks] == list(BLOCKS)


def test_a_text_without_a_title_has_no_title_features(features: Features) -> None:
    titles = sum(len(block.buckets) for block in features.blocks if block.spec.source == "title")

    matrix = features.transform(TEXTS).toarray()

    assert not matrix[1, -titles:].any()
    assert matrix[0, -titles:].any()


def test_a_text_is_the_same_alone_and_in_a_batch(features: Features) -> None:
    together = features.transform(TEXTS).toarray()

    for row, pair in enumerate(TEXTS):
        np.testing.assert_allclose(features.transform([pair]).toarray()[0], together[row], rtol=1e-6)


def test_grams_do_not_reach_from_one_text_into_the_next(features: Features) -> None:
    apart = features.transform([("", "停"), ("", "电")]).toarray()
    whole = features.transform([("", "停电")]).toarray()

    assert (whole[0] > 0).sum() > ((apart[0] > 0) | (apart[1] > 0)).sum()


def test_no_texts_give_no_rows(features: Features) -> None:
    assert features.transform([]).shape[0] == 0


def test_a_gram_of_one_text_only_does_not_count() -> None:
    features = Features.fit(Words(()), [("", "停电停电"), ("", "收费")])

    assert features.transform([("", "停电")]).nnz == 0
