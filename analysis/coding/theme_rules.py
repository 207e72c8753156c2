"""The rules of the theme lexicon: one row of `themes.csv` becomes one `ThemeRule`.

| column | meaning |
|---|---|
| rule | unique id, the theme and a number: `party-003` |
| theme | a code of `schema.THEMES` |
| term | what must stand in the sentence; forms that share one decision are separated by a bar |
| near | a second term that must stand with it, alternatives separated by a bar; empty: the term alone is enough |
| within | how many characters may lie between term and near; empty: anywhere in the sentence |
| not_in | longer expressions (a name, a set phrase) inside which the term does not count |
| unless | terms that block the rule wherever they stand in the sentence |
| alone | 1 where the term is too common to speak beside another theme: it counts only where no rule without this mark gives another theme |
| prior | 1 where the term speaks only in a passage that is on the theme already (`theme_priors`); with `alone`, where no other rule codes |
| at_start | 1 where the term must open the sentence, behind a list marker at most |
| why | the reason of the decision |
| source | where the terms are from: 手册 (codebook), 政协章程, 中央文件, 党内法规, 通用 (usage of the genre), 漏判 (misses read) |
| positive, negative | a sentence that has the theme by this rule, and one that does not have the theme |
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.coding.theme_matching import fold_term
from analysis.lexicon import LexiconError
from analysis.schema import THEMES

RULE_COLUMNS = ("rule", "theme", "term", "near", "within", "not_in", "unless", "at_start", "alone", "prior")


@dataclass(frozen=True, slots=True)
class ThemeRule:
    """One decision of the theme lexicon; all terms are in matching form."""

    rule: str
    theme: str
    terms: tuple[str, ...]
    near: tuple[str, ...]
    within: int | None
    not_in: tuple[str, ...]
    unless: tuple[str, ...]
    at_start: bool
    alone: bool
    prior: bool

    @property
    def all_terms(self) -> tuple[str, ...]:
        return (*self.terms, *self.near, *self.not_in, *self.unless)


def read_rules(table: pd.DataFrame) -> list[ThemeRule]:
    """Return the rules of a theme table, in its order.

    Raises `LexiconError` (rule, column) for a missing column, an unknown theme, a rule without a term or with an id that
    stands twice, and a `within` that is no number.
    """
    missing = [column for column in RULE_COLUMNS if column not in table.columns]
    if missing:
        raise LexiconError(f"themes: column {missing[0]!r} is missing; needed are {', '.join(RULE_COLUMNS)}")
    twice = table.loc[table["rule"].duplicated(), "rule"]
    if len(twice):
        raise LexiconError(f"themes: rule {twice.iloc[0]!r} stands twice; give each row its own id")
    return [_read_rule({str(key): str(cell) for key, cell in row.items()}) for row in table.to_dict("records")]


def _read_rule(row: dict[str, str]) -> ThemeRule:
    name = row["rule"]
    terms = _split_terms(row["term"])
    if not terms:
        raise LexiconError(f"themes: rule {name!r} has no term")
    if row["theme"] not in THEMES:
        raise LexiconError(f"themes: rule {name!r}: unknown theme {row['theme']!r}; known are {', '.join(THEMES)}")
    return ThemeRule(
        rule=name,
        theme=row["theme"],
        terms=terms,
        near=_split_terms(row["near"]),
        within=_read_within(name, row["within"]),
        not_in=_split_terms(row["not_in"]),
        unless=_split_terms(row["unless"]),
        at_start=_read_mark(row, "at_start"),
        alone=_read_mark(row, "alone"),
        prior=_read_mark(row, "prior"),
    )


def _split_terms(cell: str) -> tuple[str, ...]:
    folded = (fold_term(part) for part in cell.split("|"))
    return tuple(dict.fromkeys(term for term in folded if term))


def _read_within(name: str, cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isdecimal():
        raise LexiconError(f"themes: rule {name!r}: within is {cell!r}; it is a number of characters or empty")
    return int(cell)


def _read_mark(row: dict[str, str], column: str) -> bool:
    if row[column] not in ("", "0", "1"):
        raise LexiconError(f"themes: rule {row['rule']!r}: {column} is {row[column]!r}; it is 1, 0 or empty")
    return row[column] == "1"
