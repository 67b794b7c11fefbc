"""What a reporter wishes and has told before."""

import pytest

from complaints.completing import PASSED_ON, completed, told_before
from complaints.privacy import wishes_secrecy
from complaints.records import Channel, PhoneKind, RawRecord


@pytest.mark.parametrize(
    "text",
    [
        "请替我保密",
        "要求对身份保密",
        "希望中心为我们公司保密，别让供电公司知道",
        "匿名反映一件事",
        "不要透露我的电话",
        "别公开我们公司名字",
        "不想让人知道，请保密",
    ],
)
def test_who_asks_not_to_be_named_is_confidential(text: str) -> None:
    assert wishes_secrecy(f"车间停电三次，{text}")


@pytest.mark.parametrize(
    "text",
    [
        "不需要保密",
        "无需保密",
        "不用替我保密",
        "我们是保密设备厂，车间停电",
        "请公开办理结果",
        "保密局门口水管漏了",
        "请不要公开停电原因以外的事",
    ],
)
def test_the_word_alone_is_no_wish(text: str) -> None:
    assert not wishes_secrecy(text)


def test_the_last_company_and_phone_of_ones_own_are_known() -> None:
    def record(company: str, phone: str = "", kind: PhoneKind = PhoneKind.FULL, **extra: str) -> RawRecord:
        return RawRecord(Channel.CHAT, "m", "停电", company=company, phone=phone, phone_kind=kind, extra=extra)

    records = [
        record("别人的公司", "0533-4185678", **{PASSED_ON: "1"}),
        record("", "0533****5678", PhoneKind.MASKED),
        record("博山清釉陶瓷有限公司"),
        record("旧名字", "0533-4181234"),
    ]
    assert told_before(records) == {"company": "博山清釉陶瓷有限公司", "phone": "0533-4181234"}
    assert told_before(records[:2]) == {}


def test_secrecy_once_wished_stays() -> None:
    secret = completed(RawRecord(Channel.CHAT, "m", "停电"), {"confidential": "1"})
    assert secret.confidential
    later = completed(secret, {"phone": "0533-4181234"})
    assert (later.confidential, later.phone_kind) == (True, PhoneKind.FULL)
