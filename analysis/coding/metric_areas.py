"""Reads whose work a number counts: the 政协 of the place itself, of two or three levels, the whole place, places below, or one unit.

The nearest words before the number in its sentence decide, or those right after it (1278名省市县三级政协委员). 市政协 is read against
the report's own level: in a county's report it is another's, in a prefecture's report 县政协 is one below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.coding.metric_clauses import MaskedSentence
from analysis.coding.metric_words import Words
from analysis.coding.quantities import Quantity

_RANKS = {"省": 0, "自": 0, "市": 1, "州": 1, "盟": 1, "县": 2, "区": 2, "旗": 2, "乡": 3, "镇": 3, "街": 3, "村": 4, "社": 4}
_LEVEL_RANKS = {"province": 0, "prefecture": 1, "county": 2}
_COUNTED = ("two_levels", "three_levels", "whole", "lower", "unit", "seat")
_LEVELS = ("two_levels", "three_levels")
_SEVERAL = re.compile("[省市州盟县区旗]、?$")
_NAMING_ROLES = ("headline", "issuer")
_LONGEST_PLACE = 12


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose report it is: the sign of its level (市, 县 …), its rank from the province down, its names; null where unknown."""

    sign: str | None
    rank: int | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    kind: str


class AreaReader:
    """Reads areas; built once from the lexicons `metric_words` and `places`."""

    def __init__(self, words: Words, places: pd.DataFrame) -> None:
        self._words = words
        ranks = places["level"].map(_LEVEL_RANKS)
        short = places["short"].str[-1].isin(list(_RANKS))  # 杭州政协 names 杭州, not a 州
        self._levels = {**dict(zip(places["short"][short], ranks[short], strict=True)), **dict(zip(places["name"], ranks, strict=True))}

    def find_seat(self, texts: Sequence[str], roles: Sequence[str]) -> Seat:
        """Return whose report it is, by the names in its headlines, else by the CPPCC that it names most often."""
        signs: Counter[str] = Counter()
        names: Counter[str] = Counter()
        for text, role in zip(texts, roles, strict=True):
            for found in self._words.pattern("area_seat").finditer(text):
                name = self._place_before(text, found.start())
                if self._is_blocked(text, found.start()) or (not name and _SEVERAL.search(text[: found.start()])):
                    continue  # 旗区政协 names several below, not a 区政协 whose report this is
                if name:
                    names[name] += 1000 if role in _NAMING_ROLES else 1
                elif found[0][0] in _RANKS:
                    signs[found[0][0]] += 1
        own = frozenset(name for name, _ in names.most_common(1))
        told = next(iter(own), "")
        sign = signs.most_common(1)[0][0] if signs else told[-1:] or None
        if told.endswith(sign or "?"):
            return Seat(sign, self._levels[told], own)
        return Seat(sign, _RANKS[sign] if sign else None, frozenset() if signs else own)

    def read(self, sentence: MaskedSentence, quantities: Iterable[Quantity], seat: Seat) -> list[str | None]:
        """Return the area of each of `quantities` in `sentence`, null where its words do not tell."""
        mentions = [(one, area) for one in self._mentions(sentence.masked) if (area := self._area(sentence, one, seat))]
        return [_nearest(sentence.masked, quantity, mentions) for quantity in quantities]

    def _mentions(self, masked: str) -> list[_Mention]:
        found = [
            _Mention(*one.span(), kind)
            for kind in _COUNTED
            for one in self._words.pattern(f"area_{kind}").finditer(masked)
            if kind in _LEVELS or not self._is_blocked(masked, one.start())
        ]
        found.sort(key=lambda one: (one.start, -one.end))
        kept: list[_Mention] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
            elif one.end > kept[-1].end:
                kept[-1] = one  # 县区政协提案委: what goes on longer tells more
        return kept

    def _area(self, sentence: MaskedSentence, mention: _Mention, seat: Seat) -> str | None:
        sign = sentence.masked[mention.start]
        if mention.kind == "seat":
            return self._seat_area(sentence.masked, mention, seat)
        if mention.kind in (*_LEVELS, "whole") and seat.rank is not None and _RANKS.get(sign, -1) > seat.rank:
            return None if sign == seat.sign else "lower"
        return mention.kind

    def _seat_area(self, masked: str, mention: _Mention, seat: Seat) -> str | None:
        sign = masked[mention.start]
        name = self._place_before(masked, mention.start)
        if name and seat.names:
            rank = self._levels[name]
            return "own" if name in seat.names else "lower" if seat.rank is not None and rank > seat.rank else None
        if sign == seat.sign or sign == "本":
            return "own"
        return "lower" if seat.rank is not None and _RANKS[sign] > seat.rank else None

    def _is_blocked(self, text: str, start: int) -> bool:
        """Return whether the words before say that the one named only receives, helps or is guided."""
        return self._words.closes("area_not", text[max(0, start - 4) : start]) is not None

    def _place_before(self, text: str, sign: int) -> str | None:
        """Return the place whose name ends with the level sign at `sign`: 义乌市 before 政协; null in 组织市政协."""
        for start in range(max(0, sign - _LONGEST_PLACE), sign):
            if text[start : sign + 1] in self._levels:
                return text[start : sign + 1]
        return None


def _nearest(masked: str, quantity: Quantity, mentions: Sequence[tuple[_Mention, str]]) -> str | None:
    after = [area for one, area in mentions if one.start >= quantity.end and masked[quantity.end : one.start] in ("", "的")]
    if after:
        return after[0]
    before = [area for one, area in mentions if one.end <= quantity.start and not is_closed_off(masked, one.end, quantity.start)]
    return before[-1] if before else None


def is_closed_off(masked: str, start: int, end: int) -> bool:
    """Return whether a bracket that was open at `start` is closed before `end`: what it says does not reach beyond it."""
    depth = 0
    for char in masked[start:end]:
        depth += (char in "(（") - (char in ")）")
        if depth < 0:
            return True
    return False
