"""Reads what decides whether a metric can be compared: whose work it counts (area), of which year, and of which number it is a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import pandas as pd

from analysis.coding.metric_areas import AreaReader, Seat
from analysis.coding.metric_clauses import MaskedSentence
from analysis.coding.metric_voices import Piece, cut_pieces
from analysis.coding.metric_wholes import Counted, Link, WholeFinder
from analysis.coding.metric_words import Words
from analysis.coding.metric_years import YearReader
from analysis.coding.quantities import Quantity

_REMEMBERED = 50  # numbers back that a whole may stand


class Told(Protocol):
    """A sentence of a report with its quantities."""

    @property
    def text(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def quantities(self) -> Sequence[Quantity]: ...


@dataclass(frozen=True, slots=True)
class Ground:
    """Area, year, and the place (sentence, start) of the whole; each null where the report does not tell."""

    area: str | None
    year: int | None
    part_of: tuple[int, int] | None


class GroundReader:
    """Reads the grounds of the metrics of one report; built once from the lexicons `metric_words` and `places`."""

    def __init__(self, words: Words, places: pd.DataFrame) -> None:
        self._areas = AreaReader(words, places)
        self._years = YearReader(words)
        self._wholes = WholeFinder(words)

    def read(self, sentences: Sequence[Told], counted: Sequence[Counted]) -> list[Ground]:
        """Return the ground of each of `counted` (their `sentence` is the place in `sentences`), in their order."""
        seat = self._areas.find_seat([one.text for one in sentences], [one.role for one in sentences])
        metrics: dict[int, list[Counted]] = defaultdict(list)
        for one in counted:
            metrics[one.sentence].append(one)
        grounds: dict[tuple[int, int], Ground] = {}
        links: list[Link] = []
        extra = 0  # a long sentence is read in pieces, each like a sentence of its own
        for number in sorted(metrics):
            for piece in cut_pieces(sentences[number].text, sentences[number].quantities):
                inside = _inside(piece, metrics[number], number + extra)
                links, read = self._read_piece(MaskedSentence(piece.text, piece.quantities), inside, links, seat)
                grounds.update(read)
                extra += 1
            extra -= 1
        return [grounds[one.place] for one in counted]

    def _read_piece(
        self, masked: MaskedSentence, inside: Sequence[Counted], before: Sequence[Link], seat: Seat
    ) -> tuple[list[Link], dict[tuple[int, int], Ground]]:
        numbers = [one.quantity for one in inside]
        links = self._wholes.find(masked, inside, before)
        readings = zip(links, self._areas.read(masked, numbers, seat), self._years.read(masked, numbers), strict=True)
        found = {link.part.place: Ground(area, year, link.whole.place if link.whole else None) for link, area, year in readings}
        return [*before[-_REMEMBERED:], *links], found


def _inside(piece: Piece, metrics: Sequence[Counted], number: int) -> list[Counted]:
    """Return the metrics that stand in the piece, their numbers placed as in the piece."""
    return [
        replace(one, sentence=number, quantity=_moved(one.quantity, -piece.offset))
        for one in metrics
        if piece.offset <= one.quantity.start < piece.offset + len(piece.text)
    ]


def _moved(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, start=quantity.start + by, end=quantity.end + by)
