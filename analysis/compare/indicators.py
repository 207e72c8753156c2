"""What reports state: the best number of every report for every indicator, and who reports what."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.compare.bases import rank_bases
from analysis.compare.cities import city_labels, places, with_city
from analysis.compare.intervals import wilson_interval
from analysis.compare.labels import ordered_codes, typical_units
from analysis.tables import Tables

COLUMNS = [
    "city", "report", "place", "level", "report_year", "indicator", "surface", "value", "low", "high", "bound", "unit", "item", "status",
    "period", "basis", "area", "year", "n_metrics", "sentence", "source", "start", "end",
]  # fmt: skip
_OWN_COLUMNS = [
    "indicator", "item", "surface", "value", "unit", "bound", "status", "period", "basis", "area", "year", "part_of", "repeat",
    "sentence", "source", "start", "end",
]  # fmt: skip
_STATUS_RANK = {"done": 0, "rate": 0, "plan": 1}
_PERIOD_RANK = {"year": 0, "term": 1, "cumulative": 1, "quarter": 2, "month": 2}
_AREA_RANK = {"own": 0, "two_levels": 1, "three_levels": 1, "whole": 1, "lower": 2, "unit": 3}
_WHOLE = dict.fromkeys(("sentence", "start", "end", "year", "report_year"), "Int64")


def indicator_table(tables: Tables) -> pd.DataFrame:
    """Return one row per report and indicator with the number that speaks best for it; null where the report gives none.

    city, report, place (the city in whatever year), level (its administrative level), report_year, indicator, surface (as printed),
    value, low, high, bound, unit, item, status, period, basis, area, year, n_metrics (how many numbers of the report carry the
    indicator), sentence, source, start, end.
    Of several numbers the choice is, in this order: done or rate before plan, first telling before repetition, a whole before its
    part, the city's own work before that of one county or committee, the report's own year before another, the year before the term
    before a quarter, the basis that speaks for the whole, the indicator's usual unit, the larger number, the earlier one. Numbers are
    never added up or mixed.
    How to read it: null is *not reported*, never zero; the other numbers of a report stand in `basis_table` and `figures_of`; before
    two rows are compared ask `comparability.comparable`.
    """
    best = _choose_best(tables, ["report", "indicator"])
    return _finish_numbers(_lay_grid(best, tables.reports), tables.reports)


def basis_table(tables: Tables, by_area: bool = False) -> pd.DataFrame:
    """Return one row per report, indicator and basis that the report gives (null basis: not told), with the number that speaks best.

    With `by_area` one row per area too. The columns of `indicator_table`; n_metrics counts the numbers of the row. The rows of one
    basis are numbers of one thing, and `comparability.comparable` compares them so. What is not reported has no row.
    """
    best = _choose_best(tables, ["report", "indicator", "basis", *(["area"] if by_area else [])])
    rank = {code: number for number, code in enumerate(ordered_codes("indicator"))}
    keys = {"by_indicator": best["indicator"].map(rank), "by_basis": rank_bases(best["indicator"], best["basis"])}
    ordered = best.assign(**keys).sort_values(["report", *keys], kind="stable", ignore_index=True)
    return _finish_numbers(ordered, tables.reports)


def common_basis_table(tables: Tables) -> pd.DataFrame:
    """Return `indicator_table` on one basis per indicator, the one that most reports give, so that more numbers can be compared.

    One row per report and indicator; null where the report gives no number on that basis, whatever else it gives. Of equally common
    bases the one that speaks for the whole is taken; numbers whose basis is not told count as a basis of their own, the last.
    How to read it: a report can be silent here and speak in `indicator_table`; both say nothing of the work itself.
    """
    several = basis_table(tables)
    counts = several.groupby(["indicator", "basis"], dropna=False)["report"].nunique().rename("n").reset_index()
    ranked = counts.assign(rank=rank_bases(counts["indicator"], counts["basis"])).sort_values(["n", "rank"], ascending=[False, True])
    common = ranked.drop_duplicates("indicator")[["indicator", "basis"]]
    chosen = several.merge(common, on=["indicator", "basis"]).drop(columns=["city", "place", "level", "report_year"])
    return _finish_numbers(_lay_grid(chosen, tables.reports), tables.reports)


def _lay_grid(numbers: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Return a row for every report and indicator, null where `numbers` has none."""
    grid = reports[["report"]].merge(pd.Series(ordered_codes("indicator"), name="indicator", dtype="str"), how="cross")
    return grid.merge(numbers, on=["report", "indicator"], how="left")


def _choose_best(tables: Tables, keys: list[str]) -> pd.DataFrame:
    ranked = _rank_metrics(tables.metrics[tables.metrics["indicator"].notna()], _report_years(tables.reports))
    best = ranked.drop_duplicates(keys).drop(columns=[name for name in ranked.columns if name.startswith("by_")])
    counts = ranked.groupby(keys, dropna=False).size().rename("n_metrics").reset_index()
    return best.merge(counts, on=keys, how="left")


def _finish_numbers(numbers: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    known = {"place": places(reports), "level": reports.set_index("report")["level"], "report_year": _report_years(reports)}
    told = {name: numbers["report"].map(of_report).astype("Int64" if name == "report_year" else "str") for name, of_report in known.items()}
    counted = numbers.assign(**told, n_metrics=numbers["n_metrics"].fillna(0).astype("int64"))
    return with_city(counted, reports)[COLUMNS].astype(_WHOLE)


def _report_years(reports: pd.DataFrame) -> pd.Series:
    return pd.Series(reports["year"].to_numpy(), index=reports["report"]).astype("Int64")


def _rank_metrics(metrics: pd.DataFrame, years: pd.Series) -> pd.DataFrame:
    usual = {code: {unit: rank for rank, unit in enumerate(typical_units(code))} for code in metrics["indicator"].unique()}
    unit_rank = [usual[code].get(unit, len(usual[code])) for code, unit in zip(metrics["indicator"], metrics["unit"], strict=True)]
    size = metrics["value"].fillna(metrics["high"]).fillna(metrics["low"])
    ranks: dict[str, Any] = {
        "by_status": metrics["status"].map(_STATUS_RANK),
        "by_repeat": metrics["repeat"].astype("int64"),
        "by_part": metrics["part_of"].notna().astype("int64"),
        "by_area": rank_areas(metrics["area"]),
        "by_year": (metrics["year"] != metrics["report"].map(years)).fillna(False).astype("int64"),
        "by_period": metrics["period"].map(_PERIOD_RANK).fillna(0),
        "by_basis": rank_bases(metrics["indicator"], metrics["basis"]),
        "by_unit": unit_rank,
        "by_size": -size.fillna(float("-inf")),
    }
    order = ["report", "indicator", *ranks, "sentence", "start"]
    return metrics.assign(**ranks).sort_values(order, kind="stable", ignore_index=True)


def rank_areas(areas: pd.Series) -> pd.Series:
    """Return how well each area speaks for a place, for sorting: its own body (or nothing told) first, one county or committee last."""
    return areas.map(_AREA_RANK).fillna(0).astype("int64")


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
    """Return every number of `city` that counts its work, as printed: indicator, item, surface, unit, bound, status,
    period, basis, area, year, part_of (start of the number that it is a part of), repeat and its place.

    Raises `ValueError` for a city without a report.
    """
    labels = city_labels(tables.reports)
    if city not in set(labels):
        raise ValueError(f"no report of {city!r}; known are {'、'.join(labels.head(40))}")
    own = tables.metrics[tables.metrics["report"].map(labels) == city]
    return own.sort_values(["sentence", "start"])[_OWN_COLUMNS].reset_index(drop=True)
