"""Names the indicator of a metric by the rules of the lexicon `indicators`: the first rule that fits, lowest priority first."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class _Rule:
    rule: str
    indicator: str | None
    item: re.Pattern[str]
    action: re.Pattern[str]
    units: frozenset[str]
    context: re.Pattern[str]
    unless: re.Pattern[str] | None

    def fits(self, item: str, action: str, unit: str | None, context: str) -> bool:
        if self.units and (unit or "") not in self.units:
            return False
        if not self.item.search(item) or not self.action.search(action) or not self.context.search(context):
            return False
        return not (self.unless and self.unless.search(f"{action}|{item}"))


class IndicatorRules:
    """The compiled rules. `item`, `action`, `context`, `unless` are regular expressions, `unit` is a list of units parted by |."""

    def __init__(self, indicators: pd.DataFrame) -> None:
        ordered = indicators.assign(order=indicators["priority"].astype(int)).sort_values("order", kind="stable")
        self._rules = [_compile_rule({str(key): str(value) for key, value in row.items()}) for row in ordered.to_dict("records")]

    def code(self, item: str | None, action: str | None, unit: str | None, context: str = "") -> str | None:
        """Return the indicator's code, or null where no rule fits or the rule says that none does.

        `context` is the sentence up to the number; it is asked only by rules for items that name nothing by themselves.
        """
        found = self.find(item, action, unit, context)
        return found.indicator if found else None

    def find(self, item: str | None, action: str | None, unit: str | None, context: str = "") -> _Rule | None:
        """Return the rule that decides, or null."""
        return next((rule for rule in self._rules if rule.fits(item or "", action or "", unit, context)), None)


def _compile_rule(row: dict[str, str]) -> _Rule:
    return _Rule(
        row["rule"],
        row["indicator"] or None,
        re.compile(row["item"]),
        re.compile(row["action"]),
        frozenset(filter(None, row["unit"].split("|"))),
        re.compile(row["context"]),
        re.compile(row["unless"]) if row["unless"] else None,
    )
