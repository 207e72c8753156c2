"""Tells whose report it is, and cuts overlong sentences into pieces that are read one by one.

In a report that is no 政协's (a government's, a firm's) a number counts 政协 work only where its sentence has a 政协 acting.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity

_OWN_PER_THOUSAND = 5.0  # words of a 政协 report: its own reports have 17 and more in 1,000 characters, those of a government 1 at most
_TELLING_LENGTH = 300  # shorter texts are taken for the 政协's own
_LONGEST_PIECE = 1000
_PAUSE = re.compile(r"[，,；;。！!？?、]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a sentence: where it begins there, its text, and its quantities with places as in the piece."""

    offset: int
    text: str
    quantities: tuple[Quantity, ...]


class ReportVoice:
    """Says whether a report, or a sentence of another's report, speaks of what a 政协 did."""

    def __init__(self, words: Words) -> None:
        self._voice = words.pattern("voice")
        self._actor = words.pattern("actor")

    def is_own(self, texts: Sequence[str]) -> bool:
        """Return whether the report is a 政协's own, by how often it uses the words of one."""
        length = sum(len(text) for text in texts)
        spoken = sum(len(self._voice.findall(text)) for text in texts)
        return length < _TELLING_LENGTH or spoken * 1000 / length >= _OWN_PER_THOUSAND

    def has_actor(self, text: str) -> bool:
        """Return whether a clause of the sentence begins with a 政协 that does something."""
        return self._actor.search(text) is not None


def cut_pieces(text: str, quantities: Sequence[Quantity]) -> Iterator[Piece]:
    """Yield the sentence whole, or cut at pauses outside of numbers where it is longer than 1,000 characters."""
    ordered = sorted(quantities, key=lambda quantity: quantity.start)
    taken = 0
    for start, end in _piece_spans(text, ordered):
        inside: list[Quantity] = []
        while taken < len(ordered) and ordered[taken].start < end:
            inside.append(ordered[taken])
            taken += 1
        yield Piece(start, text[start:end], tuple(replace(q, start=q.start - start, end=q.end - start) for q in inside))


def _piece_spans(text: str, ordered: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """Yield spans that together are the text; each ends behind the last pause within reach, or at its reach, never inside a number."""
    starts = [quantity.start for quantity in ordered]
    start = 0
    while len(text) - start > _LONGEST_PIECE:
        pauses = [pause.end() for pause in _PAUSE.finditer(text, start, start + _LONGEST_PIECE)]
        end = _outside_number(pauses[-1] if pauses else start + _LONGEST_PIECE, start, ordered, starts)
        yield start, end
        start = end
    yield start, len(text)


def _outside_number(end: int, start: int, ordered: Sequence[Quantity], starts: Sequence[int]) -> int:
    place = bisect_left(starts, end) - 1
    if place < 0 or ordered[place].end <= end:
        return end
    return ordered[place].start if ordered[place].start > start else ordered[place].end  # 3,417件
