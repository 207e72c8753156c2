"""Quantities: every expression of a sentence that states how many, how much or how long.

`default_finder().find("开展协商活动近千场次")` gives one quantity: value 1000, bound under, unit 场次.
What a number means is judged by lexicons, one decision a row: units, quantity_qualifiers, quantity_contexts, quantity_names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.coding.quantity_lexicons import ContextLexicon, Qualifier, QualifierLexicon, UnitLexicon, compile_names
from analysis.coding.quantity_mentions import Mention, find_mentions
from analysis.coding.quantity_text import (
    FoldedText,
    Span,
    find_damage,
    find_quoted_names,
    find_titles,
    fold_text,
    inside,
    lacks_digits,
    merge_spans,
    touches,
)
from analysis.lexicon import load_lexicon

_HAS_NUMBER = re.compile("[\\d一二兩萬億翻两三四五六七八九十百千万亿廿卅半番]")
_YEARS = (1900, 2100)
_TELEPHONE = 7  # digits from which an unbroken number without a unit is no figure
_IDENTIFIER = 13  # digits from which no unit makes a count of an unbroken number
_LOST_UNIT = 2  # characters behind a number in which its unit may have been lost
_LISTED = (2, 20)  # 两大 … 二十大: how many a list before 大 may have


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression: span in the sentence, kind, value or range, bound (exact, over, under, about, range), unit.

    `value` is null for a range; `low` is null for under and about, `high` for over and about.
    """

    start: int
    end: int
    kind: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    unit: str | None


class QuantityFinder:
    """Finds the quantities of clean sentences.

    Parameters
    ----------
    units : columns unit, normal, kind, scale, not_before
    qualifiers : columns word, side, bound, only, not_after, not_before
    contexts : columns decision, form, units, before, after
    names : column pattern
    """

    def __init__(self, units: pd.DataFrame, qualifiers: pd.DataFrame, contexts: pd.DataFrame, names: pd.DataFrame) -> None:
        self._units = UnitLexicon(units)
        self._qualifiers = QualifierLexicon(qualifiers)
        self._contexts = ContextLexicon(contexts)
        self._names = compile_names(names)

    @classmethod
    def default(cls) -> QuantityFinder:
        """Return a finder with the project's lexicons."""
        return cls(*(load_lexicon(name) for name in ("units", "quantity_qualifiers", "quantity_contexts", "quantity_names")))

    def find(self, text: str, damaged: Sequence[Span] = ()) -> list[Quantity]:
        """Return the quantities of `text`, sorted and apart; what touches a damaged place is left out, never guessed."""
        if not _HAS_NUMBER.search(text):
            return []
        folded = fold_text(text)
        judge = _Judge(folded, damaged, self._names)
        found = []
        for mention in find_mentions(folded.text, self._units):
            quantity = self._decide(folded, mention, judge)
            if quantity is not None:
                found.append(quantity)
        return _drop_followers(found)

    def _decide(self, folded: FoldedText, mention: Mention, judge: _Judge) -> tuple[Mention, Quantity] | None:
        before = self._before(folded.text, mention)
        after = None if mention.leader else self._after(folded.text, mention)
        start = before.start if before else mention.start
        end = after.end if after else mention.number_end if mention.leader else mention.end
        words = [word.bound for word in (before, after) if word]
        if not words and not mention.bounds:
            apart = self._qualifiers.apart(folded.text, mention.start)
            words = [apart.bound] if apart else []
        if judge.bars(start, end, mention, bool(before or after)) or self._drops(folded.text, mention, bool(words)):
            return None
        bound = _bound(mention, words)
        return mention, _make_quantity(folded, (start, end), mention, bound)

    def _before(self, text: str, mention: Mention) -> Qualifier | None:
        word = self._qualifiers.before(text, mention.start)
        return word if word and _fits(word.only, mention) else None

    def _after(self, text: str, mention: Mention) -> Qualifier | None:
        word = self._qualifiers.after(text, mention.end)
        return word if word and _fits(word.only, mention) else None

    def _drops(self, text: str, mention: Mention, qualified: bool) -> bool:
        if mention.fixed:
            return False
        place = (text, mention.start, mention.number_end if mention.leader else mention.end)
        keys = _keys(mention)
        if _is_number_only(text, mention, qualified) or self._contexts.hold("drop", keys, mention.forms, place):
            return True
        sure = qualified or bool(mention.bounds) or mention.unit is None and _is_large(mention)
        doubtful = not sure and self._contexts.hold("doubt", keys, mention.forms, place)
        return doubtful and not self._contexts.hold("keep", keys, mention.forms, place)


