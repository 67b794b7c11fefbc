from __future__ import annotations

import random

import numpy as np
import pytest

from classifier.neighbours import Neighbours
from classifier.signatures import COMMON_OF_KIND, COMPANY, TEXT

DAY = 738_000


def signature(*keys: int, kind: int = TEXT) -> bytes:
    return np.array(sorted(kind << 30 | key for key in keys), dtype="<u4").tobytes()


def test_an_empty_index_finds_nothing() -> None:
    index = Neighbours()
    assert index.find(signature(1), DAY) == []
    assert index.find_all([], []) == []
    assert len(index) == 0


def test_the_one_with_more_keys_in_common_comes_first() -> None:
    index = Neighbours.of([(1, signature(1, 2), DAY), (2, signature(1, 2, 3), DAY), (3, signature(9), DAY)])
    assert index.find(signature(1, 2, 3), DAY) == [2, 1]


def test_a_company_weighs_more_than_a_word() -> None:
    company = signature(5, kind=COMPANY)
    index = Neighbours.of([(1, signature(1, 2, 3), DAY), (2, signature(7, 8) + company, DAY)])
    assert index.find(signature(1, 2, 3, 7, 8) + company, DAY) == [2, 1]


def test_a_company_alone_is_not_enough() -> None:
    company = signature(5, kind=COMPANY)
    index = Neighbours.of([(1, signature(1) + company, DAY), (2, company, DAY), (3, signature(1, 2) + company, DAY)])
    assert index.find(signature(1, 2) + company, DAY) == [3]


def test_of_another_company_only_nearly_the_same_words_come_into_question() -> None:
    keys = range(10, 20)
    index = Neighbours.of(
        [
            (1, signature(*keys) + signature(5, kind=COMPANY), DAY),
            (2, signature(*keys[:4]) + signature(5, kind=COMPANY), DAY),
            (3, signature(*keys[:4]), DAY),
        ]
    )
    assert index.find(signature(*keys) + signature(6, kind=COMPANY), DAY) == [1, 3]


def test_of_equals_the_newest_comes_first_and_no_more_come_than_asked_for() -> None:
    index = Neighbours.of([(number, signature(1), DAY) for number in range(10)])
    assert index.find(signature(1), DAY, limit=3) == [9, 8, 7]


@pytest.mark.parametrize(("day", "found"), [(DAY - 45, [1]), (DAY + 45, [1]), (DAY - 46, []), (DAY + 46, [])])
def test_only_the_days_around_are_looked_at(day: int, found: list[int]) -> None:
    index = Neighbours.of([(1, signature(1), DAY)])
    assert index.find(signature(1), day, within_days=45) == found


def test_a_key_that_too_many_have_is_no_evidence() -> None:
    many = int(COMMON_OF_KIND[TEXT]) + 1
    index = Neighbours.of([(number, signature(1), DAY) for number in range(many)])
    index.add([many], [signature(1, 2)], [DAY])
    assert index.find(signature(1), DAY) == []
    assert index.find(signature(1, 2), DAY) == [many]


def test_a_common_key_counts_among_the_days_asked_for_only() -> None:
    many = int(COMMON_OF_KIND[TEXT]) + 1
    index = Neighbours.of([(number, signature(1), DAY - 400) for number in range(many)])
    index.add([many], [signature(1)], [DAY])
    assert index.find(signature(1), DAY) == [many]


def test_an_entry_that_is_added_again_takes_the_place_of_the_old_one() -> None:
    index = Neighbours.of([(1, signature(1), DAY), (2, signature(1), DAY)])
    index.add([1], [signature(2)], [DAY])
    assert index.find(signature(1), DAY) == [2]
    assert index.find(signature(2), DAY) == [1]
    assert len(index) == 2


def test_of_the_same_number_in_one_batch_the_last_counts() -> None:
    index = Neighbours()
    index.add([1, 1], [signature(1), signature(2)], [DAY, DAY])
    assert index.find(signature(1), DAY) == []
    assert index.find(signature(2), DAY) == [1]


def test_a_copy_learns_and_forgets_for_itself() -> None:
    index = Neighbours.of([(1, signature(1), DAY), (2, signature(1), DAY)])
    copy = index.copy()
    copy.add([2, 3], [signature(2), signature(1)], [DAY, DAY])
    assert (index.find(signature(1), DAY), copy.find(signature(1), DAY)) == ([2, 1], [3, 1])
    index.remove([1])
    assert (index.find(signature(1), DAY), copy.find(signature(1), DAY)) == ([2], [3, 1])
    index.add([4], [signature(1)], [DAY])
    assert (index.find(signature(1), DAY), copy.find(signature(1), DAY)) == ([4, 2], [3, 1])


def test_a_removed_entry_is_not_found_and_may_come_back() -> None:
    index = Neighbours.of([(1, signature(1), DAY), (2, signature(1), DAY)])
    index.remove([1, 99])
    assert index.find(signature(1), DAY) == [2]
    index.add([1], [signature(1)], [DAY])
    assert index.find(signature(1), DAY) == [2, 1]


def test_an_entry_without_keys_is_kept_and_not_found() -> None:
    index = Neighbours.of([(1, b"", DAY)])
    assert len(index) == 1
    assert index.find(b"", DAY) == []


def test_it_finds_what_a_plain_search_finds_however_the_entries_came() -> None:
    draw = random.Random(3)
    stored: dict[int, tuple[frozenset[int], int]] = {}
    index = Neighbours()
    for _ in range(120):
        batch = [
            (draw.randrange(400), draw.sample(range(300), draw.randrange(5)), DAY + draw.randrange(120))
            for _ in range(draw.randrange(6))
        ]
        index.add([one[0] for one in batch], [signature(*one[1]) for one in batch], [one[2] for one in batch])
        stored |= {number: (frozenset(keys), day) for number, keys, day in batch}
        gone = draw.randrange(400)
        index.remove([gone])
        stored.pop(gone, None)
    assert len(index) == len(stored)
    queries = [(draw.sample(range(300), 6), DAY + draw.randrange(120)) for _ in range(100)]
    found = index.find_all([signature(*keys) for keys, _ in queries], [day for _, day in queries], limit=10_000)
    for (keys, day), numbers in zip(queries, found, strict=True):
        expected = {n for n, (has, at) in stored.items() if has & set(keys) and abs(at - day) <= 45}
        assert set(numbers) == expected
        assert len(numbers) == len(expected)


def test_a_batch_of_queries_finds_what_they_find_one_by_one() -> None:
    draw = random.Random(4)
    index = Neighbours.of((n, signature(*draw.sample(range(500), 8)), DAY + n % 90) for n in range(3_000))
    asked = [signature(*draw.sample(range(500), 8)) for _ in range(100)]
    days = [DAY + draw.randrange(90) for _ in asked]
    assert index.find_all(asked, days) == [index.find(one, day) for one, day in zip(asked, days, strict=True)]


def test_an_entry_takes_little_memory() -> None:
    entries = 50_000
    draw = np.random.default_rng(0)
    keys = np.sort(draw.integers(0, 1 << 30, (entries, 24), dtype=np.uint32), axis=1).astype("<u4")
    index = Neighbours.of((number, keys[number].tobytes(), DAY) for number in range(entries))
    assert index.nbytes() <= 250 * entries
