"""The campaign's lists of enterprises as workbooks; each making is noted in the audit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from complaints.errors import SujieError
from complaints.events import EventKind
from complaints.ports import Query
from complaints.records import Channel

if TYPE_CHECKING:
    from app.wiring import House
    from campaign.coverage import Coverage
    from campaign.sample_lists import SampleList

_SECRET = "（要求保密，见办理问题清单）"


def write_sample_list(house: House, out: Path) -> SampleList:
    """Write the merged list to `out` and note it in the audit; SujieError when it cannot be written."""
    from app.wiring import COMMAND_LINE
    from reports.enterprises import write_enterprises

    found = house.services.samples.of(COMMAND_LINE, with_people=True)
    with _written(out):
        write_enterprises(out, found, _problems(house), house.services.clock.now())
    house.audit.note(EventKind.EXPORTED, COMMAND_LINE, f"导出样本企业汇总表{len(found.enterprises)}家")
    return found


def write_coverage_list(house: House, out: Path) -> Coverage:
    """Write how far the visits cover the registered enterprises to `out`; SujieError when it cannot be written."""
    from app.wiring import COMMAND_LINE
    from reports.coverage import write_coverage

    found = house.services.coverages.of(COMMAND_LINE)
    with _written(out):
        write_coverage(out, found, house.services.clock.now())
    house.audit.note(EventKind.EXPORTED, COMMAND_LINE, f"导出走访覆盖情况，未走访{len(found.unvisited)}家")
    return found


@contextmanager
def _written(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SujieError(f"写不了 {out}：请确认文件夹存在、文件没有在别处打开") from error


def _problems(house: House) -> dict[tuple[str, str], list[str]]:
    """What the complaints of 附件1 say, by enterprise and unit as the ledger writes them."""
    problems: dict[tuple[str, str], list[str]] = defaultdict(list)
    for complaint in house.store.find(Query(channel=Channel.ENTERPRISES)):
        record = complaint.record
        problems[record.company, record.source_unit].append(_SECRET if record.confidential else record.text)
    return problems
