"""Whether two numbers may be set side by side, told once more in plain Python: what the counting without pairs is held to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.compare.bases import bases_of
from analysis.lexicon import load_lexicon

Number = Mapping[str, Any]


def group_of(unit: str, indicator: str) -> str:
    """The group of a unit: a row that names the indicator goes before one that names none; a unit in no row stands alone."""
    rows = [row for row in load_lexicon("unit_groups").to_dict("records") if row["unit"] == unit]
    own = [row["group"] for row in rows if indicator in row["indicators"].split("|")]
    general = [row["group"] for row in rows if row["indicators"] == ""]
    return next(iter([*own, *general, f"only {unit}"]))


def _known(value: Any) -> bool:
    return not pd.isna(value)


def _year(number: Number) -> Any:
    return number["year"] if _known(number["year"]) else number["report_year"]


def reasons_of(one: Number, other: Number) -> list[str]:
    """The reasons that hold for a pair of rows of `indicator_table`, in no order that matters."""
    indicator = one["indicator"]
    units = [number["unit"] if _known(number["unit"]) else "" for number in (one, other)]
    same_group = group_of(units[0], indicator) == group_of(units[1], indicator)
    found = [] if same_group else ["unit"]
    found += ["unit_within"] if same_group and units[0] != units[1] else []
    found += ["status"] if one["status"] != other["status"] else []
    found += ["same_city"] if one["place"] == other["place"] else []
    levels = [number["level"] for number in (one, other)]
    found += ["level_untold"] if not all(map(_known, levels)) else ["level"] if levels[0] != levels[1] else []
    found += ["span"] if one["period"] == other["period"] and one["period"] in ("term", "cumulative") else []
    found += ["bound"] if {one["bound"], other["bound"]} != {"exact"} else []
    told = {name: (one[name], other[name]) for name in ("period", "area", "basis")} | {"year": (_year(one), _year(other))}
    for name, (first, second) in told.items():
        if _known(first) and _known(second):
            found += [name] if first != second else []
        elif name != "basis" or len(bases_of(indicator)) > 1:
            found += [f"{name}_untold"]
    return found


def verdict_of(one: Number, other: Number) -> str:
    """`not`, `note` or `comparable`."""
    found = reasons_of(one, other)
    if {"unit", "status", "period", "area", "basis"} & set(found):
        return "not"
    return "note" if found else "comparable"
