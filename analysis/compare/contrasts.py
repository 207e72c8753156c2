"""What sets one city against all others together: differences of shares with intervals, and which of them hold among many."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.compare.intervals import wilson_interval

FALSE_DISCOVERY_RATE = 0.05


def theme_contrasts(shares: pd.DataFrame) -> pd.DataFrame:
    """Return, for every city and theme of `theme_shares`, the share beside the share in all other reports together.

    city, theme, share, rest, difference with low and high (Newcombe 1998, method 10, 95 %), n_hits, n_sentences, n_rest, p (Fisher's
    exact test, the smaller tail doubled), q (p after Benjamini & Hochberg 1995 over all rows), stands_out (q at most 0.05). Null
    where either side has no sentence.
    How to read it: stands_out says that a city writes of a theme in another measure than the rest of this corpus; against single
    cities it may still be undecided (see `leader`), and another corpus has another rest.
    """
    group = str(shares.columns[0])
    table = shares[[group, "theme", "share", "low", "high", "n_hits", "n_sentences"]].reset_index(drop=True)
    totals = table.groupby("theme")[["n_hits", "n_sentences"]].transform("sum")
    rest_hits, n_rest = totals["n_hits"] - table["n_hits"], totals["n_sentences"] - table["n_sentences"]
    contrast = _difference(table, rest_hits, n_rest)
    contrast["p"] = _exact_tests(table["n_hits"], table["n_sentences"], rest_hits, n_rest)
    contrast["q"] = _false_discovery(contrast["p"])
    contrast["stands_out"] = contrast["q"] <= FALSE_DISCOVERY_RATE
    return contrast


def _difference(table: pd.DataFrame, rest_hits: pd.Series, n_rest: pd.Series) -> pd.DataFrame:
    rest = rest_hits / n_rest.where(n_rest > 0)
    ends = wilson_interval(rest_hits, n_rest)
    difference = table["share"] - rest
    below = np.sqrt((table["share"] - table["low"]) ** 2 + (ends["high"] - rest) ** 2)
    above = np.sqrt((table["high"] - table["share"]) ** 2 + (rest - ends["low"]) ** 2)
    found = {"rest": rest, "difference": difference, "low": difference - below, "high": difference + above}
    return table.drop(columns=["low", "high", "n_hits", "n_sentences"]).assign(
        **found, n_hits=table["n_hits"], n_sentences=table["n_sentences"], n_rest=n_rest
    )


def _exact_tests(hits: pd.Series, total: pd.Series, rest_hits: pd.Series, rest_total: pd.Series) -> pd.Series:
    both = hits + rest_hits
    drawn = stats.hypergeom(total + rest_total, both, total)
    smaller_tail = np.minimum(drawn.cdf(hits), drawn.sf(hits - 1))
    p = pd.Series(np.minimum(1.0, 2 * smaller_tail), index=hits.index)
    return p.where((total > 0) & (rest_total > 0))


def _false_discovery(p: pd.Series) -> pd.Series:
    known = p.dropna()
    adjusted = stats.false_discovery_control(known) if len(known) else []
    return pd.Series(adjusted, index=known.index, dtype="float64").reindex(p.index)


def theme_profile(shares: pd.DataFrame, city: str) -> pd.DataFrame:
    """Return what `city` writes more and less about than all other reports together: its rows of `theme_contrasts`, largest first.

    Raises `ValueError` for a city that is not in `shares`.
    """
    group = str(shares.columns[0])
    if city not in set(shares[group]):
        raise ValueError(f"no shares of {city!r}; known are {'、'.join(shares[group].dropna().unique()[:40])}")
    contrasts = theme_contrasts(shares)
    own = contrasts[contrasts[group] == city]
    return own.sort_values(["difference", "theme"], ascending=[False, True], ignore_index=True)
