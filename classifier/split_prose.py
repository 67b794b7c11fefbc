"""Cuts prose into sentences, and tells where its writer turns to something else: 另外, 还有一件事, a new paragraph."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from complaints.matters import without_quotes


class Turn(IntEnum):
    """What stands before a passage, the weakest sign of another matter first."""

    START = 0  #: Nothing.
    SENTENCE = 1  #: A full stop; in a text without one, a comma or a space.
    LINE = 2  #: A new line; 同时 within a sentence.
    ALSO = 3  #: 另外, 还有, an empty line: as often more of the same.
    ANOTHER = 4  #: 还有一件事, 另反映, 顺便问: said of another matter.
    NUMBERED = 5  #: 1、 （二） ③
    NAMED = 6  #: 事项二, 第三件事


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text without the words that led to it."""

    text: str
    turn: Turn


_WHO = r"(?:来电人|来访人|市民|群众|业主|企业|该企业|该公司|公司|反映人|诉求人|本人|其|他|她|我们?|俺)?"
_SAYS = r"(?:反映|投诉|咨询|举报|提出|请教|打听)(?:到|了|称|一下|下|个事儿?|一件事|的是|道)*"
_ASKS = r"(?:问问?|说说?|提|讲|了解|知道)(?:到|一下|下|一句|一嘴|个事儿?|一件事|的是)*"
_THING = r"(?:件|个|桩|点|条)(?:事情?|问题|情况|诉求|困难)?儿?(?:是|就是|呢)?"
_ANOTHER = (
    rf"(?:还有|另有|另外有?|再说|再有|又有|另)(?:一|另一|其他|别的)?{_THING}"
    r"|(?:还有|另有|另外有?|再说|又有|另)一?(?:事|问题|情况)儿?(?:是|就是)?(?![一-鿿])"
    rf"|另一(?:{_THING}|方面)"
    rf"|第[二三四五](?:件|个|桩)(?:事情?|问题|情况|诉求|困难)儿?(?:是|就是|呢)?|第[二三四五]个?(?:就是|是)"
    r"|一[件个](?:事情?|问题)?是|[另再]?(?:一|有)个(?:问题|困难|难处|困扰)是"
    r"|再(?:补充|说说?|讲讲?|提)(?:一下|一[个件桩点])?(?:另外|别的|另)?(?:一个)?"
    r"|(?:来电人|来访人|市民|群众|企业|该企业|反映人|诉求人|其)(?:还|另|又|也)(?:称|表示|说|提出|要求)"
    rf"|(?:此外|另外|同时|还有|另|再|还)[，,]?{_WHO}(?:还|也|又|再|同时|一并)?(?:想|要|需要|希望)?(?:再|顺便|一并)?{_SAYS}"
    rf"|(?:(?:此外|另外|同时|还有|另|再)[，,]?{_WHO}(?:还|也|又|再)?|{_WHO}[还也又再])(?:想|要)(?:再|顺便|一并)?{_ASKS}"
    rf"|{_WHO}(?:还|另|又|同时|一并|并)(?:想|要)?(?:再|顺便|一并)?(?:反映|投诉|咨询|举报|请教)(?:了|称|一下|下)?"
    r"|(?:另|另外|同时|此外)[，,]?(?:来电人|来访人|市民|群众|业主|企业|该企业|该公司|反映人|诉求人|其)(?:还|也|又)?(?:称|表示|说)"
    rf"|顺(?:便|带)(?:着?再?)(?:想)?(?:{_SAYS}|{_ASKS})"
    r"|再(?:就是|一个|有(?:就是|一)|说(?:一下|说))"
    r"|除(?:此|了?(?:这个|这件事|上面|以上|上述)(?:问题|情况|的)?)(?:之外|以外|外)"
    r"|对了"
)
_ONE_OF = r"(?![一两二三四五六几]?[家个条户位套台块边名间处])"
_ALSO = (
    rf"另外{_ONE_OF}|此外|再者|除了?[^，,。；;]{{1,12}}(?:之外|以外|外)|(?:其他|另一|别的)方面|(?:^|(?<=[。；;！!？?\n]))另(?![一外行有案类])|还有(?:就是)?|与此同时|另(?=[，,])|其次|最后"
    r"|(?:^|(?<=[。；;！!？?\n]))同时|同时(?=[，,])"
)
_ASIDE = r"同时"
"""In the midst of a sentence: mostly of the same matter."""
_AFTER = r"(?:还?就?是)?[，,：:、\s]*"
_TURNS = re.compile(
    rf"(?:^|(?<=[。；;！!？?，,\s…~～]))(?:(?P<another>{_ANOTHER})|(?P<also>{_ALSO})|(?P<aside>{_ASIDE})){_AFTER}"
    r"|(?P<line>\n)\s*"
)
_RUN_ON = re.compile(
    rf"(?<=[^\W\d_])(?P<another>(?:另外|此外){_ONE_OF}(?!的|[收交加付找买])|再就是|还有就是|顺便问下?)"
)
_STOPS = re.compile(r"[。；;！!？?，,\n]")
_SENTENCE = re.compile(r"[^。；;！!？?\n…]+[。；;！!？?\n…]*")
_CLAUSE = re.compile(r"[^。；;！!？?\n…，,\s]+[。；;！!？?\n…，,\s]*")
_WORDS = re.compile(r"\S+")
_ANNOUNCES = re.compile(
    r"^(?:一起|一并|一块儿?|也|想|再)*(?:说|讲|反映|提)(?:了吧|一下|说|几句|两句)?[。，]?$"
    r"|^.{0,8}(?:困扰|问题|情况|事情?|难处|困难)(?:一起|一并|也)?(?:说|反映|提)?(?:了吧|一下)?[。：，]?$"
)
_LONGEST_ANNOUNCEMENT = 14
_REMARK = 6
"""Characters under which a stretch is a remark on what stands before it."""
_ONE_SENTENCE = 60
_MOST_CLAUSES = 5
_EDGES = " \t\r\n　，,；;、"


