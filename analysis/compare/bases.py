"""What exactly of an indicator is counted (口径): the codes of the lexicon `indicator_bases`, their order and their names."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.compare.labels import LabelError
from analysis.lexicon import load_lexicon


@cache
def _bases() -> pd.DataFrame:
    table = load_lexicon("indicator_bases")
    ranked = table.assign(rank=pd.to_numeric(table["order"])).sort_values(["indicator", "rank"], kind="stable")
    return ranked[ranked["basis"] != ""].drop_duplicates(["indicator", "basis"]).set_index(["indicator", "basis"])


def bases_of(indicator: str) -> list[str]:
    """Return the bases on which `indicator` is counted, the one that speaks for the whole first; empty where it counts one thing only."""
    known = _bases()
    return [str(basis) for basis in known.loc[[indicator]].index.get_level_values("basis")] if indicator in known.index else []


def basis_label(indicator: str, basis: str, language: str = "chinese") -> str:
    """Return what `basis` of `indicator` is called. Raises `LabelError` for one without a name."""
    known = _bases()
    if (indicator, basis) not in known.index:
        raise LabelError(f"basis {basis!r} of {indicator!r} has no label; known are {', '.join(bases_of(indicator)) or 'none'}")
    return str(known.loc[(indicator, basis), language])


def rank_bases(indicators: pd.Series, bases: pd.Series) -> pd.Series:
    """Return the place of each basis in the order of its indicator, unknown ones after all others; for sorting."""
    order = {key: rank for code in indicators.unique() for rank, key in enumerate((code, basis) for basis in bases_of(str(code)))}
    last = len(order)
    return pd.Series([order.get(key, last) for key in zip(indicators, bases, strict=True)], index=indicators.index, dtype="int64")
