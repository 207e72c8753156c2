"""The shape of a line: does it end a sentence, is it prose, may it be a heading, is it cut off in the middle?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.corpus.units import Line

HEADING_CHARS = 48
_ENDS_SENTENCE = re.compile(r"[。！？；!?;…：:][”’」』》）)\"']*$")
_NUMBERED = re.compile(
    r"^(?:#{1,6}\s|第[一二三四五六七八九十百]+[章节部分]|[一二三四五六七八九十]{1,3}[、．.]|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、．.](?!\d)|[(（]\d{1,2}[)）]|[①-⑳])"
)
_CUT_END = re.compile(r"[,，、和与及的将把并或]$")
_CUT_START = re.compile(r"^[)）”’」』》、，,。；;：:%％]|^[(（](?![一二三四五六七八九十\d]{1,3}[)）])")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_SLACK = 3  # a wrap leaves a line short where a mark may not begin the next one
_BULLET = re.compile(r"^[-·•●▪*»›◦○]\s*\S")
_WORD = re.compile(r"[0-9A-Za-z一-鿿]")


def ends_sentence(text: str) -> bool:
    """Return whether the line ends where a sentence or clause ends."""
    return bool(_ENDS_SENTENCE.search(text))


def ends_full_sentence(text: str) -> bool:
    """Return whether the line ends where a sentence ends; a colon, as labels have it, does not count."""
    return ends_sentence(text) and text[-1] not in ":："


def is_numbered(text: str) -> bool:
    """Return whether the line begins as a numbered heading or item does."""
    return bool(_NUMBERED.match(text))


def is_bullet(text: str) -> bool:
    """Return whether the line is an item of a list with bullets."""
    return bool(_BULLET.match(text)) and not ends_sentence(text)


def has_words(text: str) -> bool:
    """Return whether the line says anything at all."""
    return bool(_WORD.search(text))


def is_prose(line: Line) -> bool:
    """Return whether the line is running text: it ends a sentence, holds one, or is too long for a heading."""
    return ends_sentence(line.text) or len(line.units) > 1 or len(line.text) > HEADING_CHARS


def is_long_prose(line: Line) -> bool:
    """Return whether the line is surely running text of a report and not a slogan or a prompt of a site."""
    return is_prose(line) and len(line.text) >= 15 and bool(re.search(r"[。；！？!?;，,]", line.text))


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a source was hard-wrapped: the width of its full lines, in characters or, where `wide`, in widths of a hanzi."""

    width: int
    wide: bool

    def is_full(self, line: Line) -> bool:
        """Return whether the line is as wide as the wrap lets it be."""
        return _measure(line.text, self.wide) >= self.width - _SLACK


def is_cut(line: Line, following: Line, wrap: Wrap | None) -> bool:
    """Return whether a page break or a hard wrap cuts the sentence at the end of `line`, so that `following` goes on with it."""
    if ends_sentence(line.text) or is_numbered(following.text):
        return False
    if wrap is not None and not following.blank_before and wrap.is_full(line):
        return True
    if _CUT_START.match(following.text) and not _BRACKETED.fullmatch(following.text):
        return len(line.text) >= 8
    unfinished = len(line.units) > 1 or len(line.text) > HEADING_CHARS or (len(line.text) >= 20 and bool(_CUT_END.search(line.text)))
    return unfinished and ends_sentence(following.text) and not is_numbered(line.text)


def find_wrap(lines: Sequence[Line], is_printed: bool = False) -> Wrap | None:
    """Return how the source was hard-wrapped, or null.

    It was where most of the text stands in lines of one width, few lines are wider, and most full lines stop in the middle of a sentence;
    a printed page (`is_printed`) is always wrapped at its widest line.
    """
    candidates = [found for wide in (False, True) if (found := _find_wrap(lines, wide, is_printed))]
    return max(candidates, key=lambda found: sum(found.is_full(line) for line in lines), default=None)


def _find_wrap(lines: Sequence[Line], wide: bool, is_printed: bool) -> Wrap | None:
    widths = sorted(_measure(line.text, wide) for line in lines)
    if len(widths) < 6:
        return None
    width = widths[-1] if is_printed else widths[int(0.97 * (len(widths) - 1))]
    wrap = Wrap(width, wide)
    full = [line for line in lines if wrap.is_full(line)]
    unfinished = [line for line in full if not ends_sentence(line.text)]
    chars, total = sum(len(line.text) for line in full), sum(len(line.text) for line in lines)
    holds = 15 <= width <= 60 and len(full) >= 4 and chars >= 0.4 * total and 2 * len(unfinished) >= len(full)
    return wrap if holds or (is_printed and 15 <= width <= 60) else None


def _measure(text: str, wide: bool) -> int:
    if not wide:
        return len(text)
    return (sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text) + 1) // 2
