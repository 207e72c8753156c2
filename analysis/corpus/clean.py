"""Source text → clean text, with every mend on record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from analysis.corpus.aligned import AlignedText, Change, Edit
from analysis.corpus.degarble import find_doubled_punctuation, find_doubted_pinyin, find_pinyin, find_stop_decimals, find_traditional
from analysis.corpus.marks import find_damage, find_entities, find_footnotes, find_layout

# In this order: each step sees what the one before it left.
_STEPS: tuple[Callable[[str], list[Change]], ...] = (
    find_entities,
    find_layout,
    find_pinyin,
    find_doubled_punctuation,
    find_stop_decimals,
    find_traditional,
    find_footnotes,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CleanText:
    """The clean text of a source, its mends, and the spans of the clean text at which something was lost, in order."""

    source: str
    aligned: AlignedText
    edits: tuple[Edit, ...]
    damaged: tuple[tuple[int, int], ...]

    def damage_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the lost spans that touch `[start, end)`, cut to it."""
        found = []
        for place in range(bisect_left(self.damaged, (start, start)) - 1, len(self.damaged)):
            if place < 0 or self.damaged[place][1] <= start:
                continue
            if self.damaged[place][0] >= end:
                break
            found.append((max(self.damaged[place][0], start), min(self.damaged[place][1], end)))
        return found


def clean_text(source: str) -> CleanText:
    """Return `source` mended: entities, invisible signs, pinyin in brackets, doubled punctuation, script and footnote marks.

    What is lost stays as it stands and becomes an edit of kind `damage` without `after`.
    """
    aligned = AlignedText.from_source(source)
    edits: list[Edit] = []
    for step in _STEPS:
        aligned, made = aligned.apply(step(aligned.text), source)
        edits += made
    damaged = find_damage(aligned.text)
    if any(edit.kind == "pinyin" for edit in edits):
        damaged = sorted({*damaged, *find_doubted_pinyin(aligned.text)})
    for start, end in damaged:
        first, last = aligned.source_span(start, end)
        edits.append(Edit(first, last, "damage", source[first:last], None))
    return CleanText(source, aligned, tuple(sorted(edits)), tuple(damaged))
