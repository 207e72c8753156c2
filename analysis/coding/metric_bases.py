"""Names the basis of a metric (口径): what exactly of its indicator is counted, such as proposals received, filed or handled.

The rules stand in the lexicon `indicator_bases`: of those for the metric's indicator the first that fits decides, lowest priority first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class BasisRule:
    """One row of the lexicon: `item`, `action`, `after`, `unless` are regular expressions, `units` is empty where any unit will do."""

    indicator: str
    basis: str
    priority: int
    item: re.Pattern[str]
    action: re.Pattern[str]
    units: frozenset[str]
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def fits(self, item: str, action: str, unit: str | None, after: str | None) -> bool:
        """Return whether item, action, unit and the rest of the clause are as the rule says, and nothing speaks against it."""
        if self.units and (unit or "") not in self.units:
            return False
        if self.after and (after is None or not self.after.search(after)):
            return False
        if not self.item.search(item) or not self.action.search(action):
            return False
        return not (self.unless and self.unless.search(f"{action}|{item}"))


class BasisRules:
    """The compiled rules, those of one indicator together; rules without an indicator are for numbers that no indicator counts."""

    def __init__(self, bases: pd.DataFrame) -> None:
        self._rules: dict[str, list[BasisRule]] = defaultdict(list)
        ordered = bases.assign(number=bases["priority"].astype(int)).sort_values("number", kind="stable")
        for row in ordered.to_dict("records"):
            self._rules[str(row["indicator"])].append(_compile_rule({str(key): str(value) for key, value in row.items()}))

    def code(self, indicator: str | None, item: str | None, action: str | None, unit: str | None, after: str | None = None) -> str | None:
        """Return the basis, or null where the report's words do not say.

        `after` is the rest of the clause behind the number; where it is null, rules that ask for it are silent.
        """
        found = self.find(indicator, item, action, unit, after)
        return found.basis if found else None

    def find(
        self, indicator: str | None, item: str | None, action: str | None, unit: str | None, after: str | None = None
    ) -> BasisRule | None:
        """Return the rule that decides, or null."""
        rules = self._rules.get(indicator or "", ())
        return next((rule for rule in rules if rule.fits(item or "", action or "", unit, after)), None)


def _compile_rule(row: dict[str, str]) -> BasisRule:
    return BasisRule(
        row["indicator"],
        row["basis"],
        int(row["priority"]),
        re.compile(row["item"]),
        re.compile(row["action"]),
        frozenset(filter(None, row["unit"].split("|"))),
        re.compile(row["after"]) if row["after"] else None,
        re.compile(row["unless"]) if row["unless"] else None,
    )
