"""What reports state of their proposals: one number for each step from receipt to answer, and the rates that go with them."""

from __future__ import annotations

import pandas as pd

from analysis.compare.cities import with_city
from analysis.tables import Tables

# statistics in the order in which a proposal goes; rates last
STATISTICS = (
    "put_forward", "received", "filed", "merged", "not_filed", "transferred", "individual", "joint", "class", "key", "handled", "excellent",
    "unspecified", "filing_rate", "answer_rate", "completion_rate", "handling_rate", "face_to_face_rate", "satisfaction_rate",
    "adoption_rate",
)  # fmt: skip
COLUMNS = [
    "city", "report", "statistic", "item", "surface", "value", "low", "high", "bound", "unit", "status", "period", "area", "year",
    "part_of", "n_metrics", "sentence", "source", "start", "end",
]  # fmt: skip
_COMPLETION = {"answered": "answer_rate", "completed": "completion_rate", "handled": "handling_rate"}
_UNFILED = ("not_filed", "transferred")
_RATES = ("filing_rate", "satisfaction_rate", "face_to_face_rate", "adoption_rate")
_STATUS_RANK = {"done": 0, "rate": 0, "plan": 1}
_PERIOD_RANK = {"year": 0, "term": 1, "cumulative": 1, "quarter": 2, "month": 2}
_AREA_RANK = {"own": 0, "two_levels": 1, "three_levels": 2, "whole": 2, "lower": 3, "unit": 3}
_ABOUT_PROPOSALS = "提案|立案|办复"
_ABOUT_OTHERS = "群众|居民|市民|企业|游客|公众|社会|服务对象|营商|意见建议|信息"


def proposal_table(tables: Tables) -> pd.DataFrame:
    """Return one row per report and statistic of its proposals (class parts: one for each class); no row where a report gives none.

    city, report, statistic (one of `STATISTICS`), item, surface (as printed), value, low, high, bound, unit, status, period, area,
    year, part_of, n_metrics (how many numbers of the report tell this statistic), sentence, source, start, end. Of several the choice
    is, in this order: done before plan, first telling before repetition, the report's own year, the year before the term, the body's
    own work before that of several levels or of one unit, the larger, the earlier.
    How to read it: a statistic that has no row is not reported, never zero. A rate counts as one of proposals where its own words or
    its sentence name them. `put_forward` is what authors handed in as the report words it; it may be what another calls received.
    """
    told = name_statistics(tables)
    of_class = told["item"].where(told["statistic"] == "class", "").fillna("")
    told = _rank(told.assign(of_class=of_class), tables.reports)
    group = ["report", "statistic", "of_class"]
    told["n_metrics"] = told.groupby(group)["start"].transform("size").astype("int64")
    best = told.drop_duplicates(group)
    order = {name: rank for rank, name in enumerate(STATISTICS)}
    best = best.assign(by_statistic=best["statistic"].map(order)).sort_values(["report", "by_statistic", "start"], kind="stable")
    return with_city(best.reset_index(drop=True), tables.reports)[COLUMNS]


def name_statistics(tables: Tables) -> pd.DataFrame:
    """Return the metrics that tell a statistic of proposals, with its name in `statistic`; damaged numbers are no metrics, and
    what is planned is not told.

    A part of a number on the same statistic (立案270件，其中民生类立案50件) tells the statistic of a part only and is left out.
    """
    metrics = tables.metrics[tables.metrics["status"] != "plan"]
    statistic = pd.Series(None, index=metrics.index, dtype="str")
    proposals = metrics["indicator"] == "proposals"
    statistic = statistic.mask(proposals, metrics["basis"].fillna("unspecified"))
    completion = metrics["indicator"] == "proposal_completion"
    statistic = statistic.mask(completion, metrics["basis"].map(_COMPLETION).astype("str"))
    bare = metrics["indicator"].isna() & metrics["basis"].isin([*_UNFILED, *_RATES]) & _is_about_proposals(metrics, tables)
    statistic = statistic.mask(bare, metrics["basis"])
    named = metrics.assign(statistic=statistic)[statistic.notna()]
    return named[~_is_part_of_own(named)].reset_index(drop=True)


def _is_part_of_own(named: pd.DataFrame) -> pd.Series:
    """Return which numbers are stated as a part of one that tells the same statistic; classes divide each other by no order."""
    wholes = named[["source", "start", "statistic"]].rename(columns={"start": "part_of", "statistic": "of_whole"})
    of_whole = named[["source", "part_of"]].merge(wholes, on=["source", "part_of"], how="left")["of_whole"].set_axis(named.index)
    return (of_whole == named["statistic"]).fillna(False) & (named["statistic"] != "class")


def checks_of_proposals(checks: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Return the rows of `reconcile_totals` in which a number that tells a statistic of proposals is stated or held against another."""
    told = name_statistics(tables)
    places = set(zip(told["source"], told["start"], strict=True))
    held = zip(checks["source"], checks["start"], checks["member_starts"], strict=True)
    own = [any((source, place) in places for place in (start, *members)) for source, start, members in held]
    return checks[pd.Series(own, index=checks.index, dtype="bool")].reset_index(drop=True)


def _is_about_proposals(metrics: pd.DataFrame, tables: Tables) -> pd.Series:
    texts = tables.sentences.set_index(["report", "sentence"])["text"]
    places = pd.MultiIndex.from_frame(metrics[["report", "sentence"]])
    named = pd.Series(texts.reindex(places).to_numpy(), index=metrics.index, dtype="str").fillna("").str.contains(_ABOUT_PROPOSALS)
    item = metrics["item"].fillna("")
    return metrics["part_of"].notna() | item.str.contains(_ABOUT_PROPOSALS) | (named & ~item.str.contains(_ABOUT_OTHERS))


def _rank(told: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    own_year = told["report"].map(reports.set_index("report")["year"]).astype("Int64")
    year = told["year"].fillna(own_year)
    ranks = {
        "by_status": told["status"].map(_STATUS_RANK),
        "by_repeat": told["repeat"].astype("int64"),
        "by_own_year": (year != own_year).fillna(False).astype("int64"),
        "by_year": -year.fillna(0).astype("int64"),
        "by_period": told["period"].map(_PERIOD_RANK).fillna(0),
        "by_area": told["area"].map(_AREA_RANK).fillna(0),
        "by_size": -told["value"].fillna(told["high"]).fillna(told["low"]).fillna(float("-inf")),
    }
    ranked = pd.concat([told, pd.DataFrame(ranks)], axis="columns")
    ranked = ranked.sort_values(["report", "statistic", *ranks, "start"], kind="stable", ignore_index=True)
    return ranked.drop(columns=list(ranks))
