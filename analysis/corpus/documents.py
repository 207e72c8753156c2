"""Pages and office files become text: everything that they say, in order; what is chrome the ledger decides later."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
import pypdf
from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from bs4.element import CData, Declaration, Doctype, ProcessingInstruction
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf.errors import PdfReadError

from analysis.corpus.encodings import ReadError, decode_text

_UNSEEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object")
_UNSAID = (Comment, Doctype, Declaration, ProcessingInstruction, CData)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
MAX_EXPANDED = 200 * 1024 * 1024


def read_html(content: bytes, source: str) -> tuple[str, str]:
    """Return all text of a page in order, a line a block, and its encoding; a wrong declaration in the page is overruled by its bytes."""
    text, encoding = decode_text(content, source)
    declared = _CHARSET.search(content[:4096])
    try:
        page = BeautifulSoup(text, "lxml")
    except (RecursionError, ValueError) as error:
        raise ReadError(f"{source}: the page cannot be parsed ({type(error).__name__}); save it as text") from None
    lines = "".join(_walk_page(page)).split("\n")
    said = "\n".join(" ".join(line.split(" ")).strip() for line in lines)
    text = re.sub(r"\n{3,}", "\n\n", said).strip("\n")
    if not text:
        raise ReadError(f"{source}: the page holds no text; it may be built by a script: save what the browser shows")
    wrong = declared and not _same_encoding(declared[1].decode("ascii", "replace"), encoding)
    return text, f"{encoding} (page says {declared[1].decode('ascii', 'replace')})" if wrong and declared else encoding


def _same_encoding(declared: str, found: str) -> bool:
    chinese = ("gb2312", "gbk", "gb18030")
    plain = declared.lower().removesuffix("-sig")
    return (
        plain == found.removesuffix("-sig") or (plain in chinese and found in chinese) or plain.replace("-", "") == found.replace("-", "")
    )


def _walk_page(page: BeautifulSoup) -> Iterator[str]:
    """Go through the page without recursion, since a hostile page may nest deeper than Python does."""
    stack: list[object] = [page]
    while stack:
        node = stack.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            yield node
        elif isinstance(node, NavigableString):
            if not isinstance(node, _UNSAID):
                yield re.sub(r"[ \t\r\n\f]+", " ", node)
        elif isinstance(node, Tag) and node.name not in _UNSEEN:
            edge = "\n" if node.name in _BLOCKS else ""
            yield edge
            stack.append(edge)
            stack.extend(reversed(node.contents))


def read_docx(content: bytes, source: str) -> tuple[str, str]:
    """Return the paragraphs and tables of a Word file in order, a row of a table as one line with tabs; raises `ReadError`."""
    _check_zip(content, source, "Word file")
    try:
        document = docx.Document(io.BytesIO(content))
        lines = list(_walk_document(document))
    except Exception as error:  # noqa: BLE001 - python-docx raises many kinds for a broken file; each is the same sentence
        raise ReadError(f"{source}: the Word file is broken or locked ({type(error).__name__}); save it again as .docx") from None
    return _or_empty("\n".join(lines), source), "docx"


def _walk_document(document: docx.document.Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                cells: list[str] = []
                for cell in row.cells:  # a merged cell is given once for each column it covers
                    text = cell.text.strip()
                    if not cells or text != cells[-1]:
                        cells.append(text)
                yield "\t".join(cells)


def read_pdf(content: bytes, source: str) -> tuple[str, str]:
    """Return the text layer of a PDF, page by page; a scanned, encrypted or broken one raises `ReadError`."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(f"{source}: the PDF is encrypted; save it without a password")
        pages = [page.extract_text() for page in reader.pages]
    except ReadError:
        raise
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError, OSError) as error:
        raise ReadError(f"{source}: the PDF is broken ({type(error).__name__}); save it again") from None
    text = "\n".join(pages)
    if len("".join(text.split())) < 10:
        raise ReadError(f"{source}: the PDF holds pictures of text, no text; run character recognition (OCR) on it first")
    return text, "pdf"


def _check_zip(content: bytes, source: str, what: str) -> None:
    """Refuse a packed file that is broken, or that would unpack to more than any report needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except zipfile.BadZipFile:
        raise ReadError(f"{source}: the {what} is broken or encrypted; save it again without a password") from None
    if size > MAX_EXPANDED:
        raise ReadError(f"{source}: the {what} would unpack to {size // 2**20} MB; save the report alone")


def _or_empty(text: str, source: str) -> str:
    if not text.strip():
        raise ReadError(f"{source}: the file holds no text; save the report again")
    return text
