"""Between which ends a printed number lies, as words such as 余, 近, 约 are used in Chinese."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import pandas as pd

_AND_MORE = re.compile("[余餘多]")
_ENDS_FROM = ("surface", "bound", "value", "low", "high")


def number_ends(numbers: pd.DataFrame, prefix: str = "", suffix: str = "") -> tuple[pd.Series, pd.Series]:
    """Return the lower and upper ends of the numbers of a table (columns surface, bound, value, low, high), nan where an end is open.

    `prefix` and `suffix` name the columns of another number in the same row (members_surface, surface_other).
    """
    fields = zip(*(numbers[f"{prefix}{name}{suffix}"] for name in _ENDS_FROM), strict=True)
    ends = pd.DataFrame([usual_ends(*field) for field in fields], columns=["low", "high"], index=numbers.index, dtype="float64")
    return ends["low"], ends["high"]


def usual_ends(surface: str, bound: str, value: float, low: float, high: float) -> tuple[float, float]:
    """Return between which ends a printed number lies as such words are used in Chinese; nan where an end is open or nothing is printed.

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
