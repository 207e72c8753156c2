"""How well two codings of the same texts agree: precision, recall, F1, Krippendorff's alpha, and intervals for them.

How to read them: F1 says how many of the things that either coder marked were marked by both; alpha (1 is perfect, 0 is
what chance gives, below 0 is worse than chance) also counts agreement on what neither marked. From 0.80 on a coding is
usually relied upon, from 0.667 tentative conclusions are drawn (Krippendorff 2004, p. 241).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import krippendorff
import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
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
    NaN with fewer than three reports or nothing counted; draws in which nothing was counted are left out. One seed, one interval.
    How to read it: it shows how far the figure hangs on which reports were read, not how other kinds of text would fare.
    """
    return _resample(counts[list(COUNT_COLUMNS)].to_numpy(dtype=float), POOLED["f1"], level, n_resamples, seed)


def bootstrap_coding(counts: pd.DataFrame, level: float = 0.95, n_resamples: int = 2000, seed: int = SEED) -> dict[str, Interval]:
    """Return figure (precision, recall, f1, alpha) → its percentile interval when whole reports are drawn anew, as in `bootstrap_f1`.

    `counts` has one row per report and the columns n_true, n_predicted, n_gold, n_units (units that both coders judged).
    How to read it: draws in which a figure does not exist (no unit with the theme among the reports drawn) are left out of its interval.
    """
    table = counts[[*COUNT_COLUMNS, "n_units"]].to_numpy(dtype=float)
    return {figure: _resample(table, pooled, level, n_resamples, seed) for figure, pooled in POOLED.items()}


def pooled_alpha(sums: Floats) -> Floats:
    """Return Krippendorff's alpha of pooled counts (n_true, n_predicted, n_gold, n_units on the first axis); NaN without variation.

    The same figure as `krippendorff_alpha` gives for the units one by one: two coders, nominal, nothing missing.
    """
    both, predicted, gold, units = sums
    ones, disagreements = predicted + gold, predicted + gold - 2 * both
    return 1 - _divide(disagreements * (2 * units - 1), ones * (2 * units - ones))


def _divide(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


POOLED: dict[str, Callable[[Floats], Floats]] = {
    "precision": lambda sums: _divide(sums[0], sums[1]),
    "recall": lambda sums: _divide(sums[0], sums[2]),
    "f1": lambda sums: _divide(2 * sums[0], sums[1] + sums[2]),
    "alpha": pooled_alpha,
}


def _resample(table: Floats, pooled: Callable[[Floats], Floats], level: float, n_resamples: int, seed: int) -> Interval:
    """Return the percentile interval of `pooled`, which takes the sums of the columns of `table` over the rows that were drawn."""
    if len(table) < 3:
        return UNKNOWN

    drawn = np.random.default_rng(seed).integers(len(table), size=(n_resamples, len(table)))
    figures = pooled(np.moveaxis(table[drawn].sum(axis=1), -1, 0))
    known = figures[~np.isnan(figures)]
    if not len(known):
        return UNKNOWN
    tail = (1 - level) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return Interval(float(low), float(high))
