"""Quotations of a sentence: where they stand, what is inside, which stand side by side and share one noun (“甲”“乙”等品牌)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂"}
_CLOSERS = frozenset("”’」』")
_BREAK = re.compile(r"[，。；！？,;!?：:]")
_GAP = re.compile(r"(?:[（(][^（）()]*[）)])?(?:、|和|与|及|以及|/)?")
_TITLE = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: span with its marks, span of the inside, depth (0 outermost), and whether the marks are 《》."""

    start: int
    end: int
    text: str
    depth: int = 0
    is_title: bool = False

    @property
    def inner_start(self) -> int:
        return self.start + 1

    @property
    def inner_end(self) -> int:
        return self.start + 1 + len(self.text)


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of `text` in order of their start, nested ones too.

    A closing mark without an opening one is read as the end of a name that begins with a quotation (“泉”程商量” → “泉”程商量),
    if no punctuation stands between; straight quotes open and close in turn.
    """
    found: list[Quotation] = []
    stack: list[tuple[str, int]] = []
    for place, mark in enumerate(text):
        if mark == '"' and stack and stack[-1][0] == '"':
            found.append(_close(text, stack, place))
        elif mark in _PAIRS or mark == '"':
            stack.append((_PAIRS.get(mark, '"'), place))
        elif mark in _CLOSERS and any(closer == mark for closer, _ in stack):
            while stack[-1][0] != mark:
                stack.pop()
            found.append(_close(text, stack, place))
        elif mark in _CLOSERS:
            _extend_last(found, text, place)
    titles = [Quotation(m.start(), m.end(), m.group(1), is_title=True) for m in _TITLE.finditer(text)]
    outside = [quotation for quotation in found if not any(title.start < quotation.start < title.end for title in titles)]
    return sorted([*outside, *titles], key=lambda quotation: (quotation.start, -quotation.end))


def _close(text: str, stack: list[tuple[str, int]], place: int) -> Quotation:
    start = stack.pop()[1]
    return Quotation(start, place + 1, text[start + 1 : place], depth=len(stack))


def _extend_last(found: list[Quotation], text: str, place: int) -> None:
    """Let the last quotation reach to a closing mark that has no opening one."""
    if not found:
        return
    last = max(found, key=lambda quotation: quotation.end)
    tail = text[last.end : place]
    if 1 <= len(tail) <= 8 and not _BREAK.search(tail):
        found[found.index(last)] = Quotation(last.start - 1, place + 1, text[last.start : place], last.depth)


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
