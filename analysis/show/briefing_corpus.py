"""The section on the corpus: what was read, what was left out, what is damaged, what could not be read."""

from __future__ import annotations

import pandas as pd

from analysis.compare.findings_corpus import corpus_finding, repairs_finding
from analysis.compare.labels import label, label_codes
from analysis.compare.overview import characters_by_role, edits_by_kind, kept_share
from analysis.show.briefing_parts import Cell, Grid, Heading, Paragraph, Part, Place
from analysis.tables import Tables

REPORTS_SHOWN = 60
SOURCES_SHOWN = 40
UNKNOWN = "未载明"


def make_corpus_section(tables: Tables, labels: pd.Series) -> list[Part]:
    """Return what was read and what was not."""
    parts: list[Part] = [Heading("二、语料")]
    characters = characters_by_role(tables)
    parts.append(Paragraph(f"{corpus_finding(characters)}。{repairs_finding(edits_by_kind(tables))}。"))
    parts += _tell_failures(tables)
    if len(tables.reports):
        parts.append(_report_grid(tables.reports, labels))
    if len(characters):
        parts.append(_source_grid(tables, characters))
    return parts


def in_reading_order(reports: pd.DataFrame) -> pd.DataFrame:
    """Return the reports as they stand in the sources: an order that ranks nobody."""
    return reports.sort_values(["source", "start"], kind="stable", ignore_index=True)


def _tell_failures(tables: Tables) -> list[Part]:
    failed = tables.documents[tables.documents["status"] == "failed"]
    if failed.empty:
        return []
    told = "；".join(f"{row['source']}（{row['error']}）" for row in failed.head(SOURCES_SHOWN).to_dict("records"))
    return [Paragraph(f"{len(failed)}个文件未能读取：{told}。")]


def _report_grid(reports: pd.DataFrame, labels: pd.Series) -> Grid:
    shown = in_reading_order(reports).head(REPORTS_SHOWN)
    rows = tuple(
        (
            Cell(str(labels[row["report"]])),
            _cell(row["year"]),
            _cell(row["published"]),
            Cell(str(Place(row["source"], row["start"], row["end"]))),
            Cell(str(row["n_sentences"])),
            Cell(str(row["n_chars"])),
        )
        for row in shown.to_dict("records")
    )
    note = f"按文件中的先后排列，不是排名。{cut_note(len(reports), len(shown), '份报告')}“{UNKNOWN}”指报告未写，不作推断；字数不计空白。"
    return Grid("所读报告", ("报告", "年份", "发布", "文件位置", "句数", "字数"), rows, (2, 1.2, 2, 6.6, 1, 1.2), note)


def _cell(value: object) -> Cell:
    return Cell(UNKNOWN, missing=True) if pd.isna(value) else Cell(str(value))  # type: ignore[call-overload]


def cut_note(n_all: int, n_shown: int, what: str) -> str:
    """Return a sentence that says what a table leaves out, or nothing where it shows all."""
    return "" if n_shown >= n_all else f"共{n_all}{what}，此处列{n_shown}。"


def _source_grid(tables: Tables, characters: pd.DataFrame) -> Grid:
    kept = kept_share(characters).set_index("source")
    dropped = characters[~characters["kept"]].assign(role=lambda rows: label_codes(rows["role"], "role"))
    edits = edits_by_kind(tables)
    rows = tuple(
        (
            Cell(str(source)),
            Cell(str(totals["n_chars"])),
            Cell(f"{totals['kept']:.1%}"),
            Cell(_list_counts(dropped[dropped["source"] == source], "role", "n_chars") or "无"),
            Cell(_list_counts(_named(edits[edits["source"] == source]), "kind", "n_edits") or "无"),
            Cell(str(int(edits.loc[edits["source"] == source, "n_open"].sum()))),
        )
        for source, totals in kept.head(SOURCES_SHOWN).to_dict("index").items()
    )
    note = f"{cut_note(len(kept), len(rows), '个文件')}未用的文字留在台账（ledger）中，可逐段复查；“存疑”为原文损坏、留而不猜的处数。"
    header = ("文件", "字符", "留用", "未用（字符）", "修补（处）", "存疑")
    return Grid("各文件的取舍与修补", header, rows, (3.6, 1.2, 1.4, 4, 4, 1.2), note)


def _named(edits: pd.DataFrame) -> pd.DataFrame:
    return edits[edits["n_edits"] > 0].assign(kind=lambda rows: [label("edit", code) for code in rows["kind"]])


def _list_counts(rows: pd.DataFrame, name: str, count: str) -> str:
    sums = rows.groupby(name, sort=False)[count].sum().sort_values(ascending=False, kind="stable")
    return "、".join(f"{key}{value}" for key, value in sums.items())
