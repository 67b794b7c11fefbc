from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from classifier.signatures import COMPANY, MATTER, MOST_KEYS, SITE, Signatures, kind_of
from complaints.likeness import Told
from complaints.towns import read_towns

ROOT = Path(__file__).parents[2]
GLAZE = "淄博清釉陶瓷有限公司"
TEXT = f"来电人反映{GLAZE}位于山头街道，申请变压器增容，两个月仍未送电，影响新窑投产，请相关部门核实处理。"


@pytest.fixture(scope="module")
def signatures() -> Signatures:
    return Signatures(read_towns(ROOT / "tables" / "towns.csv"))


def shared(signatures: Signatures, one: Told, other: Told, kind: int | None = None) -> int:
    keys = np.intersect1d(signatures.keys(one), signatures.keys(other))
    return len(keys) if kind is None else int((kind_of(keys) == kind).sum())


def test_the_keys_are_few_different_and_ascending(signatures: Signatures) -> None:
    for text in (TEXT, TEXT * 20, "停电", "五岭路西冶街人民路新坦路东高村麻庄村" * 3 + TEXT):
        keys = signatures.keys(Told(text, company=GLAZE))
        assert 0 < len(keys) <= MOST_KEYS
        assert (np.diff(keys.astype(np.int64)) > 0).all()


def test_a_signature_is_its_keys_as_little_endian_bytes(signatures: Signatures) -> None:
    told = Told(TEXT)
    assert signatures.signature(told) == signatures.keys(told).astype("<u4").tobytes()


def test_a_batch_has_the_signatures_of_its_texts(signatures: Signatures) -> None:
    batch = [Told(TEXT), Told(""), Told("停电"), Told("五岭路的路灯不亮", place="城东街道")] * 400
    assert signatures.signatures(batch) == [signatures.signature(told) for told in batch[:4]] * 400
    assert signatures.signatures([]) == []


@pytest.mark.parametrize("text", ["", " ", "。！？", "12345", "😀", "\0", "a"])
def test_a_text_without_words_has_no_keys(signatures: Signatures, text: str) -> None:
    assert signatures.signature(Told(text)) == b""


def test_a_clerks_frame_and_a_summary_share_most_words_keys(signatures: Signatures) -> None:
    framed = f"【企业诉求】诉求人称：{TEXT}来电人表示希望尽快得到回复。"
    assert shared(signatures, Told(TEXT), Told(framed)) >= len(signatures.keys(Told(TEXT))) - 4
    assert shared(signatures, Told(TEXT), Told(TEXT[: len(TEXT) * 2 // 3])) >= 4


def test_the_same_company_is_a_key_in_whatever_words(signatures: Signatures) -> None:
    power, tax = Told("又停电了", company=GLAZE), Told(f"{GLAZE}反映留抵退税没到账")
    assert shared(signatures, power, tax, COMPANY) == 1
    assert shared(signatures, power, Told("又停电了", company="博山鲁窑机械厂"), COMPANY) == 0


def test_the_beginning_of_a_companys_name_meets_those_who_call_it_so(signatures: Signatures) -> None:
    assert shared(signatures, Told("增容没批", company=GLAZE), Told("清釉那边电费太高")) >= 1


def test_a_road_and_a_matter_in_a_town_are_keys(signatures: Signatures) -> None:
    one, other = Told("五岭路的路灯不亮", place="城东街道"), Told("城东街道五岭路照明损坏，没有路灯")
    assert shared(signatures, one, other, SITE) >= 1
    assert shared(signatures, one, other, MATTER) >= 1
    assert shared(signatures, one, Told("八陡镇路灯坏了"), MATTER) == 0


def test_no_digit_is_in_a_key(signatures: Signatures) -> None:
    text = "厂里停电，请回电" + "138" + "12345678"
    assert signatures.signature(Told(text)) == signatures.signature(Told("厂里停电，请回电" + "139" + "87654321"))


def test_full_width_signs_make_the_same_keys(signatures: Signatures) -> None:
    assert signatures.signature(Told("ＣＡ锁读不出来，投标文件无法上传")) == signatures.signature(
        Told("CA锁读不出来,投标文件无法上传")
    )


def test_another_process_makes_the_same_keys(signatures: Signatures) -> None:
    code = (
        "from pathlib import Path\nfrom classifier.signatures import Signatures\n"
        "from complaints.likeness import Told\nfrom complaints.towns import read_towns\n"
        f"print(Signatures(read_towns(Path('tables/towns.csv'))).signature(Told({TEXT!r})).hex())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == signatures.signature(Told(TEXT)).hex()
