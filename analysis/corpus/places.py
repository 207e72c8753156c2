"""Which place a line names: administrative divisions of China and the 政协 that sit there.

`places.csv`: code, name, short, aliases (joined by |), level (province, prefecture, county), province, parent, source.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ahocorasick
import pandas as pd

_LEVEL_RANK = {"prefecture": 0, "province": 1, "county": 2}
_SUFFIX = r"(?:自治州|自治区|自治县|地区|市|州|盟|县|区|省)?(?:第?[一二三四五六七八九十]{1,3}届)?"
_SEAT_AFTER = re.compile(_SUFFIX + "(?:政协(?!委员|常委)|人民政府|人民代表大会|人大|市委|政府工作报告)")
_MEMBER_AFTER = re.compile(_SUFFIX + "政协(?:委员|常委)")
_SPOKEN_OF = 2  # from this rank on the name alone says so
_LEVEL_SIGNS = ("市", "州", "盟", "县", "区", "省")
_COMMITTEE_AFTER = re.compile(_SUFFIX + "委员会")
_COMMITTEE_BEFORE = re.compile(r"(?:政协|政治协商会议)(?:全国)?$")


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative division; `label` is what charts call it: 衢州, 随县, 西湖区."""

    name: str
    label: str
    level: str
    province: str | None


class PlaceFinder:
    """Finds the place whose report a text is: by its own committee, by its 政协 or government, else by its full name."""

    def __init__(self, places: pd.DataFrame) -> None:
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        for row in places.itertuples(index=False):
            place = _read_place(row)
            for name in {str(row.name), str(row.short), *str(row.aliases).split("|")}:
                if len(name) >= 2:
                    self._by_name[name].append(place)
        self._names = ahocorasick.Automaton()
        for name in self._by_name:
            self._names.add_word(name, name)
        self._names.make_automaton()

    def find(self, text: str, running: bool = False) -> tuple[Place, str] | None:
        """Return the place that `text` names most surely, with the words that name it; null where it names none.

        In `running` text a place that is named once, and none of whose bodies is named, is only spoken of: that is null too.
        """
        ranked: dict[int, Counter[str]] = defaultdict(Counter)
        first: dict[str, int] = {}
        for start, name in self._matches(text):
            rank = self._rank(text, start, name)
            if rank is not None:
                ranked[rank][name] += 1
                first.setdefault(name, start)
        if not ranked:
            return None
        counts = ranked[min(ranked)]
        name = max(counts, key=lambda word: (counts[word], -first[word]))
        if running and min(ranked) >= _SPOKEN_OF and counts[name] < 2:
            return None
        return self._choose(name, text), name

    def label(self, name: str) -> str:
        """Return what charts call the place `name` (海口市 → 海口); a name that is no place's stays as it is."""
        places = self._by_name.get(name.strip())
        return min(places, key=lambda place: _LEVEL_RANK[place.level]).label if places else name.strip()

    def mentions(self, text: str) -> set[str]:
        """Return the provinces that `text` speaks of by a full place name that only one place bears."""
        found = (self._by_name[name] for _, name in self._matches(text))
        return {places[0].province for places in found if len(places) == 1 and places[0].province}

    def _matches(self, text: str) -> Iterator[tuple[int, str]]:
        for last, name in self._names.iter_long(text):
            yield last - len(name) + 1, name

    def _rank(self, text: str, start: int, name: str) -> int | None:
        """Return how sure the name at `start` is: 0 with its committee, 1 with its 政协, 2 in full, 3 with a member of its 政协, or before
        a level that no place of the name has now (会同市委 is 会同 and 市委, 临安市政协 is from before 临安 became a district); null for
        a bare short name."""
        end = start + len(name)
        if text[end : end + 1] in _LEVEL_SIGNS and not any(place.name.endswith((text[end], name)) for place in self._by_name[name]):
            return 3 if _SEAT_AFTER.match(text, end) else None
        if _COMMITTEE_BEFORE.search(text, max(0, start - 8), start) and _COMMITTEE_AFTER.match(text, end):
            return 0
        if _SEAT_AFTER.match(text, end):
            return 1
        if any(place.name == name for place in self._by_name[name]):
            return 2
        return 3 if _MEMBER_AFTER.match(text, end) else None

    def _choose(self, name: str, text: str) -> Place:
        """A name may be borne by several places: the level most likely to have a report wins, then the province spoken of."""
        candidates = sorted(self._by_name[name], key=lambda place: (place.name != name, _LEVEL_RANK[place.level]))
        best = [place for place in candidates if (place.level, place.name == name) == (candidates[0].level, candidates[0].name == name)]
        if len(best) == 1:
            return best[0]
        provinces = self.mentions(text)
        near = [place for place in best if place.province in provinces]
        return near[0] if len(near) == 1 else Place(best[0].name, best[0].label, best[0].level, None)


def _read_place(row: Any) -> Place:
    label = row.name if len(row.short) < 2 or (row.level == "county" and row.name.endswith("区")) else row.short
    return Place(row.name, label, row.level, row.province or None)
