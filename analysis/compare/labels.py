"""What the codes in the columns are called: Chinese and English labels, and the order in which codes are shown.

The names stand in the lexicons `theme_names`, `indicator_names` and `labels`; a code without a name is an error, not a blank.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.lexicon import load_lexicon

LANGUAGES = ("chinese", "english")
_OWN_LEXICON = {"theme": "theme_names", "indicator": "indicator_names"}


class LabelError(KeyError):
    """A code has no label; the message names the code, its group and the known codes."""

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def _names(group: str) -> pd.DataFrame:
    if group in _OWN_LEXICON:
        table = load_lexicon(_OWN_LEXICON[group])
    else:
        labels = load_lexicon("labels")
        table = labels[labels["group"] == group]
    order = pd.to_numeric(table["order"])
    return table.assign(order=order).sort_values("order", kind="stable").set_index("code")


def label(group: str, code: str, language: str = "chinese") -> str:
    """Return what `code` of `group` (theme, indicator, role, edit, kind, bound, status, period, verdict, reason, gap, level …) is called.

    Raises `LabelError` for a code or group without a name.
    """
    names = _names(group)
    if code not in names.index:
        raise LabelError(f"{group} {code!r} has no label; known are {', '.join(names.index) or 'none'}")
    return str(names.loc[code, language])


def ordered_codes(group: str) -> list[str]:
    """Return the codes of `group` in the order in which they are shown."""
    return [str(code) for code in _names(group).index]


def label_codes(codes: pd.Series, group: str, language: str = "chinese") -> pd.Series:
    """Return `codes` as labels; null stays null."""
    return codes.map(lambda code: label(group, code, language), na_action="ignore").astype("str")


def typical_units(indicator: str) -> list[str]:
    """Return the units in which `indicator` is usually counted, the most usual first."""
    names = _names("indicator")
    if indicator not in names.index:
        raise LabelError(f"indicator {indicator!r} has no label; known are {', '.join(names.index)}")
    return str(names.loc[indicator, "unit"]).split("|")
