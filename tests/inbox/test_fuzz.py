"""Whatever a file holds, reading it gives rows or a sentence, within bounds of memory and without a fault."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.records import RefusedFile
from inbox.limits import MIB, Limits
from inbox.read import FileReader
from tests.inbox.make import OOXML, bare_xlsx, inline_rows, worksheet
from tests.inbox.mutations import MAKERS, text

MEMORY = 512 * MIB
LIMITS = Limits(memory_bytes=MEMORY, seconds=10, cells=500_000, rows=100_000)
FUZZ = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def always_a_reading(content: bytes, folder: Path) -> None:
    """Read the content as a file: rows, or a refusal that says why."""
    path = folder / "fuzz"
    path.write_bytes(content)
    reading = FileReader(limits=LIMITS).read(path)
    if reading.refused_file is not None:
        assert isinstance(reading.refused_file, RefusedFile)
        assert reading.message.endswith("。")
        assert any("\u4e00" <= character <= "\u9fff" for character in reading.message)
    assert all(refusal.message for refusal in reading.refused)


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the reader logged of errors in the program itself."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: str(maker.__name__))
def test_any_file_gives_rows_or_a_sentence(
    maker: Callable[[Random], bytes], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    @settings(FUZZ, max_examples=150 if maker is text else 30)
    @given(seed=st.integers(0, 2**32))
    def reads(seed: int) -> None:
        always_a_reading(maker(Random(seed)), tmp_path)
        assert not faults(caplog)

    reads()


BOMBS = (
    # A text of 30,000 characters in each of 200,000 cells; sheets of a million rows; a page of wide cells.
    bare_xlsx(
        worksheet(("<row>" + '<c t="s"><v>0</v></c>' * 20 + "</row>") * 10_000),
        others={"xl/sharedStrings.xml": f'<sst xmlns="{OOXML}"><si><t>{"慢" * 30_000}</t></si></sst>'},
    ),
    bare_xlsx(worksheet(inline_rows([["a"]]) + '<row r="900000"><c r="H900000"><v>1</v></c></row>'), sheets=50),
    b"<table>" + (b"<tr>" + b"<td colspan=1000>x" * 16 + b"</tr>") * 499,
)  # fmt: skip
MEASURE = """
import resource, sys
from pathlib import Path
from inbox.containers import open_sheets
from inbox.limits import Limits
from complaints.records import FileRefused
for name in sys.argv[2:]:
    try:
        for sheet in open_sheets(Path(name), Limits(memory_bytes=int(sys.argv[1]), rows=100_000)):
            for row in sheet.rows: pass
    except FileRefused:
        pass
# The system's own count of this process's largest memory would begin with that of the test run which started it.
own = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
print(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no other system bounds a process's memory reliably")
def test_bombs_stay_within_the_memory_of_the_limit_and_out_of_the_programs_own(tmp_path: Path) -> None:
    paths = [tmp_path / str(at) for at in range(len(BOMBS))]
    for path, content in zip(paths, BOMBS, strict=True):
        path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(MEMORY), *map(str, paths)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    own, reading = (int(kib) * 1024 for kib in done.stdout.split())
    assert reading <= MEMORY
    assert own <= 128 * MIB
