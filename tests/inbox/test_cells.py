from __future__ import annotations

import pytest

from inbox.cells import DigitsLost, name_of, order_no_of, text_of


@pytest.mark.parametrize(
    ("written", "order_no"),
    [
        ("20210830370304000012", "20210830370304000012"),
        ("２０２１０８３０３７０３０４００００１２", "20210830370304000012"),
        ("20210830370304000012\t", "20210830370304000012"),
        ("'20210830370304000012", "20210830370304000012"),
        ('="20210830370304000012"', "20210830370304000012"),
        ("\u200b20210830370304000012 ", "20210830370304000012"),
        (202108220003.0, "202108220003"),
        (202108220003, "202108220003"),
        ("202108220003.0", "202108220003"),
        ("热线-240501-000123", "热线-240501-000123"),
        ("JSJB2021080203061", "JSJB2021080203061"),
        ("无", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_an_order_number_has_one_spelling(written: str | float, order_no: str) -> None:
    assert order_no_of(written) == order_no


@pytest.mark.parametrize("written", [2.0210830370304e19, 1e15, "2.02108E+19", "2.02108e19", "2E+19"])
def test_a_number_whose_last_digits_excel_has_cut_is_refused(written: str | float) -> None:
    with pytest.raises(DigitsLost):
        order_no_of(written)


@pytest.mark.parametrize("written", ["一_x000D_\n二", "一_x000D_二", "一\r\n二", "一\r二", "一\n二", "　　一\n二　"])
def test_a_line_break_has_one_form(written: str) -> None:
    assert text_of(written) == "一\n二"


def test_a_text_stays_to_the_letter_but_for_invisible_characters() -> None:
    assert text_of("ＡＢＣ，①\x00\x07\u202e“原话”") == "ＡＢＣ，①“原话”"


def test_what_looks_like_a_formula_stays_text() -> None:
    assert text_of('=HYPERLINK("x")') == '=HYPERLINK("x")'


@pytest.mark.parametrize("written", ["无", "-", "/", " ", "——"])
def test_a_placeholder_is_no_name(written: str) -> None:
    assert name_of(written) == ""


def test_a_whole_number_reads_without_a_fraction_and_true_reads_as_yes() -> None:
    assert [text_of(3.0), text_of(True), text_of(1.5)] == ["3", "是", "1.5"]