def passages(text: str) -> list[Passage]:
    """Return the sentences of the text in their order, each with the turn that leads to it; remarks go with another."""
    found = [one for section in _sections(text) for one in _sentences(section)]
    if len(found) == 1:
        found = _clauses(text) or found
    return _joined(found)


def _sections(text: str) -> list[Passage]:
    """Return the text from turn to turn."""
    plain = without_quotes(text)
    cuts = [(one.start(), one.end(), _turn(one)) for one in _TURNS.finditer(plain)]
    if not _STOPS.search(plain.strip()):
        cuts += [(one.start(), one.end(), Turn.ANOTHER) for one in _RUN_ON.finditer(plain)]
    cuts = [(0, 0, Turn.START), *sorted(cuts), (len(text), len(text), Turn.START)]
    found: list[Passage] = []
    turn = Turn.START
    for (_, begin, here), (end, _, _) in itertools.pairwise(cuts):
        turn = max(turn, here)
        words = text[begin:end].strip(_EDGES)
        if words:
            found.append(Passage(words, turn))
            turn = Turn.START
    return found


def _sentences(section: Passage) -> Iterator[Passage]:
    """Yield the sentences of a section; in one without any stop, what stands between spaces."""
    plain = without_quotes(section.text)
    pattern = _SENTENCE if _STOPS.search(plain) else _WORDS
    turn = section.turn
    for one in pattern.finditer(plain):
        words = section.text[one.start() : one.end()].strip(_EDGES)
        if words:
            yield Passage(words, turn)
            turn = Turn.SENTENCE


def _clauses(text: str) -> list[Passage]:
    """Return the clauses of a short text of one sentence; none where they are many or mere remarks."""
    if len(text) > _ONE_SENTENCE or without_quotes(text) != text:
        return []
    words = [one[0].strip(_EDGES) for one in _CLAUSE.finditer(text)]
    if not 2 <= len(words) <= _MOST_CLAUSES or min(map(len, words)) < _REMARK:
        return []
    return [Passage(one, Turn.SENTENCE if at else Turn.START) for at, one in enumerate(words)]


def _joined(found: Sequence[Passage]) -> list[Passage]:
    """Return announcements (还有一件事一起说了吧) with what they announce, and remarks with their neighbour."""
    joined: list[Passage] = []
    announced: Passage | None = None
    for passage in found:
        one = passage
        if announced is not None:
            one = Passage(f"{announced.text}{passage.text}", max(announced.turn, passage.turn))
            announced = None
        if _is_announcement(one):
            announced = one
        elif joined and one.turn <= Turn.SENTENCE and min(len(one.text), len(joined[-1].text)) < _REMARK:
            joined[-1] = Passage(f"{joined[-1].text}，{one.text}", joined[-1].turn)
        else:
            joined.append(one)
    return joined if announced is None else [*joined, announced]


def _is_announcement(one: Passage) -> bool:
    return one.turn >= Turn.ALSO and len(one.text) <= _LONGEST_ANNOUNCEMENT and bool(_ANNOUNCES.search(one.text))


def _turn(found: re.Match[str]) -> Turn:
    if found["line"] and found[0].count("\n") > 1:
        return Turn.ALSO
    return {"another": Turn.ANOTHER, "also": Turn.ALSO, "aside": Turn.LINE, "line": Turn.LINE}[str(found.lastgroup)]
