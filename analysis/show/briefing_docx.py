"""The briefing as a Word file that officials can edit: real headings, tables and captions, the fonts of official papers, page numbers.

The file has the same bytes on every run: fixed properties, fixed dates in the zip, nothing compressed by a library that may differ.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from analysis.show.briefing_parts import Briefing, Cell, Claim, Evidence, Grid, Heading, Paragraph, Part, Picture, printable, split_words
from analysis.show.briefing_styles import (
    CAPTION,
    CELL,
    NOTE,
    PICTURE_HEIGHT_CM,
    SOURCE,
    SUBTITLE,
    TEXT_WIDTH_CM,
    add_page_number,
    add_text,
    set_borders,
    set_page,
    set_styles,
)

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def write_docx(briefing: Briefing, file: Path) -> Path:
    """Write `briefing` to `file` as docx and return the path; the same briefing gives the same bytes."""
    document = Document()
    set_page(document)
    set_styles(document)
    _set_properties(document, briefing.title)
    add_text(document.add_paragraph(style="Title"), briefing.title)
    add_text(document.add_paragraph(style=SUBTITLE), briefing.subtitle)
    writer = _DocxWriter(document)
    for part in briefing.parts:
        writer.add(part)
    add_page_number(document.sections[0])
    content = io.BytesIO()
    document.save(content)
    file.write_bytes(fix_zip_dates(content.getvalue()))
    return file


def fix_zip_dates(content: bytes) -> bytes:
    """Return the zip with every member dated 1980-01-01 and stored as it is, so that equal content has equal bytes anywhere."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, EPOCH)
            member.create_system = 3  # else it tells the machine's operating system
            member.external_attr = 0o644 << 16
            new.writestr(member, old.read(name))
    return fixed.getvalue()


def _set_properties(document: DocumentType, title: str) -> None:
    properties = document.core_properties
    properties.title = printable(title)[:255]
    properties.author = properties.last_modified_by = "analysis"
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.created = properties.modified = datetime(*EPOCH, tzinfo=UTC)
    properties.language = "zh-CN"
    properties.revision = 1
    relations = document.part.package.rels  # the template's own preview picture shows another document
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


class _DocxWriter:
    """Adds parts to a document; numbers figures and tables as they come."""

    def __init__(self, document: DocumentType) -> None:
        self._document = document
        self._n_pictures = 0
        self._n_grids = 0

    def add(self, part: Part) -> None:
        if isinstance(part, Heading):
            add_text(self._document.add_heading(level=part.level), part.text)
        elif isinstance(part, Paragraph):
            add_text(self._document.add_paragraph(), part.text)
        elif isinstance(part, Claim):
            self._add_claim(part)
        elif isinstance(part, Grid):
            self._add_grid(part)
        else:
            self._add_picture(part)

    def _add_claim(self, claim: Claim) -> None:
        paragraph = self._document.add_paragraph()
        if claim.evidence:  # what is absent has no source, and is not set as a finding
            add_text(paragraph, claim.text).bold = True
            paragraph.paragraph_format.keep_with_next = True
        else:
            add_text(paragraph, claim.text)
        for evidence in claim.evidence:
            self._add_evidence(evidence)

    def _add_evidence(self, evidence: Evidence) -> None:
        paragraph = self._document.add_paragraph(style=SOURCE)
        before, words, after = split_words(printable(evidence.sentence), printable(evidence.words))
        add_text(paragraph, f"{evidence.city}：{before}")
        add_text(paragraph, words).bold = True
        add_text(paragraph, f"{after}（{evidence.place}）")

    def _add_picture(self, picture: Picture) -> None:
        self._n_pictures += 1
        paragraph = self._document.add_paragraph(style=CAPTION)
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(str(picture.file), width=Cm(TEXT_WIDTH_CM))
        if shape.height > Cm(PICTURE_HEIGHT_CM):
            shape.width, shape.height = round(shape.width * Cm(PICTURE_HEIGHT_CM) / shape.height), Cm(PICTURE_HEIGHT_CM)
        described = shape._inline.docPr
        described.set("descr", printable(picture.alternative))
        described.set("title", printable(picture.caption))
        described.set("name", f"图{self._n_pictures}")
        add_text(self._document.add_paragraph(style=CAPTION), f"图{self._n_pictures}　{picture.caption}")

    def _add_grid(self, grid: Grid) -> None:
        self._n_grids += 1
        title = self._document.add_paragraph(style=CAPTION)
        add_text(title, f"表{self._n_grids}　{grid.caption}")
        title.paragraph_format.keep_with_next = True
        rows = (tuple(Cell(name) for name in grid.header), *grid.rows)
        # python-docx looks every cell up anew, which is slow in long tables; the rows' own cells are walked once
        table = self._document.add_table(len(rows), len(grid.header))
        style = self._document.styles[CELL].style_id
        set_borders(table)
        _set_widths(table, grid.widths)
        for number, (row, element) in enumerate(zip(rows, table._tbl.tr_lst, strict=True)):
            _mark_row(element, header=number == 0)
            for cell, place, share in zip(row, element.tc_lst, grid.widths, strict=True):
                place.width = Cm(TEXT_WIDTH_CM * share / sum(grid.widths))
                place.p_lst[0].style = style
                _fill_cell(WordParagraph(place.p_lst[0], table), cell, header=number == 0)
        add_text(self._document.add_paragraph(style=NOTE), grid.note)


def _set_widths(table: Table, widths: tuple[float, ...]) -> None:
    table.autofit = False
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Cm(TEXT_WIDTH_CM * share / sum(widths))


def _mark_row(row: etree._Element, header: bool) -> None:
    """Keep a row on one page, and repeat the header on every page."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _fill_cell(paragraph: WordParagraph, cell: Cell, header: bool) -> None:
    if header:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if cell.anchor is not None:
        _add_bookmark(paragraph, cell.anchor)
    run = add_text(paragraph, cell.text)
    run.bold = header or None
    if cell.missing:
        run.style = "Pale"
    if cell.reference is not None:
        _add_link(paragraph, cell.reference)


def _add_bookmark(paragraph: WordParagraph, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(f"{_W}id", str(number))
        if tag == "w:bookmarkStart":
            mark.set(f"{_W}name", f"source{number}")
        paragraph._p.append(mark)


def _add_link(paragraph: WordParagraph, number: int) -> None:
    """Add the number of an appendix entry, raised, which leads there on a click."""
    link = OxmlElement("w:hyperlink")
    link.set(f"{_W}anchor", f"source{number}")
    run = paragraph.add_run(f"[{number}]", style="Reference")
    link.append(run._r)
    paragraph._p.append(link)
