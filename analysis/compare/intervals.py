"""How sure a share or a rate is: intervals from scipy, for whole columns at once.

A report is no random sample of anything; the intervals say how far a share or rate could lie from the one seen if a city went on
writing in the same way, and so how small a difference is not worth naming. Sentences of one report are not independent of one
another, so the truth is wider rather than narrower.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

CONFIDENCE = 0.95


def wilson_interval(hits: pd.Series, totals: pd.Series) -> pd.DataFrame:
    """Return `low` and `high` of the share hits/totals (Wilson 1927, 95 %), index as given; null where a total is 0.

    Raises `ValueError` where hits are more than their total.
    """
    pairs = pd.DataFrame({"hits": hits.astype("int64"), "totals": totals.astype("int64")})
    if (pairs["hits"] > pairs["totals"]).any():
        raise ValueError("there are more hits than cases; a share above 1 has no interval")
    distinct = pairs.drop_duplicates().reset_index(drop=True)
    ends = [_wilson_ends(int(hit), int(total)) for hit, total in zip(distinct["hits"], distinct["totals"], strict=True)]
    known = distinct.join(pd.DataFrame(ends, columns=["low", "high"], dtype="float64"))
    result = pairs.merge(known, on=["hits", "totals"], how="left")[["low", "high"]]
    return result.set_axis(pairs.index)


def _wilson_ends(hits: int, total: int) -> tuple[float, float]:
    if total == 0:
        return float("nan"), float("nan")
    interval = stats.binomtest(hits, total).proportion_ci(CONFIDENCE, method="wilson")
    return max(0.0, float(interval.low)), min(1.0, float(interval.high))


def poisson_interval(counts: pd.Series, exposure: pd.Series) -> pd.DataFrame:
    """Return `low` and `high` of the rate counts/exposure (exact, Garwood 1936, 95 %), index as given; null where exposure is 0."""
    tail = (1 - CONFIDENCE) / 2
    count = counts.to_numpy(dtype="float64")
    size = exposure.to_numpy(dtype="float64")
    size = np.where(size > 0, size, np.nan)
    low = np.where(count > 0, stats.chi2.ppf(tail, 2 * np.maximum(count, 1)) / 2, 0.0)
    high = stats.chi2.ppf(1 - tail, 2 * (count + 1)) / 2
    return pd.DataFrame({"low": low / size, "high": high / size}, index=counts.index)


def median_interval(values: pd.Series) -> tuple[float, float, float]:
    """Return median, low and high (order statistics, 95 %); low and high are null where the values are too few to tell."""
    sample = values.dropna().to_numpy(dtype="float64")
    if sample.size == 0:
        return float("nan"), float("nan"), float("nan")
    interval = stats.quantile_test(sample, q=float(np.median(sample)), p=0.5).confidence_interval(CONFIDENCE)
    return float(np.median(sample)), float(interval.low), float(interval.high)


def standing_out(labels: pd.Series, estimate: pd.Series, low: pd.Series, high: pd.Series) -> str | None:
    """Return the label with the highest estimate, if its interval touches no other interval; else None."""
    known = estimate.notna()
    labels, estimate, low, high = labels[known], estimate[known], low[known], high[known]
    if len(estimate) < 2:
        return None
    first = estimate.to_numpy(dtype="float64").argmax()
    others = np.delete(high.to_numpy(dtype="float64"), first)
    return str(labels.iloc[first]) if low.iloc[first] > np.nanmax(others) else None
