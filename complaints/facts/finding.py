"""What a complaint's text tells besides its matter: whose it is, where, and how to reach whom."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from complaints.companies.naming import find_companies
from complaints.facts.answers import FactAnswer, read_fact
from complaints.facts.contacts import find_contact, find_phone
from complaints.facts.telling import tells_matter
from complaints.records import PhoneKind
from complaints.towns import Towns

__all__ = ["FactAnswer", "Facts", "find_address", "find_facts", "read_fact"]

_STREET = r"(?:\d+号|[路街巷道村]|社区|小区|工业园|产业园|园区|广场|大厦|商城)"
_PLACE = r"[\u4e00-\u9fffA-Za-z0-9()\-]"
_ADDRESS = re.compile(
    rf"(?:地址|地点|位置|[厂店住]址)(?:在|是|为)?\s*[:：]?\s*(?P<labelled>(?=[^，,。；;\n]*[\u4e00-\u9fff]){_PLACE}{{3,40}})"
    rf"|(?:位于|坐落[于在]|地处|(?:厂子?|店|公司|企业|家|住)在)(?P<told>{_PLACE}{{2,30}}?{_STREET}(?:[东西南北][侧首邻头段]?|旁边?|\d+号|对面|附近|院内|路北|路南)*)"
    rf"|(?P<full>(?:博山区|[\u4e00-\u9fff]{{2}}(?:镇|街道)){_PLACE}{{1,20}}?(?:\d+号(?:楼|院)?(?:\d+室?)?|村(?=[，,。；;\s]|$)))"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text tells; each is "" where it tells nothing of the kind.

    `company` is the enterprise that complains, `place` its town as the office writes it, `phone` a full number.
    """

    company: str = ""
    place: str = ""
    address: str = ""
    phone: str = ""
    contact: str = ""
    tells_matter: bool = False  #: It says what is wrong or asked.

    @property
    def phone_kind(self) -> PhoneKind:
        """FULL or NONE: a masked number is none."""
        return PhoneKind.FULL if self.phone else PhoneKind.NONE


def find_facts(text: str, towns: Towns) -> Facts:
    """The facts that the text tells; nothing is guessed."""
    return Facts(
        company=next(iter(find_companies(text)), ""),
        place=towns.find(text),
        address=find_address(text),
        phone=find_phone(text),
        contact=find_contact(text),
        tells_matter=tells_matter(text),
    )


def find_address(text: str) -> str:
    """The address as written, "" without one: 白塔镇国家村, 博山区中心路12号."""
    found = _ADDRESS.search(unicodedata.normalize("NFKC", text))
    return next((group for group in found.groups() if group), "") if found else ""
