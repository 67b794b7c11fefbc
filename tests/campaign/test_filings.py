"""Which units have reported 附件1, and by when it was due."""

from datetime import timedelta

from app.settings import ROOT
from campaign.filings import FilingState, filings
from campaign.plan import read_plan, samples_due
from campaign.samples import merge
from tests.campaign.samples import code, line
from tests.kit import SAMPLES_DUE, UNITS


def test_the_shipped_plan_says_until_when() -> None:
    assert samples_due(read_plan(ROOT / "tables" / "campaign.csv")) == SAMPLES_DUE
    assert samples_due([]) is None


def test_a_unit_is_in_time_by_its_first_line_to_the_minute() -> None:
    late = SAMPLES_DUE + timedelta(seconds=1)
    found = filings(
        merge(
            [
                line("博山清釉陶瓷有限公司", "区供电中心", code(1), SAMPLES_DUE, disputes=True),
                line("博山禾笙机泵有限公司", "供电公司", code(2), late),
                line("清釉陶瓷", "区税务局", code(1), late),
                line("博山鑫源建材有限公司", "区水利局", "", None),
                line("博山瑞祥建材有限公司", "没有的局"),
            ],
            UNITS.resolve,
        ),
        UNITS.leads,
        SAMPLES_DUE,
    )
    assert [(one.unit, one.state, one.enterprises, one.disputes, one.shared) for one in found] == [
        ("区供电中心", FilingState.IN_TIME, 2, 1, 1),
        ("区水利局", FilingState.UNDATED, 1, 0, 0),
        ("区税务局", FilingState.LATE, 1, 0, 1),
        ("区住建局", FilingState.MISSING, 0, 0, 0),
    ]
    assert [one.first_at for one in found] == [SAMPLES_DUE, None, late, None]
