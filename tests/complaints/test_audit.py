"""The desk's own log: imports, invitations and bindings stand in the same chain, for the office alone."""

from pathlib import Path

import pytest

from complaints.audit import Audit
from complaints.errors import Refused
from complaints.events import EventKind
from complaints.importing import SourceFile
from complaints.people import Role
from tests.kit import District


def test_imports_invitations_and_bindings_are_written_down_with_who_and_when(place: District) -> None:
    clerk = place.person("赵", Role.CLERK)
    place.services.importing.take(SourceFile(Path("热线.xlsx")), by=clerk)
    place.services.importing.take(SourceFile(Path("试读.xlsx")), by=clerk, dry_run=True)
    code = place.services.members.invite(clerk, Role.LIAISON, "供电公司", "李")
    place.services.members.bind("chat:新", "新", code)
    log = Audit(place.store, place.clock).log(clerk)
    assert [(event.kind, event.note, event.facts["by_name"]) for event in log] == [
        (EventKind.BOUND, "绑定为单位 区供电中心", "李"),
        (EventKind.INVITED, "邀请单位 区供电中心", "赵"),
        (EventKind.IMPORTED, "导入热线.xlsx", "赵"),
    ]
    assert all(event.number == "" and event.at == place.clock.at for event in log)
    assert code not in str(log)
    assert place.store.verify().findings == ()


def test_only_the_office_reads_the_log(place: District) -> None:
    for role, where in ((Role.LIAISON, "区供电中心"), (Role.LEADER, ""), (Role.TOWN, "山头街道")):
        with pytest.raises(Refused):
            Audit(place.store, place.clock).log(place.person(role.value, role, where))
