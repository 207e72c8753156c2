"""The text as the quantity finder reads it: folded to one form of digits, with its damaged and quoted places marked.

Folding keeps the way back: `FoldedText.place` gives the code point of the original for each one of the folded text.
"""

from __future__ import annotations

import html
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WIDE = {chr(0xFF10 + digit): str(digit) for digit in range(10)}
_LETTERS = {chr(0xFF21 + place + offset): chr(0x41 + place + offset) for offset in (0, 0x20) for place in range(26)}
_SIGNS = dict(zip("％．－−﹣﹪＋∕／　\u00a0\u2002\u2003\u2009\u202f", "%.---%+//      ", strict=True))
_TRADITIONAL = dict(zip("萬億餘兩幾點內過約達", "万亿余两几点内过约达", strict=True))
_FOLD = str.maketrans({**_WIDE, **_LETTERS, **_SIGNS, **_TRADITIONAL})
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")

# A mask, a lost decimal ($1.$2) or a replacement sign; a number that touches one is damaged.
_DAMAGE = re.compile(
    r"\*+|\$\d?|[�□■◇◆＊＄＃#]+|(?<=\d)[?？]+(?=[\d.万亿%个])|\?+(?=\d)|_{2,}"
    r"|(?<![A-Za-z])[xX×]{1,4}(?=[万亿%.年月xX×个元])"
)
_STRIPPED = re.compile(
    r"(?<![\d十百千])\.\s?[万亿%‰倍个]|年月日|年月至?月|[为达长降升到至占]\s?[.%‰]|(?<![\d十百千万亿)）])%|第[位名届次]"
    r"|(?:新增|新建|建成|实施|达到?|完成|投资|收入|增加|惠及)(?:约|超|近)?[万亿]?(?:个|家|座|套|亩|吨|元|公里|平方米|人|户|件|条|千瓦)(?=[，,、；;。])"
    r"|(?<=[、，,；;])[万亿]?(?:平方米|平方公里|公里|公顷|千瓦)"
)
_TITLE = re.compile(r"[《〈][^《》〈〉]{1,80}[》〉]")
_QUOTE = re.compile(r"“([^“”]{1,200})”|「([^「」]{1,200})」|『([^『』]{1,200})』|\"([^\"]{1,200})\"|‘([^‘’]{1,40})’")
_SPEECH = re.compile("[，,。；;：:！!？?…]")
NAME_LENGTH = 20  # a quote without a pause, up to this length, is a name; a longer one is speech

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text as it is searched; `places` is None where folded and original code points are the same."""

    text: str
    places: tuple[int, ...] | None

    def place(self, position: int) -> int:
        """Return the code point of the original text for `position` of the folded one."""
        return position if self.places is None else self.places[position]


def fold_text(text: str) -> FoldedText:
    """Return `text` with half-width digits, plain spaces, simplified magnitudes and HTML entities resolved."""
    if "&" not in text or not _ENTITY.search(text):
        return FoldedText(text.translate(_FOLD), None)
    parts: list[str] = []
    places: list[int] = []
    last = 0
    for match in _ENTITY.finditer(text):
        sign = html.unescape(match[0])
        if len(sign) != 1:
            continue
        parts += [text[last : match.start()], sign]
        places += [*range(last, match.start()), match.start()]
        last = match.end()
    parts.append(text[last:])
    places += range(last, len(text) + 1)
    return FoldedText("".join(parts).translate(_FOLD), tuple(places))


def find_damage(text: str) -> list[Span]:
    """Return the spans of folded `text` in which digits are masked, lost or replaced; nothing there is a number."""
    return [match.span() for match in _DAMAGE.finditer(text)]


def lacks_digits(text: str) -> bool:
    """Tell whether digits were stripped from folded `text` (为.%, 年月日), so that a magnitude alone (近万) may be their rest."""
    return bool(_STRIPPED.search(text))


def find_titles(text: str) -> list[Span]:
    """Return the spans of document titles: 《…》."""
    return [match.span() for match in _TITLE.finditer(text)]


def find_quoted_names(text: str) -> list[Span]:
    """Return the spans of quotes that are names or slogans; a quote with a pause, or a long one, is speech and is left out."""
    spans = []
    for match in _QUOTE.finditer(text):
        inner = match[match.lastindex or 0]
        if len(inner) <= NAME_LENGTH and not _SPEECH.search(inner):
            spans.append(match.span())
    return spans


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans sorted, those that overlap as one: what `touches` and `inside` search."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def touches(spans: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether [start, end) overlaps or adjoins one of the merged `spans`."""
    last = bisect_right(spans, (end, sys.maxsize)) - 1
    return last >= 0 and start <= spans[last][1]


def inside(spans: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether [start, end) overlaps one of the merged `spans`."""
    last = bisect_left(spans, (end, -1)) - 1
    return last >= 0 and start < spans[last][1]
