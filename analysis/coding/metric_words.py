"""The words that the reading of metrics leans on, compiled once from the lexicon `metric_words`.

A row's `word` is a fragment of a regular expression; rows of one `kind` are alternatives, the longest first.
"""

from __future__ import annotations

import re
from functools import cached_property

import pandas as pd


def _plain_length(fragment: str) -> int:
    return len(re.sub(r"\(\?[=!<][^)]*\)", "", fragment))


class Words:
    """The compiled kinds of the lexicon: `search`, `match`, `strip_start` and `strip_end` take a kind by name."""

    def __init__(self, words: pd.DataFrame) -> None:
        self._fragments = {str(kind): sorted(group["word"], key=_plain_length, reverse=True) for kind, group in words.groupby("kind")}
        self._search: dict[str, re.Pattern[str]] = {}
        self._ends: dict[str, re.Pattern[str]] = {}

    def pattern(self, kind: str) -> re.Pattern[str]:
        """Return the alternatives of `kind` as one pattern; raises `KeyError` for a kind the lexicon does not have."""
        if kind not in self._search:
            self._search[kind] = re.compile("|".join(self._fragments[kind]))
        return self._search[kind]

    def search(self, kind: str, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return the first place of a word of `kind` in `text[start:end]`, positions as in `text`."""
        return self.pattern(kind).search(text, start, len(text) if end is None else end)

    def closes(self, kind: str, text: str) -> str | None:
        """Return the longest word of `kind` that `text` ends with, or null."""
        if kind not in self._ends:
            self._ends[kind] = re.compile(rf"(?:{'|'.join(self._fragments[kind])})$")
        found = self._ends[kind].search(text)
        return found[0] if found else None

    def strip_start(self, kind: str, text: str, start: int, end: int) -> int:
        """Return where `text[start:end]` begins once words of `kind` are taken from its front."""
        while start < end and (found := self.pattern(kind).match(text, start, end)) and found.end() > start:
            start = found.end()
        return start

    def strip_end(self, kind: str, text: str, start: int, end: int) -> int:
        """Return where `text[start:end]` ends once words of `kind` are taken from its back."""
        while start < end and (found := self.closes(kind, text[start:end])):
            end -= len(found)
        return end

    @cached_property
    def verbal_units(self) -> frozenset[str]:
        """Measure words that count events rather than things."""
        return frozenset(self._fragments["verbal_unit"])

    @cached_property
    def person_units(self) -> frozenset[str]:
        """Measure words that count people."""
        return frozenset(self._fragments["person_unit"])
