"""Which town an area cell means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

#: The three 街道, seven 镇 and the development zone of Boshan (baike.com, 2023-06). The caller may give others.
BOSHAN_TOWNS = (
    "城东街道", "城西街道", "山头街道", "域城镇", "白塔镇", "八陡镇", "石马镇", "源泉镇", "池上镇", "博山镇",
    "博山经济开发区",
)  # fmt: skip
_PREFIX = re.compile(r"^(?:山东省?|淄博市?|博山区|区|[\s\-—_/,，、>·:：()（）])+")
_SHORT_TAIL = r"(?:$|[\s\-—,，、]|街道?|办|镇|工业|社区|驻地|园|辖区)"
_KIND = re.compile(r"(?:街道|镇|乡)$")
_ZONE = re.compile(r"(?:经济)?开发区$")
_NEIGHBOUR_ZONES = re.compile(r"高新|淄博经济|桓台|临淄|张店|淄川|周村|沂源")
_DISTRICT = "博山"


class Places:
    """Recognises towns: `town("淄博市博山区山头街道")` is 山头街道.

    `find` says which town free text means, by old names as well; without it only cells are read.
    """

    def __init__(self, towns: Sequence[str] = BOSHAN_TOWNS, find: Callable[[str], str] = lambda _: "") -> None:
        self._towns = tuple(towns)
        self.in_text = find
        self._short = {
            short: town
            for town in self._towns
            # 博山 alone is the district, never its town 博山镇.
            if (short := _KIND.sub("", town)) not in (town, _DISTRICT)
        }
        full = "|".join(map(re.escape, sorted(self._towns, key=len, reverse=True)))
        # 岚山头街道 is a place in another city and holds 山头街道.
        self._full = re.compile(rf"(?<!岚)(?:{full})") if full else None
        short = "|".join(map(re.escape, self._short))
        self._abbreviated = re.compile(rf"(?:{short}){_SHORT_TAIL}") if short else None
        self._zone = next((town for town in self._towns if _ZONE.search(town)), "")
        self._look_up = lru_cache(maxsize=16384)(self._find)

    def town(self, area: str) -> str:
        """The town that the words name, "" when they name none."""
        return self._look_up(area) if area else ""

    def place(self, area: str) -> str:
        """The town, or the words themselves where they name no town."""
        return self.town(area) or area

    def _find(self, area: str) -> str:
        words = "".join(unicodedata.normalize("NFKC", area).split())
        if self._full and (found := self._full.search(words)):
            return found.group()
        rest = _PREFIX.sub("", words)
        if self._abbreviated and (found := self._abbreviated.match(rest)):
            return next(town for short, town in self._short.items() if rest.startswith(short))
        if self._zone and "开发区" in words and not _NEIGHBOUR_ZONES.search(words):
            return self._zone
        return self.in_text(area)
