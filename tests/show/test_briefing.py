"""The briefing, asked through python-docx and an HTML parser: what it says, where that comes from, and that nothing breaks it."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from PIL import Image

from analysis.schema import TABLES, make_table
from analysis.show.briefing import make_briefing
from analysis.show.briefing_docx import fix_zip_dates
from analysis.show.briefing_parts import Grid, Place, printable
from analysis.show.briefing_sources import SourceIndex, make_appendix, write_places
from analysis.tables import Tables

PLACE = re.compile(r"(?P<source>[^（：、，]+):(?P<start>\d+)–(?P<end>\d+)")
HEADINGS = ["一、结论", "二、语料", "三、主题比较", "四、指标比较", "五、特色做法", "六、闭环", "七、方法与局限"]

# city → its sentences: text, theme, metric (surface, value, unit, item, indicator), practice, loop steps
Coded = tuple[str, str | None, tuple[str, float, str, str, str] | None, str | None, tuple[str, ...]]
REPORTS: dict[str, list[Coded]] = {
    "甲市": [
        ("党组带头学习新理论。", "party", None, None, ()),
        ("共召开协商会12次。", "platform", ("12次", 12, "次", "协商会", "consultations"), None, ()),
        ("收到提案326件。", "proposals", ("326件", 326, "件", "提案", "proposals"), None, ()),
        ("建好民生议事堂。", "platform", None, "民生议事堂", ()),
        ("提出—办理—反馈环环相扣。", None, None, None, ("提出", "办理", "反馈")),
    ],
    "乙市": [
        ("委员进社区走访群众。", "outreach", None, None, ()),
        ("收到提案210余件。", "proposals", ("210余件", 210, "件", "提案", "proposals"), None, ()),
        ("民生议事堂开进乡村。", "outreach", None, "民生议事堂", ()),
        ("码上议平台上线。", "digital", None, "码上议", ()),
    ],
    "丙市": [("过去一年成绩不少。", None, None, None, ())],
}


@dataclass(frozen=True)
class Figure:
    name: str
    section: str
    caption: str
    alt_text: str
    path: Path


def build_tables(reports: dict[str, list[Coded]], with_city: bool = True) -> Tables:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    texts = {}
    for number, (city, coded) in enumerate(reports.items()):
        source, sha256, text = f"{number:03}_报告.txt", f"sha{number}", "".join(sentence for sentence, *_ in coded)
        texts[sha256] = text
        unit = {"source": source, "start": 0, "end": len(text)}
        rows["documents"].append({"source": source, "sha256": sha256, "format": "txt", "encoding": "utf-8", "n_chars": len(text)})
        rows["documents"][-1] |= {"n_reports": 1, "repairs": 0, "status": "ok"}
        named = {"city": city if with_city else None, "province": None, "level": None, "year": 2024 if number else None}
        rows["reports"].append({"report": f"{city}2024", **named, **unit, "n_sentences": len(coded), "n_chars": len(text), "ordinal": 1})
        rows["ledger"].append({**unit, "role": "body", "report": f"{city}2024", "rule": "x"})
        _add_sentences(rows, f"{city}2024", source, coded)
    return Tables(**{name: make_table(name, table) for name, table in rows.items()}, texts=texts)


def _add_sentences(rows: dict[str, list[dict[str, Any]]], report: str, source: str, coded: list[Coded]) -> None:
    start = 0
    for number, (text, theme, metric, practice, steps) in enumerate(coded):
        row = {"report": report, "sentence": number, "source": source, "start": start, "end": start + len(text)}
        rows["sentences"].append({**row, "role": "body", "section": None, "text": text})
        if theme:
            rows["themes"].append({**row, "theme": theme, "rule": "r", "evidence": text[:3], "end": start + 3})
        if metric:
            surface, value, unit, item, indicator = metric
            place = {"start": start + text.index(surface), "end": start + text.index(surface) + len(surface), "surface": surface}
            bound = "over" if "余" in surface else "exact"
            quantity = {
                **row,
                **place,
                "kind": "count",
                "value": value,
                "low": value,
                "high": value if bound == "exact" else None,
                "bound": bound,
            }
            rows["quantities"].append({**quantity, "unit": unit})
            rows["metrics"].append({**quantity, "unit": unit, "item": item, "indicator": indicator, "status": "done", "repeat": False})
        if practice:
            place = {"start": start + text.index(practice), "end": start + text.index(practice) + len(practice), "surface": practice}
            rows["practices"].append({**row, **place, "name": practice, "kind": "venue"})
        if steps:
            rows["loops"].append({**row, "end": start + 8, "steps": list(steps), "n_steps": len(steps), "closed": True,
                                  "kind": "process", "stages": [""] * len(steps)})  # fmt: skip
        start += len(text)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return build_tables(REPORTS)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> list[Figure]:
    folder = tmp_path_factory.mktemp("gallery")
    figures = []
    for name, section in (("corpus_overview", "corpus"), ("themes_heatmap", "themes"), ("practices_loops", "practices"), ("odd", "odd")):
        file = folder / f"{name}.png"
        Image.new("RGB", (60, 90 if section == "odd" else 20), "white").save(file)
        figures.append(Figure(name, section, f"{name}的说明", f"{name}所示", file))
    return figures


def read_briefing(tables: Tables, folder: Path, gallery: list[Figure], **more: Any) -> tuple[DocumentType, BeautifulSoup]:
    docx, html = make_briefing(tables, folder / "out", gallery, **more)
    return Document(str(docx)), BeautifulSoup(html.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def files(tables: Tables, gallery: list[Figure], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_briefing(tables, tmp_path_factory.mktemp("out"), gallery)


@pytest.fixture(scope="module")
def document(files: tuple[Path, Path]) -> DocumentType:
    return Document(str(files[0]))


@pytest.fixture(scope="module")
def page(files: tuple[Path, Path]) -> BeautifulSoup:
    return BeautifulSoup(files[1].read_text(encoding="utf-8"), "html.parser")


def all_text(document: DocumentType) -> str:
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_sections_stand_in_order_in_both_files(document: DocumentType, page: BeautifulSoup) -> None:
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[:-1] == HEADINGS
    assert headings[-1].startswith("附录")
    assert [heading.text for heading in page.find_all("h2")] == headings
    second = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 2"]
    assert second[:3] == ["党建", "协商平台", "委员下沉"]


def test_title_and_corpus_line_come_from_the_tables(tmp_path: Path, gallery: list[Figure], document: DocumentType) -> None:
    title, subtitle = (paragraph.text for paragraph in document.paragraphs[:2])
    assert title == "各地政协工作报告比较简报"
    assert subtitle == "语料：3份报告，3个城市（2024年，1份未载明年份）"
    alone = build_tables({"甲市": REPORTS["甲市"]})
    document, _ = read_briefing(alone, tmp_path, gallery)
    assert document.paragraphs[0].text == "甲市政协工作报告简报"


def claims_of(document: DocumentType) -> dict[str, list[Any]]:
    """Return every claim (bold paragraph) with the source lines under it."""
    claims: dict[str, list[Any]] = {}
    last = None
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Normal" and paragraph.runs and paragraph.runs[0].bold:
            last = claims.setdefault(paragraph.text, [])
        elif paragraph.style.name == "Source" and last is not None:
            last.append(paragraph)
        else:
            last = None
    return claims


def test_every_claim_stands_above_a_sentence_that_can_be_read_again(tables: Tables, document: DocumentType) -> None:
    claims = claims_of(document)
    assert len(claims) >= 6
    for claim, lines in claims.items():
        assert lines, claim
        for line in lines:
            place = PLACE.search(line.text)
            assert place, line.text
            raw = tables.source_text(place["source"])[int(place["start"]) : int(place["end"])]
            assert raw
            assert raw in line.text


def test_claim_names_the_largest_number_and_quotes_it(document: DocumentType) -> None:
    claim, lines = next((claim, lines) for claim, lines in claims_of(document).items() if "提案数" in claim and "最大" in claim)
    assert "甲市" in claim
    assert "326件" in lines[0].text


def test_an_altered_number_alters_the_page(tables: Tables, tmp_path: Path, document: DocumentType) -> None:
    fewer = tables.metrics.assign(
        value=[
            9.0 if surface == "326件" else value for surface, value in zip(tables.metrics["surface"], tables.metrics["value"], strict=True)
        ]
    )
    fewer = fewer.assign(low=fewer["low"].mask(fewer["value"] == 9, 9), high=fewer["high"].mask(fewer["value"] == 9, 9))
    after, _ = read_briefing(replace(tables, metrics=fewer), tmp_path, [])
    assert any("甲市的数最大" in claim for claim in claims_of(document))
    assert not any("甲市的数最大" in claim for claim in claims_of(after))


def entry_rows(document: DocumentType) -> list[list[str]]:
    grids = [table for table in document.tables if table.rows[0].cells[0].text == "序号"]
    return [[cell.text for cell in row.cells] for table in grids for row in table.rows[1:]]


def test_every_number_of_the_appendix_is_in_its_place(tables: Tables, document: DocumentType) -> None:
    rows = entry_rows(document)
    numbers = {row[1]: row for row in rows}
    assert {"326件", "210余件", "12次"} <= set(numbers)
    for figure in ("326件", "210余件", "12次"):
        place = PLACE.search(numbers[figure][3])
        assert place
        assert tables.source_text(place["source"])[int(place["start"]) : int(place["end"])] == figure
        assert figure in numbers[figure][4]
    assert all(PLACE.search(row[3]) for row in rows)


def test_references_lead_to_entries(document: DocumentType, page: BeautifulSoup) -> None:
    body = document.element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    targets = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(names) == len(set(names)) == len(entry_rows(document))
    assert targets
    assert set(targets) == set(names)
    ids = {row["id"] for row in page.find_all("tr", id=True)}
    assert {link["href"].removeprefix("#") for link in page.find_all("a")} == ids == set(names)


def test_missing_is_written_as_not_reported(tables: Tables, document: DocumentType, page: BeautifulSoup) -> None:
    grid = next(table for table in document.tables if table.rows[0].cells[0].text == "指标")
    cells = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in grid.rows}
    assert cells["指标"] == ["甲市", "乙市", "丙市"]
    assert re.fullmatch(r"12次\[\d+\]", cells["协商活动"][0])
    assert cells["协商活动"][1:] == ["未报告", "未报告"]
    assert "未报告" in {cell.text for cell in page.find_all("td", class_="missing")}


def test_pictures_have_captions_and_alternative_text(document: DocumentType, page: BeautifulSoup) -> None:
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert described == ["corpus_overview所示", "themes_heatmap所示", "odd所示", "practices_loops所示"]
    assert [image["alt"] for image in page.find_all("img")] == described
    captions = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption" and paragraph.text.startswith("图")
    ]
    assert captions == [f"图{n}　{text.removesuffix('所示')}的说明" for n, text in enumerate(described, 1)]
    assert all(shape.height.cm <= 12.51 for shape in document.inline_shapes)


def test_a_figure_that_is_not_there_is_told(tables: Tables, tmp_path: Path) -> None:
    figure = Figure("corpus_x", "corpus", "c", "a", tmp_path / "nowhere.png")
    with pytest.raises(FileNotFoundError, match=r"nowhere\.png"):
        make_briefing(tables, tmp_path, [figure])


def test_page_needs_nothing_from_outside(files: tuple[Path, Path], page: BeautifulSoup) -> None:
    raw = files[1].read_text(encoding="utf-8")
    assert page.html["lang"] == "zh-CN"
    assert not page.find_all(["script", "link", "iframe", "object"])
    assert all(image["src"].startswith("data:image/png;base64,") for image in page.find_all("img"))
    assert not re.search(r"https?://|url\(|@import", raw)


def test_two_runs_have_the_same_bytes(files: tuple[Path, Path], tables: Tables, tmp_path: Path, gallery: list[Figure]) -> None:
    again = make_briefing(tables, tmp_path, gallery)
    assert [file.read_bytes() for file in files] == [file.read_bytes() for file in again]


def test_zip_dates_are_fixed_and_content_is_kept(files: tuple[Path, Path]) -> None:
    docx = files[0]
    with zipfile.ZipFile(docx) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "docProps/thumbnail.jpeg" not in archive.namelist()
    assert fix_zip_dates(docx.read_bytes()) == docx.read_bytes()
    properties = Document(str(docx)).core_properties
    assert (properties.author, properties.revision, properties.created.year) == ("analysis", 1, 1980)


def test_fonts_of_official_papers_and_page_number(document: DocumentType) -> None:
    fonts = {
        style.name: style.element.rPr.rFonts for style in document.styles if style.name in {"Title", "Heading 1", "Heading 2", "Normal"}
    }
    names = {name: font.get(qn("w:eastAsia")) for name, font in fonts.items()}
    assert names == {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体", "Normal": "仿宋"}
    assert not any(font.get(qn("w:eastAsiaTheme")) for font in fonts.values())
    hints = {fonts.get(qn("w:hint")) for fonts in document.element.body.iter(qn("w:rFonts"))}
    assert hints == {"eastAsia"}  # else Word draws “ ” from the Latin font
    footer = document.sections[0].footer.paragraphs[0]._p
    assert [piece.text for piece in footer.iter(qn("w:instrText"))] == [" PAGE "]


HOSTILE = '<script>alert(1)</script>&amp;\x0b\x00\u202e=HYPERLINK("http://x.example")'


def test_hostile_text_is_shown_and_does_nothing(tmp_path: Path, gallery: list[Figure]) -> None:
    text = f"收到提案3件{HOSTILE}。"
    metric = ("3件", 3.0, "件", f"提案{HOSTILE}", "proposals")
    hostile = build_tables(
        {"甲市": [(text, "party", metric, f"3件{HOSTILE}", ("a", HOSTILE))], "乙市": [("好。", "party", None, None, ())]}
    )
    renamed = hostile.reports.assign(city=["乙市", f"甲{HOSTILE}"])
    document, page = read_briefing(replace(hostile, reports=renamed), tmp_path, gallery)
    assert not page.find_all("script")
    assert not page.find_all("a", href=re.compile("http"))
    assert "<script>alert(1)</script>&amp;" in all_text(document)
    assert "<script>alert(1)</script>&amp;" in page.text
    for written in (all_text(document), page.text):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", written)
    assert 'mso-number-format: "\\@"' in page.style.text  # a spreadsheet takes pasted cells as text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("一行\n两行\t三　四", "一行 两行 三　四"),
        ("甲\x07乙", "甲�乙"),
        ("甲\u202e乙\u2066", "甲�乙�"),
        ("\ud800", "�"),
        ("\ufffe", "�"),
        ("𠮷野“玉”事", "𠮷野“玉”事"),
    ],
)
def test_printable(raw: str, shown: str) -> None:
    assert printable(raw) == shown


def test_reports_without_anything_say_so(tmp_path: Path, gallery: list[Figure]) -> None:
    bare = build_tables({"甲市": REPORTS["丙市"]}, with_city=False)
    document, _ = read_briefing(bare, tmp_path, gallery)
    text = all_text(document)
    assert text.count("未报告：") == 4  # themes, indicators, practices, chains
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["corpus_overview所示"]  # no empty charts
    assert "正文没有引用报告中的数字" in text
    assert "城市未载明" in text


def test_no_report_at_all(tmp_path: Path) -> None:
    empty = Tables(**{name: make_table(name, []) for name in TABLES})
    row = {"source": "坏.pdf", "n_chars": 0, "n_reports": 0, "repairs": 0, "status": "failed", "error": "cannot be read"}
    document, page = read_briefing(replace(empty, documents=make_table("documents", [row])), tmp_path, [])
    assert "1个文件未能读取：坏.pdf（cannot be read）" in all_text(document)
    assert "未报告" in page.text


def test_accuracy_is_told_only_where_it_was_measured(tables: Tables, tmp_path: Path) -> None:
    without, _ = read_briefing(tables, tmp_path, [])
    assert "未计算准确率" in all_text(without)
    rows = [
        {"measure": "theme_micro_f1", "value": 0.8764, "n": 481, "counted": "labels", "low": 0.85, "high": 0.9},
        {"measure": "metric_indicator", "value": float("nan"), "n": 7, "counted": "metrics", "low": float("nan"), "high": float("nan")},
    ]
    document, _ = read_briefing(tables, tmp_path, [], scores=pd.DataFrame(rows))
    grid = next(table for table in document.tables if table.rows[0].cells[0].text == "项目")
    assert [[cell.text for cell in row.cells] for row in grid.rows[1:]] == [["主题 F1", "0.876", "0.850–0.900", "481"]]


def test_too_many_reports_are_cut_and_the_cut_is_told(tmp_path: Path) -> None:
    many = build_tables({f"{chr(0x4E00 + number)}市": REPORTS["甲市"] for number in range(70)})
    document, _ = read_briefing(many, tmp_path, [])
    text = all_text(document)
    assert "共70份报告，此处列60" in text
    assert "共70份报告（取报告指标最多者），此处列24" in text


def test_places_name_their_source_once_and_count_the_rest() -> None:
    places = tuple(Place("a.txt", n, n + 1) for n in range(61))
    assert write_places(places[:2]) == "a.txt:0–1、1–2"
    assert write_places((*places[:1], Place("b.txt", 4, 5))) == "a.txt:0–1、b.txt:4–5"
    assert write_places(places).endswith("59–60，另有1处")


def test_a_sentence_with_several_numbers_is_printed_once() -> None:
    index = SourceIndex(build_tables(REPORTS))
    rows = index.tables.metrics[index.tables.metrics["surface"] == "326件"]
    for figure in ("326件", "300件"):
        index.cite(figure, "甲市·提案", rows)
    grid = make_appendix(index)[1]
    assert isinstance(grid, Grid)
    assert [(row[0].anchor, row[4].text, row[4].reference) for row in grid.rows] == [(1, "收到提案326件。", None), (2, "同上文序号", 1)]
