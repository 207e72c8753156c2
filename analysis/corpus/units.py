"""Unitizing: a source becomes raw units, each a line split after its sentence ends (codebook, first section)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.corpus.clean import CleanText

_END = re.compile(r"[。！？；!?;]+[”’」』》）)\"']*(?:[。！？；!?;]+[”’」』》）)\"']*)*")


@dataclass(slots=True)
class Unit:
    """One raw unit: its span in the clean text, what it says, where it stands, and what became of it."""

    start: int
    end: int
    text: str
    line: int
    first: bool  # begins its line
    last: bool  # ends its line
    role: str = ""
    rule: str = ""
    continues: bool = False  # begins in the middle of a sentence
    report: int | None = None


@dataclass(slots=True)
class Line:
    """One line that is not blank: its units, and how many blank lines stand before it."""

    number: int
    text: str
    units: list[Unit] = field(default_factory=list)
    blank_before: int = 0


def split_lines(clean: CleanText) -> list[Line]:
    """Return the lines of the clean text that are not blank, each with its units; a damaged question mark ends no unit."""
    text = clean.aligned.text
    lines: list[Line] = []
    blank = start = 0
    for number, whole in enumerate(text.splitlines(keepends=True)):
        first = start + len(whole) - len(whole.lstrip())
        last = start + len(whole.rstrip())
        if first < last:
            line = Line(number, text[first:last], blank_before=blank)
            line.units = _split_units(clean, first, last, number)
            lines.append(line)
            blank = 0
        else:
            blank += 1
        start += len(whole)
    return lines


def _split_units(clean: CleanText, start: int, end: int, number: int) -> list[Unit]:
    units: list[Unit] = []
    for first, last in _sentence_spans(clean, start, end):
        units.append(Unit(first, last, clean.aligned.text[first:last], number, not units, last == end))
    return units


def _sentence_spans(clean: CleanText, start: int, end: int) -> Iterator[tuple[int, int]]:
    text, begin = clean.aligned.text, start
    for match in _END.finditer(text, start, end):
        if _is_lost(clean, match):
            continue
        stop = _end_of_quote(text, match, end)
        yield _trim(text, begin, stop)
        begin = stop
    if text[begin:end].strip():
        yield _trim(text, begin, end)


def _end_of_quote(text: str, match: re.Match[str], end: int) -> int:
    """A straight quote after a sentence end closes it only if one is open; else it opens the next sentence."""
    stop = match.end()
    while stop > match.start() + 1 and text[stop - 1] in "\"'":
        line_start = text.rfind("\n", 0, match.start()) + 1
        if text.count(text[stop - 1], line_start, stop) % 2 == 0:
            break
        stop -= 1
    return min(stop, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _is_lost(clean: CleanText, match: re.Match[str]) -> bool:
    """Return whether the mark stands for a lost character; a longer row of them may stand for a sentence end as well."""
    return any(end - start < 3 for start, end in clean.damage_within(match.start(), match.start() + 1)) and len(match.group()) < 3
