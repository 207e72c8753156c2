"""How numbers, cities and verdicts are put into Chinese words: the small change of every finding."""

from __future__ import annotations

import math

import pandas as pd

from analysis.compare.labels import label

NOT_REPORTED = "未报告"


def percent(share: float) -> str:
    """Return a share as a whole percent: 0.634 → 63%; a share that is neither 0 nor 1 is not rounded to them."""
    if math.isnan(share):
        return "—"
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share:.0%}"


def span(low: float, high: float) -> str:
    """Return an interval of shares: 0.1, 0.25 → 10%–25%."""
    return percent(low) if percent(low) == percent(high) else f"{percent(low)}–{percent(high)}"


def number(value: float) -> str:
    """Return a plain number without needless digits: 1200000000 → 12亿, 13000 → 1.3万, 779.0 → 779."""
    for size, name in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size:
            return f"{value / size:.4g}{name}"
    return f"{value:.4g}" if value < 1000 else f"{value:.0f}"


def quote_name(name: str) -> str:
    """Return a name in quotation marks; those inside it become single ones (“玉”事广议 → “‘玉’事广议”)."""
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


def name_list(names: list[str], most: int = 3) -> str:
    """Return names joined by 、, at most `most` of them: 杭州、宁波、温州等5地."""
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}地"


def name_reports(names: list[str], most: int = 3) -> str:
    """Return reports by their cities, at most `most` of them: 杭州、衢州2024等5份 (one city can have several reports)."""
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}份"


def stated(row: pd.Series) -> str:
    """Return a reported number as the report prints it, or 未报告."""
    return NOT_REPORTED if pd.isna(row["surface"]) else str(row["surface"])


def measured(row: pd.Series) -> str:
    """Return a reported number with its bound sign and unit: ≥900次, 94%; 未报告 where there is none."""
    if pd.isna(row["surface"]):
        return NOT_REPORTED
    unit = "" if pd.isna(row["unit"]) else str(row["unit"])
    if row["bound"] == "range":
        return f"{figure(row['low'], unit)}～{figure(row['high'], unit)}"
    return label("bound", str(row["bound"])) + figure(float(row["value"]), unit)


def figure(value: float, unit: str) -> str:
    """Return a value with its unit; a fraction whose unit is % is written as a percent."""
    return f"{value * 100:.4g}%" if unit == "%" else f"{number(value)}{unit}"
