"""Text that remembers where each of its characters stood in the source, however often it was mended."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Offsets: TypeAlias = "range | array[int]"


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
    starts: Offsets
    ends: Offsets

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
        starts, ends = _offsets(self.starts), _offsets(self.ends)
        return AlignedText(self.text + other.text, starts + _offsets(other.starts), ends + _offsets(other.ends))

    def apply(self, changes: Sequence[Change], source: str) -> tuple[AlignedText, list[Edit]]:
        """Return the text with `changes` made, and each change as an edit of the source.

        Changes must not overlap. One that keeps the number of characters keeps their alignment one to one.
        """
        if not changes:
            return self, []
        pieces: list[str] = []
        starts, ends = _offsets(()), _offsets(())
        edits: list[Edit] = []
        done = 0
        for change in sorted(changes):
            self._copy(done, change.start, pieces, starts, ends)
            pieces.append(change.after)
            for piece in self._pieces_of(change):
                first, last = self.source_span(piece.start, piece.end)
                edits.append(Edit(first, last, piece.kind, source[first:last], piece.after))
                same = len(piece.after) == piece.end - piece.start
                starts.extend(self.starts[piece.start : piece.end] if same else [first] * len(piece.after))
                ends.extend(self.ends[piece.start : piece.end] if same else [last] * len(piece.after))
            done = change.end
        self._copy(done, len(self.text), pieces, starts, ends)
        return AlignedText("".join(pieces), starts, ends), edits

    def _pieces_of(self, change: Change) -> Iterator[Change]:
        """Cut a change of signs one by one where an earlier mend took something out between them: edits must not overlap."""
        begin = change.start
        if len(change.after) == change.end - change.start:
            for place in range(change.start + 1, change.end):
                if self.starts[place] != self.ends[place - 1]:
                    yield Change(begin, place, change.after[begin - change.start : place - change.start], change.kind)
                    begin = place
        yield Change(begin, change.end, change.after[begin - change.start :], change.kind)

    def _copy(self, start: int, end: int, pieces: list[str], starts: array[int], ends: array[int]) -> None:
        pieces.append(self.text[start:end])
        starts.extend(self.starts[start:end])
        ends.extend(self.ends[start:end])


def _offsets(values: Iterable[int]) -> array[int]:
    """Return offsets as unboxed numbers: a tuple of them would take seventy bytes a character."""
    return array("q", values)
