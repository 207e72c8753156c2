"""The parts a briefing is made of, before they become Word or HTML: plain frozen records, in reading order.

A number that a reader may doubt carries a `Reference`: its number in the appendix, where its place in the source stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

REPLACEMENT = "\ufffd"  # shown for a character that no page may hold
_UNPRINTABLE = {"Cc", "Cs", "Co", "Cn"}
_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Place:
    """A span of a source, `[start, end)` in code points."""

    source: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.source}:{self.start}–{self.end}"


@dataclass(frozen=True)
class Evidence:
    """A source sentence behind a claim: who says it, its clean text, the words in it that count, and its place."""

    city: str
    sentence: str
    place: Place
    words: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Claim:
    """A finding, and the sentences it rests on."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of a grid: its text, the appendix entry it points to, or the entry it is (`anchor`); `missing` is drawn pale."""

    text: str
    reference: int | None = None
    anchor: int | None = None
    missing: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: caption, header, rows, the relative widths of the columns, and a note below."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """A figure: its PNG file, caption, and the alternative text for who cannot see it."""

    file: Path
    caption: str
    alternative: str


Part = Heading | Paragraph | Claim | Grid | Picture


@dataclass(frozen=True)
class Briefing:
    """A whole briefing: title, line under it, parts in reading order."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]


def printable(text: str) -> str:
    """Return `text` as one line that any page may hold: white space as spaces, control and direction marks shown as �.

    Report text is hostile: control characters break Word files, direction marks make a line read as what it does not say.
    """
    return "".join(_printable(character) for character in re.sub(r"[^\S\u3000]+", " ", text).strip())


def _printable(character: str) -> str:
    if character in _DIRECTION_MARKS or unicodedata.category(character) in _UNPRINTABLE:
        return REPLACEMENT
    return character


def split_words(sentence: str, words: str) -> tuple[str, str, str]:
    """Return `sentence` before, at and after the first place of `words`; all of it before where they do not stand in it."""
    before, found, after = sentence.partition(words) if words else (sentence, "", "")
    return before, found, after


def plain_rows(rows: Sequence[Sequence[object]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of values as rows of cells."""
    return tuple(tuple(value if isinstance(value, Cell) else Cell(str(value)) for value in row) for row in rows)
