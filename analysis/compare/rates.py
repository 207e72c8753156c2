"""How dense a report is: how many numbers, practices or chains stand in every thousand characters."""

from __future__ import annotations

import pandas as pd

from analysis.compare.cities import with_city
from analysis.compare.intervals import poisson_interval, standing_out
from analysis.tables import Tables

COUNTED = ("metrics", "quantities", "practices", "loops")
THOUSAND = 1000
MIN_CHARACTERS = 300


def per_thousand(tables: Tables, what: str = "metrics") -> pd.DataFrame:
    """Return how many `what` stand in every 1,000 clean characters: one row per report.

    city, report, n (repetitions of a metric left out), n_chars (clean, white space left out), rate (per 1,000 characters), low,
    high (exact Poisson interval, Garwood 1936, 95 %), small (under 300 characters). Null where a report has no text.
    Raises `ValueError` where `what` is none of metrics, quantities, practices, loops.
    How to read it: short reports have wide intervals; a dense report has not done more, it counts more.
    """
    if what not in COUNTED:
        raise ValueError(f"{what!r} cannot be counted per thousand characters; choose one of {', '.join(COUNTED)}")
    rows = getattr(tables, what)
    if what == "metrics":
        rows = rows[~rows["repeat"]]
    counts = tables.reports[["report", "n_chars"]].copy()
    counts["n"] = counts["report"].map(rows["report"].value_counts()).fillna(0).astype("int64")
    ends = poisson_interval(counts["n"], counts["n_chars"]) * THOUSAND
    counts["rate"] = counts["n"] / counts["n_chars"].where(counts["n_chars"] > 0) * THOUSAND
    counts = counts.assign(low=ends["low"], high=ends["high"], small=counts["n_chars"] < MIN_CHARACTERS)
    return with_city(counts, tables.reports)[["city", "report", "n", "n_chars", "rate", "low", "high", "small"]]


def densest(rates: pd.DataFrame) -> str | None:
    """Return the city whose rate lies above every other city's interval (reports that are `small` left out); None where they overlap."""
    counted = rates[~rates["small"]]
    return standing_out(counted["city"], counted["rate"], counted["low"], counted["high"])
