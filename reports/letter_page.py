"""A blank 公文: an A4 sheet with its margins, page numbers and styles, on which `letters` writes.

Source: GB/T 9704-2012《党政机关公文格式》, 5.2.1 (page) and 7.5 (page numbers).
"""

from __future__ import annotations

from typing import cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from reports.letter_forms import BODY, FACES, FORMS, PAGE_NUMBER_EVEN, PAGE_NUMBER_ODD, Form

TEXT_WIDTH = 156
"""Millimetres between the left and the right margin (版心)."""
_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26
# 7 mm from the text to the number's dashes, which are in the middle of their line.
_FOOTER_DISTANCE = 25


def blank_letter() -> Document:
    """A document of one empty A4 page in the form of a 公文, with a style for each of FORMS."""
    document = docx.Document()
    _set_language(document)
    _add_styles(document)
    _name_stand_ins(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.footer_distance = Mm(_FOOTER_DISTANCE)
    document.settings.odd_and_even_pages_header_footer = True
    _write_page_number(section.footer.paragraphs[0], PAGE_NUMBER_ODD)
    _write_page_number(section.even_page_footer.paragraphs[0], PAGE_NUMBER_EVEN)
    return document


def write_run(paragraph: Paragraph, text: str, form: Form) -> Run:
    """Give the paragraph the form and, behind what it has, the text in the form's face."""
    paragraph.style = form.name
    run = paragraph.add_run(text)
    _set_font(run.font, form)
    return run


def _set_font(font: Font, form: Form) -> None:
    font.size = Pt(form.size)
    font.name = form.face.latin
    fonts = font.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), form.face.name)
    # Without the hint, Word sets “ ” … — in the Latin face.
    fonts.set(qn("w:hint"), "eastAsia")


def _set_language(document: Document) -> None:
    # The same code point is drawn differently for a Japanese or an undeclared text.
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    settings = document.settings.element
    for language in settings.xpath("w:themeFontLang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    # Word 2013 or later; below that, Word calls the file an old one and hangs tables out of the margins.
    for mode in settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(qn("w:val"), "15")


def _add_styles(document: Document) -> None:
    normal = cast("ParagraphStyle", document.styles["Normal"])
    _set_font(normal.font, BODY)
    normal.paragraph_format.space_after = Pt(0)
    for form in FORMS:
        style = cast("ParagraphStyle", document.styles.add_style(form.name, WD_STYLE_TYPE.PARAGRAPH))
        style.base_style = normal
        style.quick_style = True
        _set_font(style.font, form)
        look = style.paragraph_format
        look.alignment = form.align
        look.line_spacing = Pt(form.line)
        look.space_before = look.space_after = Pt(form.gap)
        look.first_line_indent = Pt(form.indent * form.size)
        look.keep_with_next = form.with_next


def _name_stand_ins(document: Document) -> None:
    """Replace the template's list of fonts by ours, where a missing face names the one to use instead."""
    fonts = "".join(
        f'<w:font w:name="{face.name}"><w:altName w:val="{face.stand_in}"/><w:charset w:val="86"/></w:font>'
        for face in FACES
    )
    part = document.part
    for key in [key for key, relation in part.rels.items() if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE]:
        part.drop_rel(key)
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
    table = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, blob, document.part.package)
    part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)


def _write_page_number(paragraph: Paragraph, form: Form) -> None:
    """— 1 —, one character in from the outer edge."""
    write_run(paragraph, "— ", form)
    for kind in ("begin", "PAGE", "separate", "1", "end"):
        run = write_run(paragraph, "1" if kind == "1" else "", form)
        if kind == "PAGE":
            run.element.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'))
        elif kind != "1":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.element.append(mark)
    write_run(paragraph, " —", form)
    look = paragraph.paragraph_format
    look.left_indent = look.right_indent = Pt(form.size)
