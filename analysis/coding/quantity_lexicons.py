"""The lexicons of the quantity finder, compiled once: units, qualifiers, contexts and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

WINDOW = 28  # characters before a number in which its context is looked for
_PREFIX_LENGTH = 8

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the unit lexicon: how it is written, its normal form, its kind and the factor of its value."""

    surface: str
    normal: str
    kind: str
    scale: Decimal


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word before or after a number that opens it: its span and the bound it sets; `only` limits the numbers it goes with."""

    start: int
    end: int
    bound: str
    only: str


class UnitLexicon:
    """Finds the unit that begins at a place, longest first."""

    def __init__(self, units: pd.DataFrame) -> None:
        rows = sorted(_rows(units), key=lambda row: -len(row["unit"]))
        self._units = {row["unit"]: Unit(row["unit"], row["normal"], row["kind"], Decimal(row["scale"])) for row in rows}
        self._pattern = re.compile("|".join(_unit_pattern(row["unit"], row["not_before"]) for row in rows))

    def match(self, text: str, start: int) -> tuple[Unit, int] | None:
        """Return the unit at `start` (one space may stand before it) and where it ends, or None."""
        place = start + 1 if text[start : start + 1] == " " else start
        found = self._pattern.match(text, place)
        return (self._units[found[0]], found.end()) if found else None


class QualifierLexicon:
    """Finds what stands right before a number (超过, 近, 约) and right behind its unit (以上, 左右)."""

    def __init__(self, qualifiers: pd.DataFrame) -> None:
        rows = sorted(_rows(qualifiers), key=lambda row: -len(row["word"]))
        self._rows = {(row["side"], row["word"]): row for row in rows}
        before, after, apart = ("|".join(_guarded(row) for row in rows if row["side"] == side) for side in ("before", "after", "apart"))
        self._apart = re.compile(rf"({apart})[^，,。；;、”’」》\d]{{0,12}}\Z")
        self._before = re.compile(rf"({before})了? ?\Z")
        self._after = re.compile(rf" ?({after})")

    def before(self, text: str, end: int) -> Qualifier | None:
        """Return the qualifier that ends at `end`, or None."""
        return self._qualifier(self._before.search(text, max(0, end - _PREFIX_LENGTH), end), "before")

    def after(self, text: str, start: int) -> Qualifier | None:
        """Return the qualifier that begins at `start`, or None."""
        return self._qualifier(self._after.match(text, start), "after")

    def apart(self, text: str, end: int) -> Qualifier | None:
        """Return the qualifier that opens the number at `end` with words between them (约占总量的三分之一), or None."""
        return self._qualifier(self._apart.search(text, max(0, end - WINDOW), end), "apart")

    def _qualifier(self, match: re.Match[str] | None, side: str) -> Qualifier | None:
        if match is None:
            return None
        row = self._rows[side, match[1]]
        return Qualifier(match.start(), match.end(), row["bound"], row["only"])


class _Rules:
    """The context rows of one decision for one sort of number: any of them may hold."""

    def __init__(self, rows: Sequence[Row]) -> None:
        befores = [row["before"] for row in rows if row["before"] and not row["after"]]
        afters = [row["after"] for row in rows if row["after"] and not row["before"]]
        self.always = any(not row["before"] and not row["after"] for row in rows)
        self.before = _any_of(befores, r"\Z")
        self.after = _any_of(afters, "")
        self.around = [(_any_of([row["before"]], r"\Z"), _any_of([row["after"]], "")) for row in rows if row["before"] and row["after"]]

    def hold(self, text: str, start: int, end: int) -> bool:
        """Tell whether one of the rows holds for the number at [start, end)."""
        first = max(0, start - WINDOW)
        if self.always or self.before and self.before.search(text, first, start) or self.after and self.after.match(text, end):
            return True
        return any(before.search(text, first, start) and after.match(text, end) for before, after in self.around if before and after)


class ContextLexicon:
    """Decides from the words around a number whether it states a quantity."""

    def __init__(self, contexts: pd.DataFrame) -> None:
        self._rows = _rows(contexts)
        self._cache: dict[tuple[str, frozenset[str], frozenset[str]], _Rules] = {}

    def hold(self, decision: str, keys: frozenset[str], forms: frozenset[str], place: tuple[str, int, int]) -> bool:
        """Tell whether a row of `decision` (drop, doubt, keep) holds for a number of these unit keys and forms at `place`."""
        rules = self._cache.get((decision, keys, forms))
        if rules is None:
            rules = self._cache[decision, keys, forms] = _Rules([row for row in self._rows if _applies(row, decision, keys, forms)])
        return rules.hold(*place)


def compile_names(names: pd.DataFrame) -> re.Pattern[str]:
    """Return one pattern for all names, idioms, dates and ordinals whose numbers state no quantity."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in names["pattern"]))


def _applies(row: Row, decision: str, keys: frozenset[str], forms: frozenset[str]) -> bool:
    right_form = row["form"] == "any" or row["form"] in forms
    return row["decision"] == decision and right_form and (row["units"] == "*" or not keys.isdisjoint(row["units"].split()))


def _unit_pattern(unit: str, not_before: str) -> str:
    word = re.escape(unit)
    if unit[-1].isascii() and unit[-1].isalpha():
        word += "(?![A-Za-z])"
    return f"{word}(?!{not_before})" if not_before else word


def _guarded(row: Row) -> str:
    head = f"(?<![{row['not_after']}])" if row["not_after"] else ""
    tail = f"(?!{row['not_before']})" if row["not_before"] else ""
    return f"{head}{re.escape(row['word'])}{tail}"


def _rows(table: pd.DataFrame) -> list[Row]:
    return [{str(column): str(cell) for column, cell in row.items()} for row in table.to_dict("records")]


def _any_of(patterns: Iterable[str], tail: str) -> re.Pattern[str] | None:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(f"(?:{joined}){tail}") if joined else None
