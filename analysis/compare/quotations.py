"""The sentences behind a share: quotations with their evidence and their place in the source."""

from __future__ import annotations

import pandas as pd

from analysis.compare.cities import reports_of, with_city
from analysis.compare.shares import coded_sentences
from analysis.schema import THEMES
from analysis.tables import Tables

COLUMNS = ["city", "report", "sentence", "text", "evidence", "n_evidence", "section", "source", "start", "end"]


def quotations(tables: Tables, theme: str | None = None, city: str | None = None, n: int = 2) -> pd.DataFrame:
    """Return up to `n` sentences of `city` that carry `theme`: most evidence first, then in the order of the report.

    city, report, sentence, text, evidence (the distinct words that made the hit, joined by 、), n_evidence, section, source, start,
    end (code points of the source). Without `theme` any theme's evidence counts, without `city` all reports are read.
    Raises `ValueError` for an unknown theme or city; no hit gives an empty table.
    """
    if theme is not None and theme not in THEMES:
        raise ValueError(f"no theme {theme!r}; known are {', '.join(THEMES)}")
    hits = tables.themes
    if theme is not None:
        hits = hits[hits["theme"] == theme]
    if city is not None:
        hits = hits[hits["report"].isin(reports_of(tables.reports, city))]
    evidence = hits.groupby(["report", "sentence"])["evidence"].agg(["unique"]).reset_index()
    evidence["n_evidence"] = evidence["unique"].map(len).astype("int64")
    evidence["evidence"] = evidence["unique"].map("、".join).astype("str")
    found = coded_sentences(tables).merge(evidence.drop(columns="unique"), on=["report", "sentence"])
    ranked = found.sort_values(["n_evidence", "report", "sentence"], ascending=[False, True, True], kind="stable")
    return with_city(ranked.head(n), tables.reports)[COLUMNS].reset_index(drop=True)


def quotation_at(tables: Tables, source: str, start: int, end: int) -> pd.DataFrame:
    """Return the sentences of `source` that a span `[start, end)` touches, with city, report, section and place; empty where none."""
    near = tables.sentences[tables.sentences["source"] == source]
    touched = near[(near["start"] < end) & (near["end"] > start)]
    return with_city(touched, tables.reports)[["city", "report", "sentence", "text", "section", "source", "start", "end"]].reset_index(
        drop=True
    )


def quote_rows(tables: Tables, rows: pd.DataFrame, n: int = 2) -> pd.DataFrame:
    """Return the first row of each of the first `n` reports in `rows` (any table with report and sentence) with its sentence as `text`."""
    first = rows.drop_duplicates("report").head(n)
    texts = tables.sentences[["report", "sentence", "text"]]
    return first.merge(texts, on=["report", "sentence"], how="left", validate="many_to_one").reset_index(drop=True)
