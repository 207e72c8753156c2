"""How a sentence is searched: its matching form, and every place where a term of a lexicon stands in it.

The matching form makes one spelling of many: full-width signs become half-width, letters small, and quotes and white
space fall away, so that a term is found where a quote splits it (“协”商). White space between two clauses stays, as one
space: there it does the work of a comma (把牢方向 凝聚人心). Every place walks back to the sentence's own characters.
All searches take time in proportion to the sentence, or to the sentence times a logarithm.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

import ahocorasick

_QUOTES = "“”‘’\"'「」『』＂＇"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DROPPED = frozenset(_QUOTES)
_FALLS_AWAY = re.compile(rf"[{_QUOTES}\s]")
_MARKER = re.compile(
    r"(?:[▲△▼■□◆◇●○★☆※►▶•·—–*-]|第[一二三四五六七八九十]+[是,、章节]|[一二三四五六七八九十]+(?:[、.]|是)|\([一二三四五六七八九十\d]+\)|\d+[、.)])+"
)

_ASIDE = re.compile(r"\([^()]*\)")
_CLAUSE = 4  # the shortest run of characters that is a clause; shorter ones are letter-spaced words (党 建 引 领)
_RUN = re.compile(r"\S+")


class Place(NamedTuple):
    """Where a term stands in a matching form, `[start, end)`."""

    start: int
    end: int


class MatchingForm:
    """The matching form of one sentence: `text`, the form; `opening`, where its first word begins behind a list marker;
    `asides`, what stands in round brackets: it glosses a name and says nothing of its own."""

    __slots__ = ("_origin", "asides", "opening", "text")

    def __init__(self, sentence: str) -> None:
        self._origin: Sequence[int] = range(len(sentence))
        if _FALLS_AWAY.search(sentence):
            breaks = _find_clause_breaks(sentence)
            self._origin = [index for index, char in enumerate(sentence) if index in breaks or not _FALLS_AWAY.match(char)]
            sentence = "".join(" " if sentence[index].isspace() else sentence[index] for index in self._origin)
        self.text = fold_text(sentence)
        marker = _MARKER.match(self.text)
        self.opening = marker.end() if marker else 0
        self.asides = [Place(*aside.span()) for aside in _ASIDE.finditer(self.text, self.opening) if aside.start() > self.opening]

    def to_sentence(self, place: Place) -> tuple[int, int]:
        """Return the span in the sentence that `place` of the matching form was made from."""
        return self._origin[place.start], self._origin[place.end - 1] + 1


def fold_text(text: str) -> str:
    """Return `text` with half-width signs and small letters; the length stays."""
    text = text.translate(_FULL_WIDTH)
    small = text.lower()
    if len(small) == len(text) and "Σ" not in text:  # what a letter becomes depends on no other letter
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def fold_term(term: str) -> str:
    """Return a term as it stands in matching forms; it may be shorter, since quotes and white space fall away."""
    return MatchingForm(term).text


def _find_clause_breaks(sentence: str) -> frozenset[int]:
    """Return the places of white space that parts two clauses: a run of Chinese characters on both sides, neither too short."""
    runs = list(_RUN.finditer(sentence))
    pairs = zip(runs, runs[1:], strict=False)
    return frozenset(left.end() for left, right in pairs if _ends_clause(left.group()[-_CLAUSE:]) and _ends_clause(right.group()[:_CLAUSE]))


def _ends_clause(edge: str) -> bool:
    return len(edge) == _CLAUSE and all("\u4e00" <= char <= "\u9fff" or char in _DROPPED for char in edge)


class TermFinder:
    """All places of all terms in one pass over a sentence, however many terms there are (Aho and Corasick, 1975)."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for term in sorted(set(terms)):
            self._automaton.add_word(term, term)
        self._automaton.make_automaton()

    def find(self, form: MatchingForm) -> dict[str, list[Place]]:
        """Return term → its places, in order; terms that do not stand in the sentence are absent."""
        places: dict[str, list[Place]] = {}
        if len(self._automaton):
            for last, term in self._automaton.iter(form.text):
                places.setdefault(term, []).append(Place(last + 1 - len(term), last + 1))
        return places


class PlaceIndex:
    """Places that can be asked which of them hold, or lie nearest to, another place: each answer by bisection."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_start = sorted(places)
        self._starts = [place.start for place in self._by_start]
        self._reach = list(accumulate((place.end for place in self._by_start), max))
        self._by_end = sorted((place.end, place.start) for place in self._by_start)

    def holds(self, inner: Place) -> bool:
        """Say whether one of the places contains `inner`."""
        count = bisect_right(self._starts, inner.start)
        return count > 0 and self._reach[count - 1] >= inner.end

    def find_nearest(self, place: Place, within: int | None) -> Place | None:
        """Return the nearest of the places that does not overlap `place` and lies at most `within` characters off."""
        near = [(gap, other) for gap, other in self._find_neighbours(place) if within is None or gap <= within]
        return min(near)[1] if near else None

    def _find_neighbours(self, place: Place) -> list[tuple[int, Place]]:
        after = bisect_left(self._starts, place.end)
        before = bisect_right(self._by_end, (place.start, place.start)) - 1
        neighbours = []
        if after < len(self._by_start):
            neighbours.append((self._starts[after] - place.end, self._by_start[after]))
        if before >= 0:
            end, start = self._by_end[before]
            neighbours.append((place.start - end, Place(start, end)))
        return neighbours


def keep_longest(places: Iterable[Place]) -> list[Place]:
    """Return the places that do not overlap, the leftmost first and of those the longest, in order."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept
