"""The section on indicators: who reports which number, what may be set side by side, and what is not reported."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.compare.comparability import comparable
from analysis.compare.findings_metrics import coverage_finding, indicator_finding, panels_finding
from analysis.compare.indicators import coverage, indicator_coverage, indicator_table, reported
from analysis.compare.labels import label, ordered_codes
from analysis.compare.wording import NOT_REPORTED
from analysis.show.briefing_corpus import cut_note, in_reading_order
from analysis.show.briefing_parts import Cell, Claim, Evidence, Grid, Heading, Paragraph, Part
from analysis.show.briefing_sources import SourceIndex

REPORTS_SHOWN = 24
REPORTS_PER_GRID = 8
CLAIMS = 3


def coverage_claim(index: SourceIndex, n: int = 2) -> Claim:
    """Return which indicators are reported most, with `n` sentences that report the first of them."""
    table = coverage(index.tables)
    counts = indicator_coverage(table)
    known = counts[counts["n_reported"] > 0]
    text = f"{coverage_finding(table)}。"
    return Claim(text, _quote_indicator(index, indicator_table(index.tables), str(known["indicator"].iloc[0]), n) if len(known) else ())


def _quote_indicator(index: SourceIndex, table: pd.DataFrame, indicator: str, n: int) -> tuple[Evidence, ...]:
    """Return the sentences of `n` reports that give the indicator, those that the finding names first."""
    rows, finding = reported(table, indicator), indicator_finding(table, indicator)
    unnamed = [not (city in finding and surface in finding) for city, surface in zip(rows["city"], rows["surface"], strict=True)]
    first = rows.assign(unnamed=unnamed).sort_values("unnamed", kind="stable").head(n)
    return index.evidence(first, "surface")


def make_metric_section(index: SourceIndex) -> list[Part]:
    """Return the section: the claim on coverage, the indicator table, and what may be compared."""
    parts: list[Part] = [Heading("四、指标比较")]
    full = indicator_table(index.tables)
    if full["surface"].notna().sum() == 0:
        return [*parts, Paragraph(f"{NOT_REPORTED}：所读报告没有给出可比指标。没有数字不等于没有工作。")]
    shown = _choose_reports(full, in_reading_order(index.tables.reports)["report"])
    table = full[full["report"].isin(shown)].reset_index(drop=True)
    parts += [coverage_claim(index), *_indicator_grids(index, table, shown, full["report"].nunique())]
    return [*parts, *_comparison(index, table)]


def _choose_reports(table: pd.DataFrame, in_order: pd.Series) -> list[str]:
    """Return the reports that fit on the page, in reading order: those that report most indicators where there are too many."""
    counts = table["surface"].notna().groupby(table["report"]).sum().reindex(in_order)
    chosen = set(counts.sort_values(ascending=False, kind="stable").head(REPORTS_SHOWN).index)
    return [report for report in in_order if report in chosen]


def _indicator_grids(index: SourceIndex, table: pd.DataFrame, reports: list[str], n_all: int) -> list[Part]:
    """Return the table in pieces of eight reports, each with the same rows: the indicators that any of them reports."""
    codes = [code for code in ordered_codes("indicator") if len(reported(table, code))]
    absent = "、".join(label("indicator", code) for code in ordered_codes("indicator") if code not in codes)
    note = (
        f"{cut_note(n_all, len(reports), '份报告（取报告指标最多者）')}数字照录原文，方括号为附录序号。"
        f"“{NOT_REPORTED}”指报告没有写，不是零。"
        "同一报告有多个数字时，取已完成的、首次出现的、整体而非部分的、本级的、当年的、口径较全的、常用单位的、较大的一个。"
        + (f"各份均未报告的指标：{absent}。" if absent else "")
    )
    pieces = [reports[start : start + REPORTS_PER_GRID] for start in range(0, len(reports), REPORTS_PER_GRID)]
    found = {(row["report"], row["indicator"]): row for row in table.to_dict("records")}
    grids: list[Part] = []
    for number, piece in enumerate(pieces, 1):
        part = f"（{number}/{len(pieces)}）" if len(pieces) > 1 else ""
        rows = tuple((Cell(label("indicator", code)), *(_number_cell(index, found[report, code]) for report in piece)) for code in codes)
        header = ("指标", *(str(index.labels[report]) for report in piece))
        grids.append(Grid(f"各报告的指标{part}", header, rows, (2.4, *[1.65] * len(piece)), note if number == len(pieces) else ""))
    return grids


def _number_cell(index: SourceIndex, row: dict[Any, Any]) -> Cell:
    if pd.isna(row["surface"]):
        return Cell(NOT_REPORTED, missing=True)
    item = "" if pd.isna(row["item"]) else f"（{row['item']}）"
    plan = "·计划" if row["status"] == "plan" else ""
    return index.cite(f"{row['surface']}{plan}", f"{row['city']}·{label('indicator', row['indicator'])}{item}", pd.DataFrame([row]))


def _comparison(index: SourceIndex, table: pd.DataFrame) -> list[Part]:
    counts = table.dropna(subset="surface")["indicator"].value_counts()
    codes = [code for code in ordered_codes("indicator") if counts.get(code, 0) > 1]
    parts: list[Part] = [Heading("哪些数字可以并列", 2)]
    if not codes:
        return [*parts, Paragraph("没有两份报告给出同一项指标，无从比较。")]
    parts.append(Paragraph(f"{panels_finding(table, codes)}。"))
    widest = sorted(codes, key=lambda code: -counts[code])[:CLAIMS]
    parts += [Claim(f"{indicator_finding(table, code)}。", _quote_indicator(index, table, code, 2)) for code in widest]
    rows = tuple(_verdict_row(table, code) for code in codes)
    note = "两两相比：单位、完成与计划、时段、范围、口径有一项写明而不同即不可比；没有写明的、量词或年份不同的、只知界限的，为有保留可比。"
    note += "城市大小不同，数大不等于做得好。"
    return [*parts, Grid("各指标能否比较", ("指标", "报告数", "结论", "两两相比（对数）"), rows, (2.4, 1.5, 6.9, 4.8), note)]


def _verdict_row(table: pd.DataFrame, indicator: str) -> tuple[Cell, ...]:
    verdicts = comparable(table, indicator)["verdict"].value_counts()
    order = [code for code in ordered_codes("verdict") if code in verdicts.index]
    told = "；".join(f"{label('verdict', code)}{verdicts[code]}" for code in order)
    return (
        Cell(label("indicator", indicator)),
        Cell(f"{len(reported(table, indicator))}/{table['report'].nunique()}"),
        Cell(indicator_finding(table, indicator)),
        Cell(told),
    )
