"""One report in every format gives the same sentences; the files are made by libraries here."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import docx
import openpyxl
import pytest
from fpdf import FPDF

from analysis.pipeline import build
from analysis.tables import Tables

LINES = [
    "政协第六届商洛市委员会常务委员会工作报告",
    "（2025年1月7日在政协第六届商洛市委员会第四次会议上）",
    "各位委员：",
    "我代表政协第六届商洛市委员会常务委员会，向大会报告工作，请予审议。",
    "一、2024年工作回顾",
    "2024年，市政协召开协商会议12次，提出意见建议90余条，办复率100%。一年来，成效明显。",
    "（一）坚持政治引领",
    "全年组织党组理论学习中心组学习18次，举办“政协讲堂”6期，参加委员500余人次，读书活动覆盖全部县区政协和机关。",
    "二、2025年工作安排",
    "2025年，市政协将组织开展重点协商议题8项，让我们团结奋斗！",
]
FONT = next(Path("analysis/fonts").glob("*.ttf"), None) or next(Path("analysis/fonts").glob("*.otf"))


def write_text(encoding: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        file = folder / "report.txt"
        file.write_text("\n".join(LINES), encoding=encoding)
        return file

    return write


def write_html(folder: Path) -> Path:
    blocks = "".join(f"<p>　　<b>{escape(line[:3])}</b>{escape(line[3:])}</p>\n" for line in LINES)
    page = (
        "<!doctype html><html><head><meta charset='gb2312'><title>题</title><script>var a='市政协';</script></head>"
        f"<body><div>首页</div>{blocks}<!-- 注 --></body></html>"
    )
    file = folder / "report.html"
    file.write_text(page, encoding="utf-8")
    return file


def write_docx(folder: Path) -> Path:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(folder / "report.docx"))
    return folder / "report.docx"


def write_pdf(folder: Path) -> Path:
    page = FPDF()
    page.add_page()
    page.add_font("Sans", fname=str(FONT))
    page.set_font("Sans", size=12)
    for line in LINES:
        page.multi_cell(0, 8, line, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
    page.output(str(folder / "report.pdf"))
    return folder / "report.pdf"


def write_csv(folder: Path) -> Path:
    with (folder / "reports.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["id", "full_text"], ["1", "\n".join(LINES)]])
    return folder / "reports.csv"


def write_jsonl(folder: Path) -> Path:
    (folder / "reports.jsonl").write_text(json.dumps({"正文": "\n".join(LINES)}, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder / "reports.jsonl"


def write_xlsx(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "内容"])
    sheet.append([1, "\n".join(LINES)])
    book.save(folder / "reports.xlsx")
    return folder / "reports.xlsx"


def write_zip(folder: Path) -> Path:
    inner = write_text("utf-8")(folder)
    with zipfile.ZipFile(folder / "reports.zip", "w") as packed:
        packed.write(inner, "report.txt")
    return folder / "reports.zip"


WRITERS = {
    "txt": write_text("utf-8"),
    "txt in GB18030": write_text("gb18030"),
    "txt in UTF-16": write_text("utf-16"),
    "html": write_html,
    "docx": write_docx,
    "pdf": write_pdf,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "xlsx": write_xlsx,
    "zip": write_zip,
}


def sentences_of(tables: Tables) -> list[tuple[str, str]]:
    return list(zip(tables.sentences["role"], tables.sentences["text"], strict=True))


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_report_gives_the_same_sentences(tmp_path: Path, name: str) -> None:
    (tmp_path / "plain").mkdir()
    wanted = build(WRITERS["txt"](tmp_path / "plain"))
    assert len(wanted.sentences) == len(LINES) + 1
    found = build(WRITERS[name](tmp_path))
    assert found.documents["status"].tolist() == ["ok"], found.documents["error"].tolist()
    assert sentences_of(found) == sentences_of(wanted)
    assert found.metrics["value"].tolist() == wanted.metrics["value"].tolist()


def test_a_table_holds_a_report_a_row_and_its_columns_say_whose(tmp_path: Path) -> None:
    rows = [["city", "province", "year", "publish_date", "text"]]
    rows += [
        [city, "浙江省", "2023", "2024-01-05", "工作综述\n一年来，市政协认真履职，成效明显。\n再创佳绩。"] for city in ("杭州市", "宁波")
    ]
    with (tmp_path / "all.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    reports = build(tmp_path).reports
    assert reports[["report", "city", "province", "year", "published"]].to_numpy().tolist() == [
        ["宁波2023", "宁波", "浙江", 2023, "2024-01-05"],
        ["杭州2023", "杭州", "浙江", 2023, "2024-01-05"],
    ]


def test_the_ledger_covers_the_text_of_every_format(tmp_path: Path) -> None:
    for write in WRITERS.values():
        write(tmp_path)
    tables = build(tmp_path)
    for source, units in tables.ledger.groupby("source"):
        text = tables.source_text(str(source))
        assert "".join(text[start:end] for start, end in zip(units["start"], units["end"], strict=True)) == text
