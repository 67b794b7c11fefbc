"""Guess what the columns of an unknown table mean: by their headings, and by what stands in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from complaints.privacy import mask_name, mask_text
from complaints.records import Channel, PhoneKind
from inbox.cells import text_of
from inbox.columns import LONGEST_HEADING
from inbox.dates import DateUnreadable, read_time
from inbox.header import Header, find_header
from inbox.hotline import yes_or_no
from inbox.lexicon import Lexicon
from inbox.mapping import ColumnMapping, MappedColumn, letter_of, word_for
from inbox.phones import read_phone
from inbox.sheets import Cell, Row

_EXAMPLE = 20
_MOST_COLUMNS = 60
_PHONE = re.compile(r"^[\d\s()+*×xX●#转/、-]{7,30}$")
_CODE = re.compile(r"^[0-9A-HJ-NP-RTUWXY]{18}$")
_FIRM = re.compile(r"公司|(?:厂|店|社|商行|超市|集团|经营部|门市部|工作室|医院|学校|酒店|饭店|加工部|农场|中心)$")
_ORGAN = re.compile(r"(?:局|委|法院|检察院|办|办公室|中心|大队|支队|管委会|政府|街道|办事处|银保监组|部门|科)$")
_TOWN = re.compile(
    r"(?:镇|街道|开发区|乡|办事处|社区|村)$|^[\u4e00-\u9fff]{1,4}区[\u4e00-\u9fff]{2,6}(?:镇|街道|乡|路)"
)
_STATE = re.compile(
    r"^(?:已|未|待|正在|暂未|尚未)?(?:办理|办结|处理|签收|退单|退回|归档|完成|结案|回访|受理|派单|派发|答复|反馈|审核|回复|超期)"
    r"(?:中|完成|完毕|结束)?$|^(?:进行中|待办|在办|新建|关闭|open|closed|done|pending|processing)$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭郎鲁韦马苗方袁柳唐薛雷贺倪汤罗郝安常于傅齐康伍余顾孟黄穆萧尹姚邵汪毛米贝戴宋庞熊纪舒项"
    r"祝董梁杜阮蓝闵季贾江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房解丁邓石崔龚程邢裴陆翁曲段侯全宁刘白叶乔温庄瞿阎闫连习艾向易史孙任司岳牛耿]"
    r"(?:[\u4e00-\u9fff]{1,2}|[某*×x]{1,3}|(?:先生|女士|经理|会计|老板|总|师傅|主任|厂长|同志))$"
)
_NUMBER = re.compile(r"^(?=.*\d{3})[0-9A-Za-z\u4e00-\u9fff\-_()/〔〕\[\]第号]{5,32}$")
_HANDLED = re.compile(r"经查|核实|已(?:派|联系|办|回复|答复|协调|处理|告知|安排|责成)|回复|答复|整改")


@dataclass(frozen=True, slots=True)
class _Column:
    """The filled cells of a column below the header, as words and as they are."""

    at: int
    cells: list[Cell]
    words: list[str]
    #: Its heading asks something else than whether it is secret: 是否企业.
    asks_other: bool = False

    def share(self, test: Callable[[str], object]) -> float:
        """How many of the cells pass the test, 0 to 1."""
        return sum(bool(test(word)) for word in self.words) / len(self.words) if self.words else 0.0

    @property
    def length(self) -> float:
        return sum(map(len, self.words)) / len(self.words) if self.words else 0.0

    @property
    def is_unlike(self) -> bool:
        """Does no cell repeat another."""
        return len(set(self.words)) == len(self.words)


def guess_mapping(head: Sequence[Row], lexicons: Sequence[Lexicon]) -> ColumnMapping:
    """What the columns of a table may mean, from its first rows; the examples hide whose they are."""
    headers = [header for lexicon in lexicons if (header := find_header(head, lexicon))]
    best = max(headers, key=lambda header: header.score, default=None)
    known = best if best and best.score >= 2 else None
    lexicon = known.lexicon if known else _orders(lexicons)
    last = known.row if known else _header_row(head)
    labels = _labels(head, last, known)
    width = min(max([len(labels), *map(len, head)]), _MOST_COLUMNS)
    columns = [_column(at, head[last:], labels[at] if at < len(labels) else "") for at in range(width)]
    meant: dict[int, str] = {}
    if known:
        meant = {places[0]: field for field, places in known.columns.items() if field in lexicon.words}
    taken = set(meant.values())
    for at, field in _by_content([one for one in columns if one.at not in meant], lexicon):
        if field not in taken:
            meant[at] = field
            taken.add(field)
    mapped = [
        MappedColumn(letter_of(at), labels[at] if at < len(labels) else "", word, _example(columns[at], meant.get(at)))
        for at in range(width)
        if (word := word_for(meant[at], lexicon) if at in meant else "") or columns[at].words or _has(labels, at)
    ]
    is_numbered = "order_no" in taken or lexicon.channel not in (Channel.HOTLINE, Channel.JIESUJIBAN)
    return ColumnMapping(lexicon.channel, last, tuple(mapped), is_numbered)


def _orders(lexicons: Sequence[Lexicon]) -> Lexicon:
    return next((one for one in lexicons if one.channel is Channel.HOTLINE), lexicons[0])


def _has(labels: Sequence[str], at: int) -> bool:
    return at < len(labels) and labels[at] != ""


def _labels(head: Sequence[Row], last: int, known: Header | None) -> list[str]:
    """The headings as written, of a header of several rows the lowest of each column."""
    depth = known.depth if known else 1
    rows = head[max(0, last - depth) : last]
    width = max(map(len, rows), default=0)
    return [
        next((" ".join(text_of(row[at]).split()) for row in reversed(rows) if at < len(row) and row[at] != ""), "")
        for at in range(width)
    ]


def _header_row(head: Sequence[Row]) -> int:
    """The row of words above rows of other things; 0 where the table begins at once."""
    for number, row in enumerate(head, 1):
        filled = [cell for cell in row if cell != ""]
        if len(filled) < 2:
            continue
        words = all(isinstance(cell, str) and len(cell) <= LONGEST_HEADING and not _is_value(cell) for cell in filled)
        below = [_column(at, head[number:]) for at, cell in enumerate(row) if cell != ""]
        values = any(one.share(_is_value) > 0.5 or one.length > LONGEST_HEADING for one in below)
        return number if words and values and len(filled) >= 0.5 * max(map(len, head)) else 0
    return 0


def _is_value(cell: str) -> bool:
    """Is this no heading: a number, a date, a telephone, a firm, a town or a state."""
    return bool(
        re.search(r"\d{3}|\*{3}", cell)
        or _is_date(cell)
        or re.search(r"公司$", cell)
        or _STATE.match(cell)
        or cell in ("是", "否")
    )


def _column(at: int, rows: Sequence[Row], label: str = "") -> _Column:
    cells = [row[at] for row in rows if at < len(row) and row[at] != "" and sum(cell != "" for cell in row) > 1]
    asks_other = bool(re.match(r"是否|有无|能否", label)) and not re.search(r"密|匿|公开|隐", label)
    return _Column(at, cells, [unicodedata.normalize("NFKC", text_of(cell)) for cell in cells], asks_other)


def _by_content(columns: Sequence[_Column], lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """A field for each column whose cells tell it, the surest kinds first; only fields that the channel has."""
    left = [one for one in columns if one.words]
    for field, fits in _KINDS:
        if field not in lexicon.words:
            continue
        for one in [one for one in left if fits(one) and not (field == "confidential" and one.asks_other)]:
            left.remove(one)
            yield one.at, field
    yield from _texts(left)


def _texts(columns: list[_Column]) -> Iterator[tuple[int, str]]:
    """Of what is left: the longest words are the complaint, shorter ones its title, an answer its result."""
    long = sorted((one for one in columns if one.length >= 12), key=lambda one: -one.length)
    if not long:
        return
    answers = [one for one in columns if one.length >= 5 and one.share(_HANDLED.search) >= 0.4 and one is not long[0]]
    bodies = [one for one in long if one not in answers]
    for field, found in (("body", bodies[:1]), ("result", answers[:1])):
        yield from ((one.at, field) for one in found)
    titles = [one for one in columns if one not in (bodies[:1] + answers) and 3 <= one.length < 30 and one.is_unlike]
    yield from ((one.at, "title") for one in titles[:1])


def _is_phone(word: str) -> bool:
    return bool(_PHONE.match(word)) and read_phone(word)[1] in (PhoneKind.FULL, PhoneKind.MASKED)


def _is_telephone(word: str) -> bool:
    return _is_phone(word) and bool(re.match(r"^(?:\+?86)?[ -]?(?:1[3-9]|0\d{2,3}[- ]?\d{7})", word))


def _is_date(word: str) -> bool:
    if not re.search(r"[-/.年:]", word) and not re.fullmatch(r"20\d{12}", word):
        return False
    try:
        return read_time(word, year=2021) is not None
    except DateUnreadable:
        return False


def _fits_date(one: _Column) -> bool:
    dates = sum(isinstance(cell, datetime | date) for cell in one.cells)
    serials = sum(isinstance(cell, float | int) and 36000 < cell < 60000 for cell in one.cells)
    return bool(one.cells) and (max(dates, serials) / len(one.cells) > 0.6 or one.share(_is_date) > 0.6)


def _fits_serial(one: _Column) -> bool:
    return all(word.isdigit() and len(word) < 5 for word in one.words) and one.is_unlike


def _fits_number(one: _Column) -> bool:
    return one.is_unlike and one.share(_NUMBER.match) > 0.8 and one.share(_is_telephone) < 0.3


def _fits_yes_no(one: _Column) -> bool:
    return one.share(lambda word: yes_or_no(word) is not None) > 0.9 and one.share(str.isdigit) < 0.5


#: Each kind with its test; a column is of the first kind that it fits.
_KINDS: tuple[tuple[str, Callable[[_Column], bool]], ...] = (
    ("phone", lambda one: one.share(_is_telephone) > 0.5),
    ("uscc", lambda one: one.share(_CODE.match) > 0.6),
    ("accepted_at", _fits_date),
    ("seq", _fits_serial),
    ("confidential", _fits_yes_no),
    ("order_no", _fits_number),
    ("status", lambda one: one.share(_STATE.match) > 0.6),
    ("person", lambda one: one.share(_PERSON.match) > 0.6),
    ("company", lambda one: one.length < 30 and one.share(_FIRM.search) > 0.6 and one.share(_ORGAN.search) < 0.5),
    ("area", lambda one: one.length < 20 and one.share(_TOWN.search) > 0.6),
    ("unit", lambda one: one.length < 20 and one.share(_ORGAN.search) > 0.6),
)


def _example(column: _Column, field: str | None) -> str:
    """A value of the column, masked and short, that no spreadsheet program takes for a formula."""
    word = " ".join(column.words[0].split()) if column.words else ""
    if field == "person" or (field is None and _PERSON.match(word)):
        return mask_name(word)
    word = mask_text(word).lstrip("=+-@\t'")
    return word if len(word) <= _EXAMPLE else f"{word[:_EXAMPLE]}…"
