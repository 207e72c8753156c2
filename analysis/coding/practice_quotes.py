"""Quotations of a sentence: where they stand, what is inside, which stand side by side and share one noun (“甲”“乙”等品牌)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂"}
_CLOSERS = frozenset("”’」』")
_QUOTES = frozenset('”’」』"')
_MARK = re.compile("[" + "".join(sorted({*_PAIRS, *_QUOTES})) + "]")
_LONGEST = 400  # characters: what is longer is speech; its text is not copied, so that nesting costs no more than the sentence is long
_BREAK = re.compile(r"[，。；！？,;!?：:]")
_GAP = re.compile(r"(?:[（(][^（）()]*[）)])?(?:、|和|与|及|以及|/)?")
_TITLE = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: span with its marks, span of the inside, depth (0 outermost), whether the marks are 《》, and what opens it.

    `opening` is 1, or 0 where the opening mark is part of the name (“泉”程商量).
    """

    start: int
    end: int
    text: str
    depth: int = 0
    is_title: bool = False
    opening: int = 1

    @property
    def inner_start(self) -> int:
        return self.start + self.opening

    @property
    def inner_end(self) -> int:
        return self.inner_start + len(self.text)


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of `text` in order of their start, nested ones too.

    A closing mark without an opening one is read as the end of a name that begins with a quotation (“泉”程商量” → “泉”程商量),
    if no punctuation stands between; straight quotes open and close in turn.
    """
    return list(_read_quotations(text))


@lru_cache(64)  # every step of a sentence asks for them
def _read_quotations(text: str) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    open_marks: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()  # how often each closing mark is waited for: no search through a deep stack
    for match in _MARK.finditer(text):
        place, mark = match.start(), match[0]
        if mark in _QUOTES and _closes(mark, open_marks, waiting):
            found.append(_close(text, open_marks, waiting, place))
        elif mark in _PAIRS or mark == '"':
            open_marks.append((_PAIRS.get(mark, '"'), place))
            waiting[_PAIRS.get(mark, '"')] += 1
        elif mark in _CLOSERS:
            _extend_last(found, text, place)
    titles = [Quotation(m.start(), m.end(), m.group(1), is_title=True) for m in _TITLE.finditer(text)]
    ends = [title.end for title in titles]
    outside = [quotation for quotation in found if not _is_in_title(quotation, titles, ends)]
    return tuple(sorted([*outside, *titles], key=lambda quotation: (quotation.start, -quotation.end)))


def _closes(mark: str, open_marks: list[tuple[str, int]], waiting: Counter[str]) -> bool:
    """Return whether `mark` closes a quotation; a straight quote only the innermost one."""
    if mark == '"':
        return bool(open_marks) and open_marks[-1][0] == '"'
    return mark in _CLOSERS and waiting[mark] > 0


def _close(text: str, open_marks: list[tuple[str, int]], waiting: Counter[str], place: int) -> Quotation:
    while open_marks[-1][0] != text[place]:
        waiting[open_marks.pop()[0]] -= 1
    closer, start = open_marks.pop()
    waiting[closer] -= 1
    inner = text[start + 1 : place] if place - start <= _LONGEST else ""
    return Quotation(start, place + 1, inner, len(open_marks))


def _is_in_title(quotation: Quotation, titles: list[Quotation], ends: list[int]) -> bool:
    place = bisect_left(ends, quotation.start + 1)
    return place < len(titles) and titles[place].start < quotation.start


def _extend_last(found: list[Quotation], text: str, place: int) -> None:
    """Let the last quotation reach to a closing mark that has no opening one."""
    if not found:
        return
    last = found[-1]  # quotations are found in the order of their ends
    tail = text[last.end : place]
    if 1 <= len(tail) <= 8 and not _BREAK.search(tail):
        found[-1] = Quotation(last.start, place + 1, text[last.start : place], last.depth, opening=0)


def group_quotations(quotations: list[Quotation], text: str) -> list[list[Quotation]]:
    """Return the outermost quotations in groups: with nothing, a listing comma or 和 between them they share what is before and after."""
    groups: list[list[Quotation]] = []
    for quotation in quotations:
        if quotation.depth or quotation.is_title:
            continue
        if groups and _GAP.fullmatch(text[groups[-1][-1].end : max(quotation.start, groups[-1][-1].end)]):
            groups[-1].append(quotation)
        else:
            groups.append([quotation])
    return groups
