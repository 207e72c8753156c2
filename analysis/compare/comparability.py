"""Where two reported numbers may be set side by side, and which is then the larger: unit, status, period and bounds decide."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import pandas as pd

_FIELDS = ["city", "surface", "unit", "status", "period", "bound", "low", "high", "value"]
_OWN_YEAR = "year"  # a number without a period is told of the work of the report's own year
_AND_MORE = re.compile("[余餘多]")


def comparable(indicators: pd.DataFrame, indicator: str | None = None) -> pd.DataFrame:
    """Return, for every indicator and pair of reports that give it, whether the two numbers may be set side by side.

    indicator, city, other, surface, other_surface, verdict (`same`; `bounded`: a bound stands in; else what differs: `unit`,
    `status`, `period`), comparable (True for same and bounded), larger (the city whose number is the larger one, bounds read as by
    `usual_ends`; null where they do not tell, and where the two are not comparable).
    How to read it: the numbers are what reports print; cities differ in size, and larger is not better. There is a row for every
    pair, so ask for one `indicator` where reports are many; `count_pairs` and `largest` need no pairs.
    """
    known = indicators[indicators["surface"].notna()]
    if indicator is not None:
        known = known[known["indicator"] == indicator]
    given = known[["indicator", *_FIELDS]]
    pairs = given.merge(given, on="indicator", suffixes=("", "_other"))
    pairs = pairs[pairs["city"] < pairs["city_other"]].reset_index(drop=True)
    pairs["verdict"] = _verdicts(pairs)
    pairs["comparable"] = pairs["verdict"].isin(["same", "bounded"])
    pairs["larger"] = _larger(pairs)
    named = pairs.rename(columns={"city_other": "other", "surface_other": "other_surface"})
    columns = ["indicator", "city", "other", "surface", "other_surface", "verdict", "comparable", "larger"]
    return named[columns].sort_values(["indicator", "city", "other"], ignore_index=True)


def count_pairs(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return how many pairs of numbers each indicator has and how many may be set side by side: indicator, n_pairs, n_comparable."""
    known = indicators[indicators["surface"].notna()]
    alike = known.assign(unit=known["unit"].fillna(""), period=known["period"].fillna(_OWN_YEAR))
    same = alike.groupby(["indicator", "unit", "status", "period"]).size()
    pairs = known.groupby("indicator").size().map(_pairs_among).rename("n_pairs")
    return pairs.to_frame().assign(n_comparable=same.map(_pairs_among).groupby("indicator").sum()).astype("int64").reset_index()


def _pairs_among(n: int) -> int:
    return n * (n - 1) // 2


def largest(indicators: pd.DataFrame, indicator: str) -> tuple[str | None, str]:
    """Return the city whose number for `indicator` is larger than every other, and the verdict that decides.

    The city is None where the numbers are unlike (`unit`, `status`, `period`), where bounds leave it open (`bounded`), and where two
    largest numbers are `same`.
    """
    rows = indicators[(indicators["indicator"] == indicator) & indicators["surface"].notna()].reset_index(drop=True)
    kinds = {"unit": rows["unit"].fillna(""), "status": rows["status"], "period": rows["period"].fillna(_OWN_YEAR)}
    unlike = [name for name, values in kinds.items() if values.nunique() > 1]
    if unlike or len(rows) < 2:
        return None, unlike[0] if unlike else "same"
    low, high = (ends.fillna(end) for ends, end in zip(_ends(rows, ""), (-math.inf, math.inf), strict=True))
    first = int(low.to_numpy().argmax())
    if low[first] > high.drop(index=first).max():
        return str(rows["city"][first]), "same"
    tied = (low == low[first]) & (high == low[first])
    return None, "same" if tied.sum() > 1 and high.max() == low[first] else "bounded"


def _verdicts(pairs: pd.DataFrame) -> pd.Series:
    exact = (pairs["bound"] == "exact") & (pairs["bound_other"] == "exact")
    verdict = pd.Series("same", index=pairs.index, dtype="str").mask(~exact, "bounded")
    verdict = verdict.mask(pairs["period"].fillna(_OWN_YEAR) != pairs["period_other"].fillna(_OWN_YEAR), "period")
    verdict = verdict.mask(pairs["status"] != pairs["status_other"], "status")
    return verdict.mask(pairs["unit"].fillna("") != pairs["unit_other"].fillna(""), "unit")


def _larger(pairs: pd.DataFrame) -> pd.Series:
    low, high = _ends(pairs, "")
    other_low, other_high = _ends(pairs, "_other")
    larger = pd.Series(None, index=pairs.index, dtype="str")
    larger = larger.mask(low > other_high, pairs["city"]).mask(other_low > high, pairs["city_other"])
    return larger.where(pairs["comparable"])


def _ends(pairs: pd.DataFrame, suffix: str) -> tuple[pd.Series, pd.Series]:
    fields = zip(*(pairs[f"{name}{suffix}"] for name in ("surface", "bound", "value", "low", "high")), strict=True)
    ends = pd.DataFrame([usual_ends(*field) for field in fields], columns=["low", "high"], index=pairs.index, dtype="float64")
    return ends["low"], ends["high"]


def usual_ends(surface: str, bound: str, value: float, low: float, high: float) -> tuple[float, float]:
    """Return between which ends a printed number lies as such words are used in Chinese; nan where an end is open.

    900余次 lies between 900 and 1,000 and 1240多件 between 1,240 and 1,250: one step of the last digit that is not 0. 近900 lies
    between 800 and 900, 近千 between 900 and 1,000, 约500 between 400 and 600. 100项以上 and 超100项 are open above, 100项以内 below.
    Only for asking which of two numbers is larger; the tables keep the bounds as stated.
    """
    if bound == "exact":
        return value, value
    if bound == "range" or math.isnan(value):
        return low, high
    step = _last_step(value)
    if bound == "over":
        return value, value + step if _AND_MORE.search(surface) else math.nan
    step = step / 10 if step == abs(value) else step
    if bound == "under":
        return (value - step if "近" in surface else math.nan), value
    return value - step, value + step


def _last_step(value: float) -> float:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return float(Decimal(1).scaleb(int(exponent)))
