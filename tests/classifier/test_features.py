from __future__ import annotations

import numpy as np
import pytest

from classifier.features import BLOCKS, Features
from classifier.words import Words

TEXTS = (("停电", "车间停电三次"), ("", "车间又停电了"), ("电费", "电费账单不对"), ("电费", "账单上的电费翻倍"))


@pytest.fixture(scope="module")
def features() -> Features:
    return Features.fit(Words(()), TEXTS)


def test_the_occurrences_of_each_block_have_the_length_of_its_weight(features: Features) -> None:
    batch = features.read(TEXTS, words=True)

    for block, found in zip(features.blocks, batch.found, strict=True):
        squares = (found.weight * np.append(0, block.idf)[found.place]) ** 2
        for row in range(batch.size):
            length = np.sqrt(squares[found.start[row] : found.start[row + 1]].sum()) * found.scale[row]
            assert length == pytest.approx(block.spec.weight, abs=1e-5) or length == 0
    assert [block.spec for block in features.blocks] == list(BLOCKS)


def test_the_matrix_holds_what_occurs(features: Features) -> None:
    matrix = features.transform(TEXTS)
    batch = features.read(TEXTS, words=True)
    coef = np.random.default_rng(0).normal(size=(matrix.shape[1], 3)).astype(np.float32)

    parts = zip(batch.found, features.tables(coef), strict=True)
    decisions = sum((found.occurrences(len(table)) @ table) * found.scale[:, None] for found, table in parts)

    np.testing.assert_allclose(matrix @ coef, decisions, rtol=1e-4, atol=1e-5)


def test_what_stands_further_on_counts_less(features: Features) -> None:
    early, late = ("电费" + "，" * 50 + "停电", "停电" + "，" * 50 + "电费")
    matrix = features.transform([("", early), ("", late)]).toarray()

    assert matrix[0].tolist() != matrix[1].tolist()
    assert (matrix[0] > 0).tolist() == (matrix[1] > 0).tolist()


def test_the_words_are_those_that_the_segmenter_cuts(features: Features) -> None:
    batch = features.read([("", "蟋蟀"), ("停电", "又停电，电费")], words=True)
    found = batch.found[-1]

    words = [
        "".join(map(chr, batch.points[first : first + length]))
        for first, length in zip(found.first, found.length, strict=True)
    ]

    assert found.spec.source == "words"
    assert words == ["停电", "又", "停电", "电费"]
    assert found.start.tolist() == [0, 0, 4]


def test_rare_characters_and_signs_do_no_harm(features: Features) -> None:
    batch = features.read([("𠮷", "𠮷停电㎡\0停电"), ("", "\ud800")])

    assert batch.size == 2
    assert (batch.found[0].place[batch.found[0].start[0] : batch.found[0].start[1]] > 0).any()


def test_a_text_without_a_title_has_no_title_features(features: Features) -> None:
    columns = [len(block.buckets) for block in features.blocks]
    titles = slice(columns[0], columns[0] + columns[1])

    matrix = features.transform(TEXTS).toarray()

    assert not matrix[1, titles].any()
    assert matrix[0, titles].any()


def test_a_text_is_the_same_alone_and_in_a_batch(features: Features) -> None:
    together = features.transform(TEXTS).toarray()

    for row, pair in enumerate(TEXTS):
        np.testing.assert_allclose(features.transform([pair]).toarray()[0], together[row], rtol=1e-6)


def test_grams_do_not_reach_from_one_text_into_the_next(features: Features) -> None:
    # The title's own block aside: of the last of the three, the first character is its title.
    end = len(features.blocks[0].buckets)
    apart = features.transform([("", "停"), ("", "电")]).toarray()[:, :end]
    whole = features.transform([("", "停电")]).toarray()[:, :end]
    split = features.transform([("停", "电")]).toarray()[:, :end]

    alone = ((apart[0] > 0) | (apart[1] > 0)).sum()
    assert (whole[0] > 0).sum() > alone
    assert (split[0] > 0).sum() == alone


def test_no_texts_give_no_rows(features: Features) -> None:
    assert features.transform([]).shape[0] == 0


def test_a_gram_of_one_text_only_counts_where_there_are_few_texts() -> None:
    texts = [("", "停电停电"), *[("", "收费")] * 98]
    few, enough = Features.fit(Words(()), texts), Features.fit(Words(()), [*texts, ("", "收费")])

    assert few.transform([("", "停电")]).nnz > 0
    assert enough.transform([("", "停电")]).nnz == 0
    assert enough.transform([("", "收费")]).nnz > 0
