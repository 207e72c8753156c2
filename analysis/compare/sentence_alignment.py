"""Which sentence of an earlier build is which of a later one, and where a place of an earlier text stands in the later one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from analysis.compare.rows import each_row
from analysis.tables import Tables

Name = tuple[str, str]  # report, number of the sentence as text
POSITIONS = ("start", "end", "part_of")
_GONE = " (old)"


def is_gone(number: str) -> bool:
    """Return whether `number` is that of a sentence which the new build no longer has."""
    return number.endswith(_GONE)


class _Kept(NamedTuple):
    """A sentence that both builds hold: where it stands in the old source, and how far it has moved."""

    start: int
    end: int
    shift: int


class Alignment:
    """What the sentences and places of the old build are called in the new one.

    In a source that is the same in both builds (sha256) a sentence is known again by its place, then by its text; in one that was
    written anew by its text alone, in order (longest matching blocks, Ratcliff and Obershelp 1988).
    """

    def __init__(self, old: Tables, new: Tables) -> None:
        self._rewritten = _rewritten_sources(old, new)
        before, after = _sentences_by_report(old), _sentences_by_report(new)
        pairs = [pair for report, rows in before.items() for pair in self._pair(rows, after.get(report, []))]
        self._numbers: dict[Name, str] = {(first.report, str(first.sentence)): str(second.sentence) for first, second in pairs}
        self._kept: dict[str, list[_Kept]] = {source: [] for source in self._rewritten}
        for first, second in sorted(pairs, key=lambda pair: int(pair[0].start)):
            if first.source in self._rewritten and first.source == second.source:
                self._kept[first.source].append(_Kept(first.start, first.end, second.start - first.start))

    def _pair(self, before: Sequence[Any], after: Sequence[Any]) -> list[tuple[Any, Any]]:
        places = {(row.source, row.start, row.end): row for row in after if row.source not in self._rewritten}
        same = [(row, places[place]) for row in before if (place := (row.source, row.start, row.end)) in places]
        taken, found = {first.sentence for first, _ in same}, {second.sentence for _, second in same}
        rest = [row for row in before if row.sentence not in taken], [row for row in after if row.sentence not in found]
        matcher = SequenceMatcher(None, [row.text for row in rest[0]], [row.text for row in rest[1]], autojunk=False)
        return same + [
            (rest[0][block.a + step], rest[1][block.b + step]) for block in matcher.get_matching_blocks() for step in range(block.size)
        ]

    def number_in_new(self, report: str, sentence: str) -> str | None:
        """Return the number that a sentence of the old build has in the new one; None where the new one does not hold it."""
        return self._numbers.get((report, sentence))

    def translate(self, row: Mapping[str, str]) -> dict[str, str]:
        """Return a row of the old build as the new one would have it: the number of its sentence and its places are those of the new.

        What the new one does not hold is marked as old, so that it is taken for nothing else.
        """
        known = dict(row)
        if row.get("sentence"):
            known["sentence"] = self.number_in_new(row["report"], row["sentence"]) or f"{row['sentence']}{_GONE}"
        kept = self._kept.get(row.get("source", ""))
        if not kept:
            return known
        moved = {column: _move(int(row[column]), kept, column == "end") for column in POSITIONS if row.get(column)}
        if {"start", "end"} <= moved.keys() and moved["end"] <= moved["start"]:
            return known | {"start": f"{row['start']}{_GONE}"}
        return known | {column: str(place) for column, place in moved.items()}


def _move(place: int, kept: Sequence[_Kept], is_end: bool) -> int:
    """Return where `place` of the old text stands in the new one.

    Between kept sentences a start moves with the one before and an end with whichever moves less, so that a stretch that was taken out
    ends before it starts and is taken for no stretch of the new text.
    """
    ahead = (bisect_left if is_end else bisect_right)(kept, place, key=lambda one: one.start)
    before = kept[ahead - 1] if ahead else _Kept(0, 0, 0)
    if is_end and place > before.end and ahead < len(kept):
        return place + min(before.shift, kept[ahead].shift)
    return place + before.shift


def _rewritten_sources(old: Tables, new: Tables) -> set[str]:
    before, after = (dict(zip(tables.documents["source"], tables.documents["sha256"], strict=True)) for tables in (old, new))
    return {source for source in before.keys() & after.keys() if before[source] != after[source]}


def _sentences_by_report(tables: Tables) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {}
    for row in each_row(tables.sentences.sort_values(["report", "sentence"])):
        rows.setdefault(row.report, []).append(row)
    return rows
