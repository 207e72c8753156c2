"""Where in a report a theme stands: positions from 0 (first coded sentence) to 1 (last), and how evenly a theme is spread."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.compare.cities import with_city
from analysis.compare.intervals import median_interval
from analysis.compare.shares import coded_sentences, sentence_themes
from analysis.schema import THEMES
from analysis.tables import Tables

MIN_HITS = 5


def theme_positions(tables: Tables) -> pd.DataFrame:
    """Return where each theme stands: one row per coded sentence and theme: city, report, sentence, theme, position, n_sentences.

    position is (k - 0.5) / n for the k-th of n coded sentences, so that it lies between 0 and 1 in long and short reports alike.
    """
    coded = coded_sentences(tables)[["report", "sentence"]].sort_values(["report", "sentence"])
    grouped = coded.groupby("report")["sentence"]
    n_sentences = grouped.transform("size")
    placed = coded.assign(position=(grouped.cumcount() + 0.5) / n_sentences, n_sentences=n_sentences)
    positions = sentence_themes(tables).merge(placed, on=["report", "sentence"])
    columns = ["city", "report", "sentence", "theme", "position", "n_sentences"]
    return with_city(positions, tables.reports)[columns].sort_values(["report", "sentence", "theme"], ignore_index=True)


def theme_dispersion(positions: pd.DataFrame) -> pd.DataFrame:
    """Return, per theme, its middle place in the reports and how evenly it is spread: theme, n_hits, median, low, high, evenness.

    median position with a 95 % interval (order statistics), and evenness = 1 - DP of ten equal parts (deviation of proportions,
    Gries 2008): 1 is even, near 0 all in one place. Null under five hits. The hits of all reports are laid on one line, so a
    long report weighs more.
    """
    rows = []
    for theme in THEMES:
        found = positions.loc[positions["theme"] == theme, "position"]
        enough = len(found) >= MIN_HITS
        median, low, high = median_interval(found) if enough else (np.nan, np.nan, np.nan)
        even = _evenness(found) if enough else np.nan
        rows.append({"theme": theme, "n_hits": len(found), "median": median, "low": low, "high": high, "evenness": even})
    return pd.DataFrame(rows).astype({"theme": "str"})


def _evenness(positions: pd.Series, parts: int = 10) -> float:
    counts, _ = np.histogram(positions, bins=parts, range=(0.0, 1.0))
    return float(1 - np.abs(counts / counts.sum() - 1 / parts).sum() / 2)
