"""How the Word briefing looks: page, styles and fonts as in official papers (GB/T 9704—2012, 党政机关公文格式), at a briefing's size."""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from analysis.show.briefing_parts import printable

PICTURE_HEIGHT_CM = 12.5  # so that a figure and its text share a page
TEXT_WIDTH_CM = 15.6  # A4 less the margins of GB/T 9704
SUBTITLE, SOURCE, CAPTION, CELL, NOTE = "Subtitle", "Source", "Caption", "Cell", "Note"
LATIN_FONT = "Times New Roman"
INK, PALE = RGBColor(0, 0, 0), RGBColor(0x8C, 0x8C, 0x8C)


_AFTER_BORDERS = frozenset(qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook"))


class Look(NamedTuple):
    """The look of a paragraph style: font for Chinese, size, spacing in points, alignment, indents in characters."""

    name: str
    font: str
    size: float
    before: float = 0
    after: float = 0
    line: float = 1.0
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    first_line: float = 0
    left: float = 0
    bold: bool = False


CENTRE = WD_ALIGN_PARAGRAPH.CENTER
LOOKS = (
    Look("Normal", "仿宋", 14, line=1.4, first_line=2),
    Look("Title", "方正小标宋简体", 22, before=12, after=6, line=1.2, align=CENTRE),
    Look(SUBTITLE, "楷体", 12, after=18, line=1.2, align=CENTRE),
    Look("Heading 1", "黑体", 16, before=16, after=6, line=1.2),
    Look("Heading 2", "楷体", 14, before=10, after=4, line=1.2, bold=True),
    Look(SOURCE, "楷体", 10.5, after=4, line=1.25, left=2),
    Look(CAPTION, "黑体", 10.5, before=4, after=4, line=1.1, align=CENTRE),
    Look(CELL, "仿宋", 9, line=1.05),
    Look(NOTE, "楷体", 9, before=3, after=12, line=1.15),
)


def set_page(document: DocumentType) -> None:
    """Set the page to A4 with the margins of GB/T 9704."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.footer_distance = Cm(2.5)


def set_styles(document: DocumentType) -> None:
    """Give the document its paragraph styles and the two character styles `Reference` and `Pale`."""
    styles = document.styles
    for look in LOOKS:
        known = look.name in [style.name for style in styles]
        style = styles[look.name] if known else styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = None if look.name == "Normal" else styles["Normal"]
        _set_look(style, look)
    reference = styles.add_style("Reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True
    reference.font.color.rgb = PALE
    styles.add_style("Pale", WD_STYLE_TYPE.CHARACTER).font.color.rgb = PALE


def _set_look(style: Any, look: Look) -> None:
    set_font(style.element.get_or_add_rPr(), look.font)
    style.font.size = Pt(look.size)
    style.font.bold = look.bold
    style.font.italic = False
    style.quick_style = True
    style.font.color.rgb = INK
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), look.line
    form.alignment = look.align
    form.first_line_indent, form.left_indent = Pt(look.first_line * look.size), Pt(look.left * look.size)
    form.keep_with_next = look.name.startswith("Heading")
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)  # the template rules off its titles


def set_font(properties: Any, font: str) -> None:
    """Set the fonts of run properties: `font` for Chinese, Times New Roman for the rest, no theme font above them."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script, name in (("ascii", LATIN_FONT), ("hAnsi", LATIN_FONT), ("cs", LATIN_FONT), ("eastAsia", font)):
        fonts.set(qn(f"w:{script}"), name)
    properties.insert(0, fonts)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def add_text(paragraph: Paragraph, text: str) -> Run:
    """Add `text`, made printable, as a run whose quotation marks and dashes Word takes from the Chinese font."""
    run = paragraph.add_run(printable(text))
    fonts = OxmlElement("w:rFonts")
    fonts.set(qn("w:hint"), "eastAsia")
    run._r.get_or_add_rPr().insert(0, fonts)
    return run


def set_borders(table: Table) -> None:
    """Rule a table as in print: lines above, below and under the header, hairlines between rows, none upright."""
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (("top", "8", "000000"), ("bottom", "8", "000000"), ("insideH", "2", "BFBFBF")):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    after = next((child for child in properties if child.tag in _AFTER_BORDERS), None)
    if after is None:
        properties.append(borders)
    else:
        after.addprevious(borders)  # Word refuses table properties in another order


def add_page_number(section: Section) -> None:
    """Put the page number into the footer as official papers have it: — 1 —."""
    paragraph = section.footer.paragraphs[0]
    paragraph.style = CELL
    paragraph.alignment = CENTRE
    paragraph.add_run("— ")
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, " PAGE "), ("separate", None), ("text", "1"), ("end", None)):
        run._r.append(_field_piece(kind, text))
    paragraph.add_run(" —")


def _field_piece(kind: str | None, text: str | None) -> Any:
    if kind == "text":
        piece = OxmlElement("w:t")
        piece.text = text
    elif kind is None:
        piece = OxmlElement("w:instrText")
        piece.set(qn("xml:space"), "preserve")
        piece.text = text
    else:
        piece = OxmlElement("w:fldChar")
        piece.set(qn("w:fldCharType"), kind)
    return piece
