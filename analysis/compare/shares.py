"""How much each city writes about a theme: shares of coded sentences with intervals, and what a difference is worth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.compare.cities import report_groups
from analysis.compare.intervals import standing_out, wilson_interval
from analysis.schema import THEMES
from analysis.tables import Tables

CODED_ROLES = ("body", "heading", "caption")
MIN_SENTENCES = 10


def coded_sentences(tables: Tables) -> pd.DataFrame:
    """Return the sentences in which themes are looked for: body, heading and caption."""
    return tables.sentences[tables.sentences["role"].isin(CODED_ROLES)]


def sentence_themes(tables: Tables) -> pd.DataFrame:
    """Return one row per coded sentence and theme in it: report, sentence, theme (a theme found twice in a sentence counts once)."""
    hits = tables.themes[["report", "sentence", "theme"]].drop_duplicates()
    return hits.merge(coded_sentences(tables)[["report", "sentence"]], on=["report", "sentence"]).reset_index(drop=True)


def theme_shares(tables: Tables, by: str = "city") -> pd.DataFrame:
    """Return the share of coded sentences with each theme, for every city and all twelve themes.

    One row per city and theme: city (the report key where a city has several reports), report, theme, share (0–1), low, high
    (Wilson 1927, 95 %), n_hits, n_sentences, small (fewer than 10 sentences). `by` report, province, level, year or genre puts
    reports together; the first column is then named so, and `report` is left out.
    A share of 0 means that the rules found no sentence; a report without a coded sentence has null.
    How to read it: a sentence can carry several themes, so shares do not add up to 1; sentences are short or long, so a share is
    not a share of the text.
    """
    groups = report_groups(tables.reports, by)
    n_sentences = coded_sentences(tables)["report"].map(groups).value_counts(dropna=False)
    hits = sentence_themes(tables)
    n_hits = hits.assign(group=hits["report"].map(groups)).groupby(["group", "theme"], dropna=False).size()
    names = pd.Series(groups.unique(), name="group").sort_values(ignore_index=True)
    grid = names.to_frame().merge(pd.Series(THEMES, name="theme", dtype="str"), how="cross")
    grid = grid.merge(n_hits.rename("n_hits").reset_index(), on=["group", "theme"], how="left")
    grid["n_hits"] = grid["n_hits"].fillna(0).astype("int64")
    grid["n_sentences"] = grid["group"].map(n_sentences).fillna(0).astype("int64")
    shares = _add_shares(grid).rename(columns={"group": by})
    if by == "city":
        shares.insert(1, "report", shares["city"].map({label: report for report, label in groups.items()}).astype("str"))
    return shares


def _add_shares(counts: pd.DataFrame) -> pd.DataFrame:
    totals = counts["n_sentences"].where(counts["n_sentences"] > 0)
    ends = wilson_interval(counts["n_hits"], counts["n_sentences"])
    return pd.DataFrame(
        {
            "group": counts["group"],
            "theme": counts["theme"],
            "share": (counts["n_hits"] / totals).astype("float64"),
            "low": ends["low"],
            "high": ends["high"],
            "n_hits": counts["n_hits"],
            "n_sentences": counts["n_sentences"],
            "small": counts["n_sentences"] < MIN_SENTENCES,
        }
    )


def leader(shares: pd.DataFrame) -> pd.Series:
    """Return, per theme, the city that writes more about it than every other; null where intervals overlap.

    Index: theme. The leader's interval (95 %) touches no other city's. Reports with fewer than 10 coded sentences neither lead
    nor stand in the way. With one city there is no leader.
    """
    group = str(shares.columns[0])
    counted = shares[~shares["small"]]
    leaders: dict[str, str | None] = {theme: None for theme in THEMES if theme in set(shares["theme"])}
    for theme, rows in counted.groupby("theme"):
        leaders[str(theme)] = standing_out(rows[group], rows["share"], rows["low"], rows["high"])
    return pd.Series(leaders, dtype="str", name="leader").rename_axis("theme")


def theme_cooccurrence(tables: Tables) -> pd.DataFrame:
    """Return how often two themes stand in one sentence: one row per ordered pair of themes (theme, other).

    n_both, n_theme (sentences with `theme`), n_sentences, share = n_both/n_theme with low and high (Wilson 1927), expected (the
    share of `other` in all coded sentences) and lift = share/expected; null where a theme never occurs.
    How to read it: a lift above 1 says oftener than by chance; read it with n_both, for rare themes have wild lifts.
    """
    hits = sentence_themes(tables)
    n_sentences = len(coded_sentences(tables))
    held = pd.crosstab([hits["report"], hits["sentence"]], hits["theme"]).reindex(columns=list(THEMES), fill_value=0)
    together = held.T.to_numpy(dtype="int64") @ held.to_numpy(dtype="int64")
    rows = [
        {"theme": first, "other": other, "n_both": int(together[i, j]), "n_theme": int(together[i, i]), "n_other": int(together[j, j])}
        for i, first in enumerate(THEMES)
        for j, other in enumerate(THEMES)
        if i != j
    ]
    pairs = pd.DataFrame(rows).assign(n_sentences=n_sentences)
    ends = wilson_interval(pairs["n_both"], pairs["n_theme"])
    share = pairs["n_both"] / pairs["n_theme"].where(pairs["n_theme"] > 0)
    expected = pairs["n_other"] / n_sentences if n_sentences else pd.Series(np.nan, index=pairs.index)
    return pairs.assign(share=share, low=ends["low"], high=ends["high"], expected=expected, lift=share / expected.where(expected > 0))
