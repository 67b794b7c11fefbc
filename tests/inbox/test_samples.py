"""The sample exports, and others of the same families with other words and layouts, come in as expected.json says."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import TypedDict

import pytest

from complaints.records import RawRecord, Reading
from inbox.read import FileReader

SAMPLES = Path(__file__).parent / "samples"
LAYOUTS = Path(__file__).parent / "layouts"
Wanted = object
OF_THE_TEST = (
    "row", "cell", "accepted_at_precision", "text_length_at_least", "dispute", "action", "sheet", "problem",
)  # fmt: skip


class Expected(TypedDict, total=False):
    file: str
    kind: str
    outcome: str
    reason: str
    accepted: int | dict[str, int]
    updated: int | dict[str, int]
    duplicates_skipped: int | dict[str, int]
    refused: list[dict[str, object]]
    either_rows: list[dict[str, object]]
    samples: list[dict[str, object]]


PATHS = {
    one["file"]: folder / one["file"]
    for folder in (SAMPLES, LAYOUTS)
    for one in json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"]
    if (folder / one["file"]).exists()
}
EXPECTED: list[Expected] = [
    one
    for folder in (SAMPLES, LAYOUTS)
    for one in json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"]
    if one["file"] in PATHS
]
IMPORTED = [one for one in EXPECTED if one["outcome"] == "import"]
REFUSED = [one for one in EXPECTED if one["outcome"] != "import"]
ORDERS = [one for one in IMPORTED if one["kind"] != "sample_enterprises"]


def name(expected: Expected) -> str:
    return expected["file"]


def bare(value: object) -> str:
    words = unicodedata.normalize("NFKC", str(value or "").replace("_x000D_", ""))
    return "".join(character for character in words if character.isprintable() and not character.isspace())


def within(number: int, wanted: int | dict[str, int]) -> bool:
    return wanted["min"] <= number <= wanted["max"] if isinstance(wanted, dict) else number == wanted


def counts(reading: Reading, known: dict[str, str]) -> tuple[int, int, int]:
    """How many of the records a desk would accept, update and skip, given what it knows."""
    accepted = updated = skipped = 0
    for _, record in reading.records:
        before = known.get(record.external_id)
        accepted += before is None
        skipped += before == record.fingerprint()
        updated += before not in (None, record.fingerprint())
        known[record.external_id] = record.fingerprint()
    return accepted, updated, skipped


def shown(record: RawRecord, key: str) -> object:
    return {
        "order_no": record.external_id,
        "accepted_at": record.received_at.isoformat() if record.received_at else None,
        "title": record.title,
        "text": record.text,
        "phone_kind": record.phone_kind.value,
        "phone": record.phone,
        "company": record.company,
        "area": record.place,
        "status": record.source_status,
        "unit": record.source_unit,
        "result": record.result,
        "uscc": record.extra.get("uscc"),
        "handled_at": record.extra.get("handled_at"),
    }[key]


def agrees(record: RawRecord, key: str, wanted: object, to_the_day: bool) -> bool:
    allowed = wanted if isinstance(wanted, list) else [wanted]
    if key == "confidential":
        return record.confidential in allowed
    got = bare(shown(record, key))
    if key == "accepted_at" and to_the_day:
        return got[:10] in [bare(one)[:10] for one in allowed]
    return got in [bare(one) for one in allowed]


@pytest.mark.parametrize("expected", ORDERS, ids=name)
def test_a_sample_gives_as_many_new_changed_and_repeated_records_as_expected(
    expected: Expected, reader: FileReader
) -> None:
    known: dict[str, str] = {}
    if expected["file"].startswith("12_"):
        counts(reader.read(SAMPLES / "01_12345_clean.xlsx"), known)
    reading = reader.read(PATHS[expected["file"]])
    accepted, updated, skipped = counts(reading, known)
    assert reading.refused_file is None, reading.message
    assert within(accepted, expected["accepted"])
    assert within(updated, expected["updated"])
    assert within(skipped, expected["duplicates_skipped"])


@pytest.mark.parametrize("expected", IMPORTED, ids=name)
def test_exactly_the_expected_rows_of_a_sample_are_refused(expected: Expected, reader: FileReader) -> None:
    refused = {one.row: one.reason.value for one in reader.read(PATHS[expected["file"]]).refused}
    must = {one["row"]: one["reason"] for one in expected["refused"]}
    may = {one["row"]: one["reason"] for one in expected["either_rows"]}
    assert must.items() <= refused.items()
    assert refused.items() <= (must | may).items()


@pytest.mark.parametrize("expected", IMPORTED, ids=name)
def test_the_sampled_rows_hold_the_expected_values(expected: Expected, reader: FileReader) -> None:
    records = dict(reader.read(PATHS[expected["file"]]).records)
    for sample in expected["samples"]:
        if sample.get("dispute") is False or sample.get("problem") is False:
            assert sample["row"] not in records
            continue
        record = records[int(str(sample["row"]))]
        assert len(record.text) >= int(str(sample.get("text_length_at_least", 0)))
        for key, wanted in sample.items():
            if key in OF_THE_TEST:
                continue
            to_the_day = sample.get("accepted_at_precision") == "day"
            assert agrees(record, key, wanted, to_the_day), (sample["row"], key, shown(record, key), wanted)


@pytest.mark.parametrize("expected", REFUSED, ids=name)
def test_a_broken_sample_is_refused_with_its_reason_and_a_sentence(expected: Expected, reader: FileReader) -> None:
    reading = reader.read(PATHS[expected["file"]])
    assert reading.refused_file is not None
    assert reading.refused_file.value == expected["reason"]
    assert reading.message.startswith(f"{expected['file']}：")
    assert reading.message.endswith("。")


@pytest.mark.parametrize("expected", ORDERS, ids=name)
def test_reading_a_sample_again_finds_the_same_records(expected: Expected, reader: FileReader) -> None:
    once, again = (reader.read(PATHS[expected["file"]]) for _ in range(2))
    assert once == again


def test_the_enterprises_ledger_counts_its_firms_and_names_what_looks_wrong(reader: FileReader) -> None:
    reading = reader.read(SAMPLES / "13_sample_enterprises.xlsx")
    assert len(reading.records) == 8
    assert "共 50 家企业，其中 8 家" in reading.message
    assert "信用代码校验不通过" in reading.message
    assert "早于 2020-08-01" in reading.message


def test_a_handling_units_telephone_is_never_the_complainants(reader: FileReader) -> None:
    records = reader.read(SAMPLES / "11_jiesujiban.xlsx").records
    assert not any(record.phone.startswith("0533-" + "41000") for _, record in records)
