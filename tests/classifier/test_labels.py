from __future__ import annotations

import pytest

from classifier.labels import differ, find_labels, unsettled


def labels_differ(one: str, other: str) -> bool:
    return differ(find_labels(unsettled(one)), find_labels(unsettled(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("户号尾号5519的表倒走", "户号尾号5538的表倒走"),
        ("不动产证第002***4号解押", "不动产证第002***1号解押"),
        ("环罚字第1*号申请分期", "环罚字第3*号申请分期"),
        ("车牌c3**7,过磅单编号0086", "车牌c3**7,过磅单编号0142"),
        ("合同款第二期没付", "合同款第三期没付"),
        ("三个店,芦泉店电价不对", "三个店,枣林店电价不对,跟芦泉店不是一块表"),
        ("5号楼漏水", "7号楼漏水,5号楼已经修好了"),
    ],
)
def test_another_number_part_or_branch_is_another_matter(one: str, other: str) -> None:
    assert labels_differ(one, other)
    assert labels_differ(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("尾号5519的表倒走", "户号37030000005519的表倒走"),
        ("不动产证第002***4号", "不动产证第0023554号"),
        ("电话137****4402", "电话135****7719"),
        ("工单编号zb210911,漏水", "工单编号zb210917,漏水"),
        ("青岚火锅店油烟大", "青岚饭店油烟大"),
        ("这家店的二店", "那家店"),
    ],
)
def test_a_part_of_the_number_a_phone_a_ticket_and_a_sort_of_shop_tell_nothing_apart(one: str, other: str) -> None:
    assert not labels_differ(one, other)
