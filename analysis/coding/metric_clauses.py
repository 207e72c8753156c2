"""Makes a sentence ready to be read for metrics: names and numbers are masked, clauses and their bounds are known.

Masking keeps every position, so a span in the masked text is a span in the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from analysis.coding.quantities import Quantity

NAME, BRACKET, NUMBER = "□", "○", "#"
_PAIRS = (("《", "》"), ("“", "”"), ("‘", "’"), ("「", "」"), ("(", ")"), ("（", "）"))
_STRAIGHT = re.compile(r'"[^"]{1,30}"')
_SPEECH = re.compile(r"[。！？!?；;]|[，,].*[，,]")
_NUMBER_NAME = re.compile(r"“[^”]*[一二三四五六七八九十\d][^”]*”\Z")  # “五个一”(提交一件提案、…): the bracket spells the name out
_LONGEST_NAME = 30
_LABEL = r"[：:](?!\s*(?:共计?|累计|合计|总计|折合|约|近)?(?:人民币)?\s*#)"  # 提案：412件 is one phrase
_BREAK = re.compile(rf"[，,；;。！!？?…（）()\n]|{_LABEL}|(?<![#\s])\s+(?![#\s])")


class MaskedSentence:
    """One sentence: `text`, `masked` (names are □, brackets ○, numbers #), the clauses between its pauses.

    `around` is what a reader has in mind at the sentence (headline, section, sentence before), one a line.
    """

    def __init__(self, text: str, quantities: Sequence[Quantity], around: str = "") -> None:
        self.text = text
        self.around = around
        self.names = _name_spans(text, quantities)
        chars = list(text)
        for start, end in self.names:
            chars[start:end] = (BRACKET if text[start] in "(（" else NAME) * (end - start)
        for quantity in quantities:
            chars[quantity.start : quantity.end] = NUMBER * (quantity.end - quantity.start)
        self.masked = "".join(chars)
        self._starts = [0]
        self._ends: list[int] = []
        for pause in _BREAK.finditer(self.masked):
            self._ends.append(pause.start())
            self._starts.append(pause.end())
        self._ends.append(len(text))

    def clause_at(self, place: int) -> int:
        """Return the number of the clause that holds `place`."""
        return bisect_right(self._starts, place) - 1

    def clause_span(self, clause: int) -> tuple[int, int]:
        """Return start and end of a clause, its pauses left out."""
        return self._starts[clause], self._ends[clause]

    def in_name(self, start: int, end: int) -> bool:
        """Return whether the span stands inside a quoted name, a title or brackets."""
        return any(left <= start and end <= right for left, right in self.names)

    def plain(self, start: int, end: int) -> str:
        """Return the words of a span without quotation marks and white space."""
        words = re.sub(r"[“”‘’「」\"\s]", "", self.text[start:end].replace("”“", "、"))
        return words.strip("()（）") if self.masked[start:end].strip(BRACKET) == "" else words


def _name_spans(text: str, quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Quoted names, titles, and brackets that hold no number: what a bracket counts is part of the report (其中委员提案280件)."""
    spans: list[tuple[int, int]] = []
    for left, right in _PAIRS:
        spans += _paired_spans(text, left, right)
    spans += [found.span() for found in _STRAIGHT.finditer(text)]
    named = [span for span in spans if _is_name(text, *span)]
    counted = [span for span in spans if text[span[0]] in "(（" and any(span[0] < q.start < span[1] for q in quantities)]
    spelt_out = [span for span in counted if _NUMBER_NAME.search(text[: span[0]])]
    return sorted({span for span in named if span not in counted} | set(spelt_out))


def _paired_spans(text: str, left: str, right: str) -> list[tuple[int, int]]:
    spans, opened = [], -1
    for place, char in enumerate(text):
        if char == left and opened < 0:
            opened = place
        elif char == right and opened >= 0:
            spans.append((opened, place + 1))
            opened = -1
        elif char == left:
            opened = place
    return spans


def _is_name(text: str, start: int, end: int) -> bool:
    if text[start] == "《":
        return True
    return end - start <= _LONGEST_NAME + 2 and not _SPEECH.search(text, start + 1, end - 1)
