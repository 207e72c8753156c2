"""Which reported numbers may be set side by side, with what reservations, and which is then the larger."""

from __future__ import annotations

import math

import pandas as pd

from analysis.compare.bounds import number_ends
from analysis.compare.verdict_reasons import (
    doubtful_reasons,
    find_doubtful,
    find_reasons,
    forbidding_reasons,
    join_reasons,
    judge,
    make_profiles,
    reservations_of,
)

_SHOWN = ["city", "surface", "bound", "value", "low", "high", "source", "start", "end"]
_OTHER = {f"{name}_other": f"other_{name}" for name in ("surface", "source", "start", "end")}
COLUMNS = [
    "indicator", "city", "other", "surface", "other_surface", "verdict", "reasons", "comparable", "larger",
    "source", "start", "end", "other_source", "other_start", "other_end",
]  # fmt: skip


def comparable(indicators: pd.DataFrame, indicator: str | None = None) -> pd.DataFrame:
    """Return, for every indicator and pair of reports that give it, whether the two numbers may be set side by side, and why not.

    indicator, city, other, surface, other_surface, verdict (`comparable`; `note`: comparable with the reservations named; `not`),
    reasons (codes joined by |, forbidding ones first; empty where there are none), comparable (False for `not` only), larger (the city
    whose number is the larger one, bounds read as by `bounds.usual_ends`; null where they do not tell, where the verdict is `not`, and
    where one is of a term or of several bodies and the other does not tell its period or area, and where both add up over an open span
    such as 上半年 or 累计), source, start, end and other_source, other_start, other_end: where the two numbers stand.
    `not`: the units count different things, one is planned, or period, area or basis are told by both and differ. `note`: another
    measure word for the same thing, a bound, another year or level, one city twice, two terms or open spans, which need not be
    equally long, or what is not told by one or both.
    How to read it: the numbers are what reports print; cities differ in size, and larger is not better. There is a row for every
    pair, so ask for one `indicator` where reports are many; `count_pairs` and `largest` need no pairs.
    """
    known = indicators[indicators["surface"].notna()]
    if indicator is not None:
        known = known[known["indicator"] == indicator]
    given = make_profiles(known).join(known[_SHOWN])
    pairs = given.merge(given, on="indicator", suffixes=("", "_other"))
    pairs = pairs[pairs["city"] < pairs["city_other"]].reset_index(drop=True)
    reasons = find_reasons(pairs)
    pairs = pairs.assign(verdict=judge(reasons), reasons=join_reasons(reasons))
    pairs["comparable"] = pairs["verdict"] != "not"
    pairs["larger"] = _larger(pairs)
    named = pairs.rename(columns={"city_other": "other", **_OTHER})
    return named[COLUMNS].sort_values(["indicator", "city", "other"], ignore_index=True)


def _larger(pairs: pd.DataFrame) -> pd.Series:
    low, high = number_ends(pairs)
    other_low, other_high = number_ends(pairs, suffix="_other")
    larger = pd.Series(None, index=pairs.index, dtype="str")
    larger = larger.mask(low > other_high, pairs["city"]).mask(other_low > high, pairs["city_other"])
    return larger.where(pairs["comparable"] & ~find_doubtful(pairs))


def comparability_matrix(indicators: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return the verdicts on `indicator`, city × city (index and columns: the cities that give it); null on the diagonal."""
    pairs = comparable(indicators, indicator)[["city", "other", "verdict"]]
    both = pd.concat([pairs, pairs.rename(columns={"city": "other", "other": "city"})])
    wide = both.pivot(index="city", columns="other", values="verdict")
    return wide.rename_axis(columns=None)


def largest(indicators: pd.DataFrame, indicator: str) -> tuple[str | None, str]:
    """Return the city whose number for `indicator` is larger than every other, and the reasons (codes joined by |).

    Where a city is named the reasons are the reservations under which it is; None comes with what forbids a ranking (`unit`,
    `status`, `period`, `area`, `basis`; `period_untold`, `area_untold` where some are of a term or of several bodies and others do not
    tell; `span` where several add up over an open span), with `bound` where bounds leave it open, or with `tie` where two largest
    numbers are the same or there is only one number.
    """
    rows = indicators[(indicators["indicator"] == indicator) & indicators["surface"].notna()].reset_index(drop=True)
    profiles = make_profiles(rows)
    unlike = forbidding_reasons(profiles) or doubtful_reasons(profiles)
    if unlike or len(rows) < 2:
        return None, "|".join(unlike) or "tie"
    low, high = (ends.fillna(end) for ends, end in zip(number_ends(rows), (-math.inf, math.inf), strict=True))
    first = int(low.to_numpy().argmax())
    if low[first] > high.drop(index=first).max():
        return str(rows["city"][first]), "|".join(reservations_of(profiles))
    tied = (low == low[first]) & (high == low[first])
    return None, "tie" if tied.sum() > 1 and high.max() == low[first] else "bound"
