from __future__ import annotations

import pytest

from complaints.records import PhoneKind
from inbox.phones import read_phone
from tests.inbox.make import LANDLINE, MOBILE

SPACED = f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}"
FULL_WIDTH = "".join(chr(ord(digit) + 0xFEE0) for digit in MOBILE)


@pytest.mark.parametrize(
    "written", [MOBILE, SPACED, "+86" + MOBILE, "86-" + MOBILE, FULL_WIDTH, MOBILE + ".0", f"'{MOBILE}"]
)
def test_a_mobile_number_is_full_and_has_one_spelling(written: str) -> None:
    assert read_phone(written) == (MOBILE, PhoneKind.FULL)


@pytest.mark.parametrize("written", [LANDLINE, LANDLINE + "转8001", MOBILE + "/" + LANDLINE, MOBILE + "（王会计）"])
def test_a_landline_or_several_numbers_are_full_and_kept(written: str) -> None:
    phone, kind = read_phone(written)
    assert kind is PhoneKind.FULL
    assert phone[:11] in written


@pytest.mark.parametrize(
    "written", ["138****1234", "1xx××××", "138XXXX1234", "138＊＊＊＊1234", "0533-***0058", "138********"]
)
def test_a_number_with_hidden_digits_is_masked(written: str) -> None:
    phone, kind = read_phone(written)
    assert kind is PhoneKind.MASKED
    assert phone


@pytest.mark.parametrize("written", ["保密", "匿名", "***", "*", "（保密）", "诉求人不愿透露", "×××"])
def test_a_wish_not_to_tell_is_secret_and_no_number(written: str) -> None:
    assert read_phone(written) == ("", PhoneKind.SECRET)


@pytest.mark.parametrize("written", ["", "无", "空", "-", "/", "未留", "1.3E+10", "12345", "0", "None", "  "])
def test_a_cell_without_a_number_has_none(written: str) -> None:
    assert read_phone(written) == ("", PhoneKind.NONE)