class _Judge:
    """The places of one sentence in which no number counts."""

    def __init__(self, folded: FoldedText, damaged: Sequence[Span], names: re.Pattern[str]) -> None:
        self._folded = folded
        self._damaged = merge_spans(damaged)
        self._damage = merge_spans(find_damage(folded.text))
        self._stripped = lacks_digits(folded.text)
        self._barred = merge_spans([*find_titles(folded.text), *(match.span() for match in names.finditer(folded.text))])
        self._quoted = merge_spans(find_quoted_names(folded.text))

    def bars(self, start: int, end: int, mention: Mention, qualified: bool) -> bool:
        """Tell whether the mention at [start, end) is damaged, part of a name, or a slogan in quotes."""
        place = self._folded.place
        if touches(self._damage, start, end) or self._damaged and touches(self._damaged, place(start), self._reach(place(end), mention)):
            return True
        if self._stripped and "bare" in mention.forms or inside(self._barred, mention.start, mention.end):
            return True
        return inside(self._quoted, start, end) and not _counted_in_quotes(mention, qualified)

    def _reach(self, end: int, mention: Mention) -> int:
        """Return up to where damage may touch a number: one without a unit may have lost it to what is damaged just behind."""
        return end + (_LOST_UNIT if mention.unit is None else 0)


def _counted_in_quotes(mention: Mention, qualified: bool) -> bool:
    if "arabic" not in mention.forms or mention.unit is None:
        return False
    return mention.unit.kind == "percent" or qualified or bool(mention.bounds)


def _fits(only: str, mention: Mention) -> bool:
    kind = mention.unit.kind if mention.unit else "count"
    if only == "bare":
        return "bare" in mention.forms
    if only == "round":
        return "bare" in mention.forms or mention.magnitude >= 10_000
    if only == "large":
        return kind != "count" or mention.high >= 100
    if only == "percent":
        return kind == "percent"
    return only != "extent" or kind != "count"


def _keys(mention: Mention) -> frozenset[str]:
    if mention.unit is None:
        return frozenset({"none"})
    return frozenset({mention.unit.surface, mention.unit.normal, f"kind:{mention.unit.kind}"})


def _is_number_only(text: str, mention: Mention, qualified: bool) -> bool:
    """Tell whether it is a year, a telephone number or another key, or a 大 that counts nothing (二十大)."""
    if mention.unit is not None and mention.unit.surface == "大":
        return not _LISTED[0] <= mention.low <= _LISTED[1]
    if "arabic" not in mention.forms:
        return False
    unbroken = mention.number_end - mention.start if text[mention.start : mention.number_end].isdigit() else 0
    if mention.unit is not None or mention.magnitude > 1:
        return unbroken >= _IDENTIFIER
    year = _YEARS[0] <= mention.low <= _YEARS[1] and mention.low == mention.low.to_integral_value()
    return year and not qualified or unbroken >= _TELEPHONE


def _is_large(mention: Mention) -> bool:
    """Tell whether a number without a unit is one by its magnitude: 5.4万, 二十三万."""
    return mention.magnitude > 1 if "arabic" in mention.forms else mention.low >= 10_000 and "bare" not in mention.forms


def _bound(mention: Mention, words: list[str]) -> str:
    bounds = {*words, *mention.bounds}
    if mention.low != mention.high:
        return "range"
    if "about" in bounds or len(bounds) > 1:
        return "about"
    return bounds.pop() if bounds else "exact"


def _make_quantity(folded: FoldedText, span: Span, mention: Mention, bound: str) -> Quantity:
    low, high = float(mention.low), float(mention.high)
    unit = mention.unit.normal if mention.unit else None
    kind = mention.unit.kind if mention.unit else "count"
    start, end = folded.place(span[0]), folded.place(span[1])
    if bound == "range":
        return Quantity(start, end, kind, None, low, high, bound, unit)
    ends = {"exact": (low, low), "over": (low, None), "under": (None, low), "about": (None, None)}[bound]
    return Quantity(start, end, kind, low, *ends, bound, unit)


def _drop_followers(found: list[tuple[Mention, Quantity]]) -> list[Quantity]:
    """Leave out list members whose last one was no quantity, and what overlaps the quantity before it."""
    kept: list[Mention] = []
    result: list[Quantity] = []
    for mention, quantity in reversed(found):
        follows = mention.leader is None or any(mention.leader is other for other in kept[-1:])
        if follows and not (result and quantity.end > result[-1].start):
            kept.append(mention)
            result.append(quantity)
    return result[::-1]


@lru_cache(maxsize=1)
def default_finder() -> QuantityFinder:
    """Return the finder with the project's lexicons, compiled once."""
    return QuantityFinder.default()
