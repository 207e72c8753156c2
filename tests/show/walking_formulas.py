"""What is computed from counts, computed again by formulas written out by hand: shares, intervals, log-odds, log-likelihood."""

from __future__ import annotations

import math
from collections.abc import Callable

from scipy import stats

from tests.show.walking import Row

Formula = Callable[[Row], float | bool | None]
Z = float(stats.norm.ppf(0.975))


def fraction(over: str, under: str) -> Formula:
    return lambda row: float(row[over]) / float(row[under]) if float(row[under]) else None


def wilson(hits: str, total: str, sign: int) -> Formula:
    """The score interval, solved by hand: p such that (p̂ - p)² = z² p (1 - p) / n."""

    def end(row: Row) -> float | None:
        h, n = int(row[hits]), int(row[total])
        if n == 0:
            return None
        return (h + Z * Z / 2 + sign * Z * math.sqrt(h * (n - h) / n + Z * Z / 4)) / (n + Z * Z)

    return end


def garwood(tail: int) -> Formula:
    """The rate at which so few (1) or so many (-1) numbers come in 2.5 % of reports, as a gamma quantile; nothing lies below none."""

    def end(row: Row) -> float | None:
        n, size = int(row["n"]), int(row["n_chars"]) / 1000
        shape = n + 1 if tail > 0 else n
        return float(stats.gamma.ppf(0.975 if tail > 0 else 0.025, shape)) / size if shape else 0.0

    return end


def _odds(row: Row) -> tuple[float, float]:
    """Monroe, Colaresi & Quinn 2008, equations 16 and 19: log-odds ratio and its variance, prior of 500 tokens."""
    y, n, rest, n_rest = (int(row[name]) for name in ("n", "n_tokens", "n_rest", "n_tokens_rest"))
    a = 500 * (y + rest) / (n + n_rest)
    delta = math.log((y + a) / (n + 500 - y - a)) - math.log((rest + a) / (n_rest + 500 - rest - a))
    return delta, 1 / (y + a) + 1 / (rest + a)


def log_odds(reach: float) -> Formula:
    return lambda row: _odds(row)[0] + reach * math.sqrt(_odds(row)[1])


def g2(row: Row) -> float:
    y, n, rest, n_rest = (int(row[name]) for name in ("n", "n_tokens", "n_rest", "n_tokens_rest"))
    share = (y + rest) / (n + n_rest)
    return 2 * sum(seen * math.log(seen / (size * share)) for seen, size in ((y, n), (rest, n_rest)) if seen)


def z_score(row: Row) -> float:
    delta, variance = _odds(row)
    return delta / math.sqrt(variance)
