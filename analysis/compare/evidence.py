"""Rows that show what a figure stands on: units left out, mends, opening sentences, sentences of two themes, quoted numbers."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.compare.cities import city_labels, with_city
from analysis.compare.rows import each_row
from analysis.compare.shares import sentence_themes
from analysis.schema import KEPT_ROLES
from analysis.tables import Tables

_PLACE = ["source", "start", "end"]


def dropped_units(tables: Tables, n: int = 2) -> pd.DataFrame:
    """Return the `n` longest units that were left out, each from another source: role, rule, text, source, start, end."""
    left_out = tables.ledger[~tables.ledger["role"].isin(KEPT_ROLES)]
    longest = left_out.assign(length=left_out["end"] - left_out["start"]).sort_values(["length", "source"], ascending=[False, True])
    chosen = longest.drop_duplicates("source").head(n)
    texts = [tables.source_text(row.source)[row.start : row.end].strip() for row in each_row(chosen)]
    return chosen.assign(text=texts)[["role", "rule", "text", *_PLACE]].reset_index(drop=True)


def edit_examples(tables: Tables, kinds: Sequence[str], n: int = 1) -> pd.DataFrame:
    """Return the first `n` mends of each of `kinds`: kind, before, after (null where the source is damaged), source, start, end."""
    chosen = tables.edits[tables.edits["kind"].isin(list(kinds))].groupby("kind", sort=False).head(n)
    return chosen[["kind", "before", "after", *_PLACE]].sort_values(["kind", *_PLACE], ignore_index=True)


def opening_sentences(tables: Tables, cities: Sequence[str]) -> pd.DataFrame:
    """Return the first sentence of running text of each of `cities`: city, text, source, start, end."""
    body = with_city(tables.sentences[tables.sentences["role"] == "body"], tables.reports)
    first = body.sort_values(["report", "sentence"]).drop_duplicates("report")
    return first.set_index("city").reindex(list(cities))[["text", *_PLACE]].reset_index()


def shared_sentences(tables: Tables, theme: str, other: str, n: int = 2) -> pd.DataFrame:
    """Return the first `n` sentences, each of another report, that carry both themes: city, text, source, start, end."""
    hits = sentence_themes(tables)
    both = hits[hits["theme"] == theme].merge(hits[hits["theme"] == other], on=["report", "sentence"])
    found = tables.sentences.merge(both[["report", "sentence"]], on=["report", "sentence"]).drop_duplicates("report").head(n)
    return with_city(found, tables.reports)[["city", "text", *_PLACE]].reset_index(drop=True)


def quoted_metrics(tables: Tables, n: int = 2) -> pd.DataFrame:
    """Return one number of each of the `n` reports that give most, with its sentence: city, surface, item, text, source, start, end."""
    told = tables.metrics[~tables.metrics["repeat"]]
    most = told["report"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index[:n]
    first = told[told["report"].isin(most)].sort_values(["report", "sentence", "start"]).drop_duplicates("report")
    merged = first.merge(tables.sentences[["report", "sentence", "text"]], on=["report", "sentence"])
    return with_city(merged, tables.reports)[["city", "surface", "item", "text", *_PLACE]].reset_index(drop=True)


def uncovered_items(tables: Tables) -> pd.DataFrame:
    """Return what is counted but has no indicator, most frequent first: item, unit, n, n_reports, cities (joined by 、).

    How to read it: each row is a candidate for the lexicon of indicators; items are worded as the reports word them.
    """
    bare = tables.metrics[tables.metrics["indicator"].isna() & ~tables.metrics["repeat"] & tables.metrics["item"].notna()]
    named = bare.assign(city=bare["report"].map(city_labels(tables.reports)))
    grouped = named.groupby(["item", "unit"], dropna=False)
    counts = grouped.agg(n=("city", "size"), n_reports=("city", "nunique"), cities=("city", lambda names: "、".join(sorted(set(names)))))
    return counts.reset_index().sort_values(["n", "n_reports", "item"], ascending=[False, False, True], ignore_index=True)
