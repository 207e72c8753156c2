"""How a sentence is searched: its matching form, and every place where a term of a lexicon stands in it.

The matching form makes one spelling of many: full-width signs become half-width, letters small, and quotes and white
space fall away, so that a term is found where a quote splits it (“协”商). Every place walks back to the sentence's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import ahocorasick

_QUOTES = "“”‘’\"'「」『』＂＇"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DROPPED = frozenset(_QUOTES)
_MARKER = re.compile(
    r"(?:[▲△▼■□◆◇●○★☆※►▶•·—–*-]|第[一二三四五六七八九十]+[是,、章节]|[一二三四五六七八九十]+(?:[、.]|是)|\([一二三四五六七八九十\d]+\)|\d+[、.)])+"
)

_ASIDE = re.compile(r"\([^()]*\)")


class Place(NamedTuple):
    """Where a term stands in a matching form, `[start, end)`."""

    start: int
    end: int


class MatchingForm:
    """The matching form of one sentence: `text`, the form; `opening`, where its first word begins behind a list marker;
    `asides`, what stands in round brackets: it glosses a name and says nothing of its own."""

    __slots__ = ("_origin", "asides", "opening", "text")

    def __init__(self, sentence: str) -> None:
        origin = [index for index, char in enumerate(sentence) if char not in _DROPPED and not char.isspace()]
        self.text = fold_text("".join(sentence[index] for index in origin))
        self._origin = origin
        marker = _MARKER.match(self.text)
        self.opening = marker.end() if marker else 0
        self.asides = [Place(*aside.span()) for aside in _ASIDE.finditer(self.text, self.opening) if aside.start() > self.opening]

    def to_sentence(self, place: Place) -> tuple[int, int]:
        """Return the span in the sentence that `place` of the matching form was made from."""
        return self._origin[place.start], self._origin[place.end - 1] + 1


def fold_text(text: str) -> str:
    """Return `text` with half-width signs and small letters; the length stays."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text.translate(_FULL_WIDTH))


def fold_term(term: str) -> str:
    """Return a term as it stands in matching forms; it may be shorter, since quotes and white space fall away."""
    return MatchingForm(term).text


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


def keep_longest(places: Iterable[Place]) -> list[Place]:
    """Return the places that do not overlap, the leftmost first and of those the longest, in order."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept
