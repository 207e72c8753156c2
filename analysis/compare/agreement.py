"""How well two codings of the same texts agree: precision, recall, F1, Krippendorff's alpha, and intervals for them.

How to read them: F1 says how many of the things that either coder marked were marked by both; alpha (1 is perfect, 0 is
what chance gives, below 0 is worse than chance) also counts agreement on what neither marked. From 0.80 on a coding is
usually relied upon, from 0.667 tentative conclusions are drawn (Krippendorff 2004, p. 241).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import krippendorff
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

SEED = 20240603
COUNT_COLUMNS = ("n_true", "n_predicted", "n_gold")


class PrecisionRecall(NamedTuple):
    """Precision (share of the predicted that is right), recall (share of the gold that was found) and their harmonic mean."""

    precision: float
    recall: float
    f1: float


class Interval(NamedTuple):
    """The ends of an interval; both NaN where it cannot be known."""

    low: float
    high: float


UNKNOWN = Interval(float("nan"), float("nan"))


def share(part: float, whole: float) -> float:
    """Return `part / whole`; NaN, never zero, where the whole is empty."""
    return part / whole if whole else float("nan")


def precision_recall(n_true: int, n_predicted: int, n_gold: int) -> PrecisionRecall:
    """Return precision, recall and F1 (van Rijsbergen 1979) of `n_true` matches; NaN where a denominator is zero."""
    return PrecisionRecall(share(n_true, n_predicted), share(n_true, n_gold), share(2 * n_true, n_predicted + n_gold))


def krippendorff_alpha(first: Sequence[bool | int], second: Sequence[bool | int]) -> float:
    """Return Krippendorff's alpha (2004) of two coders' yes or no on the same units; nominal level.

    NaN where both coders gave one and the same answer throughout: without variation there is nothing to agree on.
    Raises `ValueError` where the two codings differ in length.
    """
    if len(first) != len(second):
        raise ValueError(f"two codings of the same units must be equally long, not {len(first)} and {len(second)}")
    yes = np.asarray(first, dtype=int) + np.asarray(second, dtype=int)
    if yes.sum() in (0, 2 * len(yes)):
        return float("nan")
    return float(krippendorff.alpha(value_counts=np.column_stack([2 - yes, yes]), level_of_measurement="nominal"))


def bootstrap_f1(counts: pd.DataFrame, level: float = 0.95, n_resamples: int = 2000, seed: int = SEED) -> Interval:
    """Return the percentile interval of the pooled F1 when whole reports are drawn anew (Efron 1979, cluster bootstrap).

    `counts` has one row per report and the columns n_true, n_predicted, n_gold (numbers of things).
    Reports, not sentences, are drawn, since the sentences of one report resemble each other.
    NaN with fewer than three reports. The same seed gives the same interval.
    How to read it: it shows how far the figure hangs on which reports were read, not how other kinds of text would fare.
    """
    if len(counts) < 3:
        return UNKNOWN
    table = counts[list(COUNT_COLUMNS)].to_numpy(dtype=float)

    def pooled_f1(drawn: NDArray[np.int64], axis: int = -1) -> NDArray[np.float64]:
        # `axis` is part of scipy's call; the drawn rows always stand on the last one
        matched, predicted, gold = np.moveaxis(table[drawn].sum(axis=-2), -1, 0)
        return np.divide(2 * matched, predicted + gold, out=np.zeros_like(matched), where=predicted + gold > 0)

    rows = np.arange(len(table))
    result = stats.bootstrap(
        (rows,),
        pooled_f1,
        n_resamples=n_resamples,
        confidence_level=level,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(seed),
    )
    return Interval(float(result.confidence_interval.low), float(result.confidence_interval.high))
