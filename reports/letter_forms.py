"""What a 公文 is set in: its typefaces, the forms of its paragraphs, and its texts made fit for a document.

Source: GB/T 9704-2012《党政机关公文格式》, 5.2.2 (types and sizes), 7.3 (title to signature), 7.4.2 (抄送), 7.5 (page
numbers). The standard leaves the type of a table open; 小四 is the office's habit.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from docx.enum.text import WD_ALIGN_PARAGRAPH

from reports.texts import writable

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface by the name that offices have it under, and what stands in where it is not installed."""

    name: str
    stand_in: str
    latin: str = "Times New Roman"


XIAOBIAOSONG = Face("方正小标宋简体", "华文中宋")
FANGSONG = Face("仿宋_GB2312", "仿宋")
KAITI = Face("楷体_GB2312", "楷体")
HEITI = Face("黑体", "SimHei")
SONGTI = Face("宋体", "SimSun", latin="宋体")
FACES = (XIAOBIAOSONG, FANGSONG, KAITI, HEITI, SONGTI)


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of paragraph looks.

    `size`, `line` (its pitch) and `gap` (above and below) are in points, `indent` of the first line in characters;
    `with_next` keeps it on the page of what follows.
    """

    name: str
    face: Face = FANGSONG
    size: float = 16
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 0
    line: float = 28
    gap: float = 0
    with_next: bool = False


TITLE = Form("公文标题", XIAOBIAOSONG, 22, _CENTRE, line=34, with_next=True)
SERIAL = Form("公文文号", align=_CENTRE, with_next=True)
ADDRESSEE = Form("公文主送", with_next=True)
HEADING = Form("公文一级标题", HEITI, indent=2, with_next=True)
SUBHEADING = Form("公文二级标题", KAITI, indent=2, with_next=True)
BODY = Form("公文正文", indent=2)
ENCLOSURE = Form("公文附件说明", indent=2, gap=28, with_next=True)
SIGNATURE = Form("公文署名", align=_CENTRE, with_next=True)
DATE = Form("公文成文日期", align=_CENTRE)
COPIES = Form("公文抄送", size=14, line=24, gap=2)
ANNEX = Form("公文附件", HEITI, with_next=True)
LABEL = Form("公文表头", HEITI, 12, _CENTRE, line=18, gap=3)
CELL = Form("公文表格", size=12, line=18, gap=3)
CENTRED = Form("公文表格居中", size=12, align=_CENTRE, line=18, gap=3)
FIGURE_LABEL = Form("公文数字表头", HEITI, 10.5, _CENTRE, line=14, gap=2)
FIGURE = Form("公文数字表格", size=10.5, align=_CENTRE, line=14, gap=2)
PAGE_NUMBER_ODD = Form("公文单页码", SONGTI, 14, WD_ALIGN_PARAGRAPH.RIGHT, line=18)
PAGE_NUMBER_EVEN = Form("公文双页码", SONGTI, 14, WD_ALIGN_PARAGRAPH.LEFT, line=18)
FORMS = (
    *(TITLE, SERIAL, ADDRESSEE, HEADING, SUBHEADING, BODY, ENCLOSURE, SIGNATURE, DATE, COPIES, ANNEX),
    *(LABEL, CELL, CENTRED, FIGURE_LABEL, FIGURE, PAGE_NUMBER_ODD, PAGE_NUMBER_EVEN),
)

_DIGITS = "零一二三四五六七八九"


def lines_of(text: str) -> list[str]:
    """The text's lines, made writable, without the blank ones."""
    return [line.strip() for line in writable(text).split("\n") if line.strip()]


def one_line(text: str) -> str:
    """The text made writable, on a single line."""
    return " ".join(lines_of(text))


def width_of(text: str) -> float:
    """The text's width in Chinese characters; digits and Latin letters are half as wide."""
    return sum(1 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


def chinese_number(number: int) -> str:
    """一, 十二, 一百零五: the number as headings count; outside 1 to 9,999 in digits."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += _DIGITS[digit] + unit
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if 10 <= number < 20 else text
