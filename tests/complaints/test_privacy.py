"""Phones and identity numbers are masked."""

import pytest

from complaints.privacy import mask_name, mask_phone, mask_text

MOBILE = "138" + "0000" + "1234"


@pytest.mark.parametrize("written", [MOBILE, "138 0000 1234", "138-0000-1234"])
def test_a_mobile_number_keeps_its_ends(written: str) -> None:
    assert mask_phone(written) == "138****1234"
    assert mask_text(f"请打{written}找王经理") == "请打138****1234找王经理"


def test_a_landline_and_an_identity_number_are_masked() -> None:
    assert mask_text("0533-" + "4000058") == "0533-****58"
    assert mask_text("370304" + "19800101" + "123X") == "370304********123X"


def test_order_numbers_dates_and_sums_stay() -> None:
    text = "工单20210830370304000123，2021-08-30，合计1380000元"
    assert mask_text(text) == text


def test_a_name_keeps_its_family_name() -> None:
    assert mask_name("王建") == "王某"
    assert mask_name("") == ""
