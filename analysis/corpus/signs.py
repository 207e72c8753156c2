"""Signs by which a line shows its role: words of sites, forums and newspapers, kept as a lexicon.

`signs.csv`: rule, role, where (starts, ends, contains, whole, matches), term, max_chars (a longer line is no sign's),
prose (1 where the sign also holds for a line that ends a sentence), why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from analysis.lexicon import LexiconError

_TESTS: dict[str, Callable[[str, str], bool]] = {
    "starts": lambda text, term: text.startswith(term),
    "ends": lambda text, term: text.endswith(term),
    "contains": lambda text, term: term in text,
    "whole": lambda text, term: text.strip(" :：　") == term,
    "matches": lambda text, term: re.fullmatch(term, text) is not None,
}


_BETWEEN_PARTS = re.compile(r"[|｜/·•\s　]+")
_BAR = re.compile("[|｜]")


class Sign(NamedTuple):
    """One row of the lexicon, ready to be asked."""

    rule: str
    role: str
    where: str
    term: str
    max_chars: int
    prose: bool


class SignFinder:
    """The role that a line's own words give it, if any."""

    def __init__(self, signs: pd.DataFrame) -> None:
        self._signs = [_read_sign(row) for row in signs.itertuples(index=False)]
        self._longest = max((sign.max_chars for sign in self._signs), default=0)
        self._by_length: dict[tuple[int, bool], list[Sign]] = {}
        self._buttons = {sign.term for sign in self._signs if sign.where == "whole" and sign.role == "chrome"}

    def is_menu(self, text: str) -> bool:
        """Return whether the line is a row of buttons or of short names set off by bars: a site's menu."""
        parts = [part for part in _BETWEEN_PARTS.split(text) if part and not part.isdigit()]
        buttons = sum(part in self._buttons for part in parts)
        barred = len(parts) >= 4 and len(_BAR.findall(text)) >= 3 and max(map(len, parts)) <= 8
        columns = len(parts) >= 5 and "首页" in parts and max(map(len, parts)) <= 8
        return barred or columns or (len(parts) >= 2 and 2 * buttons >= len(parts))

    def find(self, text: str, is_prose: bool) -> Sign | None:
        """Return the first sign that holds for the line `text`; most signs do not hold for prose."""
        return next((sign for sign in self._signs_for(len(text), is_prose) if _TESTS[sign.where](text, sign.term)), None)

    def _signs_for(self, length: int, is_prose: bool) -> list[Sign]:
        """Return the signs that may hold for a line of this length, in the order of the lexicon; long prose has few."""
        key = (min(length, self._longest + 1), is_prose)
        if key not in self._by_length:
            self._by_length[key] = [sign for sign in self._signs if key[0] <= sign.max_chars and (sign.prose or not is_prose)]
        return self._by_length[key]


def _read_sign(row: tuple[str, ...]) -> Sign:
    rule, role, where, term, max_chars, prose = row[:6]
    if where not in _TESTS:
        raise LexiconError(f"lexicon signs, rule {rule}, term {term!r}: where is {where!r}, not one of {', '.join(_TESTS)}")
    return Sign(rule, role, where, term, int(max_chars), prose == "1")
