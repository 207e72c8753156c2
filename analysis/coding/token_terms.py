"""The lexicons' terms in a sentence: which of them stand there, so that no token crosses the boundary of one.

A term stands where it is written, unless a longer term takes its characters (政协 in 政协委员), or its characters belong to other
words (职工 in 履职|工作, 志愿 in 志愿者). Longest first is the rule of maximum matching (Chen & Liu 1992).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import ahocorasick
import pandas as pd

Span = tuple[int, int]

# Lexicons whose cells name things of the work. Those of function words, verbs and endings around a number or a name hold no terms.
_TERM_COLUMNS = {
    "user_words": ("word",),
    "themes": ("term",),
    "theme_names": ("chinese",),
    "indicators": ("item",),
    "indicator_names": ("chinese",),
    "practices": ("form", "name"),
    "loop_stages": ("term",),
}
_PLAIN = re.compile(r"(?=.*[\u4e00-\u9fd5])[\u4e00-\u9fd5A-Za-z0-9]{2,}")


def collect_terms(load: Callable[[str], pd.DataFrame]) -> frozenset[str]:
    """Return the plain terms of two characters or more of the lexicons that `load` gives by name.

    A cell's alternatives (`|`) are terms of their own; those with pattern signs or punctuation are none.
    """
    cells = (cell for name, columns in _TERM_COLUMNS.items() for column in columns for cell in load(name)[column])
    return frozenset(term for cell in cells for term in cell.split("|") if _PLAIN.fullmatch(term))


class TermFinder:
    """Finds the terms that stand in a text; built once from all terms and a test of what is a word of the dictionary."""

    def __init__(self, terms: Iterable[str], is_word: Callable[[str], bool]) -> None:
        self._lengths = ahocorasick.Automaton()
        for term in terms:
            self._lengths.add_word(term, len(term))
        self._lengths.make_automaton()
        self._is_word = is_word

    def __contains__(self, word: str) -> bool:
        return word in self._lengths

    def find(self, text: str, places: Sequence[int]) -> list[Span]:
        """Return the spans of the terms that stand in `text`, from left to right and apart; its words begin and end at `places`.

        Of two terms that overlap the longer one stands; of two that are equally long the one made of whole words, else the first.
        """
        if not self._lengths:
            return []
        cut = _Cut(text, places, set(places), self._is_word)
        spans = [(end + 1 - length, end + 1) for end, length in self._lengths.iter(text)]
        outer = _drop_nested(spans)
        if all(map(cut.bears, outer)) and all(before[1] <= after[0] for before, after in pairwise(outer)):
            return outer
        return _settle(filter(cut.bears, spans), cut.edges)


class _Cut(NamedTuple):
    """A text as it was cut into words."""

    text: str
    places: Sequence[int]
    edges: set[int]
    is_word: Callable[[str], bool]

    def bears(self, span: Span) -> bool:
        """Tell whether cutting the term out leaves no more stray pieces (characters alone, strings that are no word) than there were.

        So 志愿 is no term in 志愿者, nor 职工 in 履职|工作; but 短板 is one in 补短|板, and 开展 in 深入开展.
        """
        start, end = span
        if start in self.edges and end in self.edges:
            return True
        first, last = bisect_right(self.places, start) - 1, bisect_left(self.places, end)
        strays = sum(self._is_stray(left, right) for left, right in pairwise(self.places[first : last + 1]))
        return self._is_stray(self.places[first], start) + self._is_stray(end, self.places[last]) <= strays

    def _is_stray(self, start: int, end: int) -> bool:
        return end - start == 1 or end > start and not self.is_word(self.text[start:end])


def _drop_nested(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that lie in no other; given by end, the longest first where ends are equal, as the automaton does."""
    outer: list[Span] = []
    for start, end in spans:
        if outer and outer[-1][1] == end:
            continue
        while outer and outer[-1][0] >= start:
            outer.pop()
        outer.append((start, end))
    return outer


def _settle(spans: Iterable[Span], edges: Collection[int]) -> list[Span]:
    standing: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], not (span[0] in edges and span[1] in edges), span[0])):
        if all(end <= first or last <= start for first, last in standing):
            standing.append((start, end))
    return sorted(standing)
