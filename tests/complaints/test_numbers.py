"""Numbers in any shape."""

from datetime import date

import pytest

from complaints.numbers import Reference, read_reference, write_number


def test_a_number_names_its_day_and_its_place_in_it() -> None:
    assert write_number(date(2021, 8, 30), 1) == "BS20210830-0001"
    assert write_number(date(2021, 8, 30), 12345) == "BS20210830-12345"


@pytest.mark.parametrize(
    "typed",
    [
        "BS20210830-0007",
        "bs20210830-0007",
        "BS202108300007",
        "20210830-0007",
        "20210830-7",
        "ＢＳ２０２１０８３０－０００７",
    ],
)
def test_a_whole_number_is_read_however_it_is_typed(typed: str) -> None:
    assert read_reference(typed) == Reference(number="BS20210830-0007")


@pytest.mark.parametrize("typed", ["0007", "7", "7号", "第7号", "#7", "No.7", " 0007 ", "７号"])
def test_a_short_number_is_the_days_sequence(typed: str) -> None:
    assert read_reference(typed) == Reference(sequence=7)


@pytest.mark.parametrize(
    ("typed", "position"), [("第7件", 7), ("第三件", 3), ("第十件", 10), ("第十二条", 12), ("第二十个", 20)]
)
def test_a_place_in_the_list_is_told_apart(typed: str, position: int) -> None:
    assert read_reference(typed) == Reference(position=position)


@pytest.mark.parametrize("typed", ["", "变压器", "0", "BS20211330-0001", "七号线"])
def test_other_words_are_no_number(typed: str) -> None:
    assert read_reference(typed) is None
