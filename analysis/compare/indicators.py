"""What reports state: the best number of every report for every indicator, and who reports what."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.compare.cities import city_labels, with_city
from analysis.compare.intervals import wilson_interval
from analysis.compare.labels import ordered_codes, typical_units
from analysis.tables import Tables

COLUMNS = [
    "city", "report", "indicator", "surface", "value", "low", "high", "bound", "unit", "item", "status", "period",
    "n_metrics", "sentence", "source", "start", "end",
]  # fmt: skip
_STATUS_RANK = {"done": 0, "rate": 0, "plan": 1}
_PERIOD_RANK = {"year": 0, "term": 1, "cumulative": 1, "quarter": 2, "month": 2}


def indicator_table(tables: Tables) -> pd.DataFrame:
    """Return one row per report and indicator with the number that speaks best for it; null where the report gives none.

    city, report, indicator, surface (as printed), value, low, high, bound, unit, item, status, period, n_metrics (how many numbers
    of the report carry the indicator), sentence, source, start, end. Of several numbers the choice is, in this order: done or rate
    before plan, first telling before repetition, the year before the term before a quarter, the indicator's usual unit, the larger
    number (a total before its part), the earlier one.
    How to read it: null is *not reported*, never zero; before two rows are compared ask `comparability.comparable`.
    """
    ranked = _rank_metrics(tables.metrics[tables.metrics["indicator"].notna()])
    best = ranked.drop_duplicates(["report", "indicator"]).drop(columns=[name for name in ranked.columns if name.startswith("by_")])
    counts = ranked.groupby(["report", "indicator"]).size().rename("n_metrics").reset_index()
    grid = tables.reports[["report"]].merge(pd.Series(ordered_codes("indicator"), name="indicator", dtype="str"), how="cross")
    full = grid.merge(best, on=["report", "indicator"], how="left").merge(counts, on=["report", "indicator"], how="left")
    whole = dict.fromkeys(("sentence", "start", "end"), "Int64")
    full["n_metrics"] = full["n_metrics"].fillna(0).astype("int64")
    return with_city(full, tables.reports)[COLUMNS].astype(whole)


def _rank_metrics(metrics: pd.DataFrame) -> pd.DataFrame:
    usual = {code: {unit: rank for rank, unit in enumerate(typical_units(code))} for code in metrics["indicator"].unique()}
    unit_rank = [usual[code].get(unit, len(usual[code])) for code, unit in zip(metrics["indicator"], metrics["unit"], strict=True)]
    size = metrics["value"].fillna(metrics["high"]).fillna(metrics["low"])
    ranks: dict[str, Any] = {
        "by_status": metrics["status"].map(_STATUS_RANK),
        "by_repeat": metrics["repeat"].astype("int64"),
        "by_period": metrics["period"].map(_PERIOD_RANK).fillna(0),
        "by_unit": unit_rank,
        "by_size": -size.fillna(float("-inf")),
    }
    order = ["report", "indicator", *ranks, "sentence", "start"]
    return metrics.assign(**ranks).sort_values(order, kind="stable", ignore_index=True)


def reported(indicators: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return the rows of `indicator_table` in which `indicator` is reported; empty where no report gives it."""
    return indicators[(indicators["indicator"] == indicator) & indicators["surface"].notna()].reset_index(drop=True)


def coverage(tables: Tables) -> pd.DataFrame:
    """Return who reports what: one row per report and indicator: city, report, indicator, reported, n_metrics.

    How to read it: *not reported* says nothing about the work, only about the report.
    """
    table = indicator_table(tables)[["city", "report", "indicator", "n_metrics"]]
    table.insert(3, "reported", table["n_metrics"] > 0)
    return table


def indicator_coverage(coverage_table: pd.DataFrame) -> pd.DataFrame:
    """Return, per indicator, the share of reports that give it, most reported first: indicator, n_reported, n_reports, share, low, high."""
    counts = coverage_table.groupby("indicator")["reported"].agg(n_reported="sum", n_reports="size").astype("int64").reset_index()
    ends = wilson_interval(counts["n_reported"], counts["n_reports"])
    counts = counts.assign(share=counts["n_reported"] / counts["n_reports"], low=ends["low"], high=ends["high"])
    order = {code: rank for rank, code in enumerate(ordered_codes("indicator"))}
    ranked = counts.assign(rank=counts["indicator"].map(order)).sort_values(["n_reported", "rank"], ascending=[False, True])
    return ranked.drop(columns="rank").reset_index(drop=True)


def figures_of(tables: Tables, city: str) -> pd.DataFrame:
    """Return every number of `city` that counts its work, as printed: indicator, item, surface, status, period, repeat and its place.

    Raises `ValueError` for a city without a report.
    """
    labels = city_labels(tables.reports)
    if city not in set(labels):
        raise ValueError(f"no report of {city!r}; known are {'、'.join(labels.head(40))}")
    own = tables.metrics[tables.metrics["report"].map(labels) == city]
    columns = ["indicator", "item", "surface", "value", "unit", "bound", "status", "period", "repeat", "sentence", "source", "start", "end"]
    return own.sort_values(["sentence", "start"])[columns].reset_index(drop=True)
