"""Text that remembers where each of its characters stood in the source, however often it was mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """One mend, in code points of the source: `before` stands there, `after` is what the clean text has; None where it is lost."""

    start: int
    end: int
    kind: str
    before: str
    after: str | None


class Change(NamedTuple):
    """One mend still to be made, in characters of the text at hand."""

    start: int
    end: int
    after: str
    kind: str


@dataclass(frozen=True, slots=True)
class AlignedText:
    """Clean text, and for each of its characters the half-open span `[starts[i], ends[i])` of the source that it came from."""

    text: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range

    @classmethod
    def from_source(cls, source: str) -> AlignedText:
        """Return the text as it stands, each character aligned with itself."""
        return cls(source, range(len(source)), range(1, len(source) + 1))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source behind the characters `[start, end)` of this text; they must not be empty."""
        return self.starts[start], self.ends[end - 1]

    def slice(self, start: int, end: int) -> AlignedText:
        """Return the characters `[start, end)` with their alignment."""
        return AlignedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def join(self, other: AlignedText) -> AlignedText:
        """Return this text followed by `other`, which stands later in the same source."""
        return AlignedText(
            self.text + other.text, (*self.starts, *other.starts), (*self.ends, *other.ends)
        )  # fmt: skip

    def apply(self, changes: Iterable[Change], source: str) -> tuple[AlignedText, list[Edit]]:
        """Return the text with `changes` made, and each change as an edit of the source.

        Changes must not overlap. One that keeps the number of characters keeps their alignment one to one.
        """
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        edits: list[Edit] = []
        done = 0
        for change in sorted(changes):
            self._copy(done, change.start, pieces, starts, ends)
            first, last = self.source_span(change.start, change.end)
            edits.append(Edit(first, last, change.kind, source[first:last], change.after))
            pieces.append(change.after)
            if len(change.after) == change.end - change.start:
                starts.extend(self.starts[change.start : change.end])
                ends.extend(self.ends[change.start : change.end])
            else:
                starts.extend([first] * len(change.after))
                ends.extend([last] * len(change.after))
            done = change.end
        self._copy(done, len(self.text), pieces, starts, ends)
        return AlignedText("".join(pieces), tuple(starts), tuple(ends)), edits

    def _copy(self, start: int, end: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
        pieces.append(self.text[start:end])
        starts.extend(self.starts[start:end])
        ends.extend(self.ends[start:end])
